-- access, 77: a batch of steps is written by one call.
-- Makes a function; nothing is rewritten, no lock lasts.

-- Steps by column, the parts that they take up, the new states of cases, and the log's entries, whose columns are those of `audit.append_columns`; null where no row
-- has one. Gives the moment at which all this was done. The rows are in the order in which they were judged. An element of a column is picked where it is written:
-- side by side from `unnest` each column was first laid out anew.
create function access.record_steps(p_centre text, p_id uuid[], p_case uuid[], p_round smallint[], p_duty text[], p_person uuid[], p_account uuid[],
    p_client text[], p_outcome text[], p_note text[], p_exception uuid[], p_bound_to text[], p_takes_up boolean[],
    p_moved uuid[], p_states text[], p_rounds smallint[],
    p_entry_action text[], p_entry_outcome text[], p_entry_actor text[], p_entry_person uuid[], p_entry_account uuid[], p_entry_client text[],
    p_entry_target_type text[], p_entry_target text[], p_entry_unit text[], p_entry_item text[], p_entry_case uuid[], p_entry_reason text[],
    p_entry_correlation_id text[], p_entry_address text[], p_entry_details text[]) returns timestamptz
  language plpgsql security definer set search_path = pg_catalog, pg_temp set plan_cache_mode = force_generic_plan
  set enable_seqscan = off set enable_bitmapscan = off set enable_hashjoin = off set enable_mergejoin = off as $$
declare
  now_at constant timestamptz := clock_timestamp();
  no_exception constant uuid := '00000000-0000-0000-0000-000000000000';
begin
  if p_centre is distinct from current_setting('zhiheng.centre', true) then
    raise exception 'access.record_steps: % is not the present centre', p_centre using errcode = 'insufficient_privilege';
  end if;
  if cardinality(p_id) > 0 then
    insert into access.case_person (centre, "case", person, duty, exception, bound_to)
      select p_centre, p_case[n], p_person[n], p_duty[n], coalesce(p_exception[n], no_exception), coalesce(p_bound_to[n], '')
      from generate_series(1, cardinality(p_id)) as n where p_takes_up[n];
    insert into access.step (centre, "case", round, duty, id, person, exception, account, client, outcome, note, at)
      select p_centre, p_case[n], p_round[n], p_duty[n], p_id[n], p_person[n], coalesce(p_exception[n], no_exception), p_account[n], p_client[n],
        p_outcome[n], p_note[n], now_at
      from generate_series(1, cardinality(p_id)) as n;
  end if;
  if cardinality(p_moved) > 0 then
    update access.case c set state = m.state, round = m.round, closed_at = case when m.state = 'complete' then now_at end
      from (select p_moved[n] as id, p_states[n] as state, p_rounds[n] as round from generate_series(1, cardinality(p_moved)) as n) as m
      where c.centre = p_centre and c.id = m.id and c.id = any(p_moved);
  end if;
  perform audit.append_columns(p_centre, null, p_entry_action, p_entry_outcome, p_entry_actor, p_entry_person, p_entry_account, p_entry_client,
    null, p_entry_target_type, p_entry_target, p_entry_unit, p_entry_item, p_entry_case, p_entry_reason, p_entry_correlation_id, p_entry_address,
    null, null, p_entry_details);
  return now_at;
end $$;
revoke execute on function access.record_steps(text, uuid[], uuid[], smallint[], text[], uuid[], uuid[], text[], text[], text[], uuid[], text[], boolean[],
  uuid[], text[], smallint[], text[], text[], text[], uuid[], uuid[], text[], text[], text[], text[], text[], uuid[], text[], text[], text[], text[])
  from public;
grant execute on function access.record_steps(text, uuid[], uuid[], smallint[], text[], uuid[], uuid[], text[], text[], text[], uuid[], text[], boolean[],
  uuid[], text[], smallint[], text[], text[], text[], uuid[], uuid[], text[], text[], text[], text[], text[], uuid[], text[], text[], text[], text[])
  to zhiheng_access;
