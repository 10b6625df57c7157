-- access, 53: who moved from which post to which: self-checks say what of the section's permissions had to follow.
-- Creates a view only; locks nothing.
create view access.published_transfer as
  select t.centre, t.id as transfer, coalesce(p.merged_into, t.person) as person, t.from_unit, t.from_post, t.unit, t.post, t.closed_at as done_at
  from access.transfer t join access.person p on p.centre = t.centre and p.id = t.person
  where t.centre = current_setting('zhiheng.centre', true) and t.state = 'done';
grant select on access.published_transfer to zhiheng_control;
