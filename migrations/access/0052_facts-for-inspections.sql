-- access, 52: what internal control draws samples by: exceptions used on steps, who has left, whose relation a case is about.
-- Creates views only; locks nothing.

create view access.published_step_exception as
  select centre, "case", round, duty, exception from access.step
  where centre = current_setting('zhiheng.centre', true) and exception <> '00000000-0000-0000-0000-000000000000';

-- Departures that stand: one who was taken back has not left. The person goes on under the record that theirs was merged into.
create view access.published_leaver as
  select d.centre, coalesce(p.merged_into, d.person) as person, d.at
  from access.departure d join access.person p on p.centre = d.centre and p.id = d.person
  where d.centre = current_setting('zhiheng.centre', true) and p.state = 'departed' and p.merged_into is null;

-- Cases about somebody whom one of the staff has declared a relation to, or who they are: that there is one and whose, not which.
create view access.published_related_case as
  select c.centre, c.id as "case", coalesce(p.merged_into, r.person) as person
  from access.relation r
  join access.case c on c.centre = r.centre and c.subject = r.subject
  join access.person p on p.centre = r.centre and p.id = r.person
  where r.centre = current_setting('zhiheng.centre', true) and r.withdrawn_at is null;

grant select on access.published_step_exception, access.published_leaver, access.published_related_case to zhiheng_control;
