import { compilePolicy, type Holding, type Policy, type Role, scan } from '@zhiheng/duties';
import type { World } from './world.ts';

/**
 * What must be so whatever came first, asked of the tables as their owner: by name, a query of $1, the centre, that finds what
 * breaks it. It trusts neither the constraints nor the code that is raced.
 */
const invariants: Record<string, string> = {
  'one person has two duties on a case': `
    select "case", person from access.step where centre = $1 group by 1, 2 having count(distinct duty) > 1`,
  'a duty is done twice in one round of a case': `
    select "case", round, duty from access.step where centre = $1 group by 1, 2, 3 having count(*) > 1`,
  'an approver is heard twice, or on their own request or benefit': `
    select r.id from access.request r join access.decision d on d.centre = r.centre and d.request = r.id
    cross join lateral unnest(array[d.person, d.on_behalf_of]) as voice
    where r.centre = $1 and voice is not null group by r.id, r.requester, r.beneficiary
    having count(*) > count(distinct voice) or bool_or(voice in (r.requester, r.beneficiary))`,
  'a grant has no applied request of its own': `
    select g.id from access.grant g left join access.request r on r.centre = g.centre and r.id = g.request
    where g.centre = $1 and g.created_at >= (select min(submitted_at) from access.request where centre = $1)
      and (r.state = 'applied' and r.change = 'grant' and (r.beneficiary, r.role, r.unit) = (g.person, g.role, g.unit)
        and not exists (select from access.request_stage s where s.centre = r.centre and s.request = r.id
          and (select count(*) from access.decision d where d.centre = s.centre and d.request = s.request and d.stage = s.ordinal
            and d.decision = 'approve') < coalesce((s.rule ->> 'quorum')::int, 1))) is not true`,
  'a request has given other than it says': `
    select id from (
      select r.id, r.state, count(g.id) as given from access.request r left join access.grant g on g.centre = r.centre and g.request = r.id
      where r.centre = $1 and r.change = 'grant' group by r.id, r.state) r
    where given <> (state = 'applied')::int`,
  'a grant has ended without a departure or a request that takes it away': `
    select g.id from access.grant g where g.centre = $1 and g.ended_by is not null and not exists (
      select from access.departure d where d.centre = g.centre and d.person = g.person and d.at >= upper(g.validity))
      and not isempty(g.validity) and not exists (
        select from access.request r where r.centre = g.centre and r.id = g.ended_request and r.state = 'applied'
          and ((r.change, r.beneficiary, r.role, r.unit) = ('revoke', g.person, g.role, g.unit) or r.proposal #> '{cure,removals}'
            @> jsonb_build_array(jsonb_build_object('person', g.person, 'role', g.role, 'unit', g.unit))))`,
  'a removal that was applied ended nothing': `
    select r.id from access.request r where r.centre = $1 and r.change = 'revoke' and r.state = 'applied' and not exists (
      select from access.grant g where g.centre = r.centre and g.ended_request = r.id)`,
  'somebody who left holds, may sign in, or waits for something': `
    select p.id from access.person p where p.centre = $1 and p.state = 'departed' and (
      exists (select from access.grant g where g.centre = p.centre and g.person = p.id and (upper_inf(g.validity) or upper(g.validity) > clock_timestamp()))
      or exists (select from access.account a where a.centre = p.centre and a.person = p.id and a.state = 'active')
      or exists (select from access.request r where r.centre = p.centre and r.beneficiary = p.id and r.state in ('pending', 'approved')))`,
  'somebody decided or got a grant after they left': `
    select d.person from access.departure d where d.centre = $1 and (
      exists (select from access.decision x where x.centre = d.centre and x.person = d.person and x.at >= d.at)
      or exists (select from access.grant g where g.centre = d.centre and g.person = d.person and g.created_at >= d.at))`,
  'a stage that was decided has also passed on, or one that passed on is decided by those before': `
    select r.id from access.request r join access.request_stage s on s.centre = r.centre and s.request = r.id
    join access.decision d on d.centre = s.centre and d.request = s.request and d.stage = s.ordinal
    where r.centre = $1 and s.escalated and not exists (select from access.grant g where g.centre = d.centre
      and g.person = d.person and g.role = s.decided_by_role)`,
};

