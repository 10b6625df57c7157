-- control, 20: a paper that was agreed to and turned out tainted is signed with another second, open with another inspector; with another second it
-- could be open, too. Replaces the function of a trigger; locks nothing that exists.
create or replace function control.paper_moves_on() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  others boolean := (new.inspector, new.reviewer) is distinct from (old.inspector, old.reviewer);
begin
  if (new.centre, new.inspection, new.ordinal, new.id, new.subject) is distinct from (old.centre, old.inspection, old.ordinal, old.id, old.subject)
    or (old.state, new.state) not in (values ('open', 'open'), ('open', 'signed'), ('signed', 'agreed'), ('signed', 'returned'),
      ('returned', 'returned'), ('returned', 'signed'), ('signed', 'signed'))
      and not (new.inspector <> old.inspector and new.state = 'open' and old.state in ('signed', 'returned'))
      and not (old.state = 'agreed' and others
        and new.state = case when new.inspector = old.inspector then 'signed' else 'open' end and exists (select from control.paper_taint t
        where t.centre = old.centre and t.paper = old.id and t.version = old.version
          and (new.inspector <> all (t.people)) and (new.reviewer <> all (t.people))))
    or new.inspector <> old.inspector and new.state <> 'open'
    or old.state in ('signed', 'agreed') and new.inspector = old.inspector and (new.points, new.note, new.findings, new.signed_at)
      is distinct from (old.points, old.note, old.findings, old.signed_at)
    or new.version <= old.version
    or others and not exists (select from control.paper_reassignment r where r.centre = new.centre and r.paper = new.id
      and r.version = new.version and r.inspector = new.inspector and r.reviewer = new.reviewer)
    or others and exists (select from control.paper_reassignment r where r.centre = new.centre and r.paper = new.id
      and r.was_inspector = new.reviewer)
  then
    raise exception 'a paper goes from % to % in no such way', old.state, new.state using errcode = '23514', constraint = 'paper_moves_on';
  end if;
  return new;
end $$;
