-- access, 45: what the HR system says of people beside what the directory keeps. Creates a table only.

-- A person has a row from when the HR system first wrote them.
create table access.scim_user (
  centre text not null,
  person uuid not null,
  external_id text check (length(external_id) between 1 and 200),
  family_name text check (length(family_name) between 1 and 100),
  given_name text check (length(given_name) between 1 and 100),
  -- As the HR system says of somebody who has left; without it the departure tells.
  termination_day date check (termination_day between '1900-01-01' and '2199-12-31'),
  termination_kind text check (termination_kind in ('resigned', 'retired', 'transferred', 'dismissed', 'deceased')),
  created_at timestamptz not null default clock_timestamp(),
  changed_at timestamptz not null default clock_timestamp(),
  -- The HR system has deleted them: it sees them no more, and here they have left. Who comes back is seen again.
  removed_at timestamptz,
  primary key (centre, person),
  foreign key (centre, person) references access.person (centre, id)
);
create unique index scim_user_external_id on access.scim_user (centre, external_id) where removed_at is null;

alter table access.scim_user enable row level security;
create policy own_centre on access.scim_user using (centre = current_setting('zhiheng.centre', true))
  with check (centre = current_setting('zhiheng.centre', true));
grant select, insert on access.scim_user to zhiheng_access;
grant update (external_id, family_name, given_name, termination_day, termination_kind, changed_at, removed_at)
  on access.scim_user to zhiheng_access;
