import { escalate } from '@zhiheng/approvals';
import { inCentre } from '@zhiheng/database';
import { entriesOf } from './approval-entries.ts';
import { type Desk, policyOf } from './desk.ts';
import { tellDeciders, tellOutcome } from './notices.ts';
import { decidersOf, readOrganisation } from './organisation.ts';
import { updateApproval } from './store/approval-store.ts';
import { databaseNow } from './store/clock-store.ts';
import { lockPeople, lockPolicy } from './store/locks.ts';
import { append } from './store/log-store.ts';
import { overdueRequests } from './store/request-deadline-store.ts';
import { lockRequests, readRequest, type StoredRequest } from './store/request-store.ts';
import { deadlinesOf } from './suspension-deadline.ts';

/**
 * Lets every missed deadline of a centre take effect: the stage goes to the higher post, or the request expires. Each in
 * its own transaction, under the locks of a decision; done twice it does nothing the second time. Gives how many moved;
 * throws AggregateError after all have had their turn when some could not.
 */
export async function moveOverdue(desk: Desk, centre: string): Promise<number> {
  const overdue = await inCentre(desk.database, centre, (transaction) => overdueRequests(transaction, centre));
  const results: PromiseSettledResult<boolean>[] = [];
  for (const id of overdue) results.push(...(await Promise.allSettled([moveOne(desk, centre, id)])));
  const faults = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  if (faults.length) throw new AggregateError(faults, `${faults.length} overdue requests of ${centre} do not move.`);
  return results.filter((result) => result.status === 'fulfilled' && result.value).length;
}

async function moveOne(desk: Desk, centre: string, id: string): Promise<boolean> {
  return inCentre(desk.database, centre, async (transaction) => {
    await lockPolicy(transaction, centre, 'shared');
    const policy = await policyOf(desk, transaction, centre);
    const seen = (await readRequest(transaction, centre, id)) as StoredRequest;
    await lockPeople(transaction, centre, [[seen.approval.beneficiary, 'update']]);
    await lockRequests(transaction, centre, [id]);
    const request = (await readRequest(transaction, centre, id)) as StoredRequest;
    const organisation = await readOrganisation(transaction, policy);
    const { request: approval, events } = escalate(
      request.approval,
      organisation,
      await databaseNow(transaction),
      deadlinesOf(policy, request),
    );
    if (events.length === 0) return false;
    await updateApproval(transaction, centre, approval);
    const moved = { ...request, approval };
    await tellOutcome(transaction, centre, moved);
    await tellDeciders(
      transaction,
      centre,
      'request-escalated',
      moved,
      decidersOf(moved, organisation, organisation.at),
    );
    await append(transaction, centre, entriesOf(request, events, { client: 'access' }));
    return true;
  });
}
