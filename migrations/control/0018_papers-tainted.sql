-- control, 18: a paper that both had agreed to before it was found out that one of them had a part in what it is about. Creates, and replaces the
-- function of a trigger; locks nothing that exists.

-- What it came to stays here, whatever others come to; found once of each agreement.
create table control.paper_taint (
  centre text not null,
  paper uuid not null,
  -- The version that was agreed to.
  version integer not null,
  inspection uuid not null,
  inspector uuid not null,
  reviewer uuid not null,
  -- Which of the two.
  people uuid[] not null check (cardinality(people) between 1 and 2 and people <@ array[inspector, reviewer]),
  points jsonb not null,
  note text,
  findings jsonb not null,
  signed_at timestamptz not null,
  reviewed_at timestamptz not null,
  found_at timestamptz not null default clock_timestamp(),
  primary key (centre, paper, version),
  foreign key (centre, paper) references control.paper (centre, id)
);
create index paper_taint_inspection on control.paper_taint (centre, inspection);
create index paper_agreed on control.paper (centre, id) where state = 'agreed';

create function control.paper_taint_of_agreed() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from control.paper w where w.centre = new.centre and w.id = new.paper and w.state = 'agreed'
    and (w.version, w.inspection, w.inspector, w.reviewer, w.points, w.note, w.findings, w.signed_at, w.reviewed_at)
      is not distinct from (new.version, new.inspection, new.inspector, new.reviewer, new.points, new.note, new.findings, new.signed_at, new.reviewed_at))
  then
    raise exception 'what is kept of a paper is what was agreed to' using errcode = '23514', constraint = 'paper_taint_of_agreed';
  end if;
  return new;
end $$;
create trigger paper_taint_of_agreed before insert on control.paper_taint for each row execute function control.paper_taint_of_agreed();
create trigger keep before update or delete or truncate on control.paper_taint for each statement execute function control.drawn_for_good();
revoke execute on function control.paper_taint_of_agreed() from public;

alter table control.paper_taint enable row level security;
create policy own_centre on control.paper_taint using (centre = current_setting('zhiheng.centre', true))
  with check (centre = current_setting('zhiheng.centre', true));
grant select, insert (centre, paper, version, inspection, inspector, reviewer, people, points, note, findings, signed_at, reviewed_at)
  on control.paper_taint to zhiheng_control;

-- As before, and: what was agreed to and turned out so goes on, with another inspector as open, with another second as signed.
create or replace function control.paper_moves_on() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  others boolean := (new.inspector, new.reviewer) is distinct from (old.inspector, old.reviewer);
begin
  if (new.centre, new.inspection, new.ordinal, new.id, new.subject) is distinct from (old.centre, old.inspection, old.ordinal, old.id, old.subject)
    or (old.state, new.state) not in (values ('open', 'open'), ('open', 'signed'), ('signed', 'agreed'), ('signed', 'returned'),
      ('returned', 'returned'), ('returned', 'signed'), ('signed', 'signed'))
      and not (new.inspector <> old.inspector and new.state = 'open' and old.state in ('signed', 'returned'))
      and not (old.state = 'agreed' and others and new.state in ('open', 'signed') and exists (select from control.paper_taint t
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
