import type { PaperState, Sampled } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

interface SampleFilters {
  why?: Sampled['why'];
  unit?: string;
  item?: string;
  state?: PaperState;
}

export interface SamplePage {
  filters: SampleFilters;
  /** Only the papers of this person. */
  mine?: string;
  after?: number;
  limit: number;
}

/** In the order of the population; one row more than `limit` when there is another page. */
export async function pageSample(
  transaction: Transaction,
  centre: string,
  inspection: string,
  { filters, mine, after = -1, limit }: SamplePage,
): Promise<Sampled[]> {
  const { why = null, unit = null, item = null, state = null } = filters;
  const { rows } = await sql<Sampled>`
    select ${sampled} from ${joined}
    where s.centre = ${centre} and s.inspection = ${inspection} and s.ordinal > ${after}
      and (${why}::text is null or s.why = ${why}) and (${unit}::text is null or p.unit = ${unit})
      and (${item}::text is null or p.item = ${item}) and (${state}::text is null or w.state = ${state})
      and (${mine ?? null}::uuid is null or w.inspector = ${mine ?? null} or w.reviewer = ${mine ?? null})
    order by s.ordinal limit ${limit + 1}`.execute(transaction);
  return rows;
}

/** What is shown of one that was drawn. */
export const sampled = sql`
  s.ordinal, s.id, s.why, coalesce(p.must, '{}') as must, p.item, p.risk, p.unit, p.channel, o.username as operator, p.amount_fen as "amountFen",
  'CNY' as currency, w.id as paper, w.state as "paperState", a.username as inspector, b.username as reviewer`;
export const joined = sql`control.sample s
  join control.population p on p.centre = s.centre and p.inspection = s.inspection and p.ordinal = s.ordinal
  left join control.paper w on w.centre = s.centre and w.inspection = s.inspection and w.ordinal = s.ordinal
  left join access.published_person o on o.centre = s.centre and o.person = p.operator
  left join access.published_person a on a.centre = s.centre and a.person = w.inspector
  left join access.published_person b on b.centre = s.centre and b.person = w.reviewer`;

/** One that nobody was given yet, and who had a part in it or is related to whom it is about. */
export interface Unallotted {
  ordinal: number;
  id: string;
  barred: string[];
}

/** Of a row of the sample `s` and the population `p`, in this centre. */
export const barred = sql`array(
      select t.person::text from access.published_step t where t.centre = s.centre and t."case" = s.id
      union select r.person::text from access.published_related_case r where r.centre = s.centre and r."case" = s.id
      union select p.operator::text where p.operator is not null
      union select b.requester::text from access.published_holding_ground b
        where p.item is null and b.centre = s.centre and b."grant" = s.id and b.requester is not null
      union select d.person::text from access.published_holding_ground b
        join access.published_decision d on d.centre = b.centre and d.request = b.request
        where p.item is null and b.centre = s.centre and b."grant" = s.id)`;

export async function readUnallotted(
  transaction: Transaction,
  centre: string,
  inspection: string,
): Promise<Unallotted[]> {
  const { rows } = await sql<Unallotted>`
    select s.ordinal, s.id, ${barred} as barred
    from control.sample s
    join control.population p on p.centre = s.centre and p.inspection = s.inspection and p.ordinal = s.ordinal
    where s.centre = ${centre} and s.inspection = ${inspection} and not exists (
      select from control.paper w where w.centre = s.centre and w.inspection = s.inspection and w.ordinal = s.ordinal)
    order by s.ordinal`.execute(transaction);
  return rows;
}

/** Who holds one of these permissions now, by username. */
export async function readHolders(
  transaction: Transaction,
  centre: string,
): Promise<{ person: string; username: string; inspects: boolean; reviews: boolean }[]> {
  const { rows } = await sql<{ person: string; username: string; inspects: boolean; reviews: boolean }>`
    select q.person, q.username, bool_or(p.action = 'inspect') as inspects, bool_or(p.action = 'review') as reviews
    from access.published_permission p
    join access.published_person q on q.centre = p.centre and q.person = p.person
    where p.centre = ${centre} and p.effect = 'allow' and q.username is not null
      and (p.action = 'inspect' and p.resource = 'inspection'
        or p.action = 'inspect' and p.resource = 'case' and 'business-inspection' = any(p.items)
        or p.action = 'review' and p.resource = 'case' and 'business-inspection' = any(p.items))
    group by q.person, q.username order by q.person`.execute(transaction);
  return rows;
}
