-- control, 13: papers that go to other inspectors. Creates, and replaces the function of a trigger; locks nothing that exists.
create table control.paper_reassignment (
  centre text not null,
  paper uuid not null,
  -- The paper's version that came of it.
  version integer not null,
  was_inspector uuid not null,
  was_reviewer uuid not null,
  inspector uuid not null,
  reviewer uuid not null,
  -- It may speak of people: the log has none of it.
  reason varchar(2000) not null check (reason ~ '\S'),
  by_person uuid not null,
  at timestamptz not null default clock_timestamp(),
  primary key (centre, paper, version),
  foreign key (centre, paper) references control.paper (centre, id),
  check ((was_inspector, was_reviewer) is distinct from (inspector, reviewer))
);
alter table control.paper_reassignment enable row level security;
create policy own_centre on control.paper_reassignment using (centre = current_setting('zhiheng.centre', true))
  with check (centre = current_setting('zhiheng.centre', true));
grant select, insert (centre, paper, version, was_inspector, was_reviewer, inspector, reviewer, reason, by_person)
  on control.paper_reassignment to zhiheng_control;

-- As before, and: with another inspector it is open again, whatever was signed, until both have agreed; people change with a row that says so,
-- and nobody reviews what they have written.
create or replace function control.paper_moves_on() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  others boolean := (new.inspector, new.reviewer) is distinct from (old.inspector, old.reviewer);
begin
  if (new.centre, new.inspection, new.ordinal, new.id, new.subject) is distinct from (old.centre, old.inspection, old.ordinal, old.id, old.subject)
    or (old.state, new.state) not in (values ('open', 'open'), ('open', 'signed'), ('signed', 'agreed'), ('signed', 'returned'),
      ('returned', 'returned'), ('returned', 'signed'), ('signed', 'signed'))
      and not (new.inspector <> old.inspector and new.state = 'open' and old.state in ('signed', 'returned'))
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
