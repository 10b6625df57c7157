-- access, 59: whether the rows of a personnel file have a file is asked once a statement, not once a row.
-- Drops a key and a privilege, makes functions and triggers: locks roster and roster_row for a moment.

-- Of a hundred thousand rows the key took as long to ask as all else that keeping them takes.
alter table access.roster_row drop constraint roster_row_centre_roster_fkey;

-- Whoever removes a file at this moment is waited for.
create function access.roster_row_has_roster() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform from (select distinct centre, roster from fresh) as f
    where not exists (select from access.roster r where r.centre = f.centre and r.id = f.roster for key share);
  if found then
    raise exception 'there is no such roster' using errcode = '23503', constraint = 'roster_row_has_roster';
  end if;
  return null;
end $$;
create trigger roster_row_has_roster after insert on access.roster_row
  referencing new table as fresh for each statement execute function access.roster_row_has_roster();

create function access.roster_row_stays_where_it_is() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'a row stays in its roster' using errcode = '23503', constraint = 'roster_row_stays_where_it_is';
end $$;
create trigger roster_row_stays_where_it_is before update of centre, roster on access.roster_row
  for each statement execute function access.roster_row_stays_where_it_is();

create function access.roster_with_rows_stays() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from access.roster_row r where r.centre = old.centre and r.roster = old.id) then
    raise exception 'the roster has rows' using errcode = '23503', constraint = 'roster_with_rows_stays';
  end if;
  return null;
end $$;
-- After the row is locked: rows that come in meanwhile are waited for, and seen.
create trigger roster_removed_with_rows after delete on access.roster
  for each row execute function access.roster_with_rows_stays();
create trigger roster_renamed_with_rows after update of centre, id on access.roster
  for each row when ((old.centre, old.id) is distinct from (new.centre, new.id))
  execute function access.roster_with_rows_stays();
revoke execute on function access.roster_row_has_roster(), access.roster_row_stays_where_it_is(), access.roster_with_rows_stays() from public;
-- What a row says may change, not which it is.
revoke update on access.roster_row from zhiheng_access;
grant update (kind, person, from_unit, from_post, outcome, code, result, staff_number, name, username) on access.roster_row to zhiheng_access;
