-- identity, 11: what happened to somebody's credentials, for access to tell them in the console. Creates only.

create table identity.credential_event (
  centre text not null check (centre ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  id uuid not null,
  -- Who is to hear of it: the holder, or who had a part in it.
  person uuid not null,
  kind text not null check (kind ~ '^[a-z]+(-[a-z]+)*$'),
  at timestamptz not null default clock_timestamp(),
  primary key (centre, id)
);
create index credential_event_at on identity.credential_event (centre, at);

alter table identity.credential_event enable row level security;
create policy own_centre on identity.credential_event using (centre = current_setting('zhiheng.centre', true))
  with check (centre = current_setting('zhiheng.centre', true));
-- Nobody who got at the service takes back what its holder has not been told of.
create policy only_old_events on identity.credential_event as restrictive for delete
  using (at < clock_timestamp() - interval '6 days');
grant select, insert, delete on identity.credential_event to zhiheng_identity;

create view identity.published_credential_event as
  select centre, id, person, kind, at from identity.credential_event where centre = current_setting('zhiheng.centre', true);
grant select on identity.published_credential_event to zhiheng_access;
