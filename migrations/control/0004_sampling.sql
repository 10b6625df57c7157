-- control, 4: inspections (稽核抽查): plan, frozen population, sample, working papers.
-- Creates only; locks nothing that exists. What was frozen and drawn is kept by triggers: no privilege lets it be changed.

create table control.inspection (
  centre text not null check (centre ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  id uuid not null,
  -- Of what its population is: finished cases of a month, or holdings as of a day.
  kind text not null check (kind in ('case', 'holding')),
  -- YYYY-MM, in Shanghai; of holdings a year, YYYY.
  period text not null check (period ~ '^[0-9]{4}(-(0[1-9]|1[0-2]))?$'),
  state text not null default 'planned'
    check (state in ('planned', 'freezing', 'frozen', 'drawn', 'allotted', 'revealed', 'completed', 'cancelled')),
  plan jsonb not null check (jsonb_typeof(plan) = 'object'),
  -- SHA-256 of the secret, which was logged with the plan.
  commitment bytea not null check (octet_length(commitment) = 32),
  secret bytea check (sha256(secret) = commitment),
  planned_by uuid not null,
  planned_at timestamptz not null default clock_timestamp(),
  -- How far the freeze has come: the last id that was taken, the tree over what was, and what its members count up to.
  last uuid,
  size bigint not null default 0,
  must bigint not null default 0,
  money_fen bigint not null default 0,
  edge jsonb not null default '[]',
  root bytea check (octet_length(root) = 32),
  frozen_at timestamptz,
  frozen_entry uuid,
  draw_asked_by uuid,
  draw_asked_at timestamptz,
  -- The signed note whose bytes went into the seed.
  checkpoint text,
  sampled bigint,
  sample_root bytea check (octet_length(sample_root) = 32),
  drawn_at timestamptz,
  revealed_at timestamptz,
  completed_at timestamptz,
  cancelled_at timestamptz,
  primary key (centre, id),
  constraint inspection_whole check (
    (frozen_at is null) = (root is null) and (frozen_at is null) = (frozen_entry is null)
    and (drawn_at is null) = (checkpoint is null) and (drawn_at is null) = (sampled is null) and (drawn_at is null) = (sample_root is null)
    and (revealed_at is null) = (secret is null)
    and (state in ('planned', 'freezing', 'cancelled')) = (frozen_at is null)
    and (state in ('drawn', 'allotted', 'revealed', 'completed')) = (drawn_at is not null)
    and (state in ('revealed', 'completed')) = (revealed_at is not null)
    and (state = 'completed') = (completed_at is not null) and (state = 'cancelled') = (cancelled_at is not null))
);
-- Nobody plans until one of several turns out well: one a period.
create unique index inspection_once on control.inspection (centre, kind, period) where state <> 'cancelled';
create index inspection_newest on control.inspection (centre, id desc);

-- Apart from the inspection, so that nothing that shows one can show this: sealed with a key that only the deployment's secret gives.
create table control.inspection_secret (
  centre text not null,
  inspection uuid not null,
  sealed bytea not null check (octet_length(sealed) = 60),
  primary key (centre, inspection),
  foreign key (centre, inspection) references control.inspection (centre, id)
);

-- The frozen population, in the order in which it was hashed.
create table control.population (
  centre text not null,
  inspection uuid not null,
  ordinal bigint not null check (ordinal >= 0),
  id uuid not null,
  item text,
  risk smallint not null check (risk between 1 and 3),
  unit text not null,
  channel text,
  operator uuid,
  amount_fen bigint check (amount_fen >= 0),
  -- Null: it does not have to be in.
  must text[] check (cardinality(must) > 0),
  -- Number of its stratum; where its money begins; neither of one that has to be in.
  stratum integer,
  money_from bigint,
  primary key (centre, inspection, ordinal),
  foreign key (centre, inspection) references control.inspection (centre, id),
  check (num_nonnulls(must, stratum, money_from) = 1)
);

-- What was counted while it was frozen.
create table control.population_group (
  centre text not null,
  inspection uuid not null,
  kind text not null check (kind in ('stratum', 'operator')),
  key text not null,
  number integer not null,
  members bigint not null check (members > 0),
  primary key (centre, inspection, kind, key),
  unique (centre, inspection, kind, number),
  foreign key (centre, inspection) references control.inspection (centre, id)
);

create table control.sample (
  centre text not null,
  inspection uuid not null,
  ordinal bigint not null,
  id uuid not null,
  why text not null check (why in ('must', 'money', 'stratum', 'operator')),
  primary key (centre, inspection, ordinal),
  foreign key (centre, inspection, ordinal) references control.population (centre, inspection, ordinal)
);
create index sample_id on control.sample (centre, id);

-- The working paper (工作底稿) of one that was drawn.
create table control.paper (
  centre text not null,
  inspection uuid not null,
  ordinal bigint not null,
  id uuid not null,
  subject uuid not null,
  inspector uuid not null,
  reviewer uuid not null,
  state text not null default 'open' check (state in ('open', 'signed', 'returned', 'agreed')),
  -- For each of procedure, content, policyBasis: {ok, note?, evidence: [{name, sha256}]}
  points jsonb check (jsonb_typeof(points) = 'object'),
  note text check (note <> ''),
  -- What is to become findings once the second agrees: [{dimension, nature, riskLevel, description, basis, amountFen?}]
  findings jsonb not null default '[]' check (jsonb_typeof(findings) = 'array'),
  -- Grows with every change: who saves on top of what they have not seen is refused.
  version integer not null default 0,
  saved_at timestamptz,
  signed_at timestamptz,
  reviewed_at timestamptz,
  review_reason text check (review_reason <> ''),
  primary key (centre, id),
  constraint paper_once unique (centre, inspection, ordinal),
  foreign key (centre, inspection, ordinal) references control.sample (centre, inspection, ordinal),
  constraint paper_by_two check (inspector <> reviewer),
  constraint paper_signed check (state not in ('signed', 'agreed') or num_nulls(points, signed_at) = 0),
  constraint paper_reviewed check (state not in ('returned', 'agreed') or reviewed_at is not null),
  constraint paper_returned check (state <> 'returned' or review_reason is not null)
);
create index paper_inspector on control.paper (centre, inspector, state, id);
create index paper_reviewer on control.paper (centre, reviewer, state, id);

-- Nobody looks at what they did themselves, or at what a relation of theirs is about.
create function control.paper_recusal() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from access.published_step s where s.centre = new.centre and s."case" = new.subject and s.person in (new.inspector, new.reviewer))
    or exists (select from access.published_related_case r
      where r.centre = new.centre and r."case" = new.subject and r.person in (new.inspector, new.reviewer))
    or exists (select from control.population p where p.centre = new.centre and p.inspection = new.inspection and p.ordinal = new.ordinal
      and p.operator in (new.inspector, new.reviewer))
  then
    raise exception 'nobody inspects what they took part in' using errcode = '23514', constraint = 'paper_recusal';
  end if;
  return new;
