import { inCentre } from '@zhiheng/database';
import { type Desk, policyOf } from './desk.ts';
import { tellDeciders } from './notices.ts';
import { decidersOf, readOrganisation } from './organisation.ts';
import { databaseNow } from './store/clock-store.ts';
import { lockPeople, lockPolicy } from './store/locks.ts';
import { append } from './store/log-store.ts';
import { usernamesOf } from './store/people-store.ts';
import { markStageReminded, requestsToRemind } from './store/request-deadline-store.ts';
import { lockRequests, readRequest, type StoredRequest } from './store/request-store.ts';

/**
 * Reminds those who may decide a stage of its deadline, on its last working day, once a deadline: an entry that names them,
 * and `remindedAt` in their inbox. Each in its own transaction, under the locks of a decision; gives how many were reminded.
 */
export async function remindDeciders(desk: Desk, centre: string): Promise<number> {
  const due = await inCentre(desk.database, centre, async (transaction) => {
    const { addWorkingDays } = await policyOf(desk, transaction, centre);
    return requestsToRemind(transaction, centre, new Date(addWorkingDays(await databaseNow(transaction), 1)));
  });
  let reminded = 0;
  for (const id of due) if (await remindOne(desk, centre, id)) reminded++;
  return reminded;
}

async function remindOne(desk: Desk, centre: string, id: string): Promise<boolean> {
  return inCentre(desk.database, centre, async (transaction) => {
    await lockPolicy(transaction, centre, 'shared');
    const policy = await policyOf(desk, transaction, centre);
    const seen = (await readRequest(transaction, centre, id)) as StoredRequest;
    await lockPeople(transaction, centre, [[seen.approval.beneficiary, 'update']]);
    await lockRequests(transaction, centre, [id]);
    const request = (await readRequest(transaction, centre, id)) as StoredRequest;
    const at = await databaseNow(transaction);
    const stage = request.approval.stages.find(({ state }) => state === 'open');
    if (request.approval.state !== 'pending' || stage?.dueAt === undefined || stage.dueAt <= at) return false;
    if (request.reminded[stage.ordinal] || stage.dueAt > policy.addWorkingDays(at, 1)) return false;
    const deciders = decidersOf(request, await readOrganisation(transaction, policy), at);
    const names = await usernamesOf(transaction, centre, deciders);
    await markStageReminded(transaction, centre, id, stage.ordinal);
    await tellDeciders(transaction, centre, 'request-due', request, deciders);
    await append(transaction, centre, {
      client: 'access',
      action: 'request.reminded',
      outcome: 'done',
      targetType: 'request',
      target: id,
      unit: request.unit,
      about: request.approval.beneficiary,
      details: { stage: stage.ordinal + 1, dueAt: new Date(stage.dueAt).toISOString(), to: [...names.values()].sort() },
    });
    return true;
  });
}
