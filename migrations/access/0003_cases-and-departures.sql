-- access, 3 of 4: cases and their steps, departures, resources of other services.
-- Creates only; locks nothing that exists.

create table access.case (
  centre text not null,
  id uuid not null,
  item text not null,
  unit text not null,
  reference text not null,
  -- keyed hash of whom the case is about; never the identity itself
  subject bytea,
  amount_fen bigint check (amount_fen >= 0),
  channel text,
  state text not null default 'open' check (state in ('open', 'complete')),
  round smallint not null default 1 check (round >= 1),
  opened_by uuid,
  client text not null,
  opened_at timestamptz not null default clock_timestamp(),
  closed_at timestamptz,
  primary key (centre, id),
  unique (centre, item, reference),
  foreign key (centre, item) references access.item (centre, code),
  foreign key (centre, unit) references access.unit (centre, code),
  foreign key (centre, opened_by) references access.person (centre, id)
);
create index case_newest on access.case (centre, id desc);
create index case_subject on access.case (centre, subject, item);
create index case_state on access.case (centre, state, id desc);

-- Invariant 2: who has which duty on a case over all its rounds. A second duty of one person has no place here,
-- unless its row names the exception that permits it (the nil UUID stands for none).
create table access.case_person (
  centre text not null,
  "case" uuid not null,
  person uuid not null,
  duty text not null,
  exception uuid not null default '00000000-0000-0000-0000-000000000000',
  constraint case_one_duty_a_person primary key (centre, "case", person, exception),
  unique (centre, "case", person, duty, exception),
  foreign key (centre, "case") references access.case (centre, id),
  foreign key (centre, person) references access.person (centre, id)
);
create index case_person_person on access.case_person (centre, person);

create table access.step (
  centre text not null,
  "case" uuid not null,
  round smallint not null,
  duty text not null,
  id uuid not null,
  person uuid not null,
  exception uuid not null default '00000000-0000-0000-0000-000000000000',
  account uuid not null,
  client text not null,
  outcome text not null check (outcome in ('done', 'returned')),
  note text,
  at timestamptz not null default clock_timestamp(),
  constraint step_once_a_round primary key (centre, "case", round, duty),
  unique (centre, id),
  -- The case and the person are held through this one; the account by the trigger below. Each further key is checked row by
  -- row in the transaction that every case in every window waits for.
  constraint step_by_its_person foreign key (centre, "case", person, duty, exception)
    references access.case_person (centre, "case", person, duty, exception)
);
create index step_person on access.step (centre, person, at);

-- No step of a person who has left: the writer holds the person's row for key share, a departure for update.
create function access.step_needs_active_person() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if exists (
    select from fresh where not exists (
      select from access.person p join access.account a on a.centre = p.centre and a.person = p.id
      where p.centre = fresh.centre and p.id = fresh.person and p.state = 'active' and a.id = fresh.account and a.state = 'active'))
  then
    raise exception 'the person has left' using errcode = '23514', constraint = 'step_needs_active_person';
  end if;
  return null;
end $$;
create trigger step_needs_active_person after insert on access.step
  referencing new table as fresh for each statement execute function access.step_needs_active_person();

create table access.departure (
  centre text not null,
  id uuid not null,
  person uuid not null,
  kind text not null check (kind in ('resigned', 'retired', 'transferred', 'dismissed', 'deceased')),
  reason text,
  at timestamptz not null default clock_timestamp(),
  by_person uuid,
  client text not null,
  effects jsonb not null,
  primary key (centre, id),
  foreign key (centre, person) references access.person (centre, id)
);
create index departure_person on access.departure (centre, person, id desc);

create table access.resource (
  centre text not null references access.centre,
  type text not null,
  id text not null,
  properties jsonb not null,
  client text not null,
  updated_at timestamptz not null default clock_timestamp(),
  primary key (centre, type, id)
);
