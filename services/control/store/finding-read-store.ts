import type {
  Attachment,
  Dimension,
  FindingActName,
  FindingNature,
  FindingSource,
  FindingState,
} from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { shownToSection } from './finding-store.ts';

type Words = { zh: string; en: string } | null;

export interface FindingRow {
  id: string;
  source: FindingSource;
  about: string | null;
  unit: string;
  unitName: Words;
  item: string | null;
  itemName: Words;
  case: string | null;
  dimension: Dimension;
  nature: FindingNature;
  riskLevel: 1 | 2 | 3;
  description: string;
  basis: string;
  amountFen: number | null;
  state: FindingState;
  foundAt: Date;
  foundBy: string | null;
  dueAt: Date | null;
  transferBy: Date | null;
  transferredAt: Date | null;
  order: { id: string; year: number; serial: number } | null;
  overdue: boolean;
  repeats: number;
}

export interface FindingFilters {
  state?: FindingState;
  unit?: string;
  item?: string;
  nature?: FindingNature;
  dimension?: Dimension;
  source?: FindingSource;
  overdue?: boolean;
}

/** Which findings somebody sees: those of units, and of these all or only what the section has come to see. */
export interface FindingSight {
  units: readonly string[];
  all: boolean;
}

export interface FindingsWanted {
  sight: FindingSight;
  filters: FindingFilters;
  /** Within so many months the same again is a repeat. */
  repeatMonths: number;
}

/** Until when somebody has to do something: the person to give up a holding, the section to answer or to put it right. */
const due = sql<Date | null>`case f.state when 'settling' then j.due_at when 'fed-back' then f.respond_by
  when 'ordered' then case when r.state in ('issued', 'received', 'returned') then r.due_at end end`;

/** Late by the database's clock, or suspected fraud that was not handed over in time. */
const overdue = sql<boolean>`coalesce(${due} <= clock_timestamp(), false)
  or coalesce(f.transfer_by <= clock_timestamp() and f.transferred_at is null and f.state <> 'withdrawn', false)`;

/** What a finding is read with. */
const around = sql`left join control.rectification r on r.centre = f.centre and r.id = f.rectification
  left join access.published_adjustment j on f.source = 'permission' and j.centre = f.centre and j.adjustment = f.about`;

/** The same found before: same unit, item, dimension and nature; of permissions the same people's. */
const alike = (months: number) => sql`select e.id, e.found_at, e.state from control.finding e
  where e.centre = f.centre and e.unit = f.unit and e.item is not distinct from f.item and e.dimension = f.dimension
    and e.nature = f.nature and e.state <> 'withdrawn' and (e.source = 'permission') = (f.source = 'permission')
    and (f.source <> 'permission' or e.operators = f.operators)
    and e.found_at < f.found_at and e.found_at >= f.found_at - make_interval(months => ${months}::int)`;

const wanted = (centre: string, { sight, filters }: FindingsWanted) => sql`f.centre = ${centre}
  and f.unit = any(${[...sight.units]}::text[]) and (${sight.all}::boolean or ${shownToSection})
  and (${filters.state ?? null}::text is null or f.state = ${filters.state ?? null})
  and (${filters.unit ?? null}::text is null or f.unit = ${filters.unit ?? null})
  and (${filters.item ?? null}::text is null or f.item = ${filters.item ?? null})
  and (${filters.nature ?? null}::text is null or f.nature = ${filters.nature ?? null})
  and (${filters.dimension ?? null}::text is null or f.dimension = ${filters.dimension ?? null})
  and (${filters.source ?? null}::text is null or f.source = ${filters.source ?? null})
  and (${filters.overdue ?? null}::boolean is null or (${overdue}) = ${filters.overdue ?? null})`;

