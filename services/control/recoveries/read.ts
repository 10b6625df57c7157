import {
  noSuch,
  type Recovery,
  type RecoveryDetail,
  type RecoveryLine,
  type RecoveryPlan,
  type RecoveryTotals,
  said,
} from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem } from '@zhiheng/http';
import { authorityOf } from '../authority.ts';
import { type LineRow, linesOf, sumLines } from '../store/recovery-line-store.ts';
import { type PlanRow, plansOf } from '../store/recovery-plan-store.ts';
import { findRecovery, pageRecoveries, type RecoveryFilters, type RecoveryRow } from '../store/recovery-store.ts';
import { today } from './day.ts';
import { standingOf } from './instalments.ts';
import { unitsSeen } from './who.ts';

/** The recoveries that the caller sees; throws `not-permitted` for one who sees none. */
export async function listRecoveries(
  transaction: Transaction,
  caller: PersonCaller,
  page: { filters: RecoveryFilters; before?: string; limit: number },
): Promise<RecoveryRow[]> {
  return pageRecoveries(transaction, caller.centre, { ...page, units: [...(await sightOf(transaction, caller))] });
}

/** One with its lines and plans. Throws `not-permitted`, `not-found`. */
export async function readRecovery(
  transaction: Transaction,
  caller: PersonCaller,
  id: string,
): Promise<RecoveryDetail> {
  const { centre } = caller;
  const seen = await sightOf(transaction, caller);
  const row = await findRecovery(transaction, centre, id);
  if (!row) throw new Problem('not-found', noSuch('recovery', id));
  if (!seen.has(row.unit)) throw new Problem('not-permitted', said('no-reach', { unit: row.unit }));
  const lines = await linesOf(transaction, centre, id);
  const plans = await plansOf(transaction, centre, id);
  const inForce = plans.find(({ confirmedBy }) => confirmedBy !== null)?.no;
  const day = await today(transaction);
  return {
    ...recoveryDocument(row),
    lines: lines.map((line) => lineDocument(line, lines)),
    plans: plans.map((plan) => planDocument(plan, row, plan.no === inForce, day)),
  };
}

/** The sums of a period over what the caller sees, by the instants at which lines were written. Throws `not-permitted`. */
export async function totalRecoveries(
  transaction: Transaction,
  caller: PersonCaller,
  { unit, ...period }: { unit?: string; from: Date; until: Date },
): Promise<RecoveryTotals> {
  const seen = await sightOf(transaction, caller);
  if (unit !== undefined && !seen.has(unit)) throw new Problem('not-permitted', said('no-reach', { unit }));
  const units = unit === undefined ? [...seen] : [unit];
  const totals = await sumLines(transaction, caller.centre, { ...period, units });
  return { ...totals, recoveredFen: totals.receivedFen + totals.deductedFen, currency: 'CNY' };
}

async function sightOf(transaction: Transaction, caller: PersonCaller): Promise<ReadonlySet<string>> {
  const seen = await unitsSeen(transaction, caller.centre, await authorityOf(transaction, caller));
  if (seen.size === 0) throw new Problem('not-permitted', said('recovery-duties'));
  return seen;
}

const told = (at: Date | null): string | null => at?.toISOString() ?? null;

export const recoveryDocument = (row: RecoveryRow): Recovery => ({
  id: row.id,
  source: row.source,
  about: row.about,
  unit: row.unit,
  unitName: row.unitName,
  subjectShown: row.subjectShown,
  basis: row.basis,
  state: row.state,
  amountFen: row.amountFen,
  receivedFen: row.receivedFen,
  deductedFen: row.deductedFen,
  writtenOffFen: row.writtenOffFen,
  outstandingFen: row.outstandingFen,
  currency: 'CNY',
  dueOn: row.dueOn,
  openedAt: row.openedAt.toISOString(),
  openedBy: row.openedByName,
  handledAt: told(row.handledAt),
  handledBy: row.handledByName,
  reviewedAt: told(row.reviewedAt),
  reviewedBy: row.reviewedByName,
  approvedAt: told(row.approvedAt),
  approvedBy: row.approvedByName,
  comment: row.comment,
  transferredAt: told(row.transferredAt),
  transferredTo: row.transferredTo,
  transferReason: row.transferReason,
});

const lineDocument = ({ by: _, byName, at, ...line }: LineRow, all: readonly LineRow[]): RecoveryLine => ({
  ...line,
  currency: 'CNY',
  reversed: all.some(({ reverses }) => reverses === line.id),
  by: byName,
  at: at.toISOString(),
});

const planDocument = (plan: PlanRow, { outstandingFen }: RecoveryRow, inForce: boolean, day: string): RecoveryPlan => ({
  no: plan.no,
  totalFen: plan.totalFen,
  inForce,
  instalments: inForce
    ? standingOf(plan.instalments, outstandingFen, day)
    : plan.instalments.map((one) => ({ ...one, paidFen: 0, overdue: false })),
  note: plan.note,
  proposedBy: plan.proposedByName,
  proposedAt: plan.proposedAt.toISOString(),
  confirmedBy: plan.confirmedByName,
  confirmedAt: told(plan.confirmedAt),
});
