-- What an answer to a change says of it: asked for at each, after the commit and in one way there and back. A door as those of
-- 0004: an epoch is no secret, only a number that rises.
create function access.epoch_of(p_centre text) returns bigint
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$ select c.epoch from access.centre c where c.centre = p_centre $$;

revoke execute on function access.epoch_of(text) from public;
grant execute on function access.epoch_of(text) to zhiheng_access;
