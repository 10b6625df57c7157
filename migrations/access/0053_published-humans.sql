-- access, 53: whose record is whose, for those that compare who did what: a merged record is the human it was merged into.
-- Creates a view only; locks nothing.
create view access.published_human as
  select centre, id as person, coalesce(merged_into, id) as human
  from access.person where centre = current_setting('zhiheng.centre', true);
grant select on access.published_human to zhiheng_control;
