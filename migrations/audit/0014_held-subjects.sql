-- Locks: SHARE on audit.personal while its index is made: what would be stored beside an entry waits.
-- A hold keeps what is sealed beside the entries of its months, too: losing the key of a subject would take it just as a removal does.
create index personal_key on audit.personal (centre, key, entry);

-- The holds in force that touch a month in which something of the subject can still be read.
create function audit.holds_of_subject(p_centre text, p_subject bytea) returns setof uuid
language sql stable set search_path = pg_catalog, pg_temp as $$
  select h.id from audit.hold h
  where h.centre = p_centre and h.released_at is null and exists (
    select from audit.subject_key k join audit.personal p on p.centre = k.centre and p.key = k.id
    where k.centre = p_centre and k.subject = p_subject and k.wrapped is not null
      and p.entry >= audit.first_id(date_trunc('month', h.since, 'UTC'))
      and (h.until is null
        or p.entry < audit.first_id(audit.months_after(to_char((h.until - interval '1 microsecond') at time zone 'UTC', 'YYYY-MM'), 1))))
  order by h.id
$$;

-- A key is lost once and for all, only when two people have said so since it was made, and not while a hold keeps what it opens: as with a
-- removal, whoever comes first with the row of the centre's policy goes first.
create or replace function audit.only_erase() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if (new.centre, new.id, new.subject, new.wrapped_by, new.made_at)
      is distinct from (old.centre, old.id, old.subject, old.wrapped_by, old.made_at)
    or old.wrapped is null or new.wrapped is not null
    or not exists (select from audit.erasure where erasure.centre = old.centre and erasure.subject = old.subject
      and erasure.confirmed_at >= old.made_at) then
    raise exception 'audit.subject_key is only erased, and only as two people have decided' using errcode = 'insufficient_privilege';
  end if;
  perform from audit.retention where centre = old.centre for update;
  if exists (select from audit.holds_of_subject(old.centre, old.subject)) then
    raise exception 'audit.subject_key: the subject is held' using errcode = 'object_not_in_prerequisite_state';
  end if;
  return new;
end $$;

revoke all on function audit.holds_of_subject(text, bytea) from public;
grant execute on function audit.holds_of_subject(text, bytea) to zhiheng_audit;
