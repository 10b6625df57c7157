-- control: findings (问题) and the acts that move them.
-- Creates only; locks nothing that exists. `unit`, `item`, `case` and people are access's: no foreign key leaves a schema.
--
-- A finding's state is moved by its acts alone: who inserts an act names the state it begins from and the one it leads to, a check lets only
-- drawn ones in, and a trigger moves the finding from that state or refuses the act. The service may update no finding.

create table control.finding (
  centre text not null,
  id uuid not null,
  source text not null check (source in ('self-check', 'sample', 'doubt', 'permission', 'inspection')),
  -- The self-check, sample, doubt, adjustment or inspection that it comes from.
  about uuid,
  unit text not null,
  item text,
  "case" uuid,
  -- Whose work it concerns.
  operators uuid[] not null default '{}',
  dimension text not null check (dimension in ('procedure', 'content', 'policy-basis', 'permissions')),
  nature text not null check (nature in ('error', 'control-gap', 'violation', 'suspected-fraud')),
  risk smallint not null check (risk between 1 and 3),
  -- These may speak of people: they never enter the log.
  description text not null check (length(description) between 1 and 4000),
  basis text not null check (length(basis) between 1 and 1000),
  amount_fen bigint check (amount_fen >= 0),
  found_at timestamptz not null default clock_timestamp(),
  -- Null: the system.
  found_by uuid,
  state text not null default 'open',
  -- How many acts there were.
  acts integer not null default 0,
  -- Until when the section may say what it thinks of it: the first instant that is too late.
  respond_by timestamptz,
  -- The order to put it right.
  rectification uuid,
  -- Suspected fraud only: until when it is to be handed to the administrative department, and when it was.
  transfer_by timestamptz,
  transferred_at timestamptz,
  primary key (centre, id),
  check (nature <> 'suspected-fraud' or source = 'permission' or transfer_by is not null),
  constraint finding_settles check (case source when 'permission' then state in ('settling', 'closed') else state <> 'settling' end)
);
create index finding_newest on control.finding (centre, id desc);
create index finding_state on control.finding (centre, state, id desc);
create index finding_unit on control.finding (centre, unit, id desc);
-- What happens again.
create index finding_alike on control.finding (centre, unit, item, dimension, nature, found_at);
create index finding_rectification on control.finding (centre, rectification) where rectification is not null;
create index finding_transfer on control.finding (centre, transfer_by) where transfer_by is not null and transferred_at is null;
create index finding_source on control.finding (centre, source, about);
create unique index finding_of_adjustment on control.finding (centre, about) where source = 'permission';

-- The same as services/control/findings/finding-machine.ts; a test compares them.
create function control.finding_drawn(p_act text, p_from text, p_to text) returns boolean
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  select (p_act, p_from, p_to) in (
    ('feed-back', 'open', 'fed-back'),
    ('drop', 'open', 'withdrawn'),
    ('accept', 'fed-back', 'accepted'),
    ('dispute', 'fed-back', 'disputed'),
    ('uphold', 'disputed', 'upholding'),
    ('withdraw', 'disputed', 'withdrawing'),
    ('confirm', 'upholding', 'upheld'),
    ('confirm', 'withdrawing', 'withdrawn'),
    ('object', 'upholding', 'disputed'),
    ('object', 'withdrawing', 'disputed'),
    ('order', 'fed-back', 'ordered'),
    ('order', 'accepted', 'ordered'),
    ('order', 'upheld', 'ordered'),
    ('correct', 'accepted', 'closed'),
    ('rectify', 'ordered', 'closed'),
    ('settle', 'settling', 'closed'),
    ('transfer', 'open', 'open'),
    ('transfer', 'fed-back', 'fed-back'),
    ('transfer', 'accepted', 'accepted'),
    ('transfer', 'disputed', 'disputed'),
    ('transfer', 'upheld', 'upheld'),
    ('transfer', 'ordered', 'ordered')) $$;

create table control.finding_act (
  centre text not null,
  finding uuid not null,
  ordinal integer not null,
  act text not null,
  from_state text not null,
  to_state text not null,
  at timestamptz not null default clock_timestamp(),
  -- Null: the system.
  person uuid,
  note text check (length(note) between 1 and 4000),
  -- feed-back: until when the section answers.
  respond_by timestamptz,
  -- order, rectify: by which order.
  rectification uuid,
  -- References to documents: [{name, digest, href}]
  evidence jsonb not null default '[]' check (jsonb_typeof(evidence) = 'array'),
  primary key (centre, finding, ordinal),
  foreign key (centre, finding) references control.finding (centre, id),
  constraint finding_drawn check (control.finding_drawn(act, from_state, to_state)),
  check ((act = 'settle') = (person is null)),
  check ((act = 'feed-back') = (respond_by is not null)),
  check ((act in ('order', 'rectify')) = (rectification is not null)),
  check (act not in ('dispute', 'uphold', 'withdraw', 'object', 'drop', 'correct', 'transfer') or note is not null),
  check (act <> 'transfer' or jsonb_array_length(evidence) > 0)
);

