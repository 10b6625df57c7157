-- access, 36: where people belonged and what roles, items and units were, at any moment, as far as it is known.
-- Creates two tables and fills them from what is there: one reading of people, transfers, rehires, roles, items and units, to which nobody
-- writes meanwhile (about a second for 100,000 people). Adds a column to the centres, which rewrites that small table.

-- From here on the history is whole. Before it, what was first known stands for what was.
alter table access.centre add column history_from timestamptz not null default clock_timestamp();

-- Half-open [since, until), without gaps; the present one has no end. Written by triggers only, in the transaction of the change.
create table access.person_history (
  centre text not null,
  person uuid not null,
  since timestamptz not null,
  until timestamptz not null default 'infinity',
  unit text not null,
  post text not null,
  -- The transfer or rehire that it began with; null: as the person came.
  transfer uuid,
  rehire uuid,
  primary key (centre, person, since),
  foreign key (centre, person) references access.person (centre, id),
  foreign key (centre, unit) references access.unit (centre, code),
  foreign key (centre, transfer) references access.transfer (centre, id),
  foreign key (centre, rehire) references access.rehire (centre, id),
  check (since < until),
  check (num_nonnulls(transfer, rehire) < 2)
);
create unique index person_history_present on access.person_history (centre, person) where until = 'infinity';

-- `content` of a role holds its permissions and what it inherits as well.
create table access.policy_history (
  centre text not null,
  kind text not null check (kind in ('unit', 'item', 'role')),
  code text not null,
  since timestamptz not null,
  until timestamptz not null default 'infinity',
  content jsonb not null,
  -- The request by which it came to be so; null: since the founding, or not known.
  request uuid,
  primary key (centre, kind, code, since),
  foreign key (centre, request) references access.request (centre, id),
  check (since < until)
);
create unique index policy_history_present on access.policy_history (centre, kind, code) where until = 'infinity';
create index policy_history_since on access.policy_history (centre, since);

-- Writers of one person wait for each other by the person's row, so that each finds the present period as the one before left it. The
-- clock may have gone back meanwhile: a period never does.
create function access.person_history_kept() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
begin
  if tg_op = 'INSERT' then
    insert into access.person_history (centre, person, since, unit, post)
    select f.centre, f.id, clock_timestamp(), f.unit, f.post from fresh f;
    return null;
  end if;
  with ended as (
    update access.person_history h set until = greatest(clock_timestamp(), h.since + interval '1 microsecond')
    from fresh f join stale s on s.centre = f.centre and s.id = f.id
    where (f.unit, f.post) is distinct from (s.unit, s.post)
      and h.centre = f.centre and h.person = f.id and h.until = 'infinity'
    returning h.centre, h.person, h.until as begins, f.unit, f.post)
  insert into access.person_history (centre, person, since, unit, post, transfer, rehire)
  select e.centre, e.person, e.begins, e.unit, e.post, t.id, case when t.id is null then r.id end
  from ended e
  left join lateral (
    select t.id from access.transfer t
    where t.centre = e.centre and t.person = e.person and t.done_in = pg_current_xact_id() order by t.id desc limit 1) t on true
  left join lateral (
    select r.id from access.rehire r
    where r.centre = e.centre and r.person = e.person and r.done_in = pg_current_xact_id() order by r.id desc limit 1) r on true;
  return null;
end $$;
create trigger person_history_begins after insert on access.person
  referencing new table as fresh for each statement execute function access.person_history_kept();
create trigger person_history_kept after update on access.person
  referencing new table as fresh old table as stale for each statement execute function access.person_history_kept();

create function access.policy_content(p_centre text, p_kind text, p_code text) returns jsonb
language sql stable set search_path = pg_catalog, pg_temp as $$
  select case p_kind
    when 'unit' then (select to_jsonb(u) - 'centre' - 'id' from access.unit u where u.centre = p_centre and u.code = p_code)
    when 'item' then (select to_jsonb(i) - 'centre' - 'id' - 'bound_since' from access.item i where i.centre = p_centre and i.code = p_code)
    else (
      select to_jsonb(r) - 'centre' - 'id' || jsonb_build_object(
        'permissions', (
          select coalesce(jsonb_agg(to_jsonb(p) - 'centre' - 'role' - 'ordinal' order by p.ordinal), '[]')
          from access.role_permission p where p.centre = r.centre and p.role = r.code),
        'inherits', (
          select coalesce(jsonb_agg(h.inherits order by h.inherits), '[]')
          from access.role_inheritance h where h.centre = r.centre and h.role = r.code))
      from access.role r where r.centre = p_centre and r.code = p_code)
  end
$$;

