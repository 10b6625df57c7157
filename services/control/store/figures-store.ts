import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { idsBetween } from './least-id.ts';

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
 * Counts for the items that `owners` own, wherever their cases were opened.
 */
export async function countFigures(
  transaction: Transaction,
  centre: string,
  owners: readonly string[],
  span: Span,
): Promise<Figures> {
  const from = new Date(span.from);
  const until = new Date(span.until);
  const { first: firstId, last: lastId } = idsBetween(span.from, span.until);
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
