import { inCentre } from '@zhiheng/database';
import type { Desk } from './desk.ts';
import { tell } from './notices.ts';
import { databaseNow } from './store/clock-store.ts';
import { append } from './store/log-store.ts';
import { type EndingGrant, grantsEndingUntold } from './store/notice-store.ts';

/** Days before its end in which the holder of a grant is told: long enough for an extension to go through its chain. */
const remindDays = 14;
const portion = 200;

/** Tells holders of grants that are about to end, once each end; gives how many were told. Those left over are next. */
export async function remindHolders({ database }: Pick<Desk, 'database'>, centre: string): Promise<number> {
  return inCentre(database, centre, async (transaction) => {
    const soon = new Date((await databaseNow(transaction)) + remindDays * 86_400_000);
    const ending = await grantsEndingUntold(transaction, centre, soon, portion);
    const told: EndingGrant[] = [];
    for (const grant of ending)
      if ((await tell(transaction, centre, 'grant-due', grant.id, [grant.person], grant.until)).length)
        told.push(grant);
    await append(
      transaction,
      centre,
      told.map(({ id, person, role, unit, until }) => ({
        client: 'access',
        action: 'grant.reminded',
        outcome: 'done',
        targetType: 'role',
        target: role,
        unit,
        about: person,
        details: { grant: id, until: until.toISOString() },
      })),
    );
    return told.length;
  });
}
