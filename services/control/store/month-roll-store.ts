import type { ReportMeasure } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import type { Moments } from './report-event.ts';
import { eventsOf } from './report-events.ts';

export interface MonthRoll {
  month: string;
  asOf: Date | null;
  final: boolean;
  edition: number;
  tookMs: number;
  totals: Record<string, number>;
}

/** What is kept of these months, oldest first. */
export async function readRolls(
  transaction: Transaction,
  centre: string,
  { from, until }: { from: string; until: string },
): Promise<MonthRoll[]> {
  return transaction
    .selectFrom('control.month_roll')
    .select(['month', 'as_of as asOf', 'final', 'edition', 'took_ms as tookMs'])
    .select(sql<Record<string, number>>`totals`.as('totals'))
    .where('centre', '=', centre)
    .where('month', '>=', from)
    .where('month', '<=', until)
    .orderBy('month')
    .execute();
}

/** The month's row, held until the transaction ends: one counts it at a time. */
export async function holdRoll(transaction: Transaction, centre: string, month: string): Promise<MonthRoll> {
  await sql`insert into control.month_roll (centre, month) values (${centre}, ${month}) on conflict do nothing`.execute(
    transaction,
  );
  const { rows } = await sql<MonthRoll>`
    select month, as_of as "asOf", final, edition, took_ms as "tookMs", totals from control.month_roll
    where centre = ${centre} and month = ${month} for update`.execute(transaction);
  return rows[0] as MonthRoll;
}

/** A month that was counted for good by an older edition is opened to be counted again. */
export async function reopenRoll(
  transaction: Transaction,
  centre: string,
  month: string,
  edition: number,
): Promise<void> {
  await sql`update control.month_roll set final = false, edition = ${edition}
    where centre = ${centre} and month = ${month} and edition < ${edition}`.execute(transaction);
}

/** Counts a month anew, from nothing. */
export async function countMonth(
  transaction: Transaction,
  month: string,
  moments: Moments,
  measures: readonly ReportMeasure[],
): Promise<void> {
  const { centre } = moments;
  await sql`set local statement_timeout = '15min'`.execute(transaction);
  await sql`delete from control.month_figure where centre = ${centre} and month = ${month}`.execute(transaction);
  for (const measure of measures)
    await sql`insert into control.month_figure (centre, month, measure, item, unit, kind, type, person, other, value)
      select ${centre}, ${month}, ${measure}, e.item, e.unit, e.kind, e.type, e.person, e.other, sum(e.value)
      from (${eventsOf[measure](moments)}) e
      group by e.item, e.unit, e.kind, e.type, e.person, e.other`.execute(transaction);
}

export async function sealRoll(
  transaction: Transaction,
  centre: string,
  month: string,
  { asOf, final, edition, tookMs }: { asOf: Date; final: boolean; edition: number; tookMs: number },
): Promise<void> {
  await sql`update control.month_roll set as_of = ${asOf}, final = ${final}, edition = ${edition}, took_ms = ${tookMs},
      totals = coalesce((select jsonb_object_agg(t.measure, t.value) from (
        select measure, sum(value) as value from control.month_figure
        where centre = ${centre} and month = ${month} group by measure) t), '{}')
    where centre = ${centre} and month = ${month}`.execute(transaction);
}

/** The instant of the oldest thing that a report counts, or none. */
export async function oldestMoment(transaction: Transaction, centre: string): Promise<Date | null> {
  const { rows } = await sql<{ oldest: Date | null }>`select least(
    (select opened_at from access.published_case where centre = ${centre} order by "case" limit 1),
    (select min(opened_at) from control.self_check where centre = ${centre}),
    (select min(closed_at) from access.published_settled_request where centre = ${centre}),
    (select min(at) from access.published_departure_time where centre = ${centre}),
    (select min(found_at) from control.finding where centre = ${centre}),
    (select min(raised_at) from control.doubt where centre = ${centre}),
    (select min(at) from control.recovery_line where centre = ${centre})) as oldest`.execute(transaction);
  return rows[0]?.oldest ?? null;
}
