import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import type { Condition } from './entry-filters.ts';

/** A place in the order in which entries are shown: by their time, and at the same instant by their index. */
export interface LogPlace {
  /** Microseconds since 1970. */
  at: number;
  index: number;
}

/** How much of the log belongs to a query. */
export interface Reach {
  /** The last index that does. */
  index: number;
  /** Microseconds since 1970: nothing of it is later. */
  latest: number;
  /** Nothing of it that has not left the database is earlier; null: none has. */
  earliest: number | null;
}

/** What has left the database with its months. */
export interface Departed {
  /** Their entries have ids below this one. */
  before: string;
  /** Microseconds since 1970: none of them is later. */
  latest: number;
}

/**
 * Undefined: nothing has. A client's id lies 31 days before its entry's time at most. Until the end of the transaction no further month
 * leaves, as the statement names the table, which locks it before anything is read: so whoever looks in both places finds each entry in one.
 */
export async function departed(transaction: Transaction, centre: string): Promise<Departed | undefined> {
  const { rows } = await sql<Departed>`
    select audit.first_id(audit.months_after(m.month, 1)) as before,
      (extract(epoch from audit.months_after(m.month, 1) + interval '32 days') * 1000000)::bigint as latest
    from audit.archived_month m where m.centre = ${centre} and m.detached_at is not null
      and not exists (select from audit.entry where false)
    order by m.month desc limit 1`.execute(transaction);
  return rows[0];
}

/** Of `audit.leaf l`. */
export const microseconds = sql<number>`(extract(epoch from l.at) * 1000000)::bigint`;

export const instant = (at: number) => sql`('epoch'::timestamptz + ${at} * interval '1 microsecond')`;

// No transaction is open for a day. By it PostgreSQL passes over what came long after the query.
const latest = sql<number>`(extract(epoch from l.at + interval '1 day') * 1000000)::bigint`.as('latest');

// An id is a day ahead of its entry's time at most. By it PostgreSQL passes over the leaves of months that have left the database.
const earliest = sql<number | null>`(
  select (extract(epoch from audit.months_after(max(m.month), 1) - interval '2 days') * 1000000)::bigint
  from audit.archived_month m where m.centre = l.centre and m.detached_at is not null)`.as('earliest');

/** The log as far as its indexes lie below `bound`; undefined when there is nothing. */
export async function lastBelow(transaction: Transaction, centre: string, bound: number): Promise<Reach | undefined> {
  return transaction
    .selectFrom('audit.leaf as l')
    .select(['l.index', latest, earliest])
    .where('l.centre', '=', centre)
    .where('l.index', '<', bound)
    .orderBy('l.index', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** On `audit.leaf l`. */
export const within = ({ index, latest: end, earliest: start }: Reach): Condition =>
  sql`l.index <= ${index} and l.at <= ${instant(end)}${start === null ? sql`` : sql` and l.at >= ${instant(start)}`}`;

/** On `audit.leaf l`: what is not in the database any more and was not removed, of which a leaf tells nothing. */
export const hasLeft = ({ before, latest: end }: Departed): Condition =>
  sql`l.entry < ${before}::uuid and l.at <= ${instant(end)} and l.action_key is not null
    and not exists (select from audit.entry e where e.centre = l.centre and e.id = l.entry and e.id < ${before}::uuid)`;

/** On `audit.leaf l`: what follows the place. */
export const beyond = ({ at, index }: LogPlace, ascending: boolean, inclusive: boolean): Condition => {
  const sign = sql.raw(`${ascending ? '>' : '<'}${inclusive ? '=' : ''}`);
  return sql`(l.at, l.index) ${sign} (${instant(at)}, ${index}::bigint)`;
};