end $$;
create trigger paper_recusal before insert or update of inspector, reviewer, subject on control.paper
  for each row execute function control.paper_recusal();

create function control.paper_moves_on() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if (new.centre, new.inspection, new.ordinal, new.id, new.subject) is distinct from (old.centre, old.inspection, old.ordinal, old.id, old.subject)
    or (old.state, new.state) not in (values ('open', 'open'), ('open', 'signed'), ('signed', 'agreed'), ('signed', 'returned'),
      ('returned', 'returned'), ('returned', 'signed'), ('signed', 'signed'))
    or old.state in ('signed', 'agreed') and (new.points, new.note, new.findings, new.signed_at)
      is distinct from (old.points, old.note, old.findings, old.signed_at)
    or new.version <= old.version
  then
    raise exception 'a paper goes from % to % in no such way', old.state, new.state using errcode = '23514', constraint = 'paper_moves_on';
  end if;
  return new;
end $$;
create trigger paper_moves_on before update on control.paper for each row execute function control.paper_moves_on();

create function control.inspection_moves_on() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if (new.centre, new.id, new.kind, new.period, new.plan, new.commitment, new.planned_by, new.planned_at)
      is distinct from (old.centre, old.id, old.kind, old.period, old.plan, old.commitment, old.planned_by, old.planned_at)
    or (old.state, new.state) not in (values ('planned', 'freezing'), ('planned', 'cancelled'), ('freezing', 'freezing'), ('freezing', 'frozen'),
      ('frozen', 'frozen'), ('frozen', 'drawn'), ('drawn', 'allotted'), ('allotted', 'revealed'), ('revealed', 'completed'))
    or old.state <> 'freezing' and (new.last, new.size, new.must, new.money_fen, new.edge, new.root, new.frozen_at, new.frozen_entry)
      is distinct from (old.last, old.size, old.must, old.money_fen, old.edge, old.root, old.frozen_at, old.frozen_entry)
    or old.drawn_at is not null and (new.checkpoint, new.sampled, new.sample_root, new.drawn_at)
      is distinct from (old.checkpoint, old.sampled, old.sample_root, old.drawn_at)
    or old.revealed_at is not null and (new.secret, new.revealed_at) is distinct from (old.secret, old.revealed_at)
  then
    raise exception 'an inspection goes from % to % in no such way', old.state, new.state
      using errcode = '23514', constraint = 'inspection_moves_on';
  end if;
  return new;
