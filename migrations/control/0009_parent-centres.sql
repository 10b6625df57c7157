-- control, 9: parent centres (city, province) and what they may see of their children (上下级).
-- Creates only; locks nothing that exists. Needs the role zhiheng_parent: where the owner may make no roles, run deploy/postgres/roles.sql first.

-- Which centre is above another. Set by the operator of the deployment on the command line and by nobody else: no login may write it.
create table control.parent_centre (
  centre text primary key check (centre ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  parent text not null check (parent ~ '^[a-z0-9][a-z0-9-]{0,62}$' and parent <> centre),
  since timestamptz not null default clock_timestamp()
);
alter table control.parent_centre enable row level security;
-- Either side sees that it is so.
create policy own_centre on control.parent_centre for select
  using (current_setting('zhiheng.centre', true) in (centre, parent));
grant select on control.parent_centre to zhiheng_control;

-- The one way from a parent to its children's figures: a role that nobody signs in as, which may read the sums of months, no person and no
-- case, and by its policy of children of the present centre only. The functions run as it, so that row-level security asks even of them.
create policy of_children on control.month_roll for select to zhiheng_parent
  using (exists (select from control.parent_centre p
    where p.centre = month_roll.centre and p.parent = current_setting('zhiheng.centre', true)));
grant usage on schema control to zhiheng_parent;
grant select on control.parent_centre to zhiheng_parent;
grant select (centre, month, as_of, final, totals) on control.month_roll to zhiheng_parent;

create function control.children_months(p_from text, p_until text)
  returns table (child text, month text, as_of timestamptz, final boolean, totals jsonb)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select p.centre, r.month, r.as_of, r.final, r.totals
  from control.parent_centre p
  left join control.month_roll r on r.centre = p.centre and r.month between p_from and p_until
  where p.parent = current_setting('zhiheng.centre', true)
  order by p.centre, r.month $$;

-- A function is given to somebody who may make things in its schema: only for as long as that takes.
grant create on schema control to zhiheng_parent;
alter function control.children_months(text, text) owner to zhiheng_parent;
revoke create on schema control from zhiheng_parent;
revoke execute on function control.children_months(text, text) from public;
grant execute on function control.children_months(text, text) to zhiheng_control;
