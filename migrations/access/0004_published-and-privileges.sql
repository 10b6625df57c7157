-- access, 4 of 4: what other services may read, row-level security, privileges.
-- Creates only; locks the tables of this schema for a moment to fence them.

do $$
declare t record;
begin
  for t in select c.oid::regclass as name from pg_class c where c.relnamespace = 'access'::regnamespace and c.relkind in ('r', 'p') loop
    execute format('alter table %s enable row level security', t.name);
    execute format($f$create policy own_centre on %s using (centre = current_setting('zhiheng.centre', true))
      with check (centre = current_setting('zhiheng.centre', true))$f$, t.name);
  end loop;
end $$;

-- Views run with their owner's rights, past row-level security: each names the centre itself.
create view access.published_unit as
  select centre, code as unit, parent, kind, name from access.unit where centre = current_setting('zhiheng.centre', true);

create view access.published_item as
  select centre, code as item, name, insurance, unit, risk, moves_fund, duties, channels
  from access.item where centre = current_setting('zhiheng.centre', true);

create view access.published_role as
  select centre, code as role, name, risk from access.role where centre = current_setting('zhiheng.centre', true);

create view access.published_person as
  select p.centre, p.id as person, a.username, p.name, p.staff_number, p.unit, p.post, p.state
  from access.person p
  left join lateral (
    select username from access.account where centre = p.centre and person = p.id order by created_at desc limit 1
  ) a on true
  where p.centre = current_setting('zhiheng.centre', true);

create view access.published_account as
  select centre, id as account, person, username, state, created_at, disabled_at
  from access.account where centre = current_setting('zhiheng.centre', true);

-- Permissions that are active at this instant, through inheritance to any depth.
create view access.published_permission as
  with recursive closure as (
    select centre, code as role, code as reached from access.role where centre = current_setting('zhiheng.centre', true)
    union
    select c.centre, c.role, i.inherits
    from closure c join access.role_inheritance i on i.centre = c.centre and i.role = c.reached
  )
  select g.centre, g.person, g.id as "grant", g.role, p.action, p.resource, p.items, p.effect, g.unit
  from access.grant g
  join access.person who on who.centre = g.centre and who.id = g.person and who.state = 'active'
  join closure c on c.centre = g.centre and c.role = g.role
  join access.role_permission p on p.centre = c.centre and p.role = c.reached
  where g.centre = current_setting('zhiheng.centre', true) and g.validity @> statement_timestamp();

create view access.published_case as
  select centre, id as "case", item, unit, reference, subject, amount_fen, channel, state, round, opened_at, closed_at
  from access.case where centre = current_setting('zhiheng.centre', true);

create view access.published_step as
  select centre, "case", round, duty, id as step, person, outcome, at
  from access.step where centre = current_setting('zhiheng.centre', true);

-- Narrow doors through the fence: asked before the centre is known, or for one account only.
create function access.centres() returns table (centre text, name jsonb)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select c.centre, c.name from access.centre c order by 1 $$;

create function access.account_active(p_centre text, p_account uuid) returns boolean
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select exists (
    select from access.account a join access.person p on p.centre = a.centre and p.id = a.person
    where a.centre = p_centre and a.id = p_account and a.state = 'active' and p.state = 'active') $$;

create function access.find_accounts(p_username text)
  returns table (centre text, account uuid, person uuid, username text, name text, state text, created_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select a.centre, a.id, a.person, a.username, p.name, a.state, a.created_at
    from access.account a join access.person p on p.centre = a.centre and p.id = a.person
    where a.username = p_username order by a.centre, a.created_at desc $$;

create function access.find_account(p_person uuid)
  returns table (centre text, account uuid, person uuid, username text, name text, state text, created_at timestamptz)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select a.centre, a.id, a.person, a.username, p.name, a.state, a.created_at
    from access.account a join access.person p on p.centre = a.centre and p.id = a.person
    where a.person = p_person and a.state = 'active' and p.state = 'active' $$;

revoke execute on all functions in schema access from public;
grant execute on function access.centres(), access.account_active(text, uuid)
  to zhiheng_access, zhiheng_identity, zhiheng_audit, zhiheng_control;
grant execute on function access.find_accounts(text), access.find_account(uuid) to zhiheng_identity;

grant usage on schema access to zhiheng_access, zhiheng_identity, zhiheng_audit, zhiheng_control;
grant select on access.published_unit, access.published_item, access.published_role, access.published_person,
  access.published_account, access.published_permission to zhiheng_audit, zhiheng_control, zhiheng_identity;
grant select on access.published_case, access.published_step to zhiheng_control;

grant select, insert on all tables in schema access to zhiheng_access;
grant update (epoch, policy_epoch) on access.centre to zhiheng_access;
grant update (name, unit, post, state) on access.person to zhiheng_access;
grant update (state, disabled_at, disabled_reason) on access.account to zhiheng_access;
grant update (state, failure, closed_at) on access.request to zhiheng_access;
grant update (state, decided_by_role, escalated, opened_at, due_at) on access.request_stage to zhiheng_access;
grant update (validity, ended_by, ended_request) on access.grant to zhiheng_access;
grant update (state, round, closed_at) on access.case to zhiheng_access;
grant update (properties, client, updated_at), delete on access.resource to zhiheng_access;
