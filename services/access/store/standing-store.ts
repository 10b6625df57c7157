import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { chosenRoles } from './session-store.ts';

const isId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export interface StandingRow {
  epoch: number;
  policyEpoch: number;
  /** Milliseconds until the next instant at which one of the grants starts or ends; null when none does. */
  unchangedFor: number | null;
  /** Null when the centre has no such person. */
  person: string | null;
  username: string | null;
  unit: string;
  post: string;
  active: boolean;
  /** What is held at this instant. */
  grants: { id: string; role: string; unit: string }[];
  /** The roles their account has chosen to act with; null without a choice. */
  chosen: string[] | null;
}

/** Where a person stands at one instant of the database's clock; undefined for an unknown centre. */
export async function readStanding(
  transaction: Transaction,
  centre: string,
  idOrUsername: string,
): Promise<StandingRow | undefined> {
  const named = isId.test(idOrUsername)
    ? sql`p.id = ${idOrUsername}::uuid`
    : sql`p.id = (select a.person from access.account a where a.centre = ${centre} and a.username = ${idOrUsername} limit 1)`;
  const { rows } = await sql<StandingRow>`${standings}
    left join access.person p on p.centre = c.centre and ${named} ${accounts}
    where c.centre = ${centre}`.execute(transaction);
  return rows[0];
}

/** The same for active people in the order of their ids, those after `after`. */
export async function listStandings(
  transaction: Transaction,
  centre: string,
  after: string | undefined,
  limit: number,
): Promise<StandingRow[]> {
  const { rows } = await sql<StandingRow>`${standings}
    join access.person p on p.centre = c.centre and p.state = 'active' ${accounts}
    where c.centre = ${centre} and a.state = 'active' and (${after ?? null}::uuid is null or p.id > ${after ?? null}::uuid)
    order by p.id limit ${limit}`.execute(transaction);
  return rows;
}

const standings = sql`with clock as materialized (select clock_timestamp() as now)
  select c.epoch, c.policy_epoch as "policyEpoch", p.id as person, p.unit, p.post, a.username,
    coalesce(p.state = 'active' and a.state = 'active', false) as active,
    (select extract(epoch from min(edge) - clock.now)::float8 * 1000
      from access.grant g cross join lateral (values (lower(g.validity)), (upper(g.validity))) as e(edge)
      where g.centre = p.centre and g.person = p.id and edge > clock.now) as "unchangedFor",
    coalesce((select json_agg(json_build_object('id', g.id, 'role', g.role, 'unit', g.unit) order by g.id)
      from access.grant g where g.centre = p.centre and g.person = p.id and g.validity @> clock.now), '[]') as grants,
    ${chosenRoles(sql`p.centre`, sql`a.account`)} as chosen
  from clock cross join access.centre c`;

const accounts = sql`left join lateral (select id as account, username, state from access.account a
  where a.centre = p.centre and a.person = p.id order by a.state = 'active' desc, a.created_at desc limit 1) a on true`;
