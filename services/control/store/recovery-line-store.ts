import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import type { LineKind } from '../recoveries/balance.ts';

export interface LineRow {
  id: string;
  no: number;
  kind: LineKind;
  amountFen: number;
  reverses: string | null;
  outstandingFen: number;
  reference: string | null;
  deductedFrom: 'benefit' | 'account' | null;
  /** YYYY-MM-DD */
  settledOn: string;
  note: string | null;
  by: string;
  byName: string | null;
  at: Date;
}

export interface NewLine {
  id: string;
  kind: LineKind;
  amountFen: number;
  settledOn: string;
  by: string;
  reverses?: string;
  reference?: string;
  deductedFrom?: 'benefit' | 'account';
  note?: string;
}

/** The database reckons it in, or refuses it by one of its constraints. */
export async function insertLine(
  transaction: Transaction,
  centre: string,
  recovery: string,
  line: NewLine,
): Promise<void> {
  await sql`insert into control.recovery_line
      (centre, recovery, id, kind, amount_fen, reverses, reference, deducted_from, settled_on, note, written_by)
    values (${centre}, ${recovery}, ${line.id}, ${line.kind}, ${line.amountFen}, ${line.reverses ?? null}, ${line.reference ?? null},
      ${line.deductedFrom ?? null}, ${line.settledOn}::date, ${line.note ?? null}, ${line.by})`.execute(transaction);
}

const columns = sql`l.id, l.no, l.kind, l.amount_fen as "amountFen", l.reverses, l.outstanding_fen as "outstandingFen", l.reference,
  l.deducted_from as "deductedFrom", l.settled_on::text as "settledOn", l.note, l.written_by as by,
  (select username from access.published_person p where p.centre = l.centre and p.person = l.written_by) as "byName", l.at`;

/** First to last. */
export async function linesOf(transaction: Transaction, centre: string, recovery: string): Promise<LineRow[]> {
  const { rows } = await sql<LineRow>`select ${columns} from control.recovery_line l
    where l.centre = ${centre} and l.recovery = ${recovery} order by l.no`.execute(transaction);
  return rows;
}

/** The line that a reference counts as, reversed or not. */
export async function lineOfReference(
  transaction: Transaction,
  centre: string,
  reference: string,
): Promise<(LineRow & { recovery: string }) | undefined> {
  const { rows } = await sql<LineRow & { recovery: string }>`select ${columns}, l.recovery from control.recovery_line l
    where l.centre = ${centre} and l.reference = ${reference}`.execute(transaction);
  return rows[0];
}

export interface Totals {
  orders: number;
  orderedFen: number;
  receivedFen: number;
  deductedFen: number;
  writtenOffFen: number;
  /** What was owed and not yet repaid when the period ended. */
  outstandingFen: number;
}

/** The sums of the lines that were written in a period, half-open: a period that is over no longer changes. */
export async function sumLines(
  transaction: Transaction,
  centre: string,
  { units, from, until }: { units: readonly string[]; from: Date; until: Date },
): Promise<Totals> {
  const sum = (kind: string) =>
    sql`coalesce(sum(amount_fen) filter (where moved = ${kind} and at >= ${from}), 0)::bigint`;
  const { rows } = await sql<Totals>`
    with line as (
      select l.at, l.amount_fen, coalesce(w.kind, l.kind) as moved, l.kind
      from control.recovery_line l
      join control.recovery r on r.centre = l.centre and r.id = l.recovery and r.unit = any(${units}::text[])
      left join control.recovery_line w on w.centre = l.centre and w.id = l.reverses
      where l.centre = ${centre} and l.at < ${until})
    select count(*) filter (where moved = 'ordered' and at >= ${from})::int as orders, ${sum('ordered')} as "orderedFen",
      ${sum('received')} as "receivedFen", ${sum('deducted')} as "deductedFen", ${sum('written-off')} as "writtenOffFen",
      coalesce(sum(case moved when 'ordered' then amount_fen else -amount_fen end), 0)::bigint as "outstandingFen"
    from line`.execute(transaction);
  return rows[0] as Totals;
}