end $$;
create trigger inspection_moves_on before update on control.inspection for each row execute function control.inspection_moves_on();

-- The population grows while it is being frozen, the sample when it is drawn, and neither ever changes. A statement at a time: a month has a million.
create function control.population_frozen() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from (select distinct centre, inspection from fresh) f
    join control.inspection i on i.centre = f.centre and i.id = f.inspection where i.state <> 'freezing')
  then
    raise exception 'the population is frozen' using errcode = '23514', constraint = 'population_frozen';
  end if;
  return null;
end $$;
create trigger population_frozen after insert on control.population
  referencing new table as fresh for each statement execute function control.population_frozen();
create function control.sample_drawn() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from (select distinct centre, inspection from fresh) f
    join control.inspection i on i.centre = f.centre and i.id = f.inspection where i.state <> 'frozen')
  then
    raise exception 'a sample is drawn once' using errcode = '23514', constraint = 'sample_drawn';
  end if;
  return null;
end $$;
create trigger sample_drawn after insert on control.sample
  referencing new table as fresh for each statement execute function control.sample_drawn();
create function control.drawn_for_good() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'control.% is not changed: % is refused', tg_table_name, tg_op using errcode = '23514', constraint = 'drawn_for_good';
end $$;
create trigger keep before update or delete or truncate on control.population for each statement execute function control.drawn_for_good();
create trigger keep before update or delete or truncate on control.sample for each statement execute function control.drawn_for_good();
create trigger keep before update or delete or truncate on control.inspection_secret for each statement execute function control.drawn_for_good();

do $$
declare t text;
begin
  foreach t in array array['inspection', 'inspection_secret', 'population', 'population_group', 'sample', 'paper'] loop
    execute format('alter table control.%I enable row level security', t);
    execute format($f$create policy own_centre on control.%I using (centre = current_setting('zhiheng.centre', true))
      with check (centre = current_setting('zhiheng.centre', true))$f$, t);
  end loop;
end $$;

revoke execute on all functions in schema control from public;
grant select on control.inspection, control.inspection_secret, control.population, control.population_group, control.sample, control.paper
  to zhiheng_control;
grant insert (centre, id, kind, period, plan, commitment, planned_by) on control.inspection to zhiheng_control;
grant update (state, last, size, must, money_fen, edge, root, frozen_at, frozen_entry, draw_asked_by, draw_asked_at, checkpoint, sampled, sample_root,
  drawn_at, revealed_at, secret, completed_at, cancelled_at) on control.inspection to zhiheng_control;
grant insert on control.inspection_secret, control.population, control.population_group, control.sample to zhiheng_control;
grant update (members) on control.population_group to zhiheng_control;
grant insert (centre, inspection, ordinal, id, subject, inspector, reviewer) on control.paper to zhiheng_control;
grant update (state, inspector, reviewer, points, note, findings, version, saved_at, signed_at, reviewed_at, review_reason)
  on control.paper to zhiheng_control;