/** Newest first; one row more than `limit` when there is another page. */
export async function pageFindings(
  transaction: Transaction,
  centre: string,
  asked: FindingsWanted,
  { before, limit }: { before?: string; limit: number },
): Promise<FindingRow[]> {
  const { rows } = await sql<FindingRow>`${selected(asked.repeatMonths)}
    where ${wanted(centre, asked)} and (${before ?? null}::uuid is null or f.id < ${before ?? null}::uuid)
    order by f.id desc limit ${limit + 1}`.execute(transaction);
  return rows;
}

export async function readFinding(
  transaction: Transaction,
  centre: string,
  id: string,
  repeatMonths: number,
): Promise<FindingRow | undefined> {
  const { rows } = await sql<FindingRow>`${selected(repeatMonths)} where f.centre = ${centre} and f.id = ${id}`.execute(
    transaction,
  );
  return rows[0];
}

const selected = (months: number) => sql`
  select f.id, f.source, f.about, f.unit, u.name as "unitName", f.item, i.name as "itemName", f."case", f.dimension, f.nature,
    f.risk as "riskLevel", f.description, f.basis, f.amount_fen as "amountFen", f.state, f.found_at as "foundAt",
    p.username as "foundBy", ${due} as "dueAt", f.transfer_by as "transferBy", f.transferred_at as "transferredAt",
    case when r.id is not null then
      jsonb_build_object('id', r.id, 'year', r.year, 'serial', r.serial) end as "order",
    ${overdue} as overdue, (select count(*)::int from (${alike(months)}) a) as repeats
  from control.finding f ${around}
  left join access.published_unit u on u.centre = f.centre and u.unit = f.unit
  left join access.published_item i on i.centre = f.centre and i.item = f.item
  left join access.published_person p on p.centre = f.centre and p.person = f.found_by`;

export interface FindingActRow {
  act: FindingActName;
  from: FindingState;
  to: FindingState;
  at: Date;
  by: string | null;
  note: string | null;
  evidence: Attachment[];
}

/** Oldest first. */
export async function actsOfFinding(transaction: Transaction, centre: string, id: string): Promise<FindingActRow[]> {
  const { rows } = await sql<FindingActRow>`
    select a.act, a.from_state as "from", a.to_state as "to", a.at, p.username as "by", a.note, a.evidence
    from control.finding_act a left join access.published_person p on p.centre = a.centre and p.person = a.person
    where a.centre = ${centre} and a.finding = ${id} order by a.ordinal`.execute(transaction);
  return rows;
}

/** The same found before, newest first; and whose work it concerns, by username. */
export async function aroundFinding(
  transaction: Transaction,
  centre: string,
  id: string,
  repeatMonths: number,
): Promise<{ repeated: { id: string; foundAt: Date; state: FindingState }[]; operators: string[] }> {
  const { rows: repeated } = await sql<{ id: string; foundAt: Date; state: FindingState }>`
    select a.id, a.found_at as "foundAt", a.state from control.finding f cross join lateral (${alike(repeatMonths)}) a
    where f.centre = ${centre} and f.id = ${id} order by a.found_at desc limit 50`.execute(transaction);
  const { rows: operators } = await sql<{ username: string }>`
    select coalesce(p.username, o::text) as username from control.finding f cross join unnest(f.operators) o
    left join access.published_person p on p.centre = f.centre and p.person = o
    where f.centre = ${centre} and f.id = ${id} order by 1`.execute(transaction);
  return { repeated, operators: operators.map(({ username }) => username) };
}

export interface FindingCountRow {
  state: FindingState;
  nature: FindingNature;
  dimension: Dimension;
  source: FindingSource;
  overdue: boolean;
  count: number;
}

export async function countFindings(
  transaction: Transaction,
  centre: string,
  asked: FindingsWanted,
): Promise<FindingCountRow[]> {
  const { rows } = await sql<FindingCountRow>`
    select f.state, f.nature, f.dimension, f.source, ${overdue} as overdue, count(*)::int as count
    from control.finding f ${around}
    where ${wanted(centre, asked)} group by 1, 2, 3, 4, 5`.execute(transaction);
  return rows;
}
