-- audit, 28: entries by column.
-- Locks: none, a function is made.
-- Of what `audit.append` takes of a thousand entries four tenths were to read JSON: once whole, once more an entry to check it, once more for its columns.

-- `audit.append` for whoever has entries in their fields already: each an array as long as `p_action`, null where no entry has it; what is told freely as JSON.
-- Gives the id of the first entry, unless that came with its own. The others count up from it in the four digits of the fourth group, one for each entry: so those of
-- one call are in its order, which is that of the log, only one is drawn, and none has to be told.
create function audit.append_columns(p_centre text, p_id uuid[], p_action text[], p_outcome text[], p_actor text[], p_person uuid[],
  p_account uuid[], p_client text[], p_about uuid[], p_target_type text[], p_target text[], p_unit text[], p_item text[], p_case uuid[],
  p_reason text[], p_correlation_id text[], p_address text[], p_before text[], p_after text[], p_details text[]) returns uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  now_at constant timestamptz := clock_timestamp();
  base constant text := audit.uuidv7(now_at)::text;
  head constant text := left(base, 19);
  tail constant text := right(base, 13);
  told constant text[] := p_before || p_after || p_details;
  together constant text := array_to_string(told, '');
  suspect constant text := '\\|[0-9]{16}|[\[:,]\s*-?[0-9.]+[eE]';
  -- Whose connection it is; the present user is this function's owner.
  acting constant text := coalesce(nullif(current_setting('role'), 'none'), session_user);
  doubtful boolean;
  oldest uuid;
  newest uuid;
  suspects jsonb;
begin
  if p_centre is distinct from current_setting('zhiheng.centre', true) then
    raise exception 'audit.append_columns: % is not the present centre', p_centre using errcode = 'insufficient_privilege';
  end if;
  if array_to_string(p_action, E'\n') ~ '(?n)^(month|removal|retention|hold|erasure|subject)\.'
    and acting <> 'zhiheng_audit' and not pg_has_role(acting, current_user, 'usage') then
    raise exception 'audit.append_columns: only the log itself says how it is kept' using errcode = 'insufficient_privilege';
  end if;
  if cardinality(p_action) > 16384 then
    raise exception 'audit.append_columns: more than 16,384 entries' using errcode = 'program_limit_exceeded';
  end if;
  -- What is picked by its number must be there by it.
  if greatest(cardinality(p_id), cardinality(p_outcome), cardinality(p_actor), cardinality(p_person), cardinality(p_account), cardinality(p_client),
      cardinality(p_about), cardinality(p_target_type), cardinality(p_target), cardinality(p_unit), cardinality(p_item), cardinality(p_case),
      cardinality(p_reason), cardinality(p_correlation_id), cardinality(p_address), cardinality(p_before), cardinality(p_after),
      cardinality(p_details)) > cardinality(p_action) then
    raise exception 'audit.append_columns: a column is longer than that of actions' using errcode = 'array_subscript_error';
  end if;
  -- All at once is asked what settles it for nearly all: a number beyond 2^53 has 16 digits or an exponent, a name that is not plain an escape, and so little as is told of
  -- a few makes no entry too long, whatever its texts. Those that it may be are looked at by the rules of `audit.append`.
  doubtful := together ~ suspect;
  if not doubtful and octet_length(together) > 30000 then
    doubtful := exists (select from unnest(told) as one where octet_length(one) > 4000);
  end if;
  if p_id is not null then
    oldest := audit.first_id(now_at - interval '31 days');
    newest := audit.first_id(now_at + interval '1 day');
    doubtful := doubtful or exists (select from unnest(p_id) as id where id is not null
      and (substr(id::text, 15, 1) <> '7' or id < oldest or id >= newest));
  end if;
  if doubtful then
    select jsonb_agg((select jsonb_object_agg(f.name, f.value) from (values ('id', to_jsonb(e.id)), ('action', to_jsonb(e.action)),
        ('outcome', to_jsonb(e.outcome)), ('actor', to_jsonb(e.actor)), ('person', to_jsonb(e.person)), ('account', to_jsonb(e.account)),
        ('client', to_jsonb(e.client)), ('about', to_jsonb(e.about)), ('targetType', to_jsonb(e.target_type)), ('target', to_jsonb(e.target)),
        ('unit', to_jsonb(e.unit)), ('item', to_jsonb(e.item)), ('case', to_jsonb(e."case")), ('reason', to_jsonb(e.reason)),
        ('correlationId', to_jsonb(e.correlation_id)), ('address', to_jsonb(e.address)), ('before', e.before::jsonb),
        ('after', e.after::jsonb), ('details', e.details::jsonb)) as f(name, value) where f.value is not null) order by e.n) into suspects
    from unnest(p_id, p_action, p_outcome, p_actor, p_person, p_account, p_client, p_about, p_target_type, p_target, p_unit, p_item, p_case,
      p_reason, p_correlation_id, p_address, p_before, p_after, p_details) with ordinality as e(id, action, outcome, actor, person, account,
      client, about, target_type, target, unit, item, "case", reason, correlation_id, address, before, after, details, n)
    where e.id is not null or concat(e.before, e.after, e.details) ~ suspect or octet_length(concat(e.before, e.after, e.details)) > 4000;
    perform audit.refuse_faulty(suspects, true, oldest, newest);
  end if;

  -- In the order in which they came, as in `audit.append`. An element of a column is picked where it is written: side by side from `unnest` each column was first
  -- laid out anew.
  insert into audit.entry (centre, id, at, action, outcome, actor, person, account, client, about, target_type, target, unit, item, "case",
      reason, correlation_id, address, before, after, details)
    select l.centre, coalesce(p_id[n], (head || to_hex(32767 + n) || tail)::uuid), now_at + n * interval '1 microsecond',
      p_action[n], p_outcome[n], p_actor[n], p_person[n], p_account[n], p_client[n], p_about[n], p_target_type[n], p_target[n], p_unit[n],
      p_item[n], p_case[n], p_reason[n], p_correlation_id[n], p_address[n], p_before[n]::jsonb, p_after[n]::jsonb, p_details[n]::jsonb
    from audit.log l cross join generate_series(1, cardinality(p_action)) as n
    where l.centre = p_centre;
  if not found and cardinality(p_action) > 0 then
    raise exception 'audit.append_columns: centre % has no log', p_centre using errcode = 'foreign_key_violation';
  end if;
  return (head || '8000' || tail)::uuid;
end $$;

revoke all on function audit.append_columns(text, uuid[], text[], text[], text[], uuid[], uuid[], text[], uuid[], text[], text[], text[], text[], uuid[],
  text[], text[], text[], text[], text[], text[]) from public;
grant execute on function audit.append_columns(text, uuid[], text[], text[], text[], uuid[], uuid[], text[], uuid[], text[], text[], text[], text[], uuid[],
  text[], text[], text[], text[], text[], text[]) to zhiheng_audit, zhiheng_access;
