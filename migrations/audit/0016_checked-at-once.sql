-- Locks: none that lasts; appends under way end by the function as it was.
-- What `audit.append` asked of its entries was as much work as writing them: the whole was made text and searched by two expressions, and its
-- entries were gone through three times and, where they were many, made text once more. Now each is looked at once, by what settles it for
-- nearly all: only those that it suspects are held, as before, against each rule in turn, which says what is wrong.

-- Refuses entries that break a rule, the first rule first. `p_own`: the log itself may speak of how it is kept.
create function audit.refuse_faulty(entries jsonb, p_own boolean, p_oldest uuid, p_newest uuid) returns void
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  fields constant text[] := array['id', 'action', 'outcome', 'actor', 'person', 'account', 'client', 'about', 'targetType', 'target',
    'unit', 'item', 'case', 'reason', 'correlationId', 'address', 'before', 'after', 'details'];
  fault text;
begin
  select (select key from jsonb_object_keys(e - fields) as key limit 1) into fault
  from jsonb_array_elements(entries) as e where e - fields <> '{}' limit 1;
  if fault is not null then
    raise exception 'audit.append: unknown field %', fault using errcode = 'invalid_parameter_value';
  end if;
  if not p_own and exists (select from jsonb_array_elements(entries) as e
      where e ->> 'action' ~ '^(month|removal|retention|hold|erasure|subject)\.') then
    raise exception 'audit.append: only the log itself says how it is kept' using errcode = 'insufficient_privilege';
  end if;
  -- RFC 8785 knows only numbers of IEEE 754; the log takes none that would lose digits on the way to its hash.
  if jsonb_path_exists(entries, '$.** ? (@.type() == "number" && (@ > 9007199254740991 || @ < -9007199254740991))') then
    raise exception 'audit.append: a number beyond 2^53' using errcode = 'numeric_value_out_of_range';
  end if;
  if exists (
    select from jsonb_path_query(entries, '$.** ? (@.type() == "object")') as object, jsonb_object_keys(object) as name
    where name ~ '[\x01-\x1f"\\]') then
    raise exception 'audit.append: a name with a quote, a backslash or a control character' using errcode = 'invalid_parameter_value';
  end if;
  -- 65,535 bytes is what an entry bundle can hold. PostgreSQL's text is never shorter than the canonical one;
  -- 300 bytes are set aside for id, time and centre.
  if exists (select from jsonb_array_elements(entries) as e where octet_length(e::text) > 65535 - 300) then
    raise exception 'audit.append: the entry is longer than 65,535 bytes' using errcode = 'program_limit_exceeded';
  end if;
  -- An id of a far time would lie in the wrong month.
  select e ->> 'id' into fault from jsonb_array_elements(entries) as e
  where e ->> 'id' is not null
    and (substr((e ->> 'id')::uuid::text, 15, 1) <> '7' or (e ->> 'id')::uuid < p_oldest or (e ->> 'id')::uuid >= p_newest) limit 1;
  if fault is not null then
    raise exception 'audit.append: % is no UUIDv7 of these days', fault using errcode = 'invalid_parameter_value';
  end if;
end $$;

-- The one door into the log: writes one entry (an object) or many (an array) in the caller's transaction and gives
-- their ids in order. Keys are those of `EntryInput` in packages/contracts; null counts as absent.
-- It notifies nobody: transactions that notify commit one after the other, each with its own flush, which at 32
-- writers took more than half of the throughput. The sequencer looks several times a second instead.
create or replace function audit.append(p_centre text, p_entries jsonb) returns setof uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  entries jsonb := case when jsonb_typeof(p_entries) = 'array' then p_entries else jsonb_build_array(p_entries) end;
  fields constant text[] := array['id', 'action', 'outcome', 'actor', 'person', 'account', 'client', 'about', 'targetType', 'target',
    'unit', 'item', 'case', 'reason', 'correlationId', 'address', 'before', 'after', 'details'];
  now_at timestamptz := clock_timestamp();
  oldest uuid := audit.first_id(now_at - interval '31 days');
  newest uuid := audit.first_id(now_at + interval '1 day');
  -- Whose connection it is; the present user is this function's owner.
  acting text := coalesce(nullif(current_setting('role'), 'none'), session_user);
  own boolean := acting = 'zhiheng_audit' or pg_has_role(acting, current_user, 'usage');
  suspects jsonb;
begin
  if p_centre is distinct from current_setting('zhiheng.centre', true) then
    raise exception 'audit.append: % is not the present centre', p_centre using errcode = 'insufficient_privilege';
  end if;
  if not exists (select from audit.log where centre = p_centre) then
    raise exception 'audit.append: centre % has no log', p_centre using errcode = 'foreign_key_violation';
  end if;

  -- This runs within every change, and suspects whatever a rule refuses; beyond that only an entry whose texts have a quote, a backslash or a
  -- line feed. One expression over the text is half of what it costs to ask each value for its size: that is asked where it has 16 digits in a row.
  select jsonb_agg(e order by n) into suspects
  from (select e, n, e::text as written, e ->> 'id' as id from jsonb_array_elements(entries) with ordinality as t(e, n) offset 0) as one
  where jsonb_typeof(e) <> 'object' or e - fields <> '{}' or octet_length(written) > 65535 - 300
    or (written ~ '\\|[0-9]{16}' and (strpos(written, '\') > 0
      or jsonb_path_exists(e, '$.** ? (@.type() == "number" && (@ > 9007199254740991 || @ < -9007199254740991))')))
    or (not own and split_part(e ->> 'action', '.', 1) in ('month', 'removal', 'retention', 'hold', 'erasure', 'subject'))
    or (id is not null and not (pg_input_is_valid(id, 'uuid')
      and substr(id::uuid::text, 15, 1) = '7' and id::uuid >= oldest and id::uuid < newest));
  if suspects is not null then
    perform audit.refuse_faulty(suspects, own, oldest, newest);
  end if;

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
    order by e.n
    returning audit.entry.id;
end $$;

revoke all on function audit.refuse_faulty(jsonb, boolean, uuid, uuid) from public;
