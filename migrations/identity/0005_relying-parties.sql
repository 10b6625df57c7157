-- identity, 5: relying parties (the centre's own web applications), and clients that prove themselves by a key.
-- Changes identity.client and replaces identity.find_clients; locks that table for a moment.

alter table identity.client
  alter column secret drop not null,
  -- Public keys of a client that signs its assertions (RFC 7523); it has no secret then.
  add column jwks jsonb,
  -- Where people may be sent back to: after the sign-in, and after the sign-out.
  add column redirect_uris text[] not null default '{}' check (cardinality(redirect_uris) <= 20),
  add column post_logout_redirect_uris text[] not null default '{}' check (cardinality(post_logout_redirect_uris) <= 20),
  -- Where it is told that a session ended (OpenID Connect Back-Channel Logout 1.0).
  add column backchannel_logout_uri text,
  add constraint client_one_proof check ((secret is null) <> (jwks is null)),
  drop constraint client_scopes_check,
  add constraint client_scopes_check check (
    cardinality(scopes) <= 50 and (cardinality(scopes) > 0 or cardinality(redirect_uris) > 0));

grant update (jwks, redirect_uris, post_logout_redirect_uris, backchannel_logout_uri) on identity.client to zhiheng_identity;

drop function identity.find_clients(text);
create function identity.find_clients(p_id text) returns table (
    centre text, id text, secret bytea, scopes text[], jwks jsonb, redirect_uris text[],
    post_logout_redirect_uris text[], backchannel_logout_uri text)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select c.centre, c.id, c.secret, c.scopes, c.jwks, c.redirect_uris, c.post_logout_redirect_uris,
      c.backchannel_logout_uri
    from identity.client c where c.id = p_id $$;
revoke execute on function identity.find_clients(text) from public;
grant execute on function identity.find_clients(text) to zhiheng_identity;
