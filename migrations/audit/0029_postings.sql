-- audit, 29: which leaves have a value, as bits.
-- Locks: ACCESS EXCLUSIVE on audit.leaf for the moment in which indexes are dropped and a small one is made. Before that its rows are read once, some twenty seconds
-- a million entries, while all goes on.
--
-- Nine of the indexes of audit.leaf are of fields with few values. Two such keys that never meet cost the rarer one's leaves, each of which was looked at: a second
-- at ten million entries. A posting list says of a value which leaves of a segment have it, a bit each: which have both is one operation on two kilobytes. And to write a bit
-- takes less than to write an index's entry. Fields of which nearly every entry has a value of its own keep their indexes.

-- Leaves of one segment; a log's last leaves, fewer than that, lie in none yet.
create function audit.segment_width() returns integer language sql immutable parallel safe return 16384;

create table audit.segment (
  centre text not null references audit.log (centre),
  segment integer not null check (segment >= 0),
  -- Between these lies what `at` its leaves have.
  first_at timestamptz not null,
  last_at timestamptz not null check (last_at >= first_at),
  primary key (centre, segment)
);

-- Bit n, counted from the left, is that of the leaf with index segment * 16384 + n.
create table audit.posting (
  centre text not null,
  segment integer not null,
  -- A column of audit.leaf, and what is in it; of has_reason 1.
  field text collate "C" not null,
  key integer not null,
  leaves bit(16384) not null,
  -- So that the lists of one value are read along the index: found one by one they cost twice as much as to lay them over each other.
  primary key (centre, field, key, segment)
);
create index posting_segment on audit.posting (centre, segment);
-- Compressed they are short, but for those that nearly every leaf has.
alter table audit.posting alter column leaves set storage main;

alter table audit.segment enable row level security;
create policy centre on audit.segment using (centre = current_setting('zhiheng.centre', true))
  with check (centre = current_setting('zhiheng.centre', true));
alter table audit.posting enable row level security;
create policy centre on audit.posting using (centre = current_setting('zhiheng.centre', true))
  with check (centre = current_setting('zhiheng.centre', true));

-- Leaves forget what they said of a removed month's entries, and only then do the lists of their segment change.
create function audit.only_unsaid() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op = 'UPDATE' or tg_table_name = 'segment'
    or not exists (select from audit.month_removal r where r.centre = old.centre and r.confirmed_at is not null) then
    raise exception 'audit.% is append-only: % is refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
  end if;
  return old;
end $$;
create trigger keep before update or delete on audit.segment for each row execute function audit.only_unsaid();
create trigger keep_all before truncate on audit.segment for each statement execute function audit.refuse_change();
create trigger keep before update or delete on audit.posting for each row execute function audit.only_unsaid();
create trigger keep_all before truncate on audit.posting for each statement execute function audit.refuse_change();

do $$
begin
  execute format($f$create aggregate audit.bits(integer, integer) (sfunc = pg_catalog.set_bit, stype = bit, initcond = '%s')$f$,
    repeat('0', audit.segment_width()));
end $$;

-- The lists that a segment's leaves make, of one scan. Of the columns all but the one by which a row is grouped are null.
create function audit.postings_of(p_centre text, p_segment integer) returns table (field text, key integer, leaves bit)
language sql stable set search_path = pg_catalog, pg_temp set work_mem = '64MB' as $$
  select g.field, g.key, g.leaves from (
    select case 511 - grouping(l.action_key, l.outcome_key, l.actor_key, l.person_key, l.client_key, l.target_type_key, l.unit_key, l.item_key, l.reason)
        when 256 then 'action_key' when 128 then 'outcome_key' when 64 then 'actor_key' when 32 then 'person_key' when 16 then 'client_key'
        when 8 then 'target_type_key' when 4 then 'unit_key' when 2 then 'item_key' else 'has_reason' end as field,
      coalesce(l.action_key, l.outcome_key, l.actor_key, l.person_key, l.client_key, l.target_type_key, l.unit_key, l.item_key, l.reason) as key,
      audit.bits((l.index % audit.segment_width())::integer, 1) as leaves
    from (
      select l.*, nullif(l.has_reason::integer, 0) as reason from audit.leaf l
      where l.centre = p_centre and l.index >= p_segment::bigint * audit.segment_width() and l.index < (p_segment + 1)::bigint * audit.segment_width()
    ) l
    group by grouping sets ((l.action_key), (l.outcome_key), (l.actor_key), (l.person_key), (l.client_key), (l.target_type_key), (l.unit_key),
      (l.item_key), (l.reason))) g
  where g.key is not null
