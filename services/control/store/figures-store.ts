import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

/** What the system already knows of a section's month. */
export interface Figures {
  casesOpened: number;
  casesCompleted: number;
  /** Steps by which a case was sent back. */
  stepsReturned: number;
}

/** Instants in milliseconds: half-open `[from, until)`. */
export interface Span {
  from: number;
  until: number;
}

/**
 * Counts for the items that `owners` own, wherever their cases were opened. Ids are UUIDv7 made at about the row's time:
 * their range lets PostgreSQL read one month of the key instead of every case.
 */
export async function countFigures(
  transaction: Transaction,
  centre: string,
  owners: readonly string[],
  span: Span,
): Promise<Figures> {
  const from = new Date(span.from);
  const until = new Date(span.until);
  const firstId = leastId(span.from - margin);
  const lastId = leastId(span.until + margin);
  const { rows } = await sql<Figures>`
    with own as (
      select item from access.published_item where centre = ${centre} and unit = any(${owners}::text[])
    )
    select
      (select count(*) from access.published_case
        where centre = ${centre} and item in (select item from own) and opened_at >= ${from} and opened_at < ${until}
          and "case" >= ${firstId}::uuid and "case" < ${lastId}::uuid) as "casesOpened",
      (select count(*) from access.published_case
        where centre = ${centre} and item in (select item from own) and closed_at >= ${from} and closed_at < ${until}
          and state = 'complete' and "case" < ${lastId}::uuid) as "casesCompleted",
      (select count(*) from access.published_step s
        join access.published_case c on c.centre = s.centre and c."case" = s."case"
        where s.centre = ${centre} and c.item in (select item from own) and s.outcome = 'returned'
          and s.at >= ${from} and s.at < ${until}
          and s.step >= ${firstId}::uuid and s.step < ${lastId}::uuid) as "stepsReturned"`.execute(transaction);
  return rows[0] as Figures;
}

/** How far the clock that made an id may be from the database's. */
const margin = 24 * 60 * 60 * 1000;

/** The least UUIDv7 of an instant. */
const leastId = (instant: number): string => {
  const hex = Math.max(instant, 0).toString(16).padStart(12, '0').padEnd(32, '0');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};