const requests = `
  with found as (select target, action, count(*) as entries from audit.entry
    where centre = $1 and action like 'request.%' and outcome <> 'denied' group by 1, 2)
  select r.id, r.state, change.action, coalesce(entries, 0) as entries, wanted from access.request r
  cross join lateral (values
    ('request.submitted', 1),
    ('request.decided', (select count(*) from access.decision d where d.centre = r.centre and d.request = r.id)),
    ('request.applied', (r.state = 'applied')::int),
    ('request.failed', (r.state = 'failed')::int),
    ('request.withdrawn', (r.state = 'withdrawn')::int),
    ('request.expired', (r.state = 'expired')::int),
    ('request.escalated', (select count(*) from access.request_stage s where s.centre = r.centre and s.request = r.id and s.escalated))
  ) as change(action, wanted)
  left join found on found.target = r.id::text and found.action = change.action
  where r.centre = $1 and coalesce(entries, 0) <> wanted`;

/** Each change of state has one entry, and each entry its change. */
const entries: Record<string, string> = {
  'a request and its entries differ': requests,
  'a grant and its entries differ': `
    select id, begun, ended from (
      select g.id, g.ended_by is not null as over,
        count(*) filter (where e.action = 'grant.started') as begun, count(*) filter (where e.action = 'grant.ended') as ended
      from access.grant g left join (select action, coalesce(after ->> 'grant', before ->> 'grant') as "grant" from audit.entry
        where centre = $1 and action in ('grant.started', 'grant.ended')) e on e."grant" = g.id::text
      where g.centre = $1 and g.request is not null group by g.id, g.ended_by) g
    where begun <> 1 or ended <> over::int`,
  'a step and its entry differ': `
    select * from (select "case", duty, round, count(*) as n from access.step where centre = $1 group by 1, 2, 3) s
    full join (select "case", details ->> 'duty' as duty, (details ->> 'round')::smallint as round, count(*) as n from audit.entry
      where centre = $1 and action = 'step.recorded' group by 1, 2, 3) e using ("case", duty, round)
    where s.n is distinct from e.n`,
  'a departure and its entry differ': `
    select * from (select person, count(*) as n from access.departure where centre = $1 group by 1) d
    full join (select about as person, count(*) as n from audit.entry where centre = $1 and action = 'person.departed' and outcome = 'done' group by 1) e
      using (person) where d.n is distinct from e.n or d.n <> 1`,
  'a change of policy and its entry differ': `
    select * from (select id::text as request from access.request where centre = $1 and change in ('role-content', 'rule') and state = 'applied') r
    full join (select details ->> 'request' as request, count(*) as n from audit.entry where centre = $1 and action = 'policy.changed' group by 1) e
      using (request) where r.request is null or n is distinct from 1`,
};

/** Everything that is not as it must be: by name, the first rows that show it. Empty when all is well. */
export async function faults(world: World): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {};
  await world.owner.pool.query('analyze');
  for (const [name, query] of Object.entries({ ...invariants, ...entries })) {
    const { rows } = await world.owner.pool.query(query, [world.centre]);
    if (rows.length > 0) found[name] = rows.slice(0, 5);
  }
  const conflicts = await incompatible(world);
  if (conflicts.length > 0) found['somebody holds what is incompatible'] = conflicts.slice(0, 5);
  return found;
}

/** Incompatible duties that people hold at this moment, judged by what the tables hold, whoever wrote it. */
export async function incompatible({ owner, centre, catalogue }: World): Promise<unknown[]> {
  const { rows: roles } = await owner.pool.query<Role>(
    `select r.code, r.name, r.risk, coalesce((select jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
         'action', p.action, 'resource', p.resource, 'items', p.items, 'conditions', p.conditions, 'effect', p.effect)))
       from access.role_permission p where p.centre = r.centre and p.role = r.code), '[]') as permissions,
       (select coalesce(array_agg(i.inherits), '{}') from access.role_inheritance i where i.centre = r.centre and i.role = r.code) as inherits
     from access.role r where r.centre = $1`,
    [centre],
  );
  const { rows } = await owner.pool.query<Holding>(
    `select id, person, role, unit from access.grant where centre = $1 and validity @> clock_timestamp() order by person`,
    [centre],
  );
  const holdings = rows.map((held) => ({ ...held, from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY }));
  const policy = compilePolicy({ ...(catalogue as Policy), roles });
  return scan(policy, holdings).flatMap(({ effect, person, rule }) => (effect === 'block' ? [{ person, rule }] : []));
}
