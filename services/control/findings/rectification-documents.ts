import { noSuch, type Rectification, type RectificationCounts, type RectificationDetail } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem } from '@zhiheng/http';
import { centreName } from '../store/named-store.ts';
import {
  actsOfRectification,
  countRectifications,
  escalationsOf,
  pageRectifications,
  problemsOf,
  type RectificationFilters,
  type RectificationRow,
  readRectification,
} from '../store/rectification-read-store.ts';
import { rectificationStanding } from '../store/rectification-store.ts';
import { eyeOf } from './powers.ts';
import { rectificationActions } from './rectification-acts.ts';
import type { RectificationAct } from './rectification-machine.ts';
import { numberOf } from './rectification-number.ts';
import { rectificationRefusal } from './rectification-rules.ts';

/** The orders that the caller sees, newest first; throws Problem `not-permitted` for one who sees none. */
export async function listRectifications(
  transaction: Transaction,
  caller: PersonCaller,
  filters: RectificationFilters,
  place: { before?: string; limit: number },
): Promise<Rectification[]> {
  const { sight } = await eyeOf(transaction, caller);
  const rows = await pageRectifications(transaction, caller.centre, sight.units, { filters, ...place });
  return rows.map(rectificationDocument);
}

export async function rectificationCounts(
  transaction: Transaction,
  caller: PersonCaller,
  filters: RectificationFilters,
): Promise<RectificationCounts> {
  const { sight } = await eyeOf(transaction, caller);
  const rows = await countRectifications(transaction, caller.centre, sight.units, filters);
  const sum = (some: typeof rows) => some.reduce((total, { count }) => total + count, 0);
  return {
    total: sum(rows),
    overdue: sum(rows.filter(({ overdue }) => overdue)),
    byState: Object.fromEntries(
      [...Map.groupBy(rows, ({ state }) => state)].map(([state, some]) => [state, sum(some)]),
    ),
  };
}

/** One order with all that its printed notice holds. Throws Problem `not-found`, `not-permitted`. */
export async function rectificationDetail(
  transaction: Transaction,
  caller: PersonCaller,
  id: string,
): Promise<RectificationDetail> {
  const { centre, person } = caller;
  const { sight, powersOn } = await eyeOf(transaction, caller);
  const row = await readRectification(transaction, centre, id);
  const standing = await rectificationStanding(transaction, centre, id, person);
  if (!row || !standing || !sight.units.includes(row.unit)) throw new Problem('not-found', noSuch('rectification', id));
  const acts = Object.keys(rectificationActions) as RectificationAct[];
  const powers = powersOn(row.unit);
  return {
    ...rectificationDocument(row),
    responsibleName: row.responsibleName,
    issuedByName: row.issuedByName,
    centreName: await centreName(transaction, centre),
    problems: await problemsOf(transaction, centre, id),
    acts: (await actsOfRectification(transaction, centre, id)).map((one) => ({
      ...one,
      at: one.at.toISOString(),
      dueAt: one.dueAt?.toISOString() ?? null,
    })),
    escalations: (await escalationsOf(transaction, centre, id)).map((one) => ({
      ...one,
      to: one.to as RectificationDetail['escalations'][number]['to'],
      at: one.at.toISOString(),
    })),
    may: acts.filter((act) => rectificationRefusal(act, standing, powers) === undefined),
  };
}

const rectificationDocument = (row: RectificationRow): Rectification => ({
  id: row.id,
  number: numberOf(row),
  unit: row.unit,
  unitName: row.unitName,
  responsible: row.responsible,
  basis: row.basis,
  proof: row.proof,
  issuedAt: row.issuedAt.toISOString(),
  issuedBy: row.issuedBy,
  dueAt: row.dueAt.toISOString(),
  state: row.state,
  extended: row.extended,
  overdue: row.overdue,
  findings: row.findings,
});
