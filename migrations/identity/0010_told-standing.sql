-- identity, 10: what introspection says may be remembered: each fall of what it rests on is told, or known beforehand by the clock.
-- Replaces identity.introspect; adds triggers, for which the tables are locked for a moment.

-- Whether a token stands (not revoked, and whoever it is of is there), and who asks, with the keyed hashes of the secrets that are good; an id that
-- several centres have, or whose care has ended, is nobody's. And until when both hold if nothing is changed, in milliseconds of the Unix
-- epoch: null for ever. In PL/pgSQL each connection keeps the plans, which took longer to make than to run.
drop function identity.introspect(text, text[], text[], text[], uuid[], bytea[], text[]);
create function identity.introspect(p_centre text, p_asker text, p_jti text, p_client text, p_account uuid, p_grant bytea, p_holder text)
  returns table (stands boolean, asker_centre text, secrets bytea[], until float8)
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  if p_centre is distinct from current_setting('zhiheng.centre', true) then
    raise exception 'another centre is the present one' using errcode = '42501';
  end if;
  return query
    select not exists (select from identity.revoked_token r where r.centre = p_centre and r.jti = p_jti)
        and case when p_account is null then exists (
          select from identity.client c join identity.client_care k on k.centre = c.centre and k.client = c.id
          where c.centre = p_centre and c.id = p_client and k.ended_at is null)
        else u.until is not null and exists (
          select from identity.artefact g
          where g.centre = p_centre and g.kind = 'Grant' and g.digest = p_grant and g.payload->>'accountId' = p_holder) end,
      a.centre, a.secrets,
      case when least(u.until, a.until) < 'infinity' then extract(epoch from least(u.until, a.until))::float8 * 1000 end
    from access.account_until(p_centre, p_account) as u (until)
    left join lateral (
      select min(c.centre) as centre, min(k.previous_until) filter (where k.previous_until > clock_timestamp()) as until,
        array_remove(array_agg(c.secret) || array_agg(
          case when k.previous_until > clock_timestamp() then k.previous end), null) as secrets
      from identity.client c left join identity.client_care k on k.centre = c.centre and k.client = c.id
      where c.id = p_asker
      having count(*) = 1 and bool_and(k.ended_at is null)) a on true;
end $$;
revoke execute on function identity.introspect(text, text, text, text, uuid, bytea, text) from public;
grant execute on function identity.introspect(text, text, text, text, uuid, bytea, text) to zhiheng_identity;

-- The first argument is the kind of what falls, the second the column that names it.
create function identity.tell_standing() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_notify('zhiheng_standing', tg_argv[0] || ':' || (case tg_op when 'DELETE' then to_jsonb(old) else to_jsonb(new) end ->> tg_argv[1]));
  return null;
end $$;
-- A digest is shown by JSON as `\x` and its hexadecimal digits.
create trigger token_revoked after insert on identity.revoked_token
  for each row execute function identity.tell_standing('token', 'jti');
create trigger grant_deleted after delete on identity.artefact
  for each row when (old.kind = 'Grant') execute function identity.tell_standing('grant', 'digest');
create trigger grant_changed after update on identity.artefact
  for each row when (old.kind = 'Grant' and old.payload ->> 'accountId' is distinct from new.payload ->> 'accountId')
  execute function identity.tell_standing('grant', 'digest');
-- Of an id that a second centre takes nobody may be sure any more.
create trigger client_standing_changed after insert or update or delete on identity.client
  for each row execute function identity.tell_standing('client', 'id');
create trigger client_care_changed after insert or update of previous, previous_until, ended_at or delete on identity.client_care
  for each row execute function identity.tell_standing('client', 'client');
revoke execute on function identity.tell_standing() from public;
