-- audit, 22: what `audit.append` costs of itself.
-- Locks: none that lasts; appends under way end by the function as it was.
-- A quarter of the time of an append was its checks, a third of that an expression over the whole text of each entry; and what an append costs whatever it
-- holds, two functions for ids that nearly none has, was as much as five entries.

-- As in 0016, but for what is said to be asked less.
create or replace function audit.append(p_centre text, p_entries jsonb) returns setof uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  entries jsonb := case when jsonb_typeof(p_entries) = 'array' then p_entries else jsonb_build_array(p_entries) end;
  fields constant text[] := array['id', 'action', 'outcome', 'actor', 'person', 'account', 'client', 'about', 'targetType', 'target',
    'unit', 'item', 'case', 'reason', 'correlationId', 'address', 'before', 'after', 'details'];
  now_at timestamptz := clock_timestamp();
  oldest uuid;
  newest uuid;
  -- Whose connection it is; the present user is this function's owner.
  acting text := coalesce(nullif(current_setting('role'), 'none'), session_user);
  own boolean := acting = 'zhiheng_audit' or pg_has_role(acting, current_user, 'usage');
  founded boolean;
  suspects jsonb;
begin
  if p_centre is distinct from current_setting('zhiheng.centre', true) then
    raise exception 'audit.append: % is not the present centre', p_centre using errcode = 'insufficient_privilege';
  end if;
  -- What bounds ids is asked only where there are any.
  if jsonb_path_exists(entries, '$[*].id') then
    oldest := audit.first_id(now_at - interval '31 days');
    newest := audit.first_id(now_at + interval '1 day');
  end if;
  -- This runs within every change, and suspects whatever a rule refuses; beyond that only an entry that is large, or of which what is told freely has a
  -- quote, a backslash or a line feed in it. All else that an entry holds becomes text of its own, and no byte of it more than six of the canonical
  -- text. One expression over the text is half of what it costs to ask each value for its size: that is asked where it has 16 digits in a row.
  select (select true from audit.log where centre = p_centre), jsonb_agg(e order by n) into founded, suspects
  from (select e, n, concat(e -> 'before', e -> 'after', e -> 'details') as told, e ->> 'id' as id
    from jsonb_array_elements(entries) with ordinality as t(e, n) offset 0) as one
  where jsonb_typeof(e) <> 'object' or e - fields <> '{}' or pg_column_size(e) + octet_length(told) > 8000
    or (told ~ '\\|[0-9]{16}' and (strpos(told, '\') > 0
      or jsonb_path_exists(e, '$.** ? (@.type() == "number" && (@ > 9007199254740991 || @ < -9007199254740991))')))
    or (not own and split_part(e ->> 'action', '.', 1) in ('month', 'removal', 'retention', 'hold', 'erasure', 'subject'))
    or (id is not null and not (pg_input_is_valid(id, 'uuid')
      and substr(id::uuid::text, 15, 1) = '7' and id::uuid >= oldest and id::uuid < newest));
  if founded is null then
    raise exception 'audit.append: centre % has no log', p_centre using errcode = 'foreign_key_violation';
  end if;
  if suspects is not null then
    perform audit.refuse_faulty(suspects, own, oldest, newest);
  end if;

  -- In the order in which they came: so a function's rows are read, and a sort of all that is in them would cost what an index does.
  return query insert into audit.entry (centre, id, at, action, outcome, actor, person, account, client, about,
      target_type, target, unit, item, "case", reason, correlation_id, address, before, after, details)
    select p_centre, coalesce(e.id, audit.uuidv7(now_at + e.n * interval '1 microsecond')), now_at + e.n * interval '1 microsecond',
      e.action, e.outcome, e.actor, e.person, e.account, e.client, e.about, e."targetType", e.target, e.unit, e.item, e."case",
      e.reason, e."correlationId", e.address, e.before, e.after, e.details
    from rows from (jsonb_to_recordset(entries) as (id uuid, action text, outcome text, actor text, person uuid, account uuid,
      client text, about uuid, "targetType" text, target text, unit text, item text, "case" uuid, reason text,
      "correlationId" text, address text, before jsonb, after jsonb, details jsonb)) with ordinality
      as e(id, action, outcome, actor, person, account, client, about, "targetType", target, unit, item, "case", reason,
        "correlationId", address, before, after, details, n)
    returning audit.entry.id;
end $$;
