-- Locks: none that lasts; it creates functions and takes privileges back. A sequencer of before this migration is refused and tries again: its
-- entries wait until the new one runs.
--
-- The audit service's login wrote leaves, tiles, heads and the position row by row, so that whoever had it could put there what only verification
-- finds: a leaf of no entry, two heads that fork, a position that skips entries. Now the tree grows in one way: the database itself takes the
-- next committed entries in their order, gives them the next indexes and keys, and lets only those tiles and that head be stored that a tree of
-- so many leaves has. What it does not compute is the leaf's hash: RFC 8785 orders names by UTF-16 and writes numbers as ECMAScript does, for which
-- PostgreSQL has no function, and SM3 neither. So the bytes of hashes and the signature stay the service's word, which every
-- verification holds against the entries.

-- The row of a centre's position, until the end of the transaction.
create function audit.lock_position(p_centre text, out xid xid8, out id uuid, out size bigint)
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select p.xid, p.id, p.size from audit.position p
  where p.centre = p_centre and p.centre = current_setting('zhiheng.centre', true) for update
$$;

-- The next `p_count` entries, of which `p_last` is the last, follow the `p_size` that have an index. `p_levels`, `p_ns` and `p_data` are the tiles that are new or
-- longer by that, each whole; `p_note` the signed head, of this `p_root`.
-- Sorting is off, as PostgreSQL, which thinks little of comparisons of rows, would rather sort all that is left of the log than read in the order's index.
create function audit.extend_log(p_centre text, p_size bigint, p_count integer, p_last uuid,
  p_levels smallint[], p_ns bigint[], p_data bytea[], p_root bytea, p_note text) returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp set enable_sort = off as $$
declare
  grown constant bigint := p_size + p_count;
  here audit.position;
  log_origin text;
  wanted bigint;
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
  insert into audit.checkpoint (centre, size, root, note) values (p_centre, grown, p_root, p_note);
  update audit.position p set xid = e.xid, id = e.id, size = grown
    from audit.entry e where p.centre = p_centre and e.centre = p_centre and e.id = p_last;
end $$;

-- That a month lies in the archive, which the database cannot see; what it can see has to fit. `audit.detach_month` counts every entry.
create function audit.record_month(p_centre text, p_month text, p_first bigint, p_last bigint, p_entries bigint, p_size bigint, p_manifest bytea)
returns void language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if p_centre is distinct from current_setting('zhiheng.centre', true) then
    raise exception 'audit.record_month: % is not the present centre', p_centre using errcode = 'insufficient_privilege';
  end if;
  if audit.months_after(p_month, 3) > clock_timestamp() then
    raise exception 'audit.record_month: % is too young', p_month using errcode = 'object_not_in_prerequisite_state';
  end if;
  if (select count(*) from audit.leaf l where l.centre = p_centre and l.index in (p_first, p_last)
      and l.entry >= audit.first_id(audit.months_after(p_month, 0)) and l.entry < audit.first_id(audit.months_after(p_month, 1)))
      <> 2 - (p_first = p_last)::integer then
    raise exception 'audit.record_month: entries of % do not lie from % to %', p_month, p_first, p_last using errcode = 'check_violation';
  end if;
  insert into audit.archived_month (centre, month, first_index, last_index, entries, size, manifest)
    values (p_centre, p_month, p_first, p_last, p_entries, p_size, p_manifest);
end $$;

revoke insert on audit.leaf, audit.tile, audit.checkpoint, audit.action from zhiheng_audit;
revoke update (width, data) on audit.tile from zhiheng_audit;
revoke update (xid, id, size) on audit.position from zhiheng_audit;
revoke insert (centre, month, first_index, last_index, entries, size, manifest) on audit.archived_month from zhiheng_audit;
revoke all on function audit.lock_position(text), audit.extend_log(text, bigint, integer, uuid, smallint[], bigint[], bytea[], bytea, text),
  audit.record_month(text, text, bigint, bigint, bigint, bigint, bytea) from public;
grant execute on function audit.lock_position(text), audit.extend_log(text, bigint, integer, uuid, smallint[], bigint[], bytea[], bytea, text),
  audit.record_month(text, text, bigint, bigint, bigint, bigint, bytea) to zhiheng_audit;
