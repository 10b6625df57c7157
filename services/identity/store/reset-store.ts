import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export interface NewReset {
  id: string;
  account: string;
  person: string;
  password: boolean;
  factors: boolean;
  reason: string;
  asked_by: string;
  first_half: Buffer;
}

export interface StoredReset extends NewReset {
  asked_at: Date;
  confirmed_by: string | null;
  confirmed_at: Date | null;
  second_half: Buffer | null;
  expires_at: Date;
  state: 'asked' | 'confirmed' | 'used' | 'withdrawn';
  /** Its time is over, by the database's clock. */
  over: boolean;
}

export interface ResetPlace {
  centre: string;
  id: string;
}

const over = sql<boolean>`state in ('asked', 'confirmed') and expires_at <= clock_timestamp()`.as('over');
const columns = [
  'id',
  'account',
  'person',
  'password',
  'factors',
  'reason',
  'asked_by',
  'asked_at',
  'first_half',
  'confirmed_by',
  'confirmed_at',
  'second_half',
  'expires_at',
  'state',
] as const;

/** False when the account has one that is open. One whose time is over makes room. */
export async function insertReset(
  transaction: Transaction,
  centre: string,
  reset: NewReset,
  seconds: number,
): Promise<boolean> {
  await transaction
    .updateTable('identity.reset')
    .set({ state: 'withdrawn', ended_at: sql<Date>`clock_timestamp()` })
    .where('centre', '=', centre)
    .where('account', '=', reset.account)
    .where('state', 'in', ['asked', 'confirmed'])
    .where('expires_at', '<=', sql<Date>`clock_timestamp()`)
    .execute();
  const { numInsertedOrUpdatedRows } = await transaction
    .insertInto('identity.reset')
    .values({ centre, ...reset, expires_at: sql<Date>`clock_timestamp() + make_interval(secs => ${seconds})` })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function findReset(
  transaction: Transaction,
  { centre, id }: ResetPlace,
): Promise<StoredReset | undefined> {
  return transaction
    .selectFrom('identity.reset')
    .select([...columns, over])
    .where('centre', '=', centre)
    .where('id', '=', id)
    .$narrowType<StoredReset>()
    .executeTakeFirst();
}

/** Confirms one that waits for it; false when it no longer does. */
export async function confirmReset(
  transaction: Transaction,
  { centre, id }: ResetPlace,
  { by, half, seconds }: { by: string; half: Buffer; seconds: number },
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('identity.reset')
    .set({
      state: 'confirmed',
      confirmed_by: by,
      confirmed_at: sql<Date>`clock_timestamp()`,
      second_half: half,
      expires_at: sql<Date>`clock_timestamp() + make_interval(secs => ${seconds})`,
    })
    .where('centre', '=', centre)
    .where('id', '=', id)
    .where('state', '=', 'asked')
    .where('expires_at', '>', sql<Date>`clock_timestamp()`)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Counts a try before it is looked at; the reset while it may be tried, with who it is for. */
export async function tryReset(
  transaction: Transaction,
  { centre, id }: ResetPlace,
  most: number,
): Promise<StoredReset | undefined> {
  return transaction
    .updateTable('identity.reset')
    .set(({ eb }) => ({ failures: eb('failures', '+', 1) }))
    .where('centre', '=', centre)
    .where('id', '=', id)
    .where('state', '=', 'confirmed')
    .where('expires_at', '>', sql<Date>`clock_timestamp()`)
    .where('failures', '<', most)
    .returning([...columns, over])
    .$narrowType<StoredReset>()
    .executeTakeFirst();
}

/** Ends one that is open: of several at once, in whatever process, one does. */
export async function endReset(
  transaction: Transaction,
  { centre, id }: ResetPlace,
  state: 'used' | 'withdrawn',
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('identity.reset')
    .set({ state, ended_at: sql<Date>`clock_timestamp()` })
    .where('centre', '=', centre)
    .where('id', '=', id)
    .where('state', 'in', state === 'used' ? ['confirmed'] : ['asked', 'confirmed'])
    .where('expires_at', '>', sql<Date>`clock_timestamp()`)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export interface ListedReset extends Omit<StoredReset, 'first_half' | 'second_half'> {
  username: string;
  asker: string;
  confirmer: string | null;
}

/** Of people in these units, and one's own; the newest first. */
export async function listResets(
  transaction: Transaction,
  centre: string,
  { units, person, after, limit }: { units: string[]; person: string; after: string | undefined; limit: number },
): Promise<ListedReset[]> {
  let query = transaction
    .selectFrom('identity.reset as r')
    .innerJoin('access.published_person as p', (join) =>
      join.onRef('p.centre', '=', 'r.centre').onRef('p.person', '=', 'r.person'),
    )
    .leftJoin('access.published_person as a', (join) =>
      join.onRef('a.centre', '=', 'r.centre').onRef('a.person', '=', 'r.asked_by'),
    )
    .leftJoin('access.published_person as c', (join) =>
      join.onRef('c.centre', '=', 'r.centre').onRef('c.person', '=', 'r.confirmed_by'),
    )
    .select(['r.id', 'r.account', 'r.person', 'r.password', 'r.factors', 'r.reason', 'r.asked_by', 'r.asked_at'])
    .select(['r.confirmed_by', 'r.confirmed_at', 'r.expires_at', 'r.state', 'p.username'])
    .select(['a.username as asker', 'c.username as confirmer'])
    .select(sql<boolean>`r.state in ('asked', 'confirmed') and r.expires_at <= clock_timestamp()`.as('over'))
    .where('r.centre', '=', centre)
    .where((by) => by.or([by('p.unit', 'in', units.length ? units : ['']), by('r.person', '=', person)]))
    .orderBy('r.id', 'desc')
    .limit(limit);
  if (after !== undefined) query = query.where('r.id', '<', after);
  return query.$narrowType<ListedReset>().execute();
}
