import { inCentre, type Transaction } from '@zhiheng/database';
import type { Holding } from '@zhiheng/duties';
import { type Desk, policyOf } from './desk.ts';
import { decidingRoles } from './organisation.ts';
import { reassignUnstaffed } from './request-reassign.ts';
import { expiredGrants, noteExpiredGrants } from './store/grant-store.ts';
import { lockPolicy, raiseEpoch } from './store/locks.ts';
import { append } from './store/log-store.ts';

const client = 'access';
const portion = 200;

/**
 * Notes grants that have run out: they ended at their own instant, whoever looked; the log and those who listen are told
 * once. Stages that waited for a post that so ended go on to others, in the same transaction: what is noted is not found again.
 * Gives how many were noted.
 */
export async function noteExpiry(desk: Desk, centre: string): Promise<number> {
  let noted = 0;
  for (let more = true; more; ) {
    const { found, expired } = await inCentre(desk.database, centre, (transaction) =>
      noteSome(desk, transaction, centre),
    );
    noted += expired.length;
    more = found === portion;
  }
  return noted;
}

async function noteSome(
  desk: Desk,
  transaction: Transaction,
  centre: string,
): Promise<{ found: number; expired: Holding[] }> {
  const found = await expiredGrants(transaction, centre, portion);
  if (found.length === 0) return { found: 0, expired: [] };
  // Stages move only under the centre's lock, which comes before all others.
  const deciding = new Set(decidingRoles(await policyOf(desk, transaction, centre)));
  const postsLost = found.some(({ role }) => deciding.has(role));
  if (postsLost) await lockPolicy(transaction, centre, 'exclusive');
  const expired = await noteExpiredGrants(
    transaction,
    centre,
    found.map(({ id }) => id),
  );
  await tell(transaction, centre, expired);
  if (postsLost)
    await reassignUnstaffed(transaction, await policyOf(desk, transaction, centre), { client }, 'post-lost');
  return { found: found.length, expired };
}

async function tell(transaction: Transaction, centre: string, expired: readonly Holding[]): Promise<void> {
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
}
