import { actSaid, type Duplicate, listed, or, said, thingSaid } from '@zhiheng/contracts';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { act } from './act.ts';
import type { Desk } from './desk.ts';
import { recordFor } from './merge-document.ts';
import { permissionsOf, unitsPermitting } from './permissions.ts';
import { append } from './store/log-store.ts';
import { listPairs } from './store/merge-store.ts';
import { findPerson, type PersonRow } from './store/people-store.ts';
import { asking, deciding } from './two-administrators.ts';
import { type View, viewOf } from './viewer.ts';

/** Who looks after the accounts of people, in either part. */
const reviewing = [asking, deciding, ['administer-audit', 'entry']] as const;

/** Codes of the units whose people's accounts the viewer looks after. Throws `not-permitted` where there is none. */
export function unitsReviewed({ policy, held }: View): string[] {
  const permissions = permissionsOf(policy, held);
  const units = new Set(
    reviewing.flatMap(([action, resource]) => [...unitsPermitting(policy, permissions, action, resource)]),
  );
  if (units.size) return [...units];
  const action = listed(
    reviewing.map(([one]) => actSaid(one)),
    or,
  );
  throw new Problem('not-permitted', said('permission-unit', { action, resource: thingSaid('account') }));
}

/** A page of records that may be of one human, as far as the caller looks after both. Throws `not-permitted`. */
export function duplicates(
  desk: Desk,
  caller: PersonCaller,
  page: { after?: readonly [string, string]; limit: number },
  trace: Trace,
): Promise<Duplicate[]> {
  const { centre } = caller;
  const facts = { ...trace, action: 'duplicates.listed' } as const;
  return act(desk.database, centre, { ...facts, outcome: 'denied' }, async (transaction) => {
    const view = await viewOf(desk, transaction, caller);
    const pairs = await listPairs(transaction, centre, { units: unitsReviewed(view), ...page });
    if (page.after === undefined) await append(transaction, centre, { ...facts, outcome: 'done' });
    const record = async (id: string) => recordFor(view, (await findPerson(transaction, centre, id)) as PersonRow);
    const found: Duplicate[] = [];
    for (const { one, other, by } of pairs) found.push({ people: [await record(one), await record(other)], by });
    return found;
  });
}
