import type { InspectionState, SamplingPlan } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

/** An inspection as it is shown. */
export interface InspectionRow {
  id: string;
  kind: 'case' | 'holding';
  period: string;
  state: InspectionState;
  plan: SamplingPlan;
  plannedBy: string | null;
  orderedBy: string | null;
  orderNote: string | null;
  plannedAt: Date;
  commitment: Buffer;
  size: number;
  root: Buffer | null;
  frozenAt: Date | null;
  drawAskedAt: Date | null;
  sampled: number | null;
  sampleRoot: Buffer | null;
  drawnAt: Date | null;
  revealedAt: Date | null;
  completedAt: Date | null;
  papers: { open: number; signed: number; returned: number; agreed: number };
}

interface InspectionFilters {
  kind?: 'case' | 'holding';
  period?: string;
  state?: InspectionState;
}

/** Newest first; one row more than `limit` when there is another page. */
export async function pageInspections(
  transaction: Transaction,
  centre: string,
  { filters, after, limit }: { filters: InspectionFilters; after?: string; limit: number },
): Promise<InspectionRow[]> {
  const { kind = null, period = null, state = null } = filters;
  const { rows } = await sql<InspectionRow>`${shown} where i.centre = ${centre}
    and (${kind}::text is null or i.kind = ${kind}) and (${period}::text is null or i.period = ${period})
    and (${state}::text is null or i.state = ${state}) and (${after ?? null}::uuid is null or i.id < ${after ?? null})
    order by i.id desc limit ${limit + 1}`.execute(transaction);
  return rows;
}

export async function findInspection(
  transaction: Transaction,
  centre: string,
  id: string,
): Promise<InspectionRow | undefined> {
  const { rows } = await sql<InspectionRow>`${shown} where i.centre = ${centre} and i.id = ${id}`.execute(transaction);
  return rows[0];
}

const shown = sql`
  select i.id, i.kind, i.period, i.state, i.plan, p.username as "plannedBy", i.ordered_by as "orderedBy", i.order_note as "orderNote",
    i.planned_at as "plannedAt", i.commitment, i.size, i.root,
    i.frozen_at as "frozenAt", i.draw_asked_at as "drawAskedAt", i.sampled, i.sample_root as "sampleRoot", i.drawn_at as "drawnAt",
    i.revealed_at as "revealedAt", i.completed_at as "completedAt", w.papers
  from control.inspection i
  left join access.published_person p on p.centre = i.centre and p.person = i.planned_by
  cross join lateral (
    select jsonb_build_object('open', count(*) filter (where state = 'open'), 'signed', count(*) filter (where state = 'signed'),
      'returned', count(*) filter (where state = 'returned'), 'agreed', count(*) filter (where state = 'agreed')) as papers
    from control.paper w where w.centre = i.centre and w.inspection = i.id) w`;

/** By whom: a person of the centre, or an order of the one above. */
export type PlannedBy = { person: string } | { order: { parent: string; id: string; note: string | null } };

interface NewInspection {
  id: string;
  kind: 'case' | 'holding';
  period: string;
  plan: SamplingPlan;
  commitment: Uint8Array;
  by: PlannedBy;
  sealed: Uint8Array;
}

/** False when the period has one already. */
export async function insertInspection(
  transaction: Transaction,
  centre: string,
  { id, kind, period, plan, commitment, by, sealed }: NewInspection,
): Promise<boolean> {
  const person = 'person' in by ? by.person : null;
  const { parent, id: order, note } = 'order' in by ? by.order : { parent: null, id: null, note: null };
  const { rows } = await sql`
    insert into control.inspection (centre, id, kind, period, plan, commitment, planned_by, ordered_by, order_id, order_note)
    values (${centre}, ${id}, ${kind}, ${period}, ${JSON.stringify(plan)}::jsonb, ${Buffer.from(commitment)}, ${person}, ${parent}, ${order},
      ${note})
    on conflict do nothing returning id`.execute(transaction);
  if (rows.length === 0) return false;
  await sql`insert into control.inspection_secret (centre, inspection, sealed)
    values (${centre}, ${id}, ${Buffer.from(sealed)})`.execute(transaction);
  return true;
}

/** The one of a period that was not given up. */
export async function findOfPeriod(
  transaction: Transaction,
  centre: string,
  { kind, period }: { kind: 'case' | 'holding'; period: string },
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`select id from control.inspection
    where centre = ${centre} and kind = ${kind} and period = ${period} and state <> 'cancelled'`.execute(transaction);
  return rows[0]?.id;
}

export async function readSealed(transaction: Transaction, centre: string, id: string): Promise<Buffer> {
  const { rows } = await sql<{ sealed: Buffer }>`
    select sealed from control.inspection_secret where centre = ${centre} and inspection = ${id}`.execute(transaction);
  return (rows[0] as { sealed: Buffer }).sealed;
}

/** Its state, held until the transaction ends. */
export async function lockInspection(
  transaction: Transaction,
  centre: string,
  id: string,
): Promise<{ state: InspectionState; drawAsked: boolean } | undefined> {
  const { rows } = await sql<{ state: InspectionState; drawAsked: boolean }>`
    select state, draw_asked_at is not null as "drawAsked" from control.inspection where centre = ${centre} and id = ${id} for update`.execute(
    transaction,
  );
  return rows[0];
}

type Step = 'freezing' | 'cancelled' | 'allotted' | 'completed';
const stamps: Record<Step, ReturnType<typeof sql>> = {
  freezing: sql``,
  allotted: sql``,
  cancelled: sql`, cancelled_at = clock_timestamp()`,
  completed: sql`, completed_at = clock_timestamp()`,
};

/** Of a locked one. */
export async function moveInspection(transaction: Transaction, centre: string, id: string, to: Step): Promise<void> {
  await sql`update control.inspection set state = ${to}${stamps[to]} where centre = ${centre} and id = ${id}`.execute(
    transaction,
  );
}

/** By a person, or (null) by whoever is above. */
export async function askToDraw(
  transaction: Transaction,
  centre: string,
  id: string,
  person: string | null,
): Promise<void> {
  await sql`update control.inspection set draw_asked_by = ${person}, draw_asked_at = clock_timestamp()
    where centre = ${centre} and id = ${id}`.execute(transaction);
}

export async function revealSecret(
  transaction: Transaction,
  centre: string,
  id: string,
  secret: Uint8Array,
): Promise<void> {
  await sql`update control.inspection set state = 'revealed', revealed_at = clock_timestamp(), secret = ${Buffer.from(secret)}
    where centre = ${centre} and id = ${id}`.execute(transaction);
}

/** Those whose freeze or draw waits to go on. */
export async function inspectionsDue(
  transaction: Transaction,
  centre: string,
): Promise<{ id: string; state: 'freezing' | 'frozen' }[]> {
  const { rows } = await sql<{ id: string; state: 'freezing' | 'frozen' }>`
    select id, state from control.inspection
    where centre = ${centre} and (state = 'freezing' or state = 'frozen' and draw_asked_at is not null) order by id`.execute(
    transaction,
  );
  return rows;
}
