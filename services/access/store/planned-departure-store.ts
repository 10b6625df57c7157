import type { PlannedDeparture } from '@zhiheng/contracts';
import { newId, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { todayInChina } from './clock-store.ts';
import type { DepartureKind } from './departure-store.ts';

export interface DeparturePlan {
  /** `YYYY-MM-DD`, in China. */
  day: string;
  kind: DepartureKind;
  source: PlannedDeparture['source'];
  reason?: string | undefined;
}

/** Who says so. */
export interface Planner {
  person: string | null;
  client: string;
}

export interface PlannedDepartureRow extends Omit<PlannedDeparture, 'plannedAt' | 'closedAt'> {
  plannedAt: Date;
  closedAt: Date | null;
  /** Whether the day has come by the database's clock. */
  due: boolean;
}

const username = (person: string) =>
  sql.raw(`(select username from access.account a where a.centre = d.centre and a.person = ${person}
    order by created_at desc limit 1)`);
const columns = sql`d.id, d.person, ${username('d.person')} as username, p.name, p.unit, to_char(d.day, 'YYYY-MM-DD') as day,
  d.day - ${todayInChina} as "daysLeft", d.at <= clock_timestamp() as due, d.kind, d.source,
  d.reason, d.state, d.planned_at as "plannedAt", ${username('d.planned_by')} as by, d.client, d.closed_at as "closedAt", d.departure`;
const from = sql`access.planned_departure d join access.person p on p.centre = d.centre and p.id = d.person`;

export async function insertPlan(
  transaction: Transaction,
  centre: string,
  person: string,
  plan: DeparturePlan,
  planner: Planner,
): Promise<string> {
  const id = newId();
  await sql`insert into access.planned_departure (centre, id, person, kind, source, day, reason, planned_by, client)
    values (${centre}, ${id}, ${person}, ${plan.kind}, ${plan.source}, ${plan.day}::date, ${plan.reason ?? null},
      ${planner.person}, ${planner.client})`.execute(transaction);
  return id;
}

export async function changePlan(
  transaction: Transaction,
  centre: string,
  id: string,
  plan: DeparturePlan,
  planner: Planner,
): Promise<void> {
  await sql`update access.planned_departure set kind = ${plan.kind}, source = ${plan.source}, day = ${plan.day}::date,
      reason = ${plan.reason ?? null}, planned_by = ${planner.person}, client = ${planner.client}, planned_at = clock_timestamp()
    where centre = ${centre} and id = ${id}`.execute(transaction);
}

export async function withdrawPlan(transaction: Transaction, centre: string, id: string, by: Planner): Promise<void> {
  await sql`update access.planned_departure set state = 'withdrawn', closed_at = clock_timestamp(),
      closed_by = ${by.person}, closed_client = ${by.client}
    where centre = ${centre} and id = ${id}`.execute(transaction);
}

/** Closes what was planned of somebody who leaves by this departure: done when its day has come, overtaken before. Gives its id. */
export async function closePlanBy(
  transaction: Transaction,
  centre: string,
  person: string,
  departure: string,
  by: Planner,
): Promise<string | undefined> {
  const { rows } = await sql<{ id: string }>`update access.planned_departure
    set state = case when at <= clock_timestamp() then 'done' else 'overtaken' end, departure = ${departure},
      closed_at = clock_timestamp(), closed_by = ${by.person}, closed_client = ${by.client}
    where centre = ${centre} and person = ${person} and state = 'planned' returning id`.execute(transaction);
  return rows[0]?.id;
}

export interface PlanFilter {
  id?: string;
  person?: string;
  unit?: string;
  source?: string;
  state?: string;
  /** Those whose day comes in so many days, or has come. */
  within?: number;
  /** Units of whom they are seen, besides those of `only`. */
  units?: string[];
  only?: string;
  after?: { day: string; id: string };
  limit: number;
}

/** By their day, the earliest first. */
export async function listPlans(
  transaction: Transaction,
  centre: string,
  filter: PlanFilter,
): Promise<PlannedDepartureRow[]> {
  const { id, person, unit, source, state, within, units, only, after, limit } = filter;
  const { rows } = await sql<PlannedDepartureRow>`select ${columns} from ${from}
    where d.centre = ${centre}
      and (${id ?? null}::uuid is null or d.id = ${id ?? null}::uuid)
      and (${person ?? null}::uuid is null or d.person = ${person ?? null}::uuid)
      and (${unit ?? null}::text is null or p.unit = ${unit ?? null})
      and (${source ?? null}::text is null or d.source = ${source ?? null})
      and (${state ?? null}::text is null or d.state = ${state ?? null})
      and (${within ?? null}::int is null or d.day <= ${todayInChina} + ${within ?? null}::int)
      and (${units ?? null}::text[] is null or p.unit = any(${units ?? null}::text[]) or d.person = ${only ?? null}::uuid)
      and (${after?.id ?? null}::uuid is null or (d.day, d.id) > (${after?.day ?? null}::date, ${after?.id ?? null}::uuid))
    order by d.day, d.id limit ${limit}`.execute(transaction);
  return rows;
}

export async function readPlan(
  transaction: Transaction,
  centre: string,
  id: string,
): Promise<PlannedDepartureRow | undefined> {
  const [row] = await listPlans(transaction, centre, { id, limit: 1 });
  return row;
}

/** What is planned of a person and not yet over. */
export async function openPlan(
  transaction: Transaction,
  centre: string,
  person: string,
): Promise<PlannedDepartureRow | undefined> {
  const [row] = await listPlans(transaction, centre, { person, state: 'planned', limit: 1 });
  return row;
}

/** Whose day has come, the earliest first. */
export async function duePlans(transaction: Transaction, centre: string): Promise<{ person: string }[]> {
  const { rows } = await sql<{ person: string }>`select person from access.planned_departure
    where centre = ${centre} and state = 'planned' and at <= clock_timestamp() order by day, id limit 200`.execute(
    transaction,
  );
  return rows;
}

/** Ids of those who are to have left by an instant (milliseconds). */
export async function goneBy(transaction: Transaction, centre: string, at: number): Promise<string[]> {
  const { rows } = await sql<{ person: string }>`select person from access.planned_departure
    where centre = ${centre} and state = 'planned' and at <= ${new Date(at)}::timestamptz`.execute(transaction);
  return rows.map(({ person }) => person);
}

export interface PlanToRemind extends Pick<PlannedDepartureRow, 'id' | 'person' | 'username' | 'unit'> {
  at: Date;
  /** Which of the days it is, from 1: the nearest that has been reached. */
  nth: number;
}

/** Whoever leaves in so many days (from many to few) or less and was not told of the nearest of them; the earliest first. */
export async function plansToRemind(
  transaction: Transaction,
  centre: string,
  days: readonly number[],
  limit: number,
): Promise<PlanToRemind[]> {
  const { rows } =
    await sql<PlanToRemind>`select d.id, d.person, ${username('d.person')} as username, p.unit, d.at, reached.nth
    from ${from}
    cross join lateral (select count(*)::int as nth from unnest(${[...days]}::int[]) as before(days)
      where d.day - ${todayInChina} <= before.days) reached
    where d.centre = ${centre} and d.state = 'planned' and d.at > clock_timestamp() and p.state = 'active' and reached.nth > 0
      and d.day <= ${todayInChina} + ${Math.max(...days)}::int
      and not exists (select from access.notice n where n.centre = d.centre and n.person = d.person and n.kind = 'departure-due'
        and n.about = d.id and n.due_at = d.at and n.nth = reached.nth)
    order by d.day, d.id limit ${limit}`.execute(transaction);
  return rows;
}
