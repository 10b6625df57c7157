-- Locks: only the functions' own rows. A sequencer of before is refused and tries again: its entries wait until the new one runs.
-- The sequencer reads and signs before it locks, and has a batch stored by one statement that is a transaction: `audit.extend_log` takes the lock of the
-- position itself, and refuses what does not continue the log. So whoever hangs holds that lock no longer than the server works, and the
-- service's login has no way any more to hold it while nothing is done.
drop function audit.lock_position(text);

-- As in 0019, and the function itself says where a checkpoint bears a time before that of the one before it, once for each time that the
-- database's clock was set back: the order of the log does not rest on time, yet its readers do.
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
  -- Clocks are set right by less than a second all the time, and two servers of one cluster differ by less.
  if signed_at > now_at + interval '1 second' then
    perform audit.append(p_centre, jsonb_build_object('action', 'clock.set-back', 'outcome', 'done', 'details', jsonb_build_object(
      'seconds', round(extract(epoch from signed_at - now_at)),
      'signedAt', to_char(signed_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'now', to_char(now_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))));
  end if;
end $$;
