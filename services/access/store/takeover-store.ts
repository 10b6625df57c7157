import { newId, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

/** Ids of who belongs to the unit, or holds something there now or will: all whom its taking over moves. */
export async function peopleMovedFrom(transaction: Transaction, centre: string, unit: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from access.person where centre = ${centre} and unit = ${unit} and state = 'active'
    union
    select person from access.grant where centre = ${centre} and unit = ${unit} and ended_by is null`.execute(
    transaction,
  );
  return rows.map(({ id }) => id);
}

/** Locks what is to retire against whatever would come to refer to it meanwhile: a case waits for no other lock of the centre. */
export async function holdRetiring(
  transaction: Transaction,
  centre: string,
  kind: 'unit' | 'item' | 'role',
  code: string,
): Promise<void> {
  await transaction
    .selectFrom(`access.${kind}`)
    .select('code')
    .where('centre', '=', centre)
    .where('code', '=', code)
    .forUpdate()
    .execute();
}

/** Gives the unit's children and items to the other, and puts the unit itself below it. */
export async function giveParts(transaction: Transaction, centre: string, from: string, into: string): Promise<void> {
  await sql`update access.unit set parent = ${into} where centre = ${centre} and (parent = ${from} or code = ${from})`.execute(
    transaction,
  );
  await sql`update access.item set unit = ${into} where centre = ${centre} and unit = ${from}`.execute(transaction);
}

/** People who belong to the unit and are there, by id. */
export async function peopleOf(
  transaction: Transaction,
  centre: string,
  unit: string,
): Promise<{ id: string; post: string; username: string | null }[]> {
  const { rows } = await sql<{ id: string; post: string; username: string | null }>`
    select p.id, p.post, (select username from access.account a where a.centre = p.centre and a.person = p.id
      order by created_at desc limit 1) as username
    from access.person p where p.centre = ${centre} and p.unit = ${unit} and p.state = 'active' order by p.id`.execute(
    transaction,
  );
  return rows;
}

export interface MovedGrant {
  /** The grant that ends, and those that begin in its stead: none where the person holds as much at the other unit already. */
  ended: string;
  begun: string[];
  person: string;
  role: string;
  /** Those that hold it back, and go with it. */
  suspensions: string[];
}

/**
 * Moves what is held at the unit, now or later, to the other: for as long as it was given, but where it is held there already. What is
 * suspended stays so, by the same suspension.
 */
export async function moveGrants(
  transaction: Transaction,
  centre: string,
  { from, into, request }: { from: string; into: string; request: string },
): Promise<MovedGrant[]> {
  const { rows: grants } = await sql<
    Pick<MovedGrant, 'person' | 'role' | 'suspensions'> & { id: string; periods: string[] }
  >`
    select g.id, g.person, g.role, array(
      select m.suspension::text from access.grant_suspension m
      join access.suspension s on s.centre = m.centre and s.id = m.suspension and s.ended_at is null
      where m.centre = g.centre and m."grant" = g.id and upper_inf(m.validity)) as suspensions, array(
      select piece::text from unnest(
        tstzmultirange(tstzrange(greatest(lower(g.validity), clock_timestamp()), upper(g.validity), '[)'))
        - coalesce((select range_agg(o.validity) from access.grant o where o.centre = g.centre and o.person = g.person
            and o.role = g.role and o.unit = ${into} and o.ended_by is null), '{}')) piece) as periods
    from access.grant g
    where g.centre = ${centre} and g.unit = ${from} and g.ended_by is null and not isempty(g.validity)
      and (upper_inf(g.validity) or upper(g.validity) > clock_timestamp())
    order by g.id`.execute(transaction);
  const moved: MovedGrant[] = [];
  for (const { id, person, role, periods, suspensions } of grants) {
    const begun = periods.map(() => newId());
    for (const [index, period] of periods.entries())
      await sql`insert into access.grant (centre, id, person, role, unit, validity, request)
        values (${centre}, ${begun[index]}, ${person}, ${role}, ${into}, ${period}::tstzrange, ${request})`.execute(
        transaction,
      );
    await sql`insert into access.grant_suspension (centre, "grant", suspension, validity)
      select ${centre}, begun, suspension, tstzrange(clock_timestamp(), null, '[)')
      from unnest(${begun}::uuid[]) begun, unnest(${suspensions}::uuid[]) suspension`.execute(transaction);
    await sql`update access.grant
      set validity = case when lower(validity) >= clock_timestamp() then 'empty'::tstzrange
          else tstzrange(lower(validity), clock_timestamp(), '[)') end,
        ended_by = 'reorganisation', ended_request = ${request}
      where centre = ${centre} and id = ${id}`.execute(transaction);
    moved.push({ ended: id, begun, person, role, suspensions });
  }
  return moved;
}
