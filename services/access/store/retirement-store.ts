import type { Transaction } from '@zhiheng/database';
import { type RawBuilder, sql } from 'kysely';
import { actsAt } from './acting.ts';

/** How many there are, and the first of them; `person`: id of whose business it is to be seen. */
export interface Counted {
  count: number;
  some: { name: string; person?: string }[];
}

/** Of one list so many are named. */
export const mostNamed = 20;

export async function counted(transaction: Transaction, found: RawBuilder<unknown>): Promise<Counted> {
  const { rows } = await sql<{ count: number; name: string; person: string | null }>`
    select count(*) over ()::int as count, name, person from (${found}) found order by name limit ${mostNamed}`.execute(
    transaction,
  );
  return {
    count: rows[0]?.count ?? 0,
    some: rows.map(({ name, person }) => ({ name, ...(person === null ? {} : { person }) })),
  };
}

export const username = (person: string) =>
  sql.raw(`coalesce((select username from access.account a where a.centre = x.centre and a.person = ${person}
    order by created_at desc limit 1), ${person}::text)`);
export const current = sql`not isempty(x.validity) and (upper_inf(x.validity) or upper(x.validity) > clock_timestamp())`;

/** People who belong to the unit and are there. */
export const peopleAt = (transaction: Transaction, centre: string, unit: string): Promise<Counted> =>
  counted(
    transaction,
    sql`select ${username('x.id')} as name, x.id as person from access.person x
      where x.centre = ${centre} and x.unit = ${unit} and x.state = 'active'`,
  );

type At = { unit: string } | { role: string };
const at = (where: At) => ('unit' in where ? sql`x.unit = ${where.unit}` : sql`x.role = ${where.role}`);

/** Grants there, or of the role, that hold now or will; suspended ones, or the others. */
export const grantsAt = (transaction: Transaction, centre: string, where: At, suspended: boolean): Promise<Counted> =>
  counted(
    transaction,
    sql`select ${username('x.person')} || ' ' || x.role || ' ' || x.unit as name, x.person from access.grant x
      where x.centre = ${centre} and ${at(where)} and ${current} and ${suspended} = not (${actsAt('x')})`,
  );

const openMarks = (grant: string) =>
  sql.raw(`array(select m.suspension from access.grant_suspension m
    join access.suspension s on s.centre = m.centre and s.id = m.suspension and s.ended_at is null
    where m.centre = ${grant}.centre and m."grant" = ${grant}.id and upper_inf(m.validity))`);

/**
 * Grants at a unit that is taken over, of which one person holds the same there and where it goes to, and suspensions hold back the one
 * and not the other. `reaching`: units that come to reach what they did not.
 */
export const suspendedApart = (
  transaction: Transaction,
  centre: string,
  { unit, into, reaching }: { unit: string; into: string; reaching: readonly string[] },
): Promise<Counted> =>
  counted(
    transaction,
    sql`select ${username('x.person')} || ' ' || x.role || ' ' || x.unit as name, x.person from access.grant x
      where x.centre = ${centre} and x.unit = ${unit} and ${current} and x.ended_by is null and exists (
        select from access.grant o where o.centre = x.centre and o.person = x.person and o.role = x.role
          and o.unit = any(${reaching}::text[]) and o.ended_by is null and o.validity && x.validity
          and (not ${openMarks('x')} <@ ${openMarks('o')}
            or o.unit = ${into} and not ${openMarks('o')} <@ ${openMarks('x')}))`,
  );

export const openCasesAt = (
  transaction: Transaction,
  centre: string,
  where: { unit: string } | { item: string },
): Promise<Counted> =>
  counted(
    transaction,
    sql`select x.id::text as name, null::uuid as person from access.case x where x.centre = ${centre} and x.state = 'open'
      and ${'unit' in where ? sql`x.unit = ${where.unit}` : sql`x.item = ${where.item}`}`,
  );

/** Open cases of the item whose present round has seen all of these duties. */
export const openCasesPast = (
  transaction: Transaction,
  centre: string,
  item: string,
  duties: readonly string[],
): Promise<Counted> =>
  counted(
    transaction,
    sql`select x.id::text as name, null::uuid as person from access.case x
      where x.centre = ${centre} and x.state = 'open' and x.item = ${item} and not exists (
        select from unnest(${[...duties]}::text[]) as d(duty) where not exists (
          select from access.step s where s.centre = x.centre and s.case = x.id and s.round = x.round and s.duty = d.duty))`,
  );

/** Locks the item's open cases: steps in flight are before what follows, and those after it go by the item as it is then. */
export async function holdOpenCases(transaction: Transaction, centre: string, item: string): Promise<void> {
  await sql`select from access.case where centre = ${centre} and item = ${item} and state = 'open' order by id for update`.execute(
    transaction,
  );
}

const open = sql`x.state in ('pending', 'approved')`;

/** Requests that may be on their way through the chain; `units`: those that it is for. */
export const openRequestsThrough = (
  transaction: Transaction,
  centre: string,
  { change, risk, units }: { change: string; risk: number; units: readonly string[] },
): Promise<Counted> =>
  counted(
    transaction,
    sql`select x.id::text as name, null::uuid as person from access.request x
      where x.centre = ${centre} and ${open} and x.change = ${change} and x.risk = ${risk} and x.unit = any(${units}::text[])`,
  );

/** Who is to move to the unit. */
export const plannedTransfersTo = (transaction: Transaction, centre: string, unit: string): Promise<Counted> =>
  counted(
    transaction,
    sql`select ${username('x.person')} as name, x.person from access.transfer x
      where x.centre = ${centre} and x.unit = ${unit} and x.state = 'planned'`,
  );

/** Who stands in for a deciding post there, or of the role. */
export const deputiesAt = (
  transaction: Transaction,
  centre: string,
  where: At,
  deciding: readonly string[],
): Promise<Counted> =>
  counted(
    transaction,
    sql`select distinct ${username('d.deputy')} as name, d.deputy as person
      from access.deputy d join access.grant x on x.centre = d.centre and x.person = d.principal
      where d.centre = ${centre} and d.ended_at is null and upper(d.validity) > clock_timestamp()
        and x.role = any(${deciding}::text[]) and ${at(where)} and ${current}`,
  );

/** Templates of posts at just this unit, or that give the role. */
export const templatesNaming = (transaction: Transaction, centre: string, where: At): Promise<Counted> =>
  counted(
    transaction,
    sql`select distinct concat_ws('/', x.post, x.unit_kind, nullif(x.unit, '')) as name, null::uuid as person
      from access.post_template x where x.centre = ${centre} and ${at(where)}`,
  );
