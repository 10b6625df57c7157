import type { Organisation } from '@zhiheng/approvals';
import { type Handover, type HandoverInput, noSuch, said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { fieldProblem, type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { act } from './act.ts';
import type { CentrePolicy } from './centre-policy.ts';
import { type Desk, policyOf, requireActive } from './desk.ts';
import { directorsOf, headPost, headsOf } from './heads.ts';
import { readOrganisation } from './organisation.ts';
import type { DepartureRow } from './store/departure-store.ts';
import { type HandoverRow, listHandovers, signHandover } from './store/handover-store.ts';
import { lockPeople, lockPolicy } from './store/locks.ts';
import { append } from './store/log-store.ts';
import { findPerson, usernamesOf } from './store/people-store.ts';

/** Money is paid or reconciled by it. */
const accounting: readonly string[] = ['pay', 'reconcile'];

/** Of what ended the accounting posts, which are handed over under somebody's eyes. */
export const accountingPosts = <T extends { role: string }>({ compiled }: CentrePolicy, ended: readonly T[]): T[] =>
  ended.filter(({ role }) =>
    compiled.roles
      .get(role)
      ?.permissions.some(
        ({ action, resource, effect }) => accounting.includes(action) && resource === 'case' && effect !== 'deny',
      ),
  );

/** The posts of a departure, and who may countersign each at this moment. */
export async function handoverDocuments(
  transaction: Transaction,
  policy: CentrePolicy,
  departure: DepartureRow,
): Promise<Handover[]> {
  const rows = await listHandovers(transaction, policy.centre, departure.id);
  if (rows.length === 0) return [];
  const organisation = await readOrganisation(transaction, policy);
  const signers = rows.map((row) => (row.signedAt ? [] : signersOf(policy, departure, row, organisation)));
  const names = await usernamesOf(transaction, policy.centre, signers.flat());
  return rows.map(({ signedAt, ...row }, index) => ({
    ...row,
    signedAt: signedAt?.toISOString() ?? null,
    signers: (signers[index] ?? []).map((person) => names.get(person) ?? person),
  }));
}

/** The head of the post's unit; of a head's own, or where there is none, the director. */
function signersOf(
  policy: CentrePolicy,
  { person, effects }: Pick<DepartureRow, 'person' | 'effects'>,
  { unit }: Pick<HandoverRow, 'unit'>,
  organisation: Organisation,
): string[] {
  const wasHead = effects.grantsEnded.some(({ role }) => role === headPost(policy, unit));
  const heads = wasHead ? [] : headsOf(policy, unit, organisation);
  const signers = heads.length ? heads : directorsOf(policy, unit, organisation);
  return signers.filter((one) => one !== person && !organisation.away?.has(one));
}

/**
 * Countersigns that an accounting post was handed over, once. Throws `not-found`, `not-permitted`, `already-exists`, `invalid-request`,
 * `unknown-code`.
 */
export function countersign(
  desk: Desk,
  caller: PersonCaller,
  departureOf: (transaction: Transaction) => Promise<DepartureRow>,
  { grant, takenOverBy, note }: HandoverInput,
  trace: Trace,
): Promise<DepartureRow> {
  const { centre } = caller;
  const entry = { ...trace, action: 'handover.signed', targetType: 'grant', target: grant } as const;
  return act(desk.database, centre, { ...entry, outcome: 'denied' }, async (transaction) => {
    await lockPolicy(transaction, centre, 'shared');
    const policy = await policyOf(desk, transaction, centre);
    const departure = await departureOf(transaction);
    const to = await findPerson(transaction, centre, takenOverBy);
    if (!to) throw fieldProblem('unknown-code', '/takenOverBy', noSuch('person', takenOverBy));
    await lockPeople(transaction, centre, [
      [to.id, 'key share'],
      [caller.person, 'key share'],
    ]);
    await requireActive(transaction, caller);
    const post = (await listHandovers(transaction, centre, departure.id)).find((one) => one.grant === grant);
    if (!post) throw new Problem('not-found', noSuch('handover', grant));
    const organisation = await readOrganisation(transaction, policy);
    if (!signersOf(policy, departure, post, organisation).includes(caller.person))
      throw new Problem('not-permitted', said('handover-signers'));
    if (to.state !== 'active' || [caller.person, departure.person].includes(to.id))
      throw fieldProblem('invalid-request', '/takenOverBy', said('handover-to-another'));
    const signed = { grant, takenOverBy: to.id, note, by: caller.person };
    if (!(await signHandover(transaction, centre, departure.id, signed)))
      throw new Problem('already-exists', said('handover-signed'));
    await append(transaction, centre, {
      ...entry,
      outcome: 'done',
      unit: post.unit,
      about: departure.person,
      reason: note,
      after: { departure: departure.id, role: post.role, unit: post.unit, takenOverBy: to.username ?? to.id },
    });
    return departure;
  });
}
