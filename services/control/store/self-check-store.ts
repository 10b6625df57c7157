import type { SectionFigures, SelfCheckForm } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import type { Answers } from '../answers.ts';

/** A self-check as it is stored; times in UTC, `overdue` by the database's clock at this moment. */
export interface SelfCheckRow {
  id: string;
  unit: string;
  unitName: { zh: string; en: string } | null;
  month: string;
  state: 'open' | 'completed';
  openedAt: Date;
  dueAt: Date;
  overdue: boolean;
  /** Signed off after its deadline. */
  late: boolean;
  /** How often it was returned for correction, and how many steps of escalation it has gone through. */
  returns: number;
  escalated: number;
  draftedAt: Date | null;
  completedAt: Date | null;
  /** Username. */
  completedBy: string | null;
  answers: Answers | null;
}

interface SelfCheckFilters {
  month?: string;
  unit?: string;
  state?: 'open' | 'completed';
  overdue?: boolean;
}

export interface SelfCheckPage {
  /** Codes of the units that the reader may see. */
  units: readonly string[];
  filters: SelfCheckFilters;
  /** Month and unit of the last row of the page before. */
  after?: { month: string; unit: string };
  limit: number;
}

/** Newest month first, then by unit; one row more than `limit` when there is another page. */
export async function pageSelfChecks(
  transaction: Transaction,
  centre: string,
  { units, filters, after, limit }: SelfCheckPage,
): Promise<SelfCheckRow[]> {
  let query = selectSelfChecks(transaction, centre)
    .where('s.unit', '=', sql<string>`any(${units}::text[])`)
    .orderBy('s.month', 'desc')
    .orderBy('s.unit')
    .limit(limit + 1);
  if (filters.month !== undefined) query = query.where('s.month', '=', filters.month);
  if (filters.unit !== undefined) query = query.where('s.unit', '=', filters.unit);
  if (filters.state !== undefined) query = query.where('s.state', '=', filters.state);
  if (filters.overdue !== undefined) query = query.where(isOverdue, '=', filters.overdue);
  if (after) {
    query = query.where(({ eb, or, and }) =>
      or([eb('s.month', '<', after.month), and([eb('s.month', '=', after.month), eb('s.unit', '>', after.unit)])]),
    );
  }
  return query.execute();
}

export async function findSelfCheck(
  transaction: Transaction,
  centre: string,
  id: string,
): Promise<SelfCheckRow | undefined> {
  return selectSelfChecks(transaction, centre).where('s.id', '=', id).executeTakeFirst();
}

/** Opens those that are not there yet; gives only these. */
export async function insertMissing(
  transaction: Transaction,
  centre: string,
  rows: readonly { id: string; unit: string; month: string; dueAt: Date; form: SelfCheckForm }[],
): Promise<{ id: string; unit: string }[]> {
  if (rows.length === 0) return [];
  return transaction
    .insertInto('control.self_check')
    .values(
      rows.map(({ id, unit, month, dueAt, form }) => ({
        centre,
        id,
        unit,
        month,
        due_at: dueAt,
        form: JSON.stringify(form),
      })),
    )
    .onConflict((conflict) => conflict.columns(['centre', 'unit', 'month']).doNothing())
    .returning(['id', 'unit'])
    .execute();
}

/** The newest month of which any self-check is there. */
export async function newestMonth(transaction: Transaction, centre: string): Promise<string | undefined> {
  const row = await transaction
    .selectFrom('control.self_check')
    .select('month')
    .where('centre', '=', centre)
    .orderBy('month', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.month;
}

/** The units whose self-check of that month is there. */
export async function unitsOpened(transaction: Transaction, centre: string, month: string): Promise<string[]> {
  const rows = await transaction
    .selectFrom('control.self_check')
    .select('unit')
    .where('centre', '=', centre)
    .where('month', '=', month)
    .execute();
  return rows.map(({ unit }) => unit);
}

/** Of all who complete a self-check at once, one is told true. */
export async function completeOpen(
  transaction: Transaction,
  centre: string,
  id: string,
  {
    person,
    answers,
    figures,
    revision,
  }: {
    person: string;
    answers: Answers;
    figures: SectionFigures;
    revision?: number;
  },
): Promise<boolean> {
  let update = transaction
    .updateTable('control.self_check')
    .set({
      state: 'completed',
      completed_at: sql`clock_timestamp()`,
      completed_by: person,
      answers: JSON.stringify(answers),
      figures: JSON.stringify(figures),
    })
    .where('centre', '=', centre)
    .where('id', '=', id)
    .where('state', '=', 'open');
  if (revision !== undefined) update = update.where('draft_revision', '=', revision);
  const { numUpdatedRows } = await update.executeTakeFirst();
  return numUpdatedRows === 1n;
}

const isOverdue = sql<boolean>`(s.state = 'open' and coalesce(s.correct_by, s.due_at) <= clock_timestamp())`;

function selectSelfChecks(transaction: Transaction, centre: string) {
  return transaction
    .selectFrom('control.self_check as s')
    .leftJoin('access.published_unit as u', (on) =>
      on.onRef('u.centre', '=', 's.centre').onRef('u.unit', '=', 's.unit'),
    )
    .leftJoin('access.published_person as p', (on) =>
      on.onRef('p.centre', '=', 's.centre').onRef('p.person', '=', 's.completed_by'),
    )
    .select([
      's.id',
      's.unit',
      'u.name as unitName',
      's.month',
      's.state',
      's.opened_at as openedAt',
      's.returns',
      's.escalated',
      's.drafted_at as draftedAt',
      's.completed_at as completedAt',
      'p.username as completedBy',
    ])
    .select(sql<Answers | null>`s.answers`.as('answers'))
    .select(sql<Date>`coalesce(s.correct_by, s.due_at)`.as('dueAt'))
    .select(isOverdue.as('overdue'))
    .select(sql<boolean>`s.state = 'completed' and s.completed_at >= coalesce(s.correct_by, s.due_at)`.as('late'))
    .where('s.centre', '=', centre)
    .$narrowType<{
      unitName: SelfCheckRow['unitName'];
      state: SelfCheckRow['state'];
    }>();
}
