-- access, 50: what the rules that look for doubtful data read of steps, grants, requests, deputies, departures and policy.
-- Creates views only; locks nothing. Each names the centre itself; people are the humans whose record it was or became.

-- A step with the account, the client and the exception it was recorded under.
create view access.published_act as
  select s.centre, s."case", s.round, s.duty, s.id as step, coalesce(p.merged_into, s.person) as person, s.account, s.client,
    nullif(s.exception, '00000000-0000-0000-0000-000000000000') as exception, s.outcome, s.at
  from access.step s join access.person p on p.centre = s.centre and p.id = s.person
  where s.centre = current_setting('zhiheng.centre', true);

-- A grant from when until when; `ends_at` is null where it has no end.
create view access.published_granting as
  select g.centre, g.id as "grant", coalesce(p.merged_into, g.person) as person, g.role, g.unit,
    lower(g.validity) as starts_at, upper(g.validity) as ends_at, g.request, g.ended_by, g.ended_request
  from access.grant g join access.person p on p.centre = g.centre and p.id = g.person
  where g.centre = current_setting('zhiheng.centre', true) and not isempty(g.validity);

create view access.published_decision as
  select d.centre, d.id as decision, d.request, coalesce(p.merged_into, d.person) as person,
    coalesce(o.merged_into, d.on_behalf_of) as on_behalf_of, d.decision as verdict, d.at, r.change, r.role, r.unit,
    coalesce(b.merged_into, r.beneficiary) as beneficiary
  from access.decision d
  join access.request r on r.centre = d.centre and r.id = d.request
  join access.person p on p.centre = d.centre and p.id = d.person
  join access.person b on b.centre = r.centre and b.id = r.beneficiary
  left join access.person o on o.centre = d.centre and o.id = d.on_behalf_of
  where d.centre = current_setting('zhiheng.centre', true);

-- Until its end, or until it was ended.
create view access.published_deputy as
  select d.centre, d.id, coalesce(a.merged_into, d.deputy) as deputy, coalesce(b.merged_into, d.principal) as principal,
    lower(d.validity) as starts_at, least(upper(d.validity), d.ended_at) as ends_at
  from access.deputy d
  join access.person a on a.centre = d.centre and a.id = d.deputy
  join access.person b on b.centre = d.centre and b.id = d.principal
  where d.centre = current_setting('zhiheng.centre', true);

-- A departure, and when the person came back where they did. Of merged records the one that ended is no departure.
create view access.published_departure as
  select d.centre, d.id as departure, d.person, p.unit, d.kind, d.at,
    (select min(h.at) from access.rehire h where h.centre = d.centre and h.person = d.person and h.at > d.at) as returned_at
  from access.departure d join access.person p on p.centre = d.centre and p.id = d.person
  where d.centre = current_setting('zhiheng.centre', true) and p.merged_into is null;

-- What roles and items said from when until when, as a digest to compare by: nothing of anybody.
create view access.published_policy_change as
  select centre, kind, code, since, until, md5(content::text) as content, request
  from access.policy_history where centre = current_setting('zhiheng.centre', true) and kind in ('role', 'item');

grant select on access.published_act, access.published_granting, access.published_decision, access.published_deputy,
  access.published_departure, access.published_policy_change to zhiheng_control;

-- Which duties on which items (null: all) a role holds now, through inheritance to any depth.
create view access.published_role_duty as
  with recursive closure as (
    select centre, code as role, code as reached from access.role where centre = current_setting('zhiheng.centre', true)
    union
    select c.centre, c.role, i.inherits
    from closure c join access.role_inheritance i on i.centre = c.centre and i.role = c.reached
  )
  select c.centre, c.role, p.action as duty, p.items
  from closure c join access.role_permission p on p.centre = c.centre and p.role = c.reached
  where p.resource = 'case' and p.effect = 'allow';
grant select on access.published_role_duty to zhiheng_control;
