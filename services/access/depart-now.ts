import type { Transaction } from '@zhiheng/database';
import type { CentrePolicy } from './centre-policy.ts';
import { carryOut } from './departure-effects.ts';
import type { EntryFacts } from './entry-facts.ts';
import { accountingPosts } from './handovers.ts';
import type { Source } from './movement-source.ts';
import { type DepartureKind, insertDeparture } from './store/departure-store.ts';
import { insertHandovers } from './store/handover-store.ts';
import { raiseEpoch } from './store/locks.ts';
import { append } from './store/log-store.ts';
import type { PersonRow } from './store/people-store.ts';
import { closePlanBy, type Planner } from './store/planned-departure-store.ts';

export interface DepartureNow {
  kind: DepartureKind;
  reason?: string | null | undefined;
  by: Planner;
  /** What it comes from where nobody ordered this one by itself, as the entry's details name it. */
  source?: Source | undefined;
}

/**
 * Somebody who is active leaves, in this transaction, under the centre's exclusive lock and theirs. What was planned of them is over. Gives
 * the departure's id.
 */
export async function departNow(
  transaction: Transaction,
  policy: CentrePolicy,
  leaver: PersonRow,
  order: DepartureNow,
  facts: EntryFacts,
): Promise<string> {
  const { centre } = policy;
  const { kind, reason, by, source } = order;
  const effects = await carryOut(transaction, policy, leaver, facts, kind);
  const departure = await insertDeparture(transaction, centre, {
    person: leaver.id,
    kind,
    ...(reason ? { reason } : {}),
    ...(by.person ? { byPerson: by.person } : {}),
    client: by.client,
    effects,
  });
  await insertHandovers(transaction, centre, departure, leaver.id, accountingPosts(policy, effects.grantsEnded));
  const planned = await closePlanBy(transaction, centre, leaver.id, departure, by);
  await append(transaction, centre, {
    ...facts,
    // By the departure's own id, so that its report leads there.
    id: departure,
    action: 'person.departed',
    outcome: 'done',
    targetType: 'person',
    target: leaver.username ?? leaver.id,
    about: leaver.id,
    unit: leaver.unit,
    reason: reason || kind,
    before: { state: 'active', roles: leaver.roles },
    after: { state: 'departed', kind, departure, ...(planned === undefined ? {} : { planned }) },
    // Each has its entry; the departure itself names them all. An entry holds less than a long list of them.
    details: {
      ...source,
      grantsEnded: effects.grantsEnded.length,
      requestsWithdrawn: effects.requestsWithdrawn.length,
      decisionsReassigned: effects.decisionsReassigned.length,
      controlsLeft: effects.controlsLeft?.length ?? 0,
      openCases: effects.openCases.length,
    },
  });
  await raiseEpoch(transaction, centre, { person: leaver.id, departed: true });
  return departure;
}
