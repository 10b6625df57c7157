import { isWorkingDay, type Overrides } from '@zhiheng/calendar';
import type { SignInSettings } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { inRange } from './addresses.ts';
import { heldRoles } from './store/permission-store.ts';
import { databaseNow } from './store/settings-store.ts';

export type Outside = 'outside-hours' | 'outside-addresses';

export interface Circumstances {
  roles: readonly string[];
  address: string;
  /** By the database's clock. */
  now: Date;
  holidays: Overrides | undefined;
}

/**
 * Whether somebody may be in at this moment, from this address. A sign-in brings all roles of a person, so that the
 * strictest counts: each role that has rows of its own must admit by one of them. Were the widest to count, any
 * harmless role would lift what the dangerous one is bound to.
 */
export function outsideOf(
  { hours, addresses }: Pick<SignInSettings, 'hours' | 'addresses'>,
  { roles, address, now, holidays }: Circumstances,
): Outside | undefined {
  const minute = minuteInShanghai(now);
  const open = ({ days, from, until }: SignInSettings['hours'][number]) =>
    minutes(from) <= minute && minute < minutes(until) && (days === 'every-day' || isWorkingDay(now, holidays));
  if (!eachAdmits(hours, roles, open)) return 'outside-hours';
  const near = ({ ranges }: SignInSettings['addresses'][number]) => ranges.some((range) => inRange(address, range));
  return eachAdmits(addresses, roles, near) ? undefined : 'outside-addresses';
}

function eachAdmits<R extends { role: string }>(
  rows: readonly R[],
  roles: readonly string[],
  admits: (row: R) => boolean,
): boolean {
  return roles.every((role) => {
    const own = rows.filter((row) => row.role === role);
    return own.length === 0 || own.some(admits);
  });
}

/** Judges a person by what they hold now. Asks the database nothing where the centre binds no role. */
export async function outsideNow(
  transaction: Transaction,
  settings: SignInSettings,
  { centre, person }: { centre: string; person: string },
  { address, holidays }: Pick<Circumstances, 'address' | 'holidays'>,
): Promise<Outside | undefined> {
  if (settings.hours.length === 0 && settings.addresses.length === 0) return undefined;
  const roles = await heldRoles(transaction, centre, person);
  return outsideOf(settings, { roles, address, holidays, now: await databaseNow(transaction) });
}

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** China keeps one time, UTC+8. */
const minuteInShanghai = (now: Date): number => ((now.getUTCHours() + 8) % 24) * 60 + now.getUTCMinutes();
