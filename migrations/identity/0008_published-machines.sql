-- identity, 8: which clients are machines, for internal control to tell what was recorded in somebody's name.
-- Creates a view only; locks nothing.
create view identity.published_machine as
  select centre, id as client from identity.client where centre = current_setting('zhiheng.centre', true);
grant usage on schema identity to zhiheng_control;
grant select on identity.published_machine to zhiheng_control;
