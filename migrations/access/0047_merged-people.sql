-- access, 47: two records of one human become one.
-- Adds a column to people without rewriting them, and creates a table; people are locked for the moment that takes.

-- Who this record is of, where that is somebody else's: the one that goes on. What was done under this one counts for them.
alter table access.person add column merged_into uuid,
  add constraint person_merged_into foreign key (centre, merged_into) references access.person (centre, id),
  add constraint person_merged_left check (merged_into is null or state = 'departed' and merged_into <> id);
create index person_merged on access.person (centre, merged_into) where merged_into is not null;

-- Asked for by one administrator and decided on by another, neither of them one of the two.
create table access.person_merge (
  centre text not null,
  id uuid not null,
  -- The record that ends, and the one that goes on.
  person uuid not null,
  into_person uuid not null,
  reason text not null,
  asked_by uuid not null,
  client text not null,
  asked_at timestamptz not null default clock_timestamp(),
  state text not null default 'asked' check (state in ('asked', 'done', 'rejected')),
  decided_by uuid,
  decided_at timestamptz,
  comment text,
  -- The transaction that did it: in it the record comes to be of the other, and in no other.
  done_in xid8,
  effects jsonb,
  primary key (centre, id),
  foreign key (centre, person) references access.person (centre, id),
  foreign key (centre, into_person) references access.person (centre, id),
  foreign key (centre, asked_by) references access.person (centre, id),
  foreign key (centre, decided_by) references access.person (centre, id),
  constraint merge_of_two check (person <> into_person),
  constraint merge_by_others check (
    asked_by <> all (array[person, into_person])
    and (decided_by is null or decided_by <> all (array[person, into_person]) and (state = 'rejected' or decided_by <> asked_by))),
  constraint merge_decided_whole check (
    (state = 'asked') = (decided_at is null) and (decided_by is null) = (decided_at is null) and (state = 'done') = (done_in is not null))
);
create unique index merge_one_asked on access.person_merge (centre, person) where state = 'asked';
create index merge_person on access.person_merge (centre, person, id desc);
create index merge_into on access.person_merge (centre, into_person, id desc);

create function access.merge_only_decided() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if old.effects is not null
    or old.state <> 'asked' and (old.done_in is distinct from pg_current_xact_id() or new.state <> old.state)
    or (new.centre, new.id, new.person, new.into_person, new.reason, new.asked_by, new.client, new.asked_at)
      is distinct from (old.centre, old.id, old.person, old.into_person, old.reason, old.asked_by, old.client, old.asked_at)
    or new.done_in is not null and new.done_in <> pg_current_xact_id()
  then
    raise exception 'a merge is decided on once' using errcode = '23514', constraint = 'merge_only_decided';
  end if;
  return new;
end $$;
create trigger merge_only_decided before update on access.person_merge
  for each row execute function access.merge_only_decided();

-- A record comes to be of another by a merge of the same transaction, goes on to whom that one is merged into, and never returns.
create function access.person_merges_on_record() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if old.merged_into is not null and (new.merged_into is null or new.state <> 'departed')
    or new.merged_into is distinct from old.merged_into and not exists (
      select from access.person_merge m
      where m.centre = new.centre and m.person = coalesce(old.merged_into, new.id) and m.into_person = new.merged_into
        and m.done_in = pg_current_xact_id())
  then
    raise exception 'a record is merged by an approved merge, for good' using errcode = '23514', constraint = 'person_merges_on_record';
  end if;
  return new;
end $$;
create trigger person_merges_on_record before update of merged_into, state on access.person
  for each row execute function access.person_merges_on_record();

alter table access.person_merge enable row level security;
create policy own_centre on access.person_merge using (centre = current_setting('zhiheng.centre', true))
  with check (centre = current_setting('zhiheng.centre', true));
revoke execute on function access.merge_only_decided(), access.person_merges_on_record() from public;
grant select, insert, update (state, decided_by, decided_at, comment, done_in, effects) on access.person_merge to zhiheng_access;
grant update (merged_into) on access.person to zhiheng_access;

-- Who did it, whichever of their records it was done under.
create or replace view access.published_step as
  select s.centre, s."case", s.round, s.duty, s.id as step, coalesce(p.merged_into, s.person) as person, s.outcome, s.at
  from access.step s join access.person p on p.centre = s.centre and p.id = s.person
  where s.centre = current_setting('zhiheng.centre', true);
