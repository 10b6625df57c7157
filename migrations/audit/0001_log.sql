-- The append-only log of each centre. Forward only; runs in one transaction as the owner of the database.
-- Locks: nothing that exists; it only creates. `audit.ensure_partitions` later takes ACCESS EXCLUSIVE on the
-- (normally empty) default partition for the moment in which a month is attached; appends to other partitions go on.
-- `centre` leads every key and index and nothing refers across centres, so that tables can be distributed by it
-- (Citus: with `citus.enable_unsafe_triggers`, the triggers here look at nothing but their own row).

create schema audit;
grant usage on schema audit to zhiheng_audit, zhiheng_access, zhiheng_identity, zhiheng_control;

-- The log of a centre: named and bound to its hash function once and for all at its founding.
create table audit.log (
  centre text primary key check (centre ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  origin text not null check (origin <> '' and char_length(origin) <= 200 and origin !~ '[[:space:]+]'),
  hash text not null default 'sha256' check (hash in ('sha256', 'sm3')),
  created_at timestamptz not null default clock_timestamp()
);

-- What happened. `xid` is the transaction that wrote the row: it orders the log and is no part of the hashed bytes.
create table audit.entry (
  centre text not null,
  id uuid not null,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null,
  action varchar(100) not null,
  outcome text not null,
  actor varchar(200),
  person uuid,
  account uuid,
  client varchar(200),
  about uuid,
  target_type varchar(200),
  target varchar(200),
  unit varchar(200),
  item varchar(200),
  "case" uuid,
  reason varchar(2000),
  correlation_id varchar(200),
  address varchar(200),
  before jsonb,
  after jsonb,
  details jsonb,
  primary key (centre, id),
  -- Lengths are in the types and the rest in one constraint: PostgreSQL unpacks each constraint anew for every
  -- statement, and twenty of them cost a single append more than its indexes do.
  constraint entry_well_formed check (
    outcome in ('done', 'allowed', 'denied', 'failed') and action <> ''
    and jsonb_typeof(before) = 'object' and jsonb_typeof(after) = 'object' and jsonb_typeof(details) = 'object')
) partition by range (id);

-- The sequencer reads in this order and no other.
create index entry_sequence on audit.entry (centre, xid, id);
create index entry_action on audit.entry (centre, action, id);
create index entry_actor on audit.entry (centre, actor, id) where actor is not null;
create index entry_person on audit.entry (centre, person, id) where person is not null;
create index entry_about on audit.entry (centre, about, id) where about is not null;
create index entry_target on audit.entry (centre, target, id) where target is not null;
create index entry_unit on audit.entry (centre, unit, id) where unit is not null;
create index entry_item on audit.entry (centre, item, id) where item is not null;
create index entry_case on audit.entry (centre, "case", id) where "case" is not null;
-- What was done fills the log; what was refused or failed is rare, and looked for.
create index entry_outcome on audit.entry (centre, outcome, id) where outcome in ('denied', 'failed');
create index entry_correlation on audit.entry (centre, correlation_id, id) where correlation_id is not null;

-- The place of an entry in the centre's Merkle tree.
create table audit.leaf (
  centre text not null,
  index bigint not null check (index >= 0),
  entry uuid not null,
  primary key (centre, index),
  unique (centre, entry)
);

-- C2SP tlog-tiles: `data` holds `width` hashes of 32 bytes; only a tile of the right edge has a width below 256.
create table audit.tile (
  centre text not null,
  level smallint not null check (level between 0 and 63),
  n bigint not null check (n >= 0),
  width smallint not null check (width between 1 and 256),
  data bytea not null check (octet_length(data) = 32 * width),
  primary key (centre, level, n)
);

-- Signed tree heads (C2SP signed notes). The key allows one root for one size.
create table audit.checkpoint (
  centre text not null,
  size bigint not null check (size >= 0),
  root bytea not null check (octet_length(root) = 32),
  note text not null check (octet_length(note) <= 65535),
  at timestamptz not null default clock_timestamp(),
  primary key (centre, size)
);

-- How far the sequencer has come: the last row that it gave an index, and the tree's size.
create table audit.position (
  centre text primary key,
  xid xid8 not null,
  id uuid not null,
  size bigint not null check (size >= 0)
);

do $$
declare name text;
begin
  foreach name in array array['log', 'entry', 'leaf', 'tile', 'checkpoint', 'position'] loop
    execute format('alter table audit.%I enable row level security', name);
    execute format('create policy centre on audit.%I using (centre = current_setting(''zhiheng.centre'', true))'
      ' with check (centre = current_setting(''zhiheng.centre'', true))', name);
  end loop;
end $$;

-- Nobody changes what is written, the owner included.
create function audit.refuse_change() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception 'audit.% is append-only: % is refused', tg_table_name, tg_op using errcode = 'insufficient_privilege';
end $$;

create function audit.only_extend() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if (new.centre, new.level, new.n) is distinct from (old.centre, old.level, old.n)
    or new.width <= old.width or substr(new.data, 1, octet_length(old.data)) <> old.data then
    raise exception 'audit.tile only grows' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

create function audit.only_advance() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.centre <> old.centre or new.size < old.size or (new.xid, new.id) < (old.xid, old.id) then
    raise exception 'audit.position only advances' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;

do $$
declare name text;
begin
  foreach name in array array['log', 'entry', 'leaf', 'checkpoint'] loop
    execute format('create trigger keep before update or delete on audit.%I for each row execute function audit.refuse_change()', name);
  end loop;
  foreach name in array array['tile', 'position'] loop
    execute format('create trigger keep before delete on audit.%I for each row execute function audit.refuse_change()', name);
  end loop;
  foreach name in array array['log', 'entry', 'leaf', 'checkpoint', 'tile', 'position'] loop
    execute format('create trigger keep_all before truncate on audit.%I for each statement execute function audit.refuse_change()', name);
  end loop;
end $$;
create trigger extend before update on audit.tile for each row execute function audit.only_extend();
create trigger advance before update on audit.position for each row execute function audit.only_advance();

-- UUIDv7 (RFC 9562) of an instant; the 12 bits after the version hold the fraction of the millisecond (method 3).
create function audit.uuidv7(p_at timestamptz) returns uuid language sql volatile as $$
  select (lpad(to_hex(micros / 1000), 12, '0') || '7' || lpad(to_hex(micros % 1000 * 4096 / 1000), 3, '0')
    || right(replace(gen_random_uuid()::text, '-', ''), 16))::uuid
  from (select floor(extract(epoch from p_at) * 1000000)::bigint as micros) as instant
$$;

-- The least UUIDv7 of an instant: where a month's partition begins, where a time range of a query begins.
create function audit.first_id(p_at timestamptz) returns uuid language sql immutable set search_path = pg_catalog, pg_temp as $$
  select rpad(lpad(to_hex(floor(extract(epoch from p_at) * 1000)::bigint), 12, '0'), 32, '0')::uuid
$$;

-- A partition for each month (UTC) from the present one to `ahead` months on, and one for ids outside of all months.
-- A month of which the default partition already holds rows stays there: moving them would be a change.
create function audit.ensure_partitions(ahead integer default 3) returns setof text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  name text;
  month timestamp;
  first_of_month uuid;
  next_month uuid;
  taken boolean;
begin
  perform pg_advisory_xact_lock(7240011);
  if to_regclass('audit.entry_other') is null then
    create table audit.entry_other partition of audit.entry default;
    perform audit.guard_partition('entry_other');
  end if;
  for step in 0 .. least(greatest(ahead, 0), 120) loop
    month := date_trunc('month', clock_timestamp() at time zone 'UTC') + make_interval(months => step);
    name := 'entry_' || to_char(month, 'YYYY_MM');
    continue when to_regclass('audit.' || name) is not null;
    first_of_month := audit.first_id(month at time zone 'UTC');
    next_month := audit.first_id((month + interval '1 month') at time zone 'UTC');
    select exists (select from audit.entry_other where id >= first_of_month and id < next_month) into taken;
    continue when taken;
    execute format('create table audit.%I (like audit.entry including defaults including constraints)', name);
    execute format('alter table audit.entry attach partition audit.%I for values from (%L) to (%L)', name, first_of_month, next_month);
    perform audit.guard_partition(name);
    return next name;
  end loop;
end $$;

-- Row triggers come with the parent; row-level security and the guard against truncation do not.
create function audit.guard_partition(p_name text) returns void language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  execute format('alter table audit.%I enable row level security', p_name);
  execute format('create policy centre on audit.%I using (centre = current_setting(''zhiheng.centre'', true))'
    ' with check (centre = current_setting(''zhiheng.centre'', true))', p_name);
  execute format('create trigger keep_all before truncate on audit.%I for each statement execute function audit.refuse_change()', p_name);
end $$;

-- Founds the log of the present centre; once founded it stays as it is.
create function audit.found_log(p_centre text, p_origin text, p_hash text default 'sha256') returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if p_centre is distinct from current_setting('zhiheng.centre', true) then
    raise exception 'audit.found_log: % is not the present centre', p_centre using errcode = 'insufficient_privilege';
  end if;
  insert into audit.log (centre, origin, hash) values (p_centre, p_origin, p_hash) on conflict do nothing;
  insert into audit.position (centre, xid, id, size)
    values (p_centre, '0', '00000000-0000-0000-0000-000000000000', 0) on conflict do nothing;
end $$;

-- The one door into the log: writes one entry (an object) or many (an array) in the caller's transaction and gives
-- their ids in order. Keys are those of `EntryInput` in packages/contracts; null counts as absent.
-- It notifies nobody: transactions that notify commit one after the other, each with its own flush, which at 32
-- writers took more than half of the throughput. The sequencer looks several times a second instead.
create function audit.append(p_centre text, p_entries jsonb) returns setof uuid
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  entries jsonb := case when jsonb_typeof(p_entries) = 'array' then p_entries else jsonb_build_array(p_entries) end;
  fields constant text[] := array['id', 'action', 'outcome', 'actor', 'person', 'account', 'client', 'about', 'targetType', 'target',
    'unit', 'item', 'case', 'reason', 'correlationId', 'address', 'before', 'after', 'details'];
  whole text := entries::text;
  now_at timestamptz := clock_timestamp();
  oldest uuid := audit.first_id(now_at - interval '31 days');
  newest uuid := audit.first_id(now_at + interval '1 day');
  fault text;
begin
  if p_centre is distinct from current_setting('zhiheng.centre', true) then
    raise exception 'audit.append: % is not the present centre', p_centre using errcode = 'insufficient_privilege';
  end if;
  if not exists (select from audit.log where centre = p_centre) then
    raise exception 'audit.append: centre % has no log', p_centre using errcode = 'foreign_key_violation';
  end if;

  -- Each check looks at the whole first, which settles it for nearly every call: this runs within every change.
  select (select key from jsonb_object_keys(e - fields) as key limit 1) into fault
  from jsonb_array_elements(entries) as e where e - fields <> '{}' limit 1;
  if fault is not null then
    raise exception 'audit.append: unknown field %', fault using errcode = 'invalid_parameter_value';
  end if;
  -- RFC 8785 knows only numbers of IEEE 754; the log takes none that would lose digits on the way to its hash.
  if whole ~ '[0-9]{16}'
    and jsonb_path_exists(entries, '$.** ? (@.type() == "number" && (@ > 9007199254740991 || @ < -9007199254740991))') then
    raise exception 'audit.append: a number beyond 2^53' using errcode = 'numeric_value_out_of_range';
  end if;
  -- 65,535 bytes is what an entry bundle can hold. PostgreSQL's text is never shorter than the canonical one;
  -- 300 bytes are set aside for id, time and centre.
  if octet_length(whole) > 65535 - 300
    and exists (select from jsonb_array_elements(entries) as e where octet_length(e::text) > 65535 - 300) then
    raise exception 'audit.append: the entry is longer than 65,535 bytes' using errcode = 'program_limit_exceeded';
  end if;
  -- An id of a far time would lie in the wrong month.
  select e ->> 'id' into fault from jsonb_array_elements(entries) as e
  where e ->> 'id' is not null
    and (substr((e ->> 'id')::uuid::text, 15, 1) <> '7' or (e ->> 'id')::uuid < oldest or (e ->> 'id')::uuid >= newest) limit 1;
  if fault is not null then
    raise exception 'audit.append: % is no UUIDv7 of these days', fault using errcode = 'invalid_parameter_value';
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

-- The centres in which committed rows wait for their index. A transaction still running anywhere holds back what
-- began after it, so that the order (xid, id) is never filled in later. A position that lies ahead of every transaction
-- comes of a dump loaded into a younger cluster: its centre is named too, so that the sequencer finds and reports it.
-- Asked ten times a second: only the last row of each centre is looked up, whatever the size of the log.
create function audit.waiting() returns setof text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select position.centre from audit.position
  where position.xid >= pg_snapshot_xmax(pg_current_snapshot())
    or (position.xid, position.id) < (
      select entry.xid, entry.id from audit.entry
      where entry.centre = position.centre and entry.xid < pg_snapshot_xmin(pg_current_snapshot())
      order by entry.xid desc, entry.id desc limit 1)
$$;

select audit.ensure_partitions();

revoke all on all functions in schema audit from public;
grant execute on function audit.append(text, jsonb) to zhiheng_audit, zhiheng_access, zhiheng_identity, zhiheng_control;
grant execute on function audit.found_log(text, text, text) to zhiheng_access;
grant execute on function audit.waiting(), audit.ensure_partitions(integer), audit.first_id(timestamptz) to zhiheng_audit;
grant select on audit.log, audit.entry, audit.leaf, audit.tile, audit.checkpoint, audit.position to zhiheng_audit;
grant insert on audit.leaf, audit.tile, audit.checkpoint to zhiheng_audit;
grant update (width, data) on audit.tile to zhiheng_audit;
grant update (xid, id, size) on audit.position to zhiheng_audit;
