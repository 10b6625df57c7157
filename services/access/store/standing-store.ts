import { kept, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import { actsAt } from './acting.ts';
import { inOffice } from './in-office.ts';
import { onLeave } from './leave-store.ts';
import { chosenRoles } from './session-store.ts';

const isId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

export interface StandingRow {
  epoch: number;
  policyEpoch: number;
  /** The next instant (milliseconds of the Unix epoch) at which one of the grants, or a leave, starts or ends, or they leave; null when none does. */
  unchangedUntil: number | null;
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

/**
 * Where people stand at one instant of the database's clock, each asked for by id or username; empty for an unknown centre,
 * else a row for each in the order of the asking. `offset 0` parts the steps, so that each person is looked up by key:
 * behind row-level security a condition with a subquery would read all people.
 */
export async function readStandings(
  transaction: Transaction,
  centre: string,
  asked: readonly string[],
): Promise<StandingRow[]> {
  const ids = asked.map((one) => (isId.test(one) ? one : null));
  const names = asked.map((one) => (isId.test(one) ? null : one));
  const { rows } = await kept(sql<StandingRow>`${standings}
    cross join unnest(${ids}::uuid[], ${names}::text[]) with ordinality as asked(id, username, place)
    cross join lateral (select coalesce(asked.id, (select a.person from access.account a
      where a.centre = c.centre and a.username = asked.username limit 1)) as person offset 0) who
    left join lateral (select * from access.person one
      where one.centre = c.centre and one.id = who.person offset 0) p on true
    ${accounts} ${holdings}
    where c.centre = ${centre} order by asked.place`).execute(transaction);
  return rows;
}

/** The same for active people in the order of their ids, those after `after`. */
export async function listStandings(
  transaction: Transaction,
  centre: string,
  after: string | undefined,
  limit: number,
): Promise<StandingRow[]> {
  const { rows } = await sql<StandingRow>`${standings}
    join access.person p on p.centre = c.centre and ${inOffice('p', 'clock.now')} ${accounts} ${holdings}
    where c.centre = ${centre} and a.state = 'active' and (${after ?? null}::uuid is null or p.id > ${after ?? null}::uuid)
    order by p.id limit ${limit}`.execute(transaction);
  return rows;
}

/** The first instant after now at which one of the periods of that alias begins or ends. */
const nextEdge = (of: string) =>
  sql.raw(`select least(min(lower(${of}.validity)) filter (where lower(${of}.validity) > clock.now),
    min(upper(${of}.validity)) filter (where upper(${of}.validity) > clock.now))`);

const standings = sql`with clock as materialized (select clock_timestamp() as now)
  select c.epoch, c.policy_epoch as "policyEpoch", p.id as person, p.unit, p.post, a.username,
    coalesce(${inOffice('p', 'clock.now')} and a.state = 'active', false) as active,
    ${onLeave(sql`p.centre`, sql`p.id`, sql`clock.now`)} as away,
    extract(epoch from least(held.edge, (${nextEdge('l')} from access.leave l
      where l.centre = p.centre and l.person = p.id),
      case when p.leaves_at > clock.now then nullif(p.leaves_at, 'infinity') end))::float8 * 1000 as "unchangedUntil", held.grants,
    ${chosenRoles(sql`p.centre`, sql`a.account`)} as chosen
  from clock cross join access.centre c`;

/** The active account, else the newest; apart, since only active ones have an index by person. */
const accounts = sql`left join lateral (
    select id as account, username, state from access.account where centre = p.centre and person = p.id and state = 'active'
    union all
    (select id, username, state from access.account where centre = p.centre and person = p.id and not exists (
      select from access.account where centre = p.centre and person = p.id and state = 'active')
      order by created_at desc limit 1)) a on true`;

/** In one pass over what each person has, that the index of people is used and not that of overlaps. */
const holdings = sql`left join lateral (
    ${nextEdge('g')} as edge,
      coalesce(json_agg(json_build_object('id', g.id, 'role', g.role, 'unit', g.unit) order by g.id)
        filter (where g.validity @> clock.now and ${actsAt('g', 'clock.now')}), '[]') as grants
    from access.grant g where g.centre = p.centre and g.person = p.id) held on true`;
