import { inCentre, type Transaction } from '@zhiheng/database';
import type { Holding } from '@zhiheng/duties';
import { type ActingDesk, policyOf } from './desk.ts';
import { decidingRoles } from './organisation.ts';
import { reassignAll, unstaffedRequests } from './request-reassign.ts';
import { noteExpiredGrants } from './store/grant-store.ts';
import { lockPolicy, raiseEpoch } from './store/locks.ts';
import { append } from './store/log-store.ts';
import { lockRequests } from './store/request-store.ts';

type Noting = Pick<ActingDesk, 'database' | 'policies'> & Partial<Pick<ActingDesk, 'changed'>>;
const client = 'access';
const portion = 200;

/**
 * Notes grants that have run out: they ended at their own instant, whoever looked; the log and those who listen are told
 * once. Stages that waited for a post that so ended go on to others. Gives how many were noted.
 */
export async function noteExpiry(desk: Noting, centre: string): Promise<number> {
  let noted = 0;
  for (let more = true; more; ) {
    const expired = await inCentre(desk.database, centre, (transaction) => noteSome(transaction, centre));
    for (const { person } of expired) desk.changed?.(centre, person);
    noted += expired.length;
    more = expired.length === portion;
    await passOn(desk, centre, expired);
  }
  return noted;
}

async function noteSome(transaction: Transaction, centre: string): Promise<Holding[]> {
  const expired = await noteExpiredGrants(transaction, centre, portion);
  await append(
    transaction,
    centre,
    expired.map(({ id, person, role, unit, until }) => ({
      client,
      action: 'grant.ended',
      outcome: 'done',
      targetType: 'role',
      target: role,
      unit,
      about: person,
      reason: 'expired',
      before: { grant: id, role, unit, until: new Date(until).toISOString() },
    })),
  );
  for (const person of new Set(expired.map((grant) => grant.person))) await raiseEpoch(transaction, centre, { person });
  return expired;
}

async function passOn(desk: Noting, centre: string, expired: readonly Holding[]): Promise<void> {
  if (expired.length === 0) return;
  await inCentre(desk.database, centre, async (transaction) => {
    const deciding = new Set(decidingRoles(await policyOf(desk, transaction, centre)));
    if (!expired.some(({ role }) => deciding.has(role))) return;
    await lockPolicy(transaction, centre, 'exclusive');
    const policy = await policyOf(desk, transaction, centre);
    const waiting = await unstaffedRequests(transaction, policy);
    await lockRequests(
      transaction,
      centre,
      waiting.map(({ id }) => id),
    );
    await reassignAll(transaction, policy, waiting, { client }, 'post-lost');
  });
}
