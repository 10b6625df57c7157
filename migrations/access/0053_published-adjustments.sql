-- access: what people have to give up against which rule, and whether it is gone: internal control shows it among its findings.
-- Creates only; locks nothing.
create view access.published_adjustment as
  select a.centre, a.id as adjustment, a.person, p.unit, a.rule, r.name as rule_name, r.source as rule_source, r.effect,
    a.opened_at, a.due_at, a.state, a.closed_at
  from access.adjustment a
  join access.person p on p.centre = a.centre and p.id = a.person
  join access.rule r on r.centre = a.centre and r.code = a.rule
  where a.centre = current_setting('zhiheng.centre', true);
grant select on access.published_adjustment to zhiheng_control;