-- Where a finding begins: a section that found it itself has nothing to answer; what access closes when it is gone goes through no hands.
create function control.finding_begins() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  new.state := case new.source when 'permission' then 'settling' when 'self-check' then 'accepted' else 'open' end;
  return new;
end $$;
create trigger finding_begins before insert on control.finding for each row execute function control.finding_begins();

-- The human behind a record of a person.
create function control.human(p_person uuid) returns uuid
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return coalesce((select human from access.published_human
    where centre = current_setting('zhiheng.centre', true) and person = p_person), p_person);
end $$;

create function control.finding_act_moves() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  found control.finding%rowtype;
begin
  if new.centre is distinct from current_setting('zhiheng.centre', true) then
    raise exception 'an act is of the present centre' using errcode = '42501';
  end if;
  select * into found from control.finding where centre = new.centre and id = new.finding for update;
  if found.state is distinct from new.from_state then
    raise exception 'the finding is no longer there' using errcode = '23514', constraint = 'finding_moved';
  end if;
  if new.act in ('confirm', 'object') and exists (
    select from (select person from control.finding_act
      where centre = new.centre and finding = new.finding and act in ('uphold', 'withdraw') order by ordinal desc limit 1) judged
    where control.human(judged.person) = control.human(new.person))
  then
    raise exception 'who decides on a dispute does not confirm it' using errcode = '23514', constraint = 'finding_second_person';
  end if;
  if new.act in ('confirm', 'object', 'drop') and control.human(found.found_by) = control.human(new.person) then
    raise exception 'who found it does not decide on it' using errcode = '23514', constraint = 'finding_not_its_finder';
  end if;
  if new.act = 'order' and new.from_state = 'fed-back' and found.respond_by > clock_timestamp() then
    raise exception 'the section may still answer' using errcode = '23514', constraint = 'finding_heard';
  end if;
  if new.act = 'transfer' and found.transferred_at is not null then
    raise exception 'a finding is transferred once' using errcode = '23514', constraint = 'finding_transferred_once';
  end if;
  if new.to_state = 'closed' and found.nature = 'suspected-fraud' and found.source <> 'permission' and found.transferred_at is null then
    raise exception 'suspected fraud is transferred before it is closed' using errcode = '23514', constraint = 'finding_transferred';
  end if;
  if new.act = 'rectify' and found.rectification is distinct from new.rectification then
    raise exception 'a finding is closed by its own order' using errcode = '23514', constraint = 'finding_own_order';
  end if;
  new.ordinal := found.acts + 1;
  update control.finding set state = new.to_state, acts = new.ordinal,
    respond_by = coalesce(new.respond_by, respond_by), rectification = coalesce(new.rectification, rectification),
    transferred_at = case when new.act = 'transfer' then clock_timestamp() else transferred_at end
  where centre = new.centre and id = new.finding;
  return new;
end $$;
create trigger finding_act_moves before insert on control.finding_act
  for each row execute function control.finding_act_moves();

-- Keeps findings as they are until the caller's transaction ends, in the order of their ids.
create function control.hold_findings(p_findings uuid[]) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from control.finding where centre = current_setting('zhiheng.centre', true) and id = any(p_findings) order by id for update;
end $$;

-- Which row an earlier try of an act has made.
create table control.idempotency (
  centre text not null,
  person uuid not null,
  operation text not null,
  key text not null check (length(key) between 1 and 200),
  digest text not null,
  made uuid not null,
  at timestamptz not null default clock_timestamp(),
  primary key (centre, person, operation, key)
);
create index idempotency_at on control.idempotency (centre, at);

alter table control.finding enable row level security;
alter table control.finding_act enable row level security;
alter table control.idempotency enable row level security;
create policy own_centre on control.finding using (centre = current_setting('zhiheng.centre', true))
  with check (centre = current_setting('zhiheng.centre', true));
create policy own_centre on control.finding_act using (centre = current_setting('zhiheng.centre', true))
  with check (centre = current_setting('zhiheng.centre', true));
create policy own_centre on control.idempotency using (centre = current_setting('zhiheng.centre', true))
  with check (centre = current_setting('zhiheng.centre', true));

revoke execute on all functions in schema control from public;
grant execute on function control.finding_drawn(text, text, text), control.human(uuid), control.hold_findings(uuid[]) to zhiheng_control;
grant select on control.finding, control.finding_act to zhiheng_control;
grant insert (centre, id, source, about, unit, item, "case", operators, dimension, nature, risk, description, basis, amount_fen, found_by,
  transfer_by) on control.finding to zhiheng_control;
grant insert (centre, finding, act, from_state, to_state, person, note, respond_by, rectification, evidence)
  on control.finding_act to zhiheng_control;
grant select, insert, delete on control.idempotency to zhiheng_control;
