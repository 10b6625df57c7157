-- identity, 9: what introspection is answered by, for many questions in one way to the database and back. Creates a function.

-- For each question, in their order: whether the token stands (not revoked, and whoever it is of is there), and who asks, with the keyed
-- hashes of the secrets that are good; an id that several centres have, or whose care has ended, is nobody's. In PL/pgSQL each connection
-- keeps the plans, which took longer to make than to run.
create function identity.introspect(p_centre text, p_asker text[], p_jti text[], p_client text[], p_account uuid[], p_grant bytea[], p_holder text[])
  returns table (stands boolean, asker_centre text, secrets bytea[])
  language plpgsql stable security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan as $$
begin
  if p_centre is distinct from current_setting('zhiheng.centre', true) then
    raise exception 'another centre is the present one' using errcode = '42501';
  end if;
  return query
    select not exists (select from identity.revoked_token r where r.centre = p_centre and r.jti = q.jti)
        and case when q.account is null then exists (
          select from identity.client c join identity.client_care k on k.centre = c.centre and k.client = c.id
          where c.centre = p_centre and c.id = q.client and k.ended_at is null)
        else access.account_active(p_centre, q.account) and exists (
          select from identity.artefact g
          where g.centre = p_centre and g.kind = 'Grant' and g.digest = q."grant" and g.payload->>'accountId' = q.holder) end,
      a.centre, a.secrets
    from unnest(p_asker, p_jti, p_client, p_account, p_grant, p_holder) with ordinality
      as q (asker, jti, client, account, "grant", holder, at)
    left join lateral (
      select min(c.centre) as centre, array_remove(array_agg(c.secret) || array_agg(
          case when k.previous_until > clock_timestamp() then k.previous end), null) as secrets
      from identity.client c left join identity.client_care k on k.centre = c.centre and k.client = c.id
      where c.id = q.asker
      having count(*) = 1 and bool_and(k.ended_at is null)) a on true
    order by q.at;
end $$;
revoke execute on function identity.introspect(text, text[], text[], text[], uuid[], bytea[], text[]) from public;
grant execute on function identity.introspect(text, text[], text[], text[], uuid[], bytea[], text[]) to zhiheng_identity;
