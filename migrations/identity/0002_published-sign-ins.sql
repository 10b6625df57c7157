-- identity, 2: which sign-ins stand, for access to know whether a choice made in one still counts.
-- Creates only; locks the artefacts for a moment.

-- By their mark, the digest that people's access tokens carry as `grant`; nobody can act with it.
create view identity.published_sign_in as
  select centre, digest, account from identity.artefact
  where centre = current_setting('zhiheng.centre', true) and kind = 'Grant' and account is not null
    and expires_at > statement_timestamp();
grant usage on schema identity to zhiheng_access;
grant select on identity.published_sign_in to zhiheng_access;

-- A sign-in that ends is told at once: what is remembered of the person may rest on what they chose in it.
create function identity.sign_in_ended() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_notify('zhiheng_access', json_build_object('centre', old.centre, 'epoch', 0, 'person', old.person)::text);
  return null;
end $$;
revoke execute on function identity.sign_in_ended() from public;
create trigger sign_in_ended after delete on identity.artefact for each row
  when (old.kind = 'Grant' and old.person is not null) execute function identity.sign_in_ended();
