-- access, 32: a change of policy ends the grants that it names as its cure. Replaces a function and adds a trigger on decisions, each
-- locking its table for a moment.

-- As in 0016; and by an approved change of policy that names it as its cure.
create or replace function access.grant_only_ends() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if old.ended_by is not null
    or (new.centre, new.id, new.person, new.role, new.unit, new.request, new.created_at)
      is distinct from (old.centre, old.id, old.person, old.role, old.unit, old.request, old.created_at)
  then
    raise exception 'a grant that has ended, or what it grants, does not change' using errcode = '23514', constraint = 'grant_only_ends';
  end if;
  if new.ended_by is null then
    if lower(new.validity) is distinct from lower(old.validity) or not (new.validity @> old.validity)
      or upper(old.validity) <= clock_timestamp()
      or not exists (
        select from access.request r
        where r.centre = new.centre and r.id = new.extended_request and r.change = 'extend' and r.state = 'approved'
          and r.beneficiary = new.person and r.role = new.role and r.unit = new.unit and r.valid_until = upper(new.validity)
          and not exists (select from access.request_stage s where s.centre = r.centre and s.request = r.id and s.state <> 'approved'))
    then
      raise exception 'a grant is widened by an approved extension only' using errcode = '23514', constraint = 'grant_only_ends';
    end if;
    return new;
  end if;
  if not (new.validity <@ old.validity) or new.extended_request is distinct from old.extended_request
    or (new.ended_by = 'request' and not exists (
      select from access.request r
      where r.centre = new.centre and r.id = new.ended_request and r.state = 'approved'
        and (r.change = 'revoke' and r.beneficiary = new.person and r.role = new.role and r.unit = new.unit
          or r.target_kind is not null
            and not exists (select from access.request_stage s where s.centre = r.centre and s.request = r.id and s.state <> 'approved')
            and r.proposal #> '{cure,removals}'
              @> jsonb_build_array(jsonb_build_object('person', new.person, 'role', new.role, 'unit', new.unit))
          or r.change = 'suspension' and r.beneficiary = new.person and exists (
            select from access.suspension s
            join access.grant_suspension m on m.centre = s.centre and m.suspension = s.id and m."grant" = new.id
            where s.centre = r.centre and s.request = r.id and s.state = 'unconfirmed' and s.kept_until is null))))
    or (new.ended_by = 'departure' and not exists (
      select from access.person p where p.centre = new.centre and p.id = new.person and p.state = 'departed'))
    or (new.ended_by = 'expiry' and (new.validity <> old.validity or upper(old.validity) is null or upper(old.validity) > clock_timestamp()))
  then
    raise exception 'a grant only ends, by an approved request, a departure or its own date' using errcode = '23514', constraint = 'grant_only_ends';
  end if;
  return new;
end $$;

-- Whose grants end with a change of policy has no voice in it, for themselves or as somebody's deputy, nor has a deputy for them.
create function access.no_voice_in_own_cure() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if exists (
    select from access.request r, jsonb_array_elements(r.proposal #> '{cure,removals}') c
    where r.centre = new.centre and r.id = new.request and r.target_kind is not null
      and (c ->> 'person')::uuid in (new.person, new.on_behalf_of))
  then
    raise exception 'the change takes something from them' using errcode = '23514', constraint = 'no_voice_in_own_cure';
  end if;
  return new;
end $$;
create trigger no_voice_in_own_cure before insert on access.decision
  for each row execute function access.no_voice_in_own_cure();
revoke execute on function access.no_voice_in_own_cure() from public;
