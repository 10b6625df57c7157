-- identity, 5: applications that are still to be told that a session ended (OpenID Connect Back-Channel Logout 1.0).
-- Creates only; locks the artefacts for a moment.

create table identity.logout_notice (
  centre text not null check (centre ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  id uuid not null default gen_random_uuid(),
  client text not null,
  person uuid not null,
  -- What the application's ID token called the session.
  sid text not null,
  at timestamptz not null default clock_timestamp(),
  -- When it is sent next; while it is being sent, when it is sent again if the sender dies.
  next_at timestamptz not null default clock_timestamp(),
  attempts integer not null default 0,
  primary key (centre, id),
  unique (centre, client, sid),
  foreign key (centre, client) references identity.client (centre, id) on delete cascade
);
create index logout_notice_due on identity.logout_notice (centre, next_at);

alter table identity.logout_notice enable row level security;
create policy own_centre on identity.logout_notice using (centre = current_setting('zhiheng.centre', true))
  with check (centre = current_setting('zhiheng.centre', true));
grant select, insert, update (next_at, attempts), delete on identity.logout_notice to zhiheng_identity;

-- However a session ends (sign-out, another sign-in, departure, an administrator, its time), its row goes. A change of its
-- id removes a row, too; so at the end of the transaction it is seen whether the session lives on in another.
create function identity.session_ended() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from identity.artefact where centre = old.centre and kind = 'Session' and uid = old.uid) then
    return null;
  end if;
  insert into identity.logout_notice (centre, client, person, sid)
    select old.centre, c.id, old.person, opened.value ->> 'sid'
    from jsonb_each(coalesce(old.payload -> 'authorizations', '{}')) as opened
    join identity.client c on c.centre = old.centre and c.id = opened.key
    where c.backchannel_logout_uri is not null and opened.value ->> 'sid' is not null
    on conflict do nothing;
  if found then
    perform pg_notify('zhiheng_logout', old.centre);
  end if;
  return null;
end $$;
revoke execute on function identity.session_ended() from public;
create constraint trigger session_ended after delete on identity.artefact deferrable initially deferred
  for each row when (old.kind = 'Session' and old.person is not null) execute function identity.session_ended();