-- Looked at when the transaction ends, since a role's content is written in several statements: what it then says begins, if it is
-- anything else than before. Writers of one role wait for each other here, those of a unit or item by its row.
create function access.policy_history_kept() returns trigger language plpgsql security definer
  set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
declare
  line jsonb := to_jsonb(case when tg_op = 'DELETE' then old else new end);
  its_centre text := line ->> 'centre';
  its_kind text := tg_argv[0];
  its_code text := line ->> tg_argv[1];
  now_says jsonb;
  known access.policy_history;
  begins timestamptz;
  because uuid;
begin
  if its_kind = 'role' then
    perform from access.role r where r.centre = its_centre and r.code = its_code for no key update;
  end if;
  now_says := access.policy_content(its_centre, its_kind, its_code);
  select * into known from access.policy_history h
  where h.centre = its_centre and h.kind = its_kind and h.code = its_code and h.until = 'infinity';
  if now_says is null or known.content = now_says then
    return null;
  end if;
  begins := greatest(clock_timestamp(), known.since + interval '1 microsecond');
  -- Of its own, or of the unit that it went over from. The one closed last is of this transaction: others wait for the centre's lock.
  select r.id into because from access.request r
  where r.centre = its_centre and r.state = 'applied' and r.closed_at >= transaction_timestamp()
    and (r.target_kind = its_kind and r.target = its_code or r.target_kind = 'unit' and r.proposal ? 'into')
  order by (r.target_kind = its_kind and r.target = its_code) desc, r.closed_at desc limit 1;
  update access.policy_history h set until = begins
  where h.centre = its_centre and h.kind = its_kind and h.code = its_code and h.until = 'infinity';
  insert into access.policy_history (centre, kind, code, since, content, request)
  values (its_centre, its_kind, its_code, begins, now_says, because);
  return null;
end $$;
create constraint trigger policy_history_kept after insert or update on access.unit deferrable initially deferred
  for each row execute function access.policy_history_kept('unit', 'code');
create constraint trigger policy_history_kept after insert or update on access.item deferrable initially deferred
  for each row execute function access.policy_history_kept('item', 'code');
create constraint trigger policy_history_kept after insert or update on access.role deferrable initially deferred
  for each row execute function access.policy_history_kept('role', 'code');
create constraint trigger policy_history_kept after insert or update or delete on access.role_permission deferrable initially deferred
  for each row execute function access.policy_history_kept('role', 'role');
create constraint trigger policy_history_kept after insert or update or delete on access.role_inheritance deferrable initially deferred
  for each row execute function access.policy_history_kept('role', 'role');
-- The request that a change of policy came from is the one closed last.
create index request_applied on access.request (centre, closed_at) where state = 'applied';

-- What is known of people: where they went from and to by transfers, and where they came back to. Before a first return it is not.
insert into access.person_history (centre, person, since, until, unit, post, transfer, rehire)
with moved as (
  select centre, person, closed_at as at, from_unit, from_post, unit, post, id as transfer, null::uuid as rehire
  from access.transfer where state = 'done'
  union all
  select centre, person, at, null, null, unit, post, null, id from access.rehire),
first as (select distinct on (centre, person) * from moved order by centre, person, at),
known as (
  select p.centre, p.id as person, least(p.created_at, f.at - interval '1 microsecond') as since,
    coalesce(f.from_unit, p.unit) as unit, coalesce(f.from_post, p.post) as post, null::uuid as transfer, null::uuid as rehire
  from access.person p left join first f on f.centre = p.centre and f.person = p.id
  where f.person is null or f.from_unit is not null
  union all
  select centre, person, at, unit, post, transfer, rehire from moved)
select centre, person, since,
  coalesce(lead(since) over (partition by centre, person order by since), 'infinity'), unit, post, transfer, rehire
from known;

insert into access.policy_history (centre, kind, code, since, content)
select c.centre, o.kind, o.code, c.history_from, access.policy_content(c.centre, o.kind, o.code)
from access.centre c
join (
  select centre, 'unit' as kind, code from access.unit
  union all select centre, 'item', code from access.item
  union all select centre, 'role', code from access.role) o on o.centre = c.centre;

do $$
declare t text;
begin
  foreach t in array array['person_history', 'policy_history'] loop
    execute format('alter table access.%I enable row level security', t);
    execute format($f$create policy own_centre on access.%I using (centre = current_setting('zhiheng.centre', true))
      with check (centre = current_setting('zhiheng.centre', true))$f$, t);
    execute format('grant select on access.%I to zhiheng_access', t);
  end loop;
end $$;
revoke execute on function access.person_history_kept(), access.policy_history_kept(), access.policy_content(text, text, text) from public;
