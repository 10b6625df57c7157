import type { Transaction } from '@zhiheng/database';
import { type SqlBool, sql } from 'kysely';
import type { Month } from '../archive/months.ts';

/** How long a centre keeps its log, in full months after the end of a month. */
export interface Periods {
  /** At all. */
  keepMonths: number;
  /** In the database, where it is searched. */
  onlineMonths: number;
}

export interface Retention extends Periods {
  /** Null: never changed from what holds for every centre. */
  changedAt: Date | null;
  /** The database's clock. */
  now: Date;
}

/** A shorter period that waits for a second person. */
export interface RetentionChange extends Periods {
  id: string;
  reason: string;
  askedBy: string;
  askedAt: Date;
}

/** Days after which what was asked for has lapsed. */
export const wishDays = 30;
const notLapsed = sql<SqlBool>`asked_at > clock_timestamp() - make_interval(days => ${sql.lit(wishDays)})`;

/** What holds before anybody has decided otherwise: the defaults of `audit.retention`. */
const defaults: Periods = { keepMonths: 120, onlineMonths: 24 };

export async function findRetention(transaction: Transaction, centre: string): Promise<Retention> {
  const row = await transaction
    .selectNoFrom(sql<Date>`clock_timestamp()`.as('now'))
    .select(({ selectFrom }) => [
      selectFrom('audit.retention').select('keep_months').where('centre', '=', centre).as('keep'),
      selectFrom('audit.retention').select('online_months').where('centre', '=', centre).as('online'),
      selectFrom('audit.retention').select('changed_at').where('centre', '=', centre).as('changedAt'),
    ])
    .executeTakeFirstOrThrow();
  const { keep, online, changedAt, now } = row;
  return {
    keepMonths: keep ?? defaults.keepMonths,
    onlineMonths: online ?? defaults.onlineMonths,
    changedAt,
    now,
  };
}

/** When the month may be removed: its retention is over then, and what it tells of the use of personal data old enough. */
export async function dueAt(transaction: Transaction, centre: string, month: Month): Promise<Date> {
  const { rows } = await sql<{ due: Date }>`select audit.due_at(${centre}, ${month}) as due`.execute(transaction);
  return rows[0]?.due as Date;
}

/** Until the end of the transaction nobody else changes the centre's policy, places a hold or removes a month. */
export async function lockRetention(transaction: Transaction, centre: string): Promise<Retention> {
  await sql`insert into audit.retention (centre) values (${centre}) on conflict do nothing`.execute(transaction);
  await sql`select from audit.retention where centre = ${centre} for update`.execute(transaction);
  return findRetention(transaction, centre);
}

export async function setPeriods(transaction: Transaction, centre: string, periods: Periods): Promise<void> {
  await transaction
    .updateTable('audit.retention')
    .set({ keep_months: periods.keepMonths, online_months: periods.onlineMonths, changed_at: sql`clock_timestamp()` })
    .where('centre', '=', centre)
    .execute();
}

/** The newest, unless it was confirmed or taken back, or has lapsed: it has taken the place of those before. */
export async function askedChange(transaction: Transaction, centre: string): Promise<RetentionChange | undefined> {
  return transaction
    .selectFrom('audit.retention_change')
    .select(['id', 'keep_months as keepMonths', 'online_months as onlineMonths', 'reason'])
    .select(['asked_by as askedBy', 'asked_at as askedAt', 'confirmed_at', 'withdrawn_at'])
    .where('centre', '=', centre)
    .where(notLapsed)
    .orderBy('asked_at', 'desc')
    .limit(1)
    .executeTakeFirst()
    .then((row) => (row && row.confirmed_at === null && row.withdrawn_at === null ? row : undefined));
}

export async function insertChange(
  transaction: Transaction,
  centre: string,
  { id, keepMonths, onlineMonths, reason, askedBy }: Omit<RetentionChange, 'askedAt'>,
): Promise<void> {
  await transaction
    .insertInto('audit.retention_change')
    .values({ centre, id, keep_months: keepMonths, online_months: onlineMonths, reason, asked_by: askedBy })
    .execute();
}

export async function confirmChange(transaction: Transaction, centre: string, id: string, by: string): Promise<void> {
  await transaction
    .updateTable('audit.retention_change')
    .set({ confirmed_by: by, confirmed_at: sql`clock_timestamp()` })
    .where('centre', '=', centre)
    .where('id', '=', id)
    .execute();
}

export async function withdrawChange(transaction: Transaction, centre: string, id: string): Promise<void> {
  await transaction
    .updateTable('audit.retention_change')
    .set({ withdrawn_at: sql`clock_timestamp()` })
    .where('centre', '=', centre)
    .where('id', '=', id)
    .execute();
}

/** Marks the months whose retention is over as proposed for removal, each once; the log says which. */
export async function proposeDue(transaction: Transaction, centre: string): Promise<void> {
  await sql`select audit.propose_due(${centre})`.execute(transaction);
}
