-- control, 11: inspections that a parent centre orders of its children (上级下达稽核).
-- Creates a table and the doors between the two. Adds three columns, two checks and a trigger to control.inspection, which is locked for that
-- and read through once, and replaces the function of one of its triggers. Nothing is written in a child but by the child itself.

-- The parent's own row; `plan` is whole, by the parent's settings, so that the child's have no say in it.
create table control.ordered_inspection (
  centre text not null check (centre ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  id uuid not null,
  child text not null check (child ~ '^[a-z0-9][a-z0-9-]{0,62}$' and child <> centre),
  kind text not null check (kind in ('case', 'holding')),
  period text not null check (period ~ '^[0-9]{4}(-(0[1-9]|1[0-2]))?$'),
  plan jsonb not null check (jsonb_typeof(plan) = 'object'),
  -- For the child to read; it may speak of people and never enters a log.
  note text check (length(note) between 1 and 1000),
  ordered_by uuid not null,
  ordered_at timestamptz not null default clock_timestamp(),
  state text not null default 'ordered' check (state in ('ordered', 'delivered', 'already-exists')),
  -- The child's: planned by this order, or the one that the period had.
  inspection uuid,
  answered_at timestamptz,
  primary key (centre, id),
  constraint ordered_inspection_answered check ((state = 'ordered') = (inspection is null) and (inspection is null) = (answered_at is null))
);
-- One a period. What the child had of its own it may still give up; then it can be ordered.
create unique index ordered_inspection_once on control.ordered_inspection (centre, child, kind, period) where state <> 'already-exists';
create index ordered_inspection_seen on control.ordered_inspection (centre, child, inspection);

create function control.ordered_inspection_stays() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if (new.centre, new.id, new.child, new.kind, new.period, new.plan, new.note, new.ordered_by, new.ordered_at)
      is distinct from (old.centre, old.id, old.child, old.kind, old.period, old.plan, old.note, old.ordered_by, old.ordered_at)
    or old.state <> 'ordered'
  then
    raise exception 'an order is answered once and else stays' using errcode = '23514', constraint = 'ordered_inspection_stays';
  end if;
  return new;
end $$;
create trigger ordered_inspection_stays before update on control.ordered_inspection
  for each row execute function control.ordered_inspection_stays();

alter table control.ordered_inspection enable row level security;
create policy own_centre on control.ordered_inspection for select using (centre = current_setting('zhiheng.centre', true));
-- Only of a child of one's own.
create policy of_children on control.ordered_inspection for insert to zhiheng_control
  with check (centre = current_setting('zhiheng.centre', true)
    and exists (select from control.parent_centre p where p.centre = child and p.parent = ordered_inspection.centre));
grant select on control.ordered_inspection to zhiheng_control;
grant insert (centre, id, child, kind, period, plan, note, ordered_by) on control.ordered_inspection to zhiheng_control;

-- What the child has: planned by somebody of it, or ordered from above.
alter table control.inspection
  alter column planned_by drop not null,
  add ordered_by text,
  add order_id uuid,
  add order_note text,
  add constraint inspection_by_whom check (num_nonnulls(planned_by, ordered_by) = 1),
  add constraint inspection_ordered check ((ordered_by is null) = (order_id is null) and (ordered_by is not null or order_note is null));
create unique index inspection_of_order on control.inspection (centre, order_id) where order_id is not null;
grant insert (ordered_by, order_id, order_note) on control.inspection to zhiheng_control;

create or replace function control.inspection_moves_on() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if (new.centre, new.id, new.kind, new.period, new.plan, new.commitment, new.planned_by, new.planned_at, new.ordered_by, new.order_id, new.order_note)
      is distinct from (old.centre, old.id, old.kind, old.period, old.plan, old.commitment, old.planned_by, old.planned_at, old.ordered_by,
        old.order_id, old.order_note)
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
  if new.state = 'cancelled' and new.ordered_by is not null then
    raise exception 'what a parent has ordered is not given up' using errcode = '23514', constraint = 'inspection_ordered_stays';
  end if;
  return new;
end $$;

-- The doors. All run as zhiheng_parent, so that row-level security asks of each row whether the one centre is below the other at this moment.
create policy to_child_read on control.ordered_inspection for select to zhiheng_parent
  using (child = current_setting('zhiheng.centre', true)
    and exists (select from control.parent_centre p where p.centre = child and p.parent = ordered_inspection.centre));
create policy to_child_answer on control.ordered_inspection for update to zhiheng_parent
  using (child = current_setting('zhiheng.centre', true)
    and exists (select from control.parent_centre p where p.centre = child and p.parent = ordered_inspection.centre));
grant select (centre, id, child, kind, period, plan, note, state, inspection) on control.ordered_inspection to zhiheng_parent;
grant update (state, inspection, answered_at) on control.ordered_inspection to zhiheng_parent;

-- Whether the present centre ordered this one of a child of its own.
create function control.sees_inspection(p_centre text, p_inspection uuid) returns boolean
  language sql stable set search_path = pg_catalog, pg_temp as $$
  select exists (select from control.ordered_inspection o join control.parent_centre p on p.centre = o.child and p.parent = o.centre
    where o.centre = current_setting('zhiheng.centre', true) and o.child = p_centre and o.inspection = p_inspection) $$;
create policy of_ordered on control.inspection for select to zhiheng_parent using (control.sees_inspection(centre, id));
create policy of_ordered on control.paper for select to zhiheng_parent using (control.sees_inspection(centre, inspection));
create policy of_ordered on control.finding for select to zhiheng_parent
  using (source in ('sample', 'inspection')
    and exists (select from control.paper w where w.centre = finding.centre and w.id = finding.about));
create policy of_ordered on control.rectification for select to zhiheng_parent
  using (exists (select from control.finding f where f.centre = rectification.centre and f.rectification = rectification.id));
grant select (centre, id, kind, period, state, ordered_by, order_id, size, commitment, secret, root, frozen_at, checkpoint, sampled, sample_root,
  drawn_at, revealed_at, completed_at) on control.inspection to zhiheng_parent;
grant select (centre, inspection, id, state) on control.paper to zhiheng_parent;
grant select (centre, id, source, about, dimension, nature, state, rectification) on control.finding to zhiheng_parent;
grant select (centre, id, state, due_at) on control.rectification to zhiheng_parent;

-- To the child: the first order of its parent that is not answered, held until the transaction ends; one that another holds is left to it.
create function control.take_order() returns table (parent text, id uuid, kind text, period text, plan jsonb, note text)
  language sql security definer set search_path = pg_catalog, pg_temp as $$
  select o.centre, o.id, o.kind, o.period, o.plan, o.note
  from control.ordered_inspection o join control.parent_centre p on p.centre = o.child and p.parent = o.centre
  where o.child = current_setting('zhiheng.centre', true) and o.state = 'ordered'
  order by o.id limit 1 for update of o skip locked $$;

-- From the child: which inspection of its own the order has come to.
create function control.answer_order(p_parent text, p_id uuid, p_inspection uuid) returns text
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  answer text;
begin
  update control.ordered_inspection o
  set state = case when (i.ordered_by, i.order_id) = (o.centre, o.id) then 'delivered' else 'already-exists' end,
    inspection = i.id, answered_at = clock_timestamp()
  from control.inspection i
  where o.centre = p_parent and o.id = p_id and o.child = current_setting('zhiheng.centre', true) and o.state = 'ordered'
    and i.centre = o.child and i.id = p_inspection and (i.kind, i.period) = (o.kind, o.period) and i.state <> 'cancelled'
    and exists (select from control.parent_centre p where p.centre = o.child and p.parent = o.centre)
  returning o.state into answer;
  if answer is null then
    raise exception 'no such order waits for that inspection' using errcode = '23514', constraint = 'order_answered';
  end if;
  return answer;
end $$;

-- Ordered is only what the parent of this moment has ordered, exactly so.
create function control.inspection_as_ordered() returns trigger
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (select from control.ordered_inspection o join control.parent_centre p on p.centre = o.child and p.parent = o.centre
    where o.centre = new.ordered_by and o.id = new.order_id and o.child = new.centre and o.state = 'ordered'
      and (o.kind, o.period, o.plan) = (new.kind, new.period, new.plan) and o.note is not distinct from new.order_note)
  then
    raise exception 'nobody above has ordered that' using errcode = '23514', constraint = 'inspection_as_ordered';
  end if;
  return new;
end $$;
create trigger inspection_as_ordered before insert on control.inspection
  for each row when (new.ordered_by is not null) execute function control.inspection_as_ordered();

-- To the parent: how far each of its orders has come; counts and hashes, no case and no person.
create function control.ordered_progress(p_orders uuid[])
  returns table (id uuid, state text, size bigint, sampled bigint, commitment bytea, root bytea, checkpoint text, sample_root bytea, secret bytea,
    frozen_at timestamptz, drawn_at timestamptz, revealed_at timestamptz, completed_at timestamptz, papers jsonb, findings jsonb,
    rectifications jsonb)
  language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select o.id, i.state, i.size, i.sampled, i.commitment, i.root, i.checkpoint, i.sample_root, i.secret,
    i.frozen_at, i.drawn_at, i.revealed_at, i.completed_at, w.papers, f.findings, r.rectifications
  from control.ordered_inspection o
  join control.parent_centre p on p.centre = o.child and p.parent = o.centre
  join control.inspection i on i.centre = o.child and i.id = o.inspection
  cross join lateral (
    select jsonb_build_object('open', count(*) filter (where w.state = 'open'), 'signed', count(*) filter (where w.state = 'signed'),
      'returned', count(*) filter (where w.state = 'returned'), 'agreed', count(*) filter (where w.state = 'agreed')) as papers
    from control.paper w where w.centre = o.child and w.inspection = o.inspection) w
  cross join lateral (
    select coalesce(jsonb_agg(jsonb_build_object('nature', g.nature, 'dimension', g.dimension, 'found', g.found, 'closed', g.closed)
      order by g.nature, g.dimension), '[]') as findings
    from (select f.nature, f.dimension, count(*) as found, count(*) filter (where f.state = 'closed') as closed
      from control.paper w join control.finding f on f.centre = w.centre and f.about = w.id and f.source in ('sample', 'inspection')
      where w.centre = o.child and w.inspection = o.inspection and f.state <> 'withdrawn' group by f.nature, f.dimension) g) f
  cross join lateral (
    select jsonb_build_object('issued', count(*), 'closed', count(*) filter (where c.state = 'closed'),
      'overdue', count(*) filter (where c.state in ('issued', 'received', 'returned') and c.due_at <= clock_timestamp())) as rectifications
    from control.rectification c where c.centre = o.child and c.id in (
      select f.rectification from control.paper w join control.finding f on f.centre = w.centre and f.about = w.id
        and f.source in ('sample', 'inspection')
      where w.centre = o.child and w.inspection = o.inspection)) r
  where o.centre = current_setting('zhiheng.centre', true) and o.id = any (p_orders) $$;

revoke execute on function control.ordered_inspection_stays(), control.sees_inspection(text, uuid), control.take_order(),
  control.answer_order(text, uuid, uuid), control.inspection_as_ordered(), control.ordered_progress(uuid[]) from public;
grant execute on function control.sees_inspection(text, uuid) to zhiheng_parent;
-- A function is given to somebody who may make things in its schema: only for as long as that takes.
grant create on schema control to zhiheng_parent;
do $$
declare t text;
begin
  foreach t in array array['take_order()', 'answer_order(text, uuid, uuid)', 'inspection_as_ordered()', 'ordered_progress(uuid[])'] loop
    execute format('grant execute on function control.%s to zhiheng_control', t);
    execute format('alter function control.%s owner to zhiheng_parent', t);
  end loop;
end $$;
revoke create on schema control from zhiheng_parent;
