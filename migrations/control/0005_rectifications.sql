-- control: orders to put findings right (整改通知书), the acts that move them, and what of them was passed up as overdue.
-- Creates; adds a key to control.finding, a check and triggers to control.finding_act, which are locked for that and read through.
--
-- As findings are: an act names the states it leads between, only drawn ones get in, and a trigger moves the order. Numbers are given by the
-- database: the row that counts a centre's year stays locked until whoever took a number commits, so none is left out and none is given twice.

create table control.notice_number (
  centre text not null,
  year smallint not null,
  last integer not null check (last >= 1),
  primary key (centre, year)
);

create table control.rectification (
  centre text not null,
  id uuid not null,
  year smallint not null default 0,
  serial integer not null default 0,
  -- The section that is to put it right, and who of it answers for that.
  unit text not null,
  responsible uuid not null,
  basis text not null check (length(basis) between 1 and 1000),
  -- What proof is to be sent back.
  proof text not null check (length(proof) between 1 and 1000),
  issued_at timestamptz not null default clock_timestamp(),
  issued_by uuid not null,
  -- The first instant that is too late.
  due_at timestamptz not null,
  state text not null default 'issued',
  acts integer not null default 0,
  primary key (centre, id),
  constraint rectification_number unique (centre, year, serial)
);
create index rectification_newest on control.rectification (centre, id desc);
create index rectification_state on control.rectification (centre, state, id desc);
create index rectification_unit on control.rectification (centre, unit, id desc);
create index rectification_due on control.rectification (centre, due_at) where state in ('issued', 'received', 'returned');

-- The same as services/control/findings/rectification-machine.ts; a test compares them.
create function control.rectification_drawn(p_act text, p_from text, p_to text) returns boolean
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  select (p_act, p_from, p_to) in (
    ('receive', 'issued', 'received'),
    ('answer', 'received', 'answered'),
    ('answer', 'returned', 'answered'),
    ('extend', 'issued', 'issued'),
    ('extend', 'received', 'received'),
    ('extend', 'returned', 'returned'),
    ('verify', 'answered', 'verified'),
    ('return', 'answered', 'returned'),
    ('refuse', 'verified', 'returned'),
    ('close', 'verified', 'closed')) $$;

create table control.rectification_act (
  centre text not null,
  rectification uuid not null,
  ordinal integer not null,
  act text not null,
  from_state text not null,
  to_state text not null,
  at timestamptz not null default clock_timestamp(),
  person uuid not null,
  -- What was done, what is lacking, why; it may speak of people.
  note text check (length(note) between 1 and 4000),
  -- Who should be held to account, and how: a suggestion to those who decide on that.
  accountability text check (length(accountability) between 1 and 2000),
  -- References to documents: [{name, digest, href}]
  evidence jsonb not null default '[]' check (jsonb_typeof(evidence) = 'array'),
  -- A new deadline.
  due_at timestamptz,
  -- extend: by which approval.
  approval uuid,
  primary key (centre, rectification, ordinal),
  foreign key (centre, rectification) references control.rectification (centre, id),
  constraint rectification_drawn check (control.rectification_drawn(act, from_state, to_state)),
  check ((act in ('extend', 'return', 'refuse')) = (due_at is not null)),
  check ((act = 'extend') = (approval is not null)),
  check (act not in ('answer', 'return', 'refuse') or note is not null),
  constraint rectification_proven check (act <> 'answer' or jsonb_array_length(evidence) > 0)
);
create unique index rectification_extended_once on control.rectification_act (centre, rectification) where act = 'extend';
create unique index rectification_extended_by on control.rectification_act (centre, approval) where act = 'extend';

-- The next number of the centre's year in China.
create function control.rectification_begins() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if new.centre is distinct from current_setting('zhiheng.centre', true) then
    raise exception 'an order is of the present centre' using errcode = '42501';
  end if;
  new.state := 'issued';
  insert into control.notice_number as n (centre, year, last)
    values (new.centre, extract(year from clock_timestamp() at time zone 'Asia/Shanghai'), 1)
    on conflict (centre, year) do update set last = n.last + 1
    returning n.year, n.last into new.year, new.serial;
  return new;
end $$;
create trigger rectification_begins before insert on control.rectification
  for each row execute function control.rectification_begins();

-- Whether this human is to put it right: answered for it, or has answered it.
create function control.rectifies(p_rectification uuid, p_human uuid) returns boolean
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from control.rectification r
      where r.centre = current_setting('zhiheng.centre', true) and r.id = p_rectification and control.human(r.responsible) = p_human)
    or exists (select from control.rectification_act a
      where a.centre = current_setting('zhiheng.centre', true) and a.rectification = p_rectification and a.act = 'answer'
        and control.human(a.person) = p_human);
end $$;

-- Whether this human took part in a case of its findings, or is one of those whose work they concern.
create function control.took_part(p_rectification uuid, p_human uuid) returns boolean
  language plpgsql stable set search_path = pg_catalog, pg_temp as $$
begin
  return exists (select from control.finding f
    where f.centre = current_setting('zhiheng.centre', true) and f.rectification = p_rectification
      and (exists (select from access.published_step s
          where s.centre = f.centre and s."case" = f."case" and s.person = p_human)
        or exists (select from unnest(f.operators) o where control.human(o) = p_human)));
end $$;

