import { said } from '@zhiheng/contracts';
import { type Transaction, violates } from '@zhiheng/database';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { act } from '../act.ts';
import type { Desk } from '../desk.ts';
import { lockPeople } from '../store/locks.ts';
import { append, type LogEntry } from '../store/log-store.ts';
import { activeAccount } from '../store/people-store.ts';
import { eraseRows } from '../store/roster-row-store.ts';
import { endRoster, findRoster, lockRoster, markApplying, type StoredRoster } from '../store/roster-store.ts';
import { requireOverCentre, rosterOf } from './authority.ts';
import { judgeAnew } from './judgement.ts';
import { stateSaid } from './state.ts';

const entryOf = (trace: Trace, action: 'roster.applied' | 'roster.cancelled', id: string) =>
  ({ ...trace, action, targetType: 'roster', target: id }) as const;

/**
 * Has a roster applied, in the background, as it was looked at (`version`). Where more would be disabled than may be unseen by a second person,
 * by somebody other than its uploader. Asked for again it is applied once. One that was stopped goes on. Throws `not-permitted`,
 * `not-found`, `roster-changed` (with a preview of its own by then), `second-person-needed`, `roster-closed`, `roster-applying`.
 */
export async function applyRoster(
  desk: Desk,
  caller: PersonCaller,
  id: string,
  version: number,
  trace: Trace,
): Promise<StoredRoster> {
  const { centre } = caller;
  const entry = entryOf(trace, 'roster.applied', id);
  const refused: LogEntry = { ...entry, outcome: 'denied' };
  const applied = await act(desk.database, centre, refused, async (transaction) => {
    await lockRoster(transaction, centre, id);
    const found = await findRoster(transaction, centre, id);
    // Neither leaves before this is done: what they say counts until then, and not after.
    const speakers = [caller.person, ...(found?.uploadedBy ? [found.uploadedBy] : [])];
    await lockPeople(
      transaction,
      centre,
      speakers.map((person) => [person, 'key share']),
    );
    await requireOverCentre(desk, transaction, caller);
    const roster = await rosterOf(transaction, centre, id);
    if (roster.state === 'applying') return roster;
    if (roster.state !== 'open' && roster.state !== 'stopped') throw closed(roster);
    if (roster.version !== version) throw new Problem('roster-changed', said('roster-not-seen'));
    if (roster.state === 'open') await requireUploader(transaction, centre, roster);
    // What is left of one that was stopped is judged row by row.
    if (roster.state === 'open' && (await judgeAnew(transaction, centre, roster))) {
      await append(transaction, centre, { ...refused, reason: 'roster-changed' });
      return undefined;
    }
    if (roster.needsSecond && roster.uploadedBy === caller.person)
      throw new Problem('second-person-needed', said('roster-second', { leaving: roster.leaving }));
    const { person, account, client } = caller;
    const { address, correlationId } = trace;
    const by = { person, account, client, address, correlationId };
    await markApplying(transaction, centre, id, by).catch(refuseSecond);
    await append(transaction, centre, {
      ...entry,
      outcome: 'done',
      after: {
        version,
        people: roster.people,
        leaving: roster.leaving,
        rows: roster.total,
        second: roster.needsSecond,
      },
    });
    return rosterOf(transaction, centre, id);
  });
  if (!applied) throw new Problem('roster-changed', said('roster-not-seen'));
  return applied;
}

/** What somebody proposed who has left counts no more. */
async function requireUploader(transaction: Transaction, centre: string, { uploadedBy }: StoredRoster): Promise<void> {
  if (uploadedBy !== null && !(await activeAccount(transaction, centre, uploadedBy)))
    throw new Problem('roster-closed', said('roster-of-leaver'));
}

function refuseSecond(error: unknown): never {
  throw violates(error) === 'roster_one_applying'
    ? new Problem('roster-applying', said('roster-other-applying'))
    : error;
}

const closed = ({ state }: StoredRoster) =>
  new Problem('roster-closed', said('roster-state', { state: stateSaid(state) }));

/** Nothing more is done by it; what was done stays. Asked for again it is done once. Throws `not-permitted`, `not-found`, `roster-closed`. */
export function cancelRoster(desk: Desk, caller: PersonCaller, id: string, trace: Trace): Promise<StoredRoster> {
  const { centre } = caller;
  const entry = entryOf(trace, 'roster.cancelled', id);
  return act(desk.database, centre, { ...entry, outcome: 'denied' }, async (transaction) => {
    await lockRoster(transaction, centre, id);
    await requireOverCentre(desk, transaction, caller);
    const roster = await rosterOf(transaction, centre, id);
    if (roster.state === 'cancelled') return roster;
    const from = ['open', 'applying', 'stopped'];
    if (!(await endRoster(transaction, centre, id, { state: 'cancelled', from }))) throw closed(roster);
    await eraseRows(transaction, centre, id);
    await append(transaction, centre, {
      ...entry,
      outcome: 'done',
      before: { state: roster.state },
      after: { rows: roster.total, done: roster.done, refused: roster.refused },
    });
    return rosterOf(transaction, centre, id);
  });
}
