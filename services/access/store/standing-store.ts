import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { actsAt } from './acting.ts';
import { onLeave } from './leave-store.ts';
import { chosenRoles } from './session-store.ts';

const isId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export interface StandingRow {
  epoch: number;
  policyEpoch: number;
  /** Milliseconds until the next instant at which one of the grants, or a leave, starts or ends; null when none does. */
  unchangedFor: number | null;
  /** Null when the centre has no such person. */
  person: string | null;
  username: string | null;
  unit: string;
  post: string;
  active: boolean;
  /** Whether they are on leave: they hold what they hold, and none of it acts. */
  away: boolean;
  /** What is held at this instant, less what is suspended. */
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
    ${onLeave(sql`p.centre`, sql`p.id`, sql`clock.now`)} as away,
    (select extract(epoch from min(edge) - clock.now)::float8 * 1000
      from (select validity from access.grant g where g.centre = p.centre and g.person = p.id
        union all select validity from access.leave l where l.centre = p.centre and l.person = p.id) as dated
      cross join lateral (values (lower(validity)), (upper(validity))) as e(edge)
      where edge > clock.now) as "unchangedFor",
    coalesce((select json_agg(json_build_object('id', g.id, 'role', g.role, 'unit', g.unit) order by g.id)
      from access.grant g where g.centre = p.centre and g.person = p.id and g.validity @> clock.now
        and ${actsAt('g', 'clock.now')}), '[]') as grants,
    ${chosenRoles(sql`p.centre`, sql`a.account`)} as chosen
  from clock cross join access.centre c`;

const accounts = sql`left join lateral (select id as account, username, state from access.account a
  where a.centre = p.centre and a.person = p.id order by a.state = 'active' desc, a.created_at desc limit 1) a on true`;
