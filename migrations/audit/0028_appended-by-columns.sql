-- audit, 28: entries of our own services by column.
-- Makes a function; no lock lasts.
-- Of what an entry of a case step cost the database a third was JSON: parsed, looked through and parted into columns. Columns need none of that, for
-- their types say what they may hold.

-- `audit.append` for entries that have neither an id of their own nor snapshots nor anybody they are about: each column has as many places as there are
-- entries, `p_details` is a JSON array of as many objects or nulls. What may be of more than one meaning in it, or long, goes the way of all others.
create function audit.append_columns(p_centre text, p_action text[], p_outcome text[], p_actor text[], p_person uuid[], p_account uuid[], p_client text[],
    p_target_type text[], p_target text[], p_unit text[], p_item text[], p_case uuid[], p_reason text[], p_correlation_id text[], p_address text[],
    p_details text) returns void
  language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  now_at timestamptz := clock_timestamp();
  many int := cardinality(p_action);
  written int;
begin
  if p_centre is distinct from current_setting('zhiheng.centre', true) then
    raise exception 'audit.append_columns: % is not the present centre', p_centre using errcode = 'insufficient_privilege';
  end if;
  -- No text without a backslash is longer as canonical text, and no number without sixteen digits or an exponent is beyond 2^53.
  if octet_length(p_details) > 30000 or p_details ~ '\\|[0-9]{16}|[0-9][eE]'
    or array_to_string(p_action, E'\n') ~ '(?n)^(month|removal|retention|hold|erasure|subject)\.' then
    perform audit.append(p_centre, (select jsonb_agg(jsonb_build_object('action', e.action, 'outcome', e.outcome, 'actor', e.actor,
        'person', e.person, 'account', e.account, 'client', e.client, 'targetType', e.target_type, 'target', e.target, 'unit', e.unit, 'item', e.item,
        'case', e."case", 'reason', e.reason, 'correlationId', e.correlation_id, 'address', e.address, 'details', e.details) order by e.n)
      from rows from (unnest(p_action, p_outcome, p_actor, p_person, p_account, p_client, p_target_type, p_target, p_unit, p_item, p_case, p_reason,
          p_correlation_id, p_address), jsonb_array_elements(p_details::jsonb)) with ordinality
        as e(action, outcome, actor, person, account, client, target_type, target, unit, item, "case", reason, correlation_id, address, details, n)));
    return;
  end if;
  insert into audit.entry (centre, id, at, action, outcome, actor, person, account, client, target_type, target, unit, item, "case", reason,
      correlation_id, address, details)
    select l.centre, audit.uuidv7(now_at + e.n * interval '1 microsecond'), now_at + e.n * interval '1 microsecond', e.action, e.outcome, e.actor,
      e.person, e.account, e.client, e.target_type, e.target, e.unit, e.item, e."case", e.reason, e.correlation_id, e.address, nullif(e.details, 'null')
    from audit.log l cross join rows from (unnest(p_action, p_outcome, p_actor, p_person, p_account, p_client, p_target_type, p_target, p_unit,
        p_item, p_case, p_reason, p_correlation_id, p_address), jsonb_array_elements(p_details::jsonb)) with ordinality
      as e(action, outcome, actor, person, account, client, target_type, target, unit, item, "case", reason, correlation_id, address, details, n)
    where l.centre = p_centre;
  get diagnostics written = row_count;
  if written <> many then
    raise exception 'audit.append_columns: centre % has no log, or columns differ in length', p_centre using errcode = 'foreign_key_violation';
  end if;
end $$;
revoke all on function audit.append_columns(text, text[], text[], text[], uuid[], uuid[], text[], text[], text[], text[], text[], uuid[], text[], text[],
  text[], text) from public;
grant execute on function audit.append_columns(text, text[], text[], text[], uuid[], uuid[], text[], text[], text[], text[], text[], uuid[], text[], text[],
  text[], text) to zhiheng_access;
