import { noSuch, type OrderedInspectionInput, said } from '@zhiheng/contracts';
import { newId, type Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { authorityOf, requireAuthority } from '../authority.ts';
import { requireReader } from '../reports/children.ts';
import { defaultPlan } from '../sampling/default-plan.ts';
import { planFrom } from '../sampling/plan.ts';
import { requireOver } from '../sampling/planning.ts';
import { readSettings } from '../settings/settings.ts';
import { append } from '../store/log-store.ts';
import { insertOrder, isChild, type OrderPage, type OrderRow, pageOrders } from '../store/order-store.ts';

interface Ordering {
  child: string;
  input: OrderedInspectionInput;
  trace: Trace;
}

/**
 * Orders an inspection of a child, its plan completed by the parent's settings: a row of the parent's own, which the child takes in. Throws
 * Problem `not-permitted`, `not-found` for what is not below, `invalid-request`, `not-over`, `already-exists` when that period is ordered.
 */
export async function orderInspection(
  transaction: Transaction,
  caller: PersonCaller,
  { child, input, trace }: Ordering,
): Promise<OrderRow> {
  const { centre, person } = caller;
  requireAuthority(await authorityOf(transaction, caller), 'plan', 'inspection');
  if (!(await isChild(transaction, child))) throw new Problem('not-found', noSuch('centre', child));
  const { kind = 'case', period, note = null } = input;
  await requireOver(transaction, kind, period);
  const plan = planFrom(defaultPlan(await readSettings(transaction, centre)), input.plan);
  const id = newId();
  if (!(await insertOrder(transaction, centre, { id, child, kind, period, plan, note, person })))
    throw new Problem('already-exists', said('inspection-exists', { period }));
  await append(transaction, centre, [
    {
      ...{ action: 'inspection-order.placed', outcome: 'done', ...trace, targetType: 'inspection-order', target: id },
      ...{ after: { state: 'ordered' }, details: { child, kind, period, plan } },
    },
  ]);
  const [row] = await pageOrders(transaction, centre, { id, limit: 1 });
  return row as OrderRow;
}

/** What was ordered and how far it is, for who reads reports or plans inspections. Throws Problem `not-permitted`. */
export async function listOrders(transaction: Transaction, caller: PersonCaller, page: OrderPage): Promise<OrderRow[]> {
  await requireReader(transaction, caller);
  return pageOrders(transaction, caller.centre, page);
}
