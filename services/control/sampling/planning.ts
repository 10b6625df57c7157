import { type InspectionInput, noSuch, type SamplingPlan, said } from '@zhiheng/contracts';
import { newId, type Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { toHex } from '@zhiheng/ledger';
import { authorityOf, oversees, requireAuthority } from '../authority.ts';
import { spanOf } from '../month.ts';
import { newSecret, type Seals, sealedTo } from '../seals.ts';
import { readSettings } from '../settings/settings.ts';
import { databaseNow } from '../store/clock-store.ts';
import {
  findInspection,
  type InspectionRow,
  insertInspection,
  lockInspection,
  moveInspection,
  type PlannedBy,
  pageInspections,
} from '../store/inspection-store.ts';
import { append } from '../store/log-store.ts';
import { defaultPlan } from './default-plan.ts';
import { planFrom } from './plan.ts';
import { sha256 } from './platform-hash.ts';

/** A case that was finished in the last moment of a month is committed a moment later. */
const settlingMs = 5 * 60_000;

/**
 * Plans an inspection, fixes how it will draw, and commits to its part of the seed before anybody can know the population. Throws Problem
 * `not-permitted`, `invalid-request`, `not-over` while the period lasts, `already-exists` when the period has one.
 */
export async function planInspection(
  transaction: Transaction,
  caller: PersonCaller,
  { input, seals, trace }: { input: InspectionInput; seals: Seals; trace: Trace },
): Promise<InspectionRow> {
  const { centre, person } = caller;
  requireAuthority(await authorityOf(transaction, caller), 'plan', 'inspection');
  const { kind = 'case', period } = input;
  await requireOver(transaction, kind, period);
  const plan = planFrom(defaultPlan(await readSettings(transaction, centre)), input.plan);
  const id = await commitPlan(transaction, centre, { kind, period, plan, seals, trace, by: { person } });
  if (id === undefined) throw new Problem('already-exists', said('inspection-exists', { period }));
  return (await findInspection(transaction, centre, id)) as InspectionRow;
}

interface Committing {
  kind: 'case' | 'holding';
  period: string;
  plan: SamplingPlan;
  by: PlannedBy;
  seals: Seals;
  trace: Partial<Trace>;
}

/** Keeps the plan and commits to a secret; gives the inspection, or undefined where the period has one. */
export async function commitPlan(
  transaction: Transaction,
  centre: string,
  { kind, period, plan, by, seals, trace }: Committing,
): Promise<string | undefined> {
  const [id, secret] = [newId(), newSecret()];
  const commitment = sha256(secret);
  const sealed = seals.close(sealedTo(centre, id), secret);
  if (!(await insertInspection(transaction, centre, { id, kind, period, plan, commitment, by, sealed })))
    return undefined;
  await append(transaction, centre, [
    {
      action: 'inspection.planned',
      outcome: 'done',
      ...trace,
      ...{ targetType: 'inspection', target: id, after: { state: 'planned' } },
      details: {
        ...{ kind, period, commitment: toHex(commitment), plan },
        ...('order' in by ? { orderedBy: by.order.parent, order: by.order.id } : {}),
      },
    },
  ]);
  return id;
}

/** Throws Problem `invalid-request` for a period that does not fit, `not-over` for a month that lasts and a year that has not begun. */
export async function requireOver(transaction: Transaction, kind: 'case' | 'holding', period: string): Promise<void> {
  const month = kind === 'case' ? period : `${period}-01`;
  if ((kind === 'case') !== period.length > 4) throw new Problem('invalid-request', said('inspection-period'));
  const { from, until } = spanOf(month);
  const now = await databaseNow(transaction);
  if (kind === 'case' && now < until + settlingMs) throw new Problem('not-over', said('month-not-over', { period }));
  if (kind === 'holding' && now < from) throw new Problem('not-over', said('year-not-begun', { period }));
}

/** Gives up one whose population nobody has begun to freeze. Throws Problem `not-permitted`, `not-found`, `wrong-state`. */
export async function cancelInspection(
  transaction: Transaction,
  caller: PersonCaller,
  { id, trace }: { id: string; trace: Trace },
): Promise<InspectionRow> {
  const { centre } = caller;
  requireAuthority(await authorityOf(transaction, caller), 'plan', 'inspection');
  await requireState(transaction, centre, id, ['planned']);
  await moveInspection(transaction, centre, id, 'cancelled');
  await appendMove(transaction, centre, {
    id,
    trace,
    action: 'inspection.cancelled',
    from: 'planned',
    to: 'cancelled',
  });
  return readInspection(transaction, centre, id);
}

/** Locks it. Throws Problem `not-found`, `wrong-state` when it is in none of these. */
export async function requireState(
  transaction: Transaction,
  centre: string,
  id: string,
  states: readonly InspectionRow['state'][],
): Promise<{ state: InspectionRow['state']; drawAsked: boolean }> {
  const locked = await lockInspection(transaction, centre, id);
  if (!locked) throw new Problem('not-found', noSuch('inspection', id));
  if (!states.includes(locked.state))
    throw new Problem('wrong-state', said('inspection-state', { state: locked.state }));
  return locked;
}

export async function appendMove(
  transaction: Transaction,
  centre: string,
  {
    id,
    trace,
    action,
    from,
    to,
    details,
  }: {
    id: string;
    trace: Partial<Trace>;
    action: Parameters<typeof append>[2][number]['action'];
    from: string;
    to: string;
    details?: Record<string, unknown>;
  },
): Promise<string> {
  const [entry] = await append(transaction, centre, [
    {
      ...{ action, outcome: 'done', ...trace, targetType: 'inspection', target: id },
      ...{ before: { state: from }, after: { state: to }, ...(details ? { details } : {}) },
    },
  ]);
  return entry as string;
}

export async function readInspection(transaction: Transaction, centre: string, id: string): Promise<InspectionRow> {
  const found = await findInspection(transaction, centre, id);
  if (!found) throw new Problem('not-found', noSuch('inspection', id));
  return found;
}

/** Who plans, inspects, reviews or oversees sees inspections. Throws Problem `not-permitted`. */
export async function requireSight(transaction: Transaction, caller: PersonCaller): Promise<void> {
  const authority = await authorityOf(transaction, caller);
  if (oversees(authority) || authority.within('inspect', 'inspection').size > 0) return;
  const reviews = authority.units.some(({ unit }) => authority.holds('review', 'business-inspection', unit));
  if (!reviews) requireAuthority(authority, 'inspect', 'inspection');
}

export async function listInspections(
  transaction: Transaction,
  caller: PersonCaller,
  page: Parameters<typeof pageInspections>[2],
): Promise<InspectionRow[]> {
  await requireSight(transaction, caller);
  return pageInspections(transaction, caller.centre, page);
}

export async function showInspection(
  transaction: Transaction,
  caller: PersonCaller,
  id: string,
): Promise<InspectionRow> {
  await requireSight(transaction, caller);
  return readInspection(transaction, caller.centre, id);
}
