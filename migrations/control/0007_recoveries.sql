-- control, 7: recoveries (追回): money to be got back, in fen. Creates only; locks nothing that exists.
-- `unit` and people are access's, `about` is a doubt or a finding: no foreign key leaves a schema or waits for one of these.
--
-- The sums of a recovery are moved by its lines alone: a trigger locks the recovery, reckons the line in or refuses it, and
-- writes the rest. The service may write no sum, and nobody may change or delete a line: what was wrong is reversed.

create table control.recovery (
  centre text not null check (centre ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  id uuid not null,
  source text not null check (source in ('doubt', 'finding')),
  about uuid not null,
  unit text not null,
  -- From whom, as a keyed hash, and what may be shown of their number.
  subject bytea check (length(subject) = 32),
  subject_shown varchar(64),
  amount_fen bigint not null check (amount_fen between 1 and 1000000000000000),
  -- Why it is owed. It may speak of people and never enters the log.
  basis text not null check (length(basis) between 1 and 2000),
  state text not null default 'opened'
    check (state in ('opened', 'to-review', 'to-approve', 'ordered', 'settled', 'cancelled')),
  opened_at timestamptz not null default clock_timestamp(),
  opened_by uuid not null,
  handled_at timestamptz,
  handled_by uuid,
  -- The last day to repay it at once.
  due_on date,
  reviewed_at timestamptz,
  reviewed_by uuid,
  approved_at timestamptz,
  approved_by uuid,
  -- Why it was last sent back or cancelled.
  comment text check (length(comment) between 1 and 2000),
  -- To which authority it was handed that can enforce it, and why.
  transferred_at timestamptz,
  transferred_by uuid,
  transferred_to text check (length(transferred_to) between 1 and 200),
  transfer_reason text check (length(transfer_reason) between 1 and 2000),
  received_fen bigint not null default 0 check (received_fen >= 0),
  deducted_fen bigint not null default 0 check (deducted_fen >= 0),
  written_off_fen bigint not null default 0 check (written_off_fen >= 0),
  outstanding_fen bigint not null check (outstanding_fen >= 0),
  lines integer not null default 0,
  primary key (centre, id),
  -- Money neither appears nor vanishes.
  constraint recovery_adds_up check (received_fen + deducted_fen + written_off_fen + outstanding_fen = amount_fen),
  constraint recovery_settled check ((state = 'settled') = (outstanding_fen = 0)),
  constraint recovery_moved_when_ordered check (state in ('ordered', 'settled') or outstanding_fen = amount_fen),
  constraint recovery_handled check ((handled_by is null) = (handled_at is null) and (handled_by is null) = (due_on is null)
    and (handled_by is not null or state in ('opened', 'cancelled'))),
  constraint recovery_reviewed check ((reviewed_by is null) = (reviewed_at is null)
    and (reviewed_by is not null or state not in ('to-approve', 'ordered', 'settled'))),
  constraint recovery_approved check ((approved_by is null) = (approved_at is null)
    and (approved_by is not null) = (state in ('ordered', 'settled'))),
  constraint recovery_distinct_people check (handled_by <> reviewed_by and handled_by <> approved_by and reviewed_by <> approved_by),
  constraint recovery_transferred check (num_nulls(transferred_at, transferred_by, transferred_to, transfer_reason) in (0, 4)
    and (transferred_at is null or state in ('ordered', 'settled')))
);
-- Of one doubt or finding there is one, unless it was cancelled.
create unique index recovery_once on control.recovery (centre, source, about) where state <> 'cancelled';
create index recovery_newest on control.recovery (centre, id desc);
create index recovery_of_state on control.recovery (centre, state, id desc);
create index recovery_of_unit on control.recovery (centre, unit, id desc);

-- The same moves as services/control/recoveries/states.ts draws; a test compares them.
create function control.recovery_drawn(p_from text, p_to text) returns boolean
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  select (p_from, p_to) in (
    ('opened', 'to-review'),
    ('to-review', 'to-approve'), ('to-review', 'opened'), ('to-review', 'cancelled'),
    ('to-approve', 'ordered'), ('to-approve', 'opened'), ('to-approve', 'cancelled'),
    ('ordered', 'settled'), ('settled', 'ordered')) $$;

create function control.recovery_only_moves() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.state <> old.state and not control.recovery_drawn(old.state, new.state)
    or (new.handled_by, new.handled_at, new.due_on) is distinct from (old.handled_by, old.handled_at, old.due_on)
      and old.state <> 'opened' and new.state <> 'opened'
    or (new.reviewed_by, new.reviewed_at) is distinct from (old.reviewed_by, old.reviewed_at)
      and old.state <> 'to-review' and new.state <> 'opened'
    or (new.approved_by, new.approved_at) is distinct from (old.approved_by, old.approved_at) and old.state <> 'to-approve'
    or old.transferred_at is not null and (new.transferred_at, new.transferred_by, new.transferred_to, new.transfer_reason)
      is distinct from (old.transferred_at, old.transferred_by, old.transferred_to, old.transfer_reason)
    or new.transferred_at is not null and old.transferred_at is null and old.state <> 'ordered'
  then
    raise exception 'a recovery does not go from % to %', old.state, new.state
      using errcode = '23514', constraint = 'recovery_only_moves';
  end if;
  return new;
end $$;
create trigger recovery_only_moves before update on control.recovery
  for each row execute function control.recovery_only_moves();

create table control.recovery_line (
  centre text not null,
  recovery uuid not null,
  -- First to last.
  no integer not null,
  id uuid not null,
  kind text not null check (kind in ('ordered', 'received', 'deducted', 'written-off', 'reversal')),
  -- Of a reversal: that of the line it takes back, with the other sign.
  amount_fen bigint not null,
  reverses uuid,
  -- What is still owed after it.
  outstanding_fen bigint not null,
  -- The receipt of a payment, the batch of a deduction, the approval of a write-off. It counts once.
  reference text check (length(reference) between 1 and 100),
  deducted_from text check (deducted_from in ('benefit', 'account')),
  -- The day on which the money moved.
  settled_on date not null,
  note text check (length(note) between 1 and 2000),
  written_by uuid not null,
  at timestamptz not null default clock_timestamp(),
  primary key (centre, recovery, no),
  unique (centre, id),
  foreign key (centre, recovery) references control.recovery (centre, id),
  foreign key (centre, reverses) references control.recovery_line (centre, id),
  constraint recovery_line_reversed_once unique (centre, reverses),
  -- For good: a retry after a reversal must not bring the money back.
  constraint recovery_reference_once unique (centre, reference),
  constraint recovery_line_shape check ((kind = 'reversal') = (reverses is not null) and (kind = 'reversal') = (amount_fen < 0)
    and amount_fen <> 0 and (kind in ('received', 'deducted', 'written-off')) = (reference is not null)
    and (kind = 'deducted') = (deducted_from is not null) and (kind <> 'reversal' or note is not null))
);
-- Totals over a period.
create index recovery_line_at on control.recovery_line (centre, at);

create function control.recovery_line_counts() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  owed control.recovery%rowtype;
  wrong control.recovery_line%rowtype;
  moved text := new.kind;
begin
  if new.centre is distinct from current_setting('zhiheng.centre', true) then
    raise exception 'a line is of the present centre' using errcode = '42501';
  end if;
  select * into owed from control.recovery where centre = new.centre and id = new.recovery for update;
  if owed.id is null or owed.state not in ('ordered', 'settled') or (new.kind = 'ordered') <> (owed.lines = 0)
    or new.kind = 'ordered' and new.amount_fen <> owed.amount_fen
  then
    raise exception 'a recovery is ordered once, before anything is reckoned in' using errcode = '23514', constraint = 'recovery_line_ordered';
  end if;
  if new.settled_on > (clock_timestamp() at time zone 'Asia/Shanghai')::date then
    raise exception 'money that has not moved is not reckoned in' using errcode = '23514', constraint = 'recovery_line_not_before';
  end if;
  if new.kind = 'reversal' then
    select * into wrong from control.recovery_line where centre = new.centre and id = new.reverses;
    if wrong.recovery is distinct from new.recovery or wrong.kind not in ('received', 'deducted', 'written-off')
      or wrong.amount_fen <> -new.amount_fen
    then
      raise exception 'a reversal takes back one line, whole' using errcode = '23514', constraint = 'recovery_line_reversal';
    end if;
    if wrong.written_by = new.written_by then
      raise exception 'nobody reverses their own line' using errcode = '23514', constraint = 'recovery_line_by_another';
    end if;
    moved := wrong.kind;
  end if;
  new.no := owed.lines + 1;
  new.outstanding_fen := owed.outstanding_fen - case moved when 'ordered' then 0 else new.amount_fen end;
  if new.outstanding_fen not between 0 and owed.amount_fen then
    raise exception 'no more than the rest' using errcode = '23514', constraint = 'recovery_never_above';
  end if;
  update control.recovery set lines = new.no, outstanding_fen = new.outstanding_fen,
    received_fen = received_fen + case moved when 'received' then new.amount_fen else 0 end,
    deducted_fen = deducted_fen + case moved when 'deducted' then new.amount_fen else 0 end,
    written_off_fen = written_off_fen + case moved when 'written-off' then new.amount_fen else 0 end,
    state = case new.outstanding_fen when 0 then 'settled' else 'ordered' end
  where centre = new.centre and id = new.recovery;
  return new;
end $$;
create trigger recovery_line_counts before insert on control.recovery_line
  for each row execute function control.recovery_line_counts();

create function control.recovery_line_stays() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'a line stays as it is' using errcode = '23514', constraint = 'recovery_line_stays';
end $$;
create trigger recovery_line_stays before update or delete on control.recovery_line
  for each row execute function control.recovery_line_stays();
create trigger recovery_lines_stay before truncate on control.recovery_line
  for each statement execute function control.recovery_line_stays();

-- Days one after the other, and what is paid on each: together all of it.
create function control.plan_adds_up(p_days date[], p_fen bigint[], p_total bigint) returns boolean
  language sql immutable set search_path = pg_catalog, pg_temp as $$
  select cardinality(p_days) = cardinality(p_fen) and cardinality(p_days) between 1 and 120
    and array_position(p_days, null) is null and array_position(p_fen, null) is null
    and (select sum(fen) = p_total and min(fen) > 0 from unnest(p_fen) as fen)
    and (select coalesce(bool_and(p_days[i] < p_days[i + 1]), true) from generate_series(1, cardinality(p_days) - 1) as i) $$;

-- Agreements to repay by instalments. The newest that a second person confirmed is in force.
create table control.recovery_plan (
  centre text not null,
  recovery uuid not null,
  no integer not null,
  total_fen bigint not null,
  due_on date[] not null,
  fen bigint[] not null,
  note text check (length(note) between 1 and 2000),
  proposed_by uuid not null,
  proposed_at timestamptz not null default clock_timestamp(),
  confirmed_by uuid,
  confirmed_at timestamptz,
  primary key (centre, recovery, no),
  foreign key (centre, recovery) references control.recovery (centre, id),
  constraint recovery_plan_adds_up check (control.plan_adds_up(due_on, fen, total_fen)),
  constraint recovery_plan_by_two check (confirmed_by <> proposed_by and (confirmed_by is null) = (confirmed_at is null))
);

create function control.recovery_plan_of_rest() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  owed control.recovery%rowtype;
  newest integer;
begin
  if new.centre is distinct from current_setting('zhiheng.centre', true) then
    raise exception 'a plan is of the present centre' using errcode = '42501';
  end if;
  select * into owed from control.recovery where centre = new.centre and id = new.recovery for update;
  select coalesce(max(no), 0) into newest from control.recovery_plan where centre = new.centre and recovery = new.recovery;
  if tg_op = 'INSERT' then
    new.no := newest + 1;
  elsif old.confirmed_by is not null or new.confirmed_by is null or new.no <> newest then
    raise exception 'the newest plan is confirmed, once' using errcode = '23514', constraint = 'recovery_plan_once';
  end if;
  if owed.state is distinct from 'ordered' or new.total_fen <> owed.outstanding_fen then
    raise exception 'a plan is of all that is owed' using errcode = '23514', constraint = 'recovery_plan_of_rest';
  end if;
  return new;
end $$;
create trigger recovery_plan_of_rest before insert or update on control.recovery_plan
  for each row execute function control.recovery_plan_of_rest();

do $$
declare t text;
begin
  foreach t in array array['recovery', 'recovery_line', 'recovery_plan'] loop
    execute format('alter table control.%I enable row level security', t);
    execute format($f$create policy own_centre on control.%I using (centre = current_setting('zhiheng.centre', true))
      with check (centre = current_setting('zhiheng.centre', true))$f$, t);
    execute format('grant select on control.%I to zhiheng_control', t);
  end loop;
end $$;
revoke execute on function control.recovery_only_moves(), control.recovery_line_counts(), control.recovery_line_stays(),
  control.recovery_plan_of_rest(), control.recovery_drawn(text, text), control.plan_adds_up(date[], bigint[], bigint) from public;
grant execute on function control.recovery_drawn(text, text), control.plan_adds_up(date[], bigint[], bigint) to zhiheng_control;
grant insert (centre, id, source, about, unit, subject, subject_shown, amount_fen, basis, opened_by, outstanding_fen)
  on control.recovery to zhiheng_control;
grant update (state, handled_at, handled_by, due_on, reviewed_at, reviewed_by, approved_at, approved_by, comment, transferred_at, transferred_by,
  transferred_to, transfer_reason) on control.recovery to zhiheng_control;
grant insert (centre, recovery, id, kind, amount_fen, reverses, reference, deducted_from, settled_on, note, written_by)
  on control.recovery_line to zhiheng_control;
grant insert (centre, recovery, total_fen, due_on, fen, note, proposed_by), update (confirmed_by, confirmed_at)
  on control.recovery_plan to zhiheng_control;
