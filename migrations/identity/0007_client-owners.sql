-- identity, 7: who answers for a machine client; which accounts have credentials.
-- Creates a table and fills it from the clients that are there; views; locks nothing for longer.

-- Beside what a client is registered with. Its owner is a person of the centre: named, or who takes over from one who left.
create table identity.client_care (
  centre text not null,
  client text not null,
  -- Null: nobody could take it over.
  owner uuid,
  owner_since timestamptz not null default clock_timestamp(),
  -- Who had it before, where it was taken over from somebody who is not there any more.
  taken_from uuid,
  description text not null default '' check (char_length(description) <= 500),
  -- To the hour.
  last_used_at timestamptz,
  -- The secret before the last rotation, good until then beside the new one.
  previous bytea check (octet_length(previous) = 32),
  previous_until timestamptz,
  rotated_at timestamptz,
  ended_at timestamptz,
  -- By which notices name it.
  id uuid not null default gen_random_uuid(),
  primary key (centre, client),
  foreign key (centre, client) references identity.client (centre, id) on delete cascade,
  check ((previous is null) = (previous_until is null))
);
create index client_care_owner on identity.client_care (centre, owner);
insert into identity.client_care (centre, client, owner_since) select centre, id, registered_at from identity.client;

-- Every client has its row, however it was registered.
create function identity.client_is_cared_for() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  insert into identity.client_care (centre, client) values (new.centre, new.id) on conflict do nothing;
  return null;
end $$;
create trigger client_is_cared_for after insert on identity.client for each row execute function identity.client_is_cared_for();

-- What is asked before the centre of a client is known.
create function identity.find_client_care(p_id text) returns table (centre text, previous bytea, ended boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select k.centre, case when k.previous_until > clock_timestamp() then k.previous end, k.ended_at is not null
    from identity.client_care k where k.client = p_id $$;

create view identity.published_client as
  select k.centre, k.client, k.id, c.scopes, k.description, k.owner, k.owner_since, k.taken_from, k.last_used_at, c.registered_at, k.ended_at
  from identity.client_care k join identity.client c on c.centre = k.centre and c.id = k.client
  where k.centre = current_setting('zhiheng.centre', true);
create view identity.published_credential as
  select centre, account, changed_at from identity.credential where centre = current_setting('zhiheng.centre', true);
grant select on identity.published_client, identity.published_credential to zhiheng_access;

alter table identity.client_care enable row level security;
create policy own_centre on identity.client_care using (centre = current_setting('zhiheng.centre', true))
  with check (centre = current_setting('zhiheng.centre', true));
revoke execute on function identity.client_is_cared_for(), identity.find_client_care(text) from public;
grant execute on function identity.find_client_care(text) to zhiheng_identity;
grant select, insert, update (owner, owner_since, taken_from, description, last_used_at, previous, previous_until, rotated_at, ended_at)
  on identity.client_care to zhiheng_identity;
