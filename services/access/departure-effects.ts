import { reassign, withdraw } from '@zhiheng/approvals';
import { addWorkingDays } from '@zhiheng/calendar';
import type { DepartureEffects } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { Holding } from '@zhiheng/duties';
import type { Trace } from '@zhiheng/http';
import { entriesOf } from './approval-entries.ts';
import type { CentrePolicy } from './centre-policy.ts';
import { openWork } from './open-work.ts';
import { decidingRoles, readOrganisation } from './organisation.ts';
import { decidersOf } from './request-document.ts';
import { databaseNow } from './store/clock-store.ts';
import { disablePerson } from './store/departure-store.ts';
import { endGrants } from './store/grant-store.ts';
import { heldNow } from './store/holder-store.ts';
import { append, type LogEntry } from './store/log-store.ts';
import { type PersonRow, usernamesOf } from './store/people-store.ts';
import { listRequests, lockRequests, type StoredRequest, updateApproval } from './store/request-store.ts';

/** Does all that a departure does, under the centre's exclusive lock and the leaver's; gives what was done. */
export async function carryOut(
  transaction: Transaction,
  policy: CentrePolicy,
  leaver: PersonRow,
  trace: Trace,
  reason: string,
): Promise<DepartureEffects> {
  const { centre } = policy;
  const own = await ownRequests(transaction, centre, leaver.id);
  const waiting = await waitingFor(transaction, policy, leaver, new Set(own.map(({ id }) => id)));
  await lockRequests(
    transaction,
    centre,
    [...own, ...waiting].map(({ id }) => id),
  );
  const held = await heldNow(transaction, centre, leaver.id);
  const accounts = await disablePerson(transaction, centre, leaver.id, reason);
  const ended = await endGrants(transaction, centre, leaver.id, { by: 'departure' });
  await append(transaction, centre, endings(leaver, accounts, ended, trace, reason));
  for (const request of own) await withdrawOne(transaction, centre, request, trace);
  const decisionsReassigned = await reassignAll(transaction, policy, waiting, trace);
  return {
    accounts,
    grantsEnded: ended.map(({ id, role, unit }) => ({ id, role, unit })),
    requestsWithdrawn: own.map(({ id }) => id),
    decisionsReassigned,
    openCases: await openWork(transaction, policy, leaver.id, held),
  };
}

/** Pending requests by the leaver, or for them: they have lost their purpose. */
async function ownRequests(transaction: Transaction, centre: string, leaver: string): Promise<StoredRequest[]> {
  const pending = { state: 'pending' };
  const found = [
    ...(await listRequests(transaction, centre, { ...pending, requester: leaver })),
    ...(await listRequests(transaction, centre, { ...pending, beneficiary: leaver })),
  ];
  return [...new Map(found.map((request) => [request.id, request])).values()];
}

/** Requests of others whose open stage the leaver could decide. */
async function waitingFor(
  transaction: Transaction,
  policy: CentrePolicy,
  leaver: PersonRow,
  own: ReadonlySet<string>,
): Promise<StoredRequest[]> {
  const deciding = new Set(decidingRoles(policy));
  const decidedBy = leaver.roles.filter((role) => deciding.has(role));
  if (decidedBy.length === 0) return [];
  const organisation = await readOrganisation(transaction, policy);
  const at = await databaseNow(transaction);
  const pending = await listRequests(transaction, policy.centre, { decidedBy });
  return pending.filter((request) => !own.has(request.id) && decidersOf(request, organisation, at).has(leaver.id));
}

function endings(leaver: PersonRow, accounts: string[], ended: Holding[], trace: Trace, reason: string): LogEntry[] {
  const about = { ...trace, outcome: 'done', about: leaver.id } as const;
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

async function withdrawOne(
  transaction: Transaction,
  centre: string,
  request: StoredRequest,
  trace: Trace,
): Promise<void> {
  const { requester, beneficiary } = request.approval;
  const { request: approval } = withdraw(request.approval, requester, await databaseNow(transaction));
  await updateApproval(transaction, centre, approval, { code: 'not-active' });
  await append(transaction, centre, {
    ...trace,
    action: 'request.withdrawn',
    outcome: 'done',
    targetType: 'request',
    target: request.id,
    unit: request.unit,
    about: beneficiary,
    reason: 'departure',
  });
}

/** Stages that waited for the leaver: others of the same post go on, else the stage goes to the higher one. */
async function reassignAll(
  transaction: Transaction,
  policy: CentrePolicy,
  requests: StoredRequest[],
  trace: Trace,
): Promise<DepartureEffects['decisionsReassigned']> {
  const { centre } = policy;
  const organisation = await readOrganisation(transaction, policy);
  const at = await databaseNow(transaction);
  const moved = requests.map((request) => {
    const { request: approval, events } = reassign(request.approval, organisation, at, addWorkingDays);
    const to = [...decidersOf({ ...request, approval }, organisation, at)];
    return { request, approval, events, to, escalated: events.some(({ type }) => type === 'stage-escalated') };
  });
  const names = await usernamesOf(
    transaction,
    centre,
    moved.flatMap(({ to }) => to),
  );
  const reassigned: DepartureEffects['decisionsReassigned'] = [];
  for (const { request, approval, events, to: people, escalated } of moved) {
    await updateApproval(transaction, centre, approval);
    const stage = approval.stages.findIndex(({ state }) => state === 'open') + 1;
    const to = people.map((person) => names.get(person) ?? person);
    await append(transaction, centre, [
      ...entriesOf(request, events, trace, 'departure'),
      {
        ...trace,
        action: 'request.reassigned',
        outcome: 'done',
        targetType: 'request',
        target: request.id,
        unit: request.unit,
        about: approval.beneficiary,
        reason: 'departure',
        after: { stage, to, escalated },
      },
    ]);
    reassigned.push({ request: request.id, stage, to, escalated });
  }
  return reassigned;
}
