-- access: of which types of resources the log keeps what is permitted, too. What is denied it keeps of all.
-- Creates only; locks nothing that exists.
create table access.logged_type (
  centre text not null references access.centre,
  type text not null check (length(type) between 1 and 200),
  since timestamptz not null default clock_timestamp(),
  primary key (centre, type)
);

alter table access.logged_type enable row level security;
create policy own_centre on access.logged_type using (centre = current_setting('zhiheng.centre', true))
  with check (centre = current_setting('zhiheng.centre', true));
grant select, insert, delete on access.logged_type to zhiheng_access;
