import type { DepartureEffects } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { Holding } from '@zhiheng/duties';
import type { CentrePolicy } from './centre-policy.ts';
import { leaveControls } from './controls.ts';
import { endDraftsOf } from './draft-endings.ts';
import type { EntryFacts } from './entry-facts.ts';
import { openWork } from './open-work.ts';
import { withdrawPointless } from './request-pointless.ts';
import { reassignAll, waitingFor } from './request-reassign.ts';
import { clientsOwnedBy } from './store/client-store.ts';
import { disablePerson } from './store/departure-store.ts';
import { currentHoldings, endGrants } from './store/grant-store.ts';
import { grantsNow } from './store/holder-store.ts';
import { append, type LogEntry } from './store/log-store.ts';
import type { PersonRow } from './store/people-store.ts';
import { listRequests, lockRequests, type StoredRequest } from './store/request-store.ts';
import { endByDeparture } from './store/suspension-store.ts';

/** Does all that a departure does, under the centre's exclusive lock and the leaver's; gives what was done. */
export async function carryOut(
  transaction: Transaction,
  policy: CentrePolicy,
  leaver: PersonRow,
  facts: EntryFacts,
  reason: string,
): Promise<DepartureEffects> {
  const { centre } = policy;
  const own = await ownRequests(transaction, centre, leaver.id);
  const ids = new Set(own.map(({ id }) => id));
  const waiting = (await waitingFor(transaction, policy, leaver.id)).filter(({ id }) => !ids.has(id));
  await lockRequests(
    transaction,
    centre,
    [...own, ...waiting].map(({ id }) => id),
  );
  const periods = new Map((await currentHoldings(transaction, centre, [leaver.id])).map((one) => [one.id, one]));
  const held = await grantsNow(transaction, centre, leaver.id);
  const accounts = await disablePerson(transaction, centre, leaver.id, reason);
  const ended = await endGrants(transaction, centre, leaver.id, { by: 'departure' });
  await append(transaction, centre, endings(leaver, accounts, ended, facts, reason));
  for (const request of own) await withdrawPointless(transaction, centre, request, 'departure', facts);
  await endDraftsOf(transaction, centre, leaver.id, facts);
  await endByDeparture(transaction, centre, leaver.id);
  const decisionsReassigned = await reassignAll(transaction, policy, waiting, facts, 'departure');
  return {
    accounts,
    grantsEnded: ended.map(({ id, role, unit }) => ({ id, role, unit, ...periodOf(periods.get(id)) })),
    requestsWithdrawn: own.map(({ id }) => id),
    decisionsReassigned,
    controlsLeft: await leaveControls(transaction, policy, leaver.id, 'control-ownerless', facts),
    clients: await clientsOwnedBy(transaction, centre, leaver.id),
    openCases: await openWork(transaction, policy, leaver.id, held),
  };
}

/** As it would have been. */
const periodOf = (held: Holding | undefined) =>
  held && Number.isFinite(held.from)
    ? {
        from: new Date(held.from).toISOString(),
        until: Number.isFinite(held.until) ? new Date(held.until).toISOString() : null,
      }
    : {};

/** Pending requests by the leaver, or for them: they have lost their purpose. */
async function ownRequests(transaction: Transaction, centre: string, leaver: string): Promise<StoredRequest[]> {
  const pending = { state: 'pending' };
  const found = [
    // A suspension is confirmed by others, whether or not who ordered it is still there.
    ...(await listRequests(transaction, centre, { ...pending, requester: leaver })).filter(
      ({ change }) => change !== 'suspension',
    ),
    ...(await listRequests(transaction, centre, { ...pending, beneficiary: leaver })),
  ];
  return [...new Map(found.map((request) => [request.id, request])).values()];
}

function endings(
  leaver: PersonRow,
  accounts: string[],
  ended: Holding[],
  facts: EntryFacts,
  reason: string,
): LogEntry[] {
  const about = { ...facts, outcome: 'done', about: leaver.id } as const;
  return [
    ...accounts.map(
      (target): LogEntry => ({
        ...about,
        action: 'account.disabled',
        targetType: 'account',
        target,
        unit: leaver.unit,
        reason,
      }),
    ),
    ...ended.map(
      ({ id, role, unit }): LogEntry => ({
        ...about,
        action: 'grant.ended',
        targetType: 'role',
        target: role,
        unit,
        reason: 'departure',
        before: { grant: id, role, unit },
      }),
    ),
  ];
}
