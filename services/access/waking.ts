import { noSuch, said, type WakingDecisionInput } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { act } from './act.ts';
import type { CentrePolicy } from './centre-policy.ts';
import { type Desk, policyOf } from './desk.ts';
import { tell } from './notices.ts';
import { askToWake, type DormancyRow, decideToWake, readDormancy } from './store/dormancy-store.ts';
import { lockPeople, lockPolicy, raiseEpoch } from './store/locks.ts';
import { append, type LogEntry } from './store/log-store.ts';
import { findPerson } from './store/people-store.ts';
import { asking, deciding, notOver, unitsFor } from './two-administrators.ts';
import { thoseWho } from './watchers.ts';

interface Waking {
  transaction: Transaction;
  policy: CentrePolicy;
  /** As it is under its person's lock: of two that decide at once, the second finds it decided. */
  row: DormancyRow;
  entry: LogEntry;
}

/**
 * Asks that an account that sleeps be woken; another administrator decides. Throws `not-found`, `not-permitted`, `not-pending` when it is
 * awake or asked for already, `already-departed`.
 */
export function askForWaking(
  desk: Desk,
  caller: PersonCaller,
  id: string,
  reason: string,
  trace: Trace,
): Promise<DormancyRow> {
  const facts = { ...trace, action: 'waking.asked' } as const;
  return change(desk, caller, id, facts, [asking], async ({ transaction, policy, row, entry }) => {
    const { centre, person, client } = caller;
    if (row.state !== 'asleep') throw new Problem('not-pending');
    await askToWake(transaction, centre, id, { by: person, client, reason });
    const deciders = await thoseWho(transaction, policy, row.unit, [deciding]);
    const others = deciders.filter((one) => one !== row.person && one !== person);
    await tell(transaction, centre, 'waking-asked', id, others, row.at);
    await append(transaction, centre, { ...entry, reason });
  });
}

/** Decides on it; whoever asked may only take it back. Throws `not-found`, `not-permitted`, `not-pending`, `already-departed`. */
export function decideOnWaking(
  desk: Desk,
  caller: PersonCaller,
  id: string,
  { decision, comment }: WakingDecisionInput,
  trace: Trace,
): Promise<DormancyRow> {
  const approves = decision === 'approve';
  const facts = { ...trace, action: approves ? 'account.awakened' : 'waking.rejected' } as const;
  return change(desk, caller, id, facts, approves ? [deciding] : [deciding, asking], async (waking) => {
    const { transaction, row, entry } = waking;
    const { centre, person: by } = caller;
    if (row.state !== 'asked') throw new Problem('not-pending');
    if (approves && row.askedBy === by) throw new Problem('not-permitted', said('merge-second'));
    const restored = await decideToWake(transaction, centre, id, { state: approves ? 'awake' : 'asleep', by, comment });
    // What an inspection finds it by: the first acts of an account that slept are worth a look.
    const doubt = { doubt: 'dormant-awakened', unusedSince: row.unusedSince.toISOString(), restored };
    await append(transaction, centre, {
      ...entry,
      ...(comment ? { reason: comment } : {}),
      details: { dormancy: id, ...(approves ? doubt : {}) },
    });
    await raiseEpoch(transaction, centre, { person: row.person });
  });
}

async function change(
  desk: Desk,
  caller: PersonCaller,
  id: string,
  facts: Trace & Pick<LogEntry, 'action'>,
  ways: Parameters<typeof unitsFor>[3],
  work: (waking: Waking) => Promise<void>,
): Promise<DormancyRow> {
  const { centre } = caller;
  const refused = { ...facts, outcome: 'denied', targetType: 'dormancy', target: id } as const;
  return act(desk.database, centre, refused, async (transaction) => {
    await lockPolicy(transaction, centre, 'shared');
    const policy = await policyOf(desk, transaction, centre);
    const known = await readDormancy(transaction, centre, id);
    const sleeper = known ? [[known.person, 'update'] as [string, 'update']] : [];
    await lockPeople(transaction, centre, [...sleeper, [caller.person, 'key share']]);
    const units = await unitsFor(transaction, policy, caller, ways);
    const row = known && (await readDormancy(transaction, centre, id));
    if (!row) throw new Problem('not-found', noSuch('account', id));
    if (!units.has(row.unit)) throw notOver(ways);
    if (row.person === caller.person) throw new Problem('not-permitted', said('merge-own'));
    const person = await findPerson(transaction, centre, row.person);
    if (person?.state !== 'active') throw new Problem('already-departed', said('has-left', { person: row.username }));
    const about = { target: row.username, about: row.person, unit: row.unit };
    const entry: LogEntry = { ...facts, ...about, outcome: 'done', targetType: 'account' };
    await work({ transaction, policy, row, entry });
    return (await readDormancy(transaction, centre, id)) as DormancyRow;
  });
}