create function control.rectification_act_moves() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  found control.rectification%rowtype;
begin
  if new.centre is distinct from current_setting('zhiheng.centre', true) then
    raise exception 'an act is of the present centre' using errcode = '42501';
  end if;
  select * into found from control.rectification where centre = new.centre and id = new.rectification for update;
  if found.state is distinct from new.from_state then
    raise exception 'the order is no longer there' using errcode = '23514', constraint = 'rectification_moved';
  end if;
  if new.act in ('verify', 'return', 'refuse', 'close') and control.rectifies(new.rectification, control.human(new.person)) then
    raise exception 'who rectifies neither checks nor closes it' using errcode = '23514', constraint = 'rectification_by_another';
  end if;
  if new.act in ('verify', 'return') and control.took_part(new.rectification, control.human(new.person)) then
    raise exception 'who took part in the case does not check it' using errcode = '23514', constraint = 'rectification_by_outsider';
  end if;
  if new.act = 'extend' and new.due_at <= found.due_at then
    raise exception 'an extension ends later' using errcode = '23514', constraint = 'rectification_extended';
  end if;
  new.ordinal := found.acts + 1;
  update control.rectification set state = new.to_state, acts = new.ordinal, due_at = coalesce(new.due_at, due_at)
    where centre = new.centre and id = new.rectification;
  return new;
end $$;
create trigger rectification_act_moves before insert on control.rectification_act
  for each row execute function control.rectification_act_moves();

-- An order that is closed closes its findings.
create function control.rectification_closes() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  insert into control.finding_act (centre, finding, ordinal, act, from_state, to_state, person, rectification)
    select f.centre, f.id, 0, 'rectify', f.state, 'closed', new.person, new.rectification
    from control.finding f where f.centre = new.centre and f.rectification = new.rectification order by f.id;
  return null;
end $$;
create trigger rectification_closes after insert on control.rectification_act
  for each row when (new.act = 'close') execute function control.rectification_closes();

-- A finding goes with one order of its section, each with the measure that is asked for; it is closed with that order.
alter table control.finding_act add constraint finding_measure check (act <> 'order' or note is not null);
create function control.finding_goes_with_order() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from control.rectification r join control.finding f on f.centre = r.centre and f.unit = r.unit
    where r.centre = new.centre and r.id = new.rectification and f.id = new.finding
      and r.state = case new.act when 'order' then 'issued' else 'closed' end)
  then
    raise exception 'a finding goes with an order of its section' using errcode = '23514', constraint = 'finding_goes_with_order';
  end if;
  return new;
end $$;
create trigger finding_goes_with_order before insert on control.finding_act
  for each row when (new.act in ('order', 'rectify')) execute function control.finding_goes_with_order();

alter table control.finding add constraint finding_ordered foreign key (centre, rectification)
  references control.rectification (centre, id);

-- A conflict of permissions is gone when access has found it gone.
create function control.finding_settles_when_gone() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from control.finding f join access.published_adjustment a on a.centre = f.centre and a.adjustment = f.about
    where f.centre = new.centre and f.id = new.finding and a.state = 'closed')
  then
    raise exception 'the adjustment is still open' using errcode = '23514', constraint = 'finding_settles_when_gone';
  end if;
  return new;
end $$;
create trigger finding_settles_when_gone before insert on control.finding_act
  for each row when (new.act = 'settle') execute function control.finding_settles_when_gone();

-- What is overdue goes up step by step, each step of a deadline once.
create table control.rectification_escalation (
  centre text not null,
  rectification uuid not null,
  due_at timestamptz not null,
  -- So many working days after the deadline.
  after_days smallint not null check (after_days >= 1),
  post text not null,
  people uuid[] not null,
  at timestamptz not null default clock_timestamp(),
  primary key (centre, rectification, due_at, after_days),
  foreign key (centre, rectification) references control.rectification (centre, id)
);
create function control.rectification_is_overdue() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from control.rectification where centre = new.centre and id = new.rectification and due_at = new.due_at
    and due_at <= clock_timestamp() and state in ('issued', 'received', 'returned') for update;
  if not found then
    raise exception 'only what is overdue is passed up' using errcode = '23514', constraint = 'rectification_is_overdue';
  end if;
  return new;
end $$;
create trigger rectification_is_overdue before insert on control.rectification_escalation
  for each row execute function control.rectification_is_overdue();

-- Keeps an order as it is until the caller's transaction ends; its findings come after it.
create function control.hold_rectification(p_rectification uuid) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  perform from control.rectification where centre = current_setting('zhiheng.centre', true) and id = p_rectification for update;
end $$;

do $$
declare name text;
begin
  foreach name in array array['notice_number', 'rectification', 'rectification_act', 'rectification_escalation'] loop
    execute format('alter table control.%I enable row level security', name);
    execute format($f$create policy own_centre on control.%I using (centre = current_setting('zhiheng.centre', true))
      with check (centre = current_setting('zhiheng.centre', true))$f$, name);
  end loop;
end $$;
revoke execute on all functions in schema control from public;
grant execute on function control.rectification_drawn(text, text, text), control.rectifies(uuid, uuid), control.took_part(uuid, uuid),
  control.hold_rectification(uuid) to zhiheng_control;
grant select on control.rectification, control.rectification_act, control.rectification_escalation to zhiheng_control;
grant insert (centre, id, unit, responsible, basis, proof, issued_by, due_at) on control.rectification to zhiheng_control;
grant insert (centre, rectification, act, from_state, to_state, person, note, accountability, evidence, due_at, approval)
  on control.rectification_act to zhiheng_control;
grant insert (centre, rectification, due_at, after_days, post, people) on control.rectification_escalation to zhiheng_control;