$$;

-- The next segment, once the log has all its leaves.
create function audit.add_segment(p_centre text, p_segment integer) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  start constant bigint := p_segment::bigint * audit.segment_width();
begin
  insert into audit.segment (centre, segment, first_at, last_at)
    select p_centre, p_segment, min(l.at), max(l.at) from audit.leaf l
    where l.centre = p_centre and l.index >= start and l.index < start + audit.segment_width()
    having count(*) = audit.segment_width();
  if not found then
    raise exception 'audit.add_segment: segment % of % has not all its leaves', p_segment, p_centre using errcode = 'object_not_in_prerequisite_state';
  end if;
  insert into audit.posting (centre, segment, field, key, leaves)
    select p_centre, p_segment, p.field, p.key, p.leaves from audit.postings_of(p_centre, p_segment) p;
end $$;

-- As in 0027, and a segment that is whole by these entries gets its lists with them: so what lies in none are never more leaves than one has. It begins behind the last
-- there is, as a batch that was under way while this migration ran may have filled one by the function as it was.
create or replace function audit.extend_log(p_centre text, p_size bigint, p_count integer, p_last uuid,
  p_levels smallint[], p_ns bigint[], p_data bytea[], p_root bytea, p_note text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_sort = off as $$
declare
  grown constant bigint := p_size + p_count;
  here audit.position;
  log_origin text;
  wanted bigint;
  signed_at timestamptz;
  now_at timestamptz;
  whole bigint;
begin
  if p_centre is distinct from current_setting('zhiheng.centre', true) then
    raise exception 'audit.extend_log: % is not the present centre', p_centre using errcode = 'insufficient_privilege';
  end if;
  select * into here from audit.position p where p.centre = p_centre for update;
  if p_count < 1 or here.size is distinct from p_size then
    raise exception 'audit.extend_log: the log of % has % entries, not %', p_centre, here.size, p_size using errcode = 'object_not_in_prerequisite_state';
  end if;
  select origin into log_origin from audit.log where centre = p_centre;
  if starts_with(p_note, log_origin || E'\n' || grown || E'\n' || encode(p_root, 'base64') || E'\n\n') is not true then
    raise exception 'audit.extend_log: the note is of another head' using errcode = 'check_violation';
  end if;

  with next as materialized (
    select * from audit.entry_key e where e.centre = p_centre and (e.xid, e.id) > (here.xid, here.id)
      and e.xid < pg_snapshot_xmin(pg_current_snapshot()) order by e.xid, e.id limit p_count
  ), named as (
    insert into audit.action (centre, action) select distinct p_centre, n.action from next n on conflict do nothing
  )
  insert into audit.leaf (centre, index, entry, at, action_key, outcome_key, actor_key, person_key, client_key, about_key,
    target_type_key, target_key, unit_key, item_key, case_key, correlation_key, has_reason)
  select p_centre, p_size + row_number() over (order by n.xid, n.id) - 1, n.id, n.at, n.action_key, n.outcome_key, n.actor_key, n.person_key,
    n.client_key, n.about_key, n.target_type_key, n.target_key, n.unit_key, n.item_key, n.case_key, n.correlation_key, n.has_reason
  from next n;
  if not exists (select from audit.leaf l where l.centre = p_centre and l.index = grown - 1 and l.entry = p_last) then
    raise exception 'audit.extend_log: % is not the last of the next % entries', p_last, p_count using errcode = 'object_not_in_prerequisite_state';
  end if;

  -- Of each level that grows, the tiles from its last partial one on; each as wide as a tree of this size has it.
  select sum(((grown >> bits) - 1 >> 8) - (p_size >> bits >> 8) + 1) into wanted
  from generate_series(0, 56, 8) as bits where grown >> bits > p_size >> bits;
  if cardinality(p_data) is distinct from wanted or exists (
    select from unnest(p_levels, p_ns, p_data) as t(level, n, data)
    where t.level not between 0 and 7 or t.n < p_size >> (8 * t.level) >> 8
      or octet_length(t.data) <> 32 * least(256, (grown >> (8 * t.level)) - 256 * t.n)) then
    raise exception 'audit.extend_log: these are not the tiles by which % entries become %', p_size, grown using errcode = 'check_violation';
  end if;
  insert into audit.tile as t (centre, level, n, width, data)
    select p_centre, g.level, g.n, octet_length(g.data) / 32, g.data from unnest(p_levels, p_ns, p_data) as g(level, n, data)
    on conflict (centre, level, n) do update set width = excluded.width, data = excluded.data;
  select c.at into signed_at from audit.checkpoint c where c.centre = p_centre order by c.size desc limit 1;
  insert into audit.checkpoint (centre, size, root, note) values (p_centre, grown, p_root, p_note) returning at into now_at;
  update audit.position p set xid = e.xid, id = e.id, size = grown
    from audit.entry e where p.centre = p_centre and e.centre = p_centre and e.id = p_last;
  for whole in coalesce((select max(s.segment) + 1 from audit.segment s where s.centre = p_centre), 0) .. grown / audit.segment_width() - 1 loop
    perform audit.add_segment(p_centre, whole::integer);
  end loop;
  -- Clocks are set right by less than a second all the time, and two servers of one cluster differ by less.
  if signed_at > now_at + interval '1 second' then
    perform audit.append(p_centre, jsonb_build_object('action', 'clock.set-back', 'outcome', 'done', 'details', jsonb_build_object(
      'seconds', round(extract(epoch from signed_at - now_at)),
      'signedAt', to_char(signed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'now', to_char(now_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))));
  end if;
end $$;

-- As in 0010, and what the lists of a segment tell of a month goes when its last leaf there has forgotten it.
create or replace function audit.forget_leaves(p_centre text, p_month text, p_from bigint, p_until bigint) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  first_id constant uuid := audit.first_id(audit.months_after(p_month, 0));
  next_id constant uuid := audit.first_id(audit.months_after(p_month, 1));
  width constant integer := audit.segment_width();
  one integer;
begin
  if p_centre is distinct from current_setting('zhiheng.centre', true) then
    raise exception 'audit.forget_leaves: % is not the present centre', p_centre using errcode = 'insufficient_privilege';
  end if;
  update audit.leaf set action_key = null, outcome_key = null, actor_key = null, person_key = null, client_key = null,
    about_key = null, target_type_key = null, target_key = null, unit_key = null, item_key = null, case_key = null,
    correlation_key = null, has_reason = false
  where centre = p_centre and index >= p_from and index < p_until and action_key is not null and entry >= first_id and entry < next_id;
  for one in select s.segment from audit.segment s where s.centre = p_centre and s.segment >= p_from / width and s.segment <= (p_until - 1) / width
      and not exists (select from audit.leaf l where l.centre = p_centre and l.index >= s.segment::bigint * width
        and l.index < (s.segment + 1)::bigint * width and l.action_key is not null and l.entry >= first_id and l.entry < next_id) loop
    delete from audit.posting p where p.centre = p_centre and p.segment = one;
    insert into audit.posting (centre, segment, field, key, leaves)
      select p_centre, one, p.field, p.key, p.leaves from audit.postings_of(p_centre, one) p;
  end loop;
end $$;

do $$
declare
  one record;
begin
  for one in select p.centre, n.segment from audit.position p
      cross join lateral generate_series(0, p.size / audit.segment_width() - 1) as n(segment) loop
    perform audit.add_segment(one.centre, one.segment::integer);
  end loop;
end $$;

drop index audit.leaf_action, audit.leaf_outcome, audit.leaf_actor, audit.leaf_person, audit.leaf_client, audit.leaf_target_type,
  audit.leaf_unit, audit.leaf_item, audit.leaf_reason;
-- What `audit.due_at` asks of months that have left the database.
do $$
begin
  execute format('create index leaf_handed_out on audit.leaf (centre_key, at) where action_key in (%s, %s)',
    audit.key('personal.read'), audit.key('export.downloaded'));
end $$;

revoke all on function audit.segment_width(), audit.bits(integer, integer), audit.postings_of(text, integer), audit.add_segment(text, integer),
  audit.only_unsaid() from public;
grant select on audit.segment, audit.posting to zhiheng_audit;
grant execute on function audit.segment_width() to zhiheng_audit;
