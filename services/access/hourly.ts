import { inCentre } from '@zhiheng/database';
import type { Desk } from './desk.ts';
import { settleDormant } from './dormant-accounts.ts';
import { takeTurn } from './store/account-settings-store.ts';
import { tellUnreviewed } from './unreviewed.ts';

const everyMinutes = 60;

/** What goes through all accounts or all grants: once an hour, whichever process looks. True when this look was it. */
export async function lookHourly(desk: Desk, centre: string): Promise<boolean> {
  const turn = await inCentre(desk.database, centre, (transaction) => takeTurn(transaction, centre, everyMinutes));
  if (!turn) return false;
  try {
    await settleDormant(desk, centre);
  } finally {
    await tellUnreviewed(desk, centre);
  }
  return true;
}
