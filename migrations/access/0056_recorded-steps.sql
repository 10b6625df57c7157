-- access, 56: steps as they were recorded, for who counts millions of them and asks only of the sums whose they became; and the few that
-- were returned or stand under an exception, by their time.
-- Adds two partial indexes, which waits for writing to access.step to end and holds it up while the table is read once.

create view access.published_recorded_step as
  select centre, "case", round, duty, id as step, person as record, client, exception, outcome, at
  from access.step where centre = current_setting('zhiheng.centre', true);
grant select on access.published_recorded_step to zhiheng_control;

create index step_returned on access.step (centre, at) where outcome = 'returned';
create index step_excepted on access.step (centre, at) where exception <> '00000000-0000-0000-0000-000000000000';
