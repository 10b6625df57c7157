-- access: which human a person's record stands for, whichever of their records it is: whoever compares who acted compares these.
-- Creates only; locks nothing.
create view access.published_human as
  select centre, id as person, coalesce(merged_into, id) as human
  from access.person where centre = current_setting('zhiheng.centre', true);
grant select on access.published_human to zhiheng_control;
