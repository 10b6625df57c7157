import type {
  Attachment,
  Dimension,
  FindingNature,
  FindingState,
  RectificationActName,
  RectificationState,
} from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

type Words = { zh: string; en: string } | null;

export interface RectificationRow {
  id: string;
  year: number;
  serial: number;
  unit: string;
  unitName: Words;
  responsible: string;
  basis: string;
  proof: string;
  issuedAt: Date;
  issuedBy: string;
  dueAt: Date;
  state: RectificationState;
  extended: boolean;
  overdue: boolean;
  findings: number;
}

export interface RectificationFilters {
  state?: RectificationState;
  unit?: string;
  item?: string;
  nature?: FindingNature;
  overdue?: boolean;
}

const overdue = sql<boolean>`(r.state in ('issued', 'received', 'returned') and r.due_at <= clock_timestamp())`;

const wanted = (centre: string, units: readonly string[], filters: RectificationFilters) => sql`r.centre = ${centre}
  and r.unit = any(${[...units]}::text[])
  and (${filters.state ?? null}::text is null or r.state = ${filters.state ?? null})
  and (${filters.unit ?? null}::text is null or r.unit = ${filters.unit ?? null})
  and (${filters.item ?? null}::text is null or exists (select from control.finding f
    where f.centre = r.centre and f.rectification = r.id and f.item = ${filters.item ?? null}))
  and (${filters.nature ?? null}::text is null or exists (select from control.finding f
    where f.centre = r.centre and f.rectification = r.id and f.nature = ${filters.nature ?? null}))
  and (${filters.overdue ?? null}::boolean is null or ${overdue} = ${filters.overdue ?? null})`;

const selected = sql`
  select r.id, r.year, r.serial, r.unit, u.name as "unitName", coalesce(p.username, r.responsible::text) as responsible,
    r.basis, r.proof, r.issued_at as "issuedAt", coalesce(i.username, r.issued_by::text) as "issuedBy", r.due_at as "dueAt",
    r.state, ${overdue} as overdue,
    exists (select from control.rectification_act a
      where a.centre = r.centre and a.rectification = r.id and a.act = 'extend') as extended,
    (select count(*)::int from control.finding_act o
      where o.centre = r.centre and o.rectification = r.id and o.act = 'order') as findings,
    p.name as "responsibleName", i.name as "issuedByName"
  from control.rectification r
  left join access.published_unit u on u.centre = r.centre and u.unit = r.unit
  left join access.published_person p on p.centre = r.centre and p.person = r.responsible
  left join access.published_person i on i.centre = r.centre and i.person = r.issued_by`;

/** Newest first; one row more than `limit` when there is another page. */
export async function pageRectifications(
  transaction: Transaction,
  centre: string,
  units: readonly string[],
  { filters, before, limit }: { filters: RectificationFilters; before?: string; limit: number },
): Promise<RectificationRow[]> {
  const { rows } = await sql<RectificationRow>`${selected}
    where ${wanted(centre, units, filters)} and (${before ?? null}::uuid is null or r.id < ${before ?? null}::uuid)
    order by r.id desc limit ${limit + 1}`.execute(transaction);
  return rows;
}

export async function readRectification(
  transaction: Transaction,
  centre: string,
  id: string,
): Promise<(RectificationRow & { responsibleName: string | null; issuedByName: string | null }) | undefined> {
  const { rows } = await sql<
    RectificationRow & { responsibleName: string | null; issuedByName: string | null }
  >`${selected} where r.centre = ${centre} and r.id = ${id}`.execute(transaction);
  return rows[0];
}

export async function countRectifications(
  transaction: Transaction,
  centre: string,
  units: readonly string[],
  filters: RectificationFilters,
): Promise<{ state: RectificationState; overdue: boolean; count: number }[]> {
  const { rows } = await sql<{ state: RectificationState; overdue: boolean; count: number }>`
    select r.state, ${overdue} as overdue, count(*)::int as count from control.rectification r
    where ${wanted(centre, units, filters)} group by 1, 2`.execute(transaction);
  return rows;
}

interface ProblemRow {
  finding: string;
  item: string | null;
  itemName: Words;
  dimension: Dimension;
  nature: FindingNature;
  riskLevel: 1 | 2 | 3;
  state: FindingState;
  description: string;
  basis: string;
  measure: string;
}

/** The findings of an order with the measure that is asked for each: also of one that is void. */
export async function problemsOf(transaction: Transaction, centre: string, id: string): Promise<ProblemRow[]> {
  const { rows } = await sql<ProblemRow>`
    select f.id as finding, f.item, i.name as "itemName", f.dimension, f.nature, f.risk as "riskLevel", f.state,
      f.description, f.basis, a.note as measure
    from control.finding_act a join control.finding f on f.centre = a.centre and f.id = a.finding
    left join access.published_item i on i.centre = f.centre and i.item = f.item
    where a.centre = ${centre} and a.rectification = ${id} and a.act = 'order' order by f.id`.execute(transaction);
  return rows;
}

interface RectificationActRow {
  act: RectificationActName;
  from: RectificationState;
  to: RectificationState;
  at: Date;
  by: string;
  note: string | null;
  accountability: string | null;
  evidence: Attachment[];
  dueAt: Date | null;
}

/** Oldest first. */
export async function actsOfRectification(
  transaction: Transaction,
  centre: string,
  id: string,
): Promise<RectificationActRow[]> {
  const { rows } = await sql<RectificationActRow>`
    select a.act, a.from_state as "from", a.to_state as "to", a.at, coalesce(p.username, a.person::text) as "by", a.note,
      a.accountability, a.evidence, a.due_at as "dueAt"
    from control.rectification_act a left join access.published_person p on p.centre = a.centre and p.person = a.person
    where a.centre = ${centre} and a.rectification = ${id} order by a.ordinal`.execute(transaction);
  return rows;
}

/** What of an order was passed up as overdue, oldest first. */
export async function escalationsOf(
  transaction: Transaction,
  centre: string,
  id: string,
): Promise<{ at: Date; afterWorkingDays: number; to: string; people: string[] }[]> {
  const { rows } = await sql<{ at: Date; afterWorkingDays: number; to: string; people: string[] }>`
    select e.at, e.after_days as "afterWorkingDays", e.post as "to", array(
      select coalesce(p.username, o::text) from unnest(e.people) o
      left join access.published_person p on p.centre = e.centre and p.person = o order by 1) as people
    from control.rectification_escalation e where e.centre = ${centre} and e.rectification = ${id}
    order by e.due_at, e.after_days`.execute(transaction);
  return rows;
}
