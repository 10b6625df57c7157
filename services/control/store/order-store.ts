import type { InspectionState, OrderedInspection, SamplingPlan } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

interface NewOrder {
  id: string;
  child: string;
  kind: 'case' | 'holding';
  period: string;
  plan: SamplingPlan;
  note: string | null;
  person: string;
}

/** Whether that centre is below the present one. */
export async function isChild(transaction: Transaction, child: string): Promise<boolean> {
  const { rows } = await sql`select from control.parent_centre
    where centre = ${child} and parent = current_setting('zhiheng.centre', true)`.execute(transaction);
  return rows.length > 0;
}

/** False when that child's period is ordered already. */
export async function insertOrder(
  transaction: Transaction,
  centre: string,
  { id, child, kind, period, plan, note, person }: NewOrder,
): Promise<boolean> {
  const { rows } = await sql`
    insert into control.ordered_inspection (centre, id, child, kind, period, plan, note, ordered_by)
    values (${centre}, ${id}, ${child}, ${kind}, ${period}, ${JSON.stringify(plan)}::jsonb, ${note}, ${person})
    on conflict do nothing returning id`.execute(transaction);
  return rows.length > 0;
}

export interface OrderRow {
  id: string;
  child: string;
  kind: 'case' | 'holding';
  period: string;
  plan: SamplingPlan;
  note: string | null;
  orderedBy: string | null;
  orderedAt: Date;
  state: OrderedInspection['state'];
  answeredAt: Date | null;
  /** Null while the child has not answered, and once it is no longer below. */
  progress: ProgressRow | null;
}

interface ProgressRow {
  state: InspectionState;
  size: number;
  sampled: number | null;
  commitment: Buffer;
  root: Buffer | null;
  checkpoint: string | null;
  sampleRoot: Buffer | null;
  secret: Buffer | null;
  frozenAt: Date | null;
  drawnAt: Date | null;
  revealedAt: Date | null;
  completedAt: Date | null;
  papers: NonNullable<OrderedInspection['progress']>['papers'];
  findings: NonNullable<OrderedInspection['progress']>['findings'];
  rectifications: NonNullable<OrderedInspection['progress']>['rectifications'];
}

export interface OrderPage {
  id?: string;
  child?: string;
  after?: string;
  limit: number;
}

/** Newest first; one row more than `limit` when there is another page. */
export async function pageOrders(
  transaction: Transaction,
  centre: string,
  { id = null, child = null, after = null, limit }: { [K in keyof OrderPage]: OrderPage[K] | null } & { limit: number },
): Promise<OrderRow[]> {
  const { rows } = await sql<Omit<OrderRow, 'progress'>>`
    select o.id, o.child, o.kind, o.period, o.plan, o.note, p.username as "orderedBy", o.ordered_at as "orderedAt", o.state,
      o.answered_at as "answeredAt"
    from control.ordered_inspection o
    left join access.published_person p on p.centre = o.centre and p.person = o.ordered_by
    where o.centre = ${centre} and (${id}::uuid is null or o.id = ${id}) and (${child}::text is null or o.child = ${child})
      and (${after}::uuid is null or o.id < ${after})
    order by o.id desc limit ${limit + 1}`.execute(transaction);
  const progress = await readProgress(
    transaction,
    rows.map((row) => row.id),
  );
  return rows.map((row) => ({ ...row, progress: progress.get(row.id) ?? null }));
}

async function readProgress(transaction: Transaction, orders: readonly string[]): Promise<Map<string, ProgressRow>> {
  if (orders.length === 0) return new Map();
  const { rows } = await sql<ProgressRow & { id: string }>`
    select id, state, size, sampled, commitment, root, checkpoint, sample_root as "sampleRoot", secret, frozen_at as "frozenAt",
      drawn_at as "drawnAt", revealed_at as "revealedAt", completed_at as "completedAt", papers, findings, rectifications
    from control.ordered_progress(${orders}::uuid[])`.execute(transaction);
  return new Map(rows.map(({ id, ...progress }) => [id, progress]));
}

/** What the centre above has ordered of the present one. */
export interface TakenOrder {
  parent: string;
  id: string;
  kind: 'case' | 'holding';
  period: string;
  plan: SamplingPlan;
  note: string | null;
}

/** The first that waits, held until the transaction ends; one that another process holds is left to it. */
export async function takeOrder(transaction: Transaction): Promise<TakenOrder | undefined> {
  const { rows } = await sql<TakenOrder>`select parent, id, kind, period, plan, note from control.take_order()`.execute(
    transaction,
  );
  return rows[0];
}

/** Answers it with an inspection of the present centre; the database says which answer that is. */
export async function answerOrder(
  transaction: Transaction,
  { parent, id }: TakenOrder,
  inspection: string,
): Promise<OrderedInspection['state']> {
  const { rows } = await sql<{ answer: OrderedInspection['state'] }>`
    select control.answer_order(${parent}, ${id}, ${inspection}) as answer`.execute(transaction);
  return (rows[0] as { answer: OrderedInspection['state'] }).answer;
}
