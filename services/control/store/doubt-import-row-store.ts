import { newId, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import type { ListedRow } from '../doubt-imports/reading.ts';

export async function insertListed(
  transaction: Transaction,
  centre: string,
  list: string,
  rows: readonly ListedRow[],
): Promise<void> {
  await sql`insert into control.doubt_import_row (centre, import, line, key, subject, subject_shown, facts, amount_fen, at)
    select ${centre}, ${list}, line, key, decode(subject, 'hex'), "subjectShown", facts, "amountFen", at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (line integer, key text, subject text, "subjectShown" text, facts jsonb,
      "amountFen" bigint, at timestamptz)`.execute(transaction);
}

/**
 * For what goes over all lines of a list that has just been read, of which the server has no statistics: taken for a few lines, all would be gone
 * through anew for each. A million take longer than a statement has.
 */
export const overAllLines = { enable_nestloop: 'off', statement_timeout: '10min' };

/** Marks the lines that name the doubt of an earlier one. */
export async function markDoubles(transaction: Transaction, centre: string, list: string): Promise<void> {
  await sql`update control.doubt_import_row r set double_of = f.line
    from (select key, min(line) as line from control.doubt_import_row where centre = ${centre} and import = ${list}
      group by key having count(*) > 1) f
    where r.centre = ${centre} and r.import = ${list} and r.key = f.key and r.line > f.line`.execute(transaction);
}

export interface ListedFound {
  line: number;
  subjectShown: string | null;
  amountFen: number | null;
  facts: Record<string, unknown>;
  doubleOf: number | null;
  doubt: string | null;
}

/** By line; `doubt`: the one that it names, if it is known. */
export async function listListed(
  transaction: Transaction,
  centre: string,
  list: string,
  { after, limit }: { after: number; limit: number },
): Promise<ListedFound[]> {
  const { rows } = await sql<ListedFound>`select r.line, r.subject_shown as "subjectShown", r.amount_fen as "amountFen",
      coalesce(r.facts, '{}') as facts, r.double_of as "doubleOf", d.id as doubt
    from control.doubt_import_row r join control.doubt_import i on i.centre = r.centre and i.id = r.import
    left join control.doubt d on d.centre = r.centre and d.rule = i.rule and d.key = r.key
    where r.centre = ${centre} and r.import = ${list} and r.line > ${after} order by r.line limit ${limit + 1}`.execute(
    transaction,
  );
  return rows;
}

/** Raises what the next lines name and is not known yet; gives whether there were any, and how many were raised. */
export async function raiseListed(
  transaction: Transaction,
  centre: string,
  list: string,
  { last, most, severity }: { last: number; most: number; severity: number },
): Promise<{ lines: number; raised: number }> {
  const ids = Array.from({ length: most }, () => newId());
  const { rows } = await sql<{ lines: number; raised: number; last: number }>`
    with portion as materialized (
      select r.*, i.rule, i.origin, i.unit, i.uploaded_at, i.min_amount_fen, row_number() over (order by r.line) as place
      from control.doubt_import_row r join control.doubt_import i on i.centre = r.centre and i.id = r.import
      where r.centre = ${centre} and r.import = ${list} and r.line > ${last} order by r.line limit ${most}
    ), raised as (
      insert into control.doubt (centre, id, rule, key, origin, severity, unit, subject, subject_shown, facts, amount_fen, batch, at)
      select s.centre, (${ids}::uuid[])[s.place], s.rule, s.key, s.origin, ${severity}, s.unit, s.subject, s.subject_shown, s.facts,
        s.amount_fen, s.import, coalesce(s.at, s.uploaded_at)
      from portion s where s.double_of is null and coalesce(s.amount_fen >= s.min_amount_fen, true) order by s.key
      on conflict (centre, rule, key) do nothing returning id
    )
    update control.doubt_import i set done = i.done + n.lines, last_line = n.last, raised = i.raised + n.raised
    from (select (select count(*)::int from portion) as lines, (select coalesce(max(line), ${last}) from portion) as last,
      (select count(*)::int from raised) as raised) n
    where i.centre = ${centre} and i.id = ${list}
    returning n.lines, n.raised, n.last`.execute(transaction);
  return rows[0] as { lines: number; raised: number };
}

/** Takes back some of what a cancelled list has raised, which nobody has seen; gives how many. */
export async function takeBack(transaction: Transaction, centre: string, list: string, most: number): Promise<number> {
  const { numAffectedRows } = await sql`delete from control.doubt where centre = ${centre} and id in (
    select id from control.doubt where centre = ${centre} and batch = ${list} limit ${most})`.execute(transaction);
  return Number(numAffectedRows ?? 0);
}

/** Some of the lines of a list of which nothing stays; gives how many. */
export async function eraseListed(
  transaction: Transaction,
  centre: string,
  list: string,
  most: number,
): Promise<number> {
  const { numAffectedRows } =
    await sql`delete from control.doubt_import_row where centre = ${centre} and import = ${list} and line <= (
    select max(line) from (select line from control.doubt_import_row where centre = ${centre} and import = ${list}
      order by line limit ${most}) s)`.execute(transaction);
  return Number(numAffectedRows ?? 0);
}
