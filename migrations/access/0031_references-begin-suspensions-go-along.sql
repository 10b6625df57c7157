-- access, 31: cases are found by the beginning of their reference; a suspension goes with its grant when a unit is taken over.
-- An index over all cases, which are not written to meanwhile (some seconds a million); triggers, each locking its table for a moment.

-- In the order of bytes, whatever the database's own: so that what begins with something is one stretch of it. Of all cases, and yet partial:
-- for who looks for a case by its id and says nothing of its reference it is no choice. PostgreSQL 18 took it for one in a centre with few
-- cases, skipped from reference to reference, and each step of a case took the longer the more cases there were.
create index case_reference on access.case (centre, reference collate "C", id) where reference <> '';

-- Whether the grant begins, by this request, in the stead of one that a suspension holds back at a unit that is taken over.
create function access.goes_along(p_centre text, p_request uuid, p_person uuid, p_role text, p_unit text, p_validity tstzrange,
  p_suspension uuid default null) returns boolean
language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (
    select from access.request r
    join access.grant g on g.centre = r.centre and g.unit = r.target and g.person = p_person and g.role = p_role
    join access.grant_suspension m on m.centre = g.centre and m."grant" = g.id and upper_inf(m.validity)
    join access.suspension s on s.centre = m.centre and s.id = m.suspension and s.ended_at is null
    where r.centre = p_centre and r.id = p_request and r.target_kind = 'unit' and access.takes_over(p_centre, r.target, p_unit)
      and g.ended_by is null and g.validity @> p_validity and s.id = coalesce(p_suspension, s.id))
$$;

-- As in 0016: nobody comes to hold anything while all that they hold is suspended, but for what they held already.
create function access.grant_not_suspended() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if exists (
    select from access.suspension s
    where s.centre = new.centre and s.person = new.person and s.scope = 'everything' and s.state in ('unconfirmed', 'kept'))
    and not access.goes_along(new.centre, new.request, new.person, new.role, new.unit, new.validity)
  then
    raise exception 'the person is suspended' using errcode = '23514', constraint = 'nobody_acts_suspended';
  end if;
  return new;
end $$;
drop trigger grant_not_suspended on access.grant;
create trigger grant_not_suspended before insert on access.grant
  for each row execute function access.grant_not_suspended();

-- As in 0016; and what begins in the stead of a suspended grant is marked by the same suspension, whatever has become of it.
create or replace function access.grant_suspension_counts() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (
    select from access.suspension s
    join access.request r on r.centre = s.centre and r.id = s.request
    join access.grant g on g.centre = s.centre and g.id = new."grant" and g.person = s.person
    where s.centre = new.centre and s.id = new.suspension and (
      tg_op = 'INSERT' and g.ended_by is null and upper_inf(new.validity) and lower(new.validity) <= clock_timestamp()
        and (s.state = 'unconfirmed' and r.state = 'pending'
          or access.goes_along(g.centre, g.request, g.person, g.role, g.unit, g.validity, s.id))
      or tg_op = 'UPDATE' and s.state = 'lifting'))
    or tg_op = 'UPDATE' and ((new.centre, new."grant", new.suspension, lower(new.validity))
        is distinct from (old.centre, old."grant", old.suspension, lower(old.validity))
      or not upper_inf(old.validity) or upper(new.validity) is null or upper(new.validity) > clock_timestamp())
  then
    raise exception 'a grant is suspended by a suspension that awaits its confirmation, and restored by one that is lifted'
      using errcode = '23514', constraint = 'grant_suspension_counts';
  end if;
  return new;
end $$;

-- What begins in the stead of a suspended grant is suspended as it was: looked at when the transaction ends, once all is written.
create function access.suspension_goes_along() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if exists (
    select from access.grant_suspension m
    join access.suspension s on s.centre = m.centre and s.id = m.suspension and s.ended_at is null
    join access.grant g on g.centre = m.centre and g.request = new.ended_request and g.person = new.person and g.role = new.role
      and g.ended_by is null and g.validity <@ old.validity
    where m.centre = new.centre and m."grant" = new.id and upper_inf(m.validity)
      and not exists (
        select from access.grant_suspension n
        where n.centre = g.centre and n."grant" = g.id and n.suspension = m.suspension and upper_inf(n.validity)))
  then
    raise exception 'a suspension goes with its grant' using errcode = '23514', constraint = 'suspension_goes_along';
  end if;
  return null;
end $$;
create constraint trigger suspension_goes_along after update on access.grant deferrable initially deferred
  for each row when (new.ended_by = 'reorganisation' and old.ended_by is null)
  execute function access.suspension_goes_along();

revoke execute on function access.goes_along(text, uuid, uuid, text, text, tstzrange, uuid), access.grant_not_suspended(),
  access.suspension_goes_along() from public;
grant execute on function access.goes_along(text, uuid, uuid, text, text, tstzrange, uuid) to zhiheng_access;
