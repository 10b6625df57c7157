-- What finds an entry by its fields moves from the entry to its leaf.
-- Locks: ACCESS EXCLUSIVE on audit.leaf while its rows are written anew and its indexes built, about half a minute a million
-- entries: nobody sequences, searches or proves meanwhile, appends go on. Then on audit.entry for the moment in which its
-- indexes are dropped. Afterwards `vacuum audit.leaf` gives the room of the old rows to the next ones.
--
-- Twelve indexes on audit.entry were more to write than the entry itself, within every change of every service. A leaf is
-- written by the sequencer, many at once, after the change. Its keys are narrow because PostgreSQL leaves pages half empty where wider
-- ones grow in many places: two numbers and an instant, 24 bytes, are the widest whose pages it fills.

-- The number that stands for a value in such a key. Two values may share one: whoever finds an entry by it looks at the entry, too.
-- PostgreSQL lays out hash partitions by the same function, so that it stays what it is from one version to the next.
create function audit.key(value text) returns integer language sql immutable strict parallel safe
  return (hashtextextended(value collate "C", 0) % 2147483647)::integer;

-- The defaults are for whoever inserts behind the sequencer's back; verification names such a leaf.
alter table audit.leaf
  add column at timestamptz not null default clock_timestamp(),
  add column centre_key integer not null generated always as (audit.key(centre)) stored,
  add column action_key integer,
  add column outcome_key integer,
  add column actor_key integer,
  add column person_key integer,
  add column client_key integer,
  add column about_key integer,
  add column target_type_key integer,
  add column target_key integer,
  add column unit_key integer,
  add column item_key integer,
  add column case_key integer,
  add column correlation_key integer,
  add column has_reason boolean not null default false;

-- What the leaf of each entry has to say: the sequencer writes it so, and verification holds it against this.
create view audit.entry_key with (security_invoker = true) as
  select e.centre, e.id, e.at,
    audit.key(e.action) as action_key,
    audit.key(e.outcome) as outcome_key,
    audit.key(e.actor) as actor_key,
    audit.key(e.person::text) as person_key,
    audit.key(e.client) as client_key,
    audit.key(e.about::text) as about_key,
    audit.key(e.target_type) as target_type_key,
    audit.key(e.target) as target_key,
    audit.key(e.unit) as unit_key,
    audit.key(e.item) as item_key,
    audit.key(e."case"::text) as case_key,
    audit.key(e.correlation_id) as correlation_key,
    e.reason is not null as has_reason
  from audit.entry e;

-- The actions that sequenced entries have: who asks for all that begin so follows each by its key. In the order of "C", in which
-- what begins alike lies together.
create table audit.action (
  centre text not null,
  action text collate "C" not null,
  primary key (centre, action)
);
alter table audit.action enable row level security;
create policy centre on audit.action using (centre = current_setting('zhiheng.centre', true))
  with check (centre = current_setting('zhiheng.centre', true));
create trigger keep before update or delete on audit.action for each row execute function audit.refuse_change();
create trigger keep_all before truncate on audit.action for each statement execute function audit.refuse_change();

alter table audit.leaf disable trigger keep;
update audit.leaf l set at = k.at, action_key = k.action_key, outcome_key = k.outcome_key, actor_key = k.actor_key,
  person_key = k.person_key, client_key = k.client_key, about_key = k.about_key, target_type_key = k.target_type_key,
  target_key = k.target_key, unit_key = k.unit_key, item_key = k.item_key, case_key = k.case_key,
  correlation_key = k.correlation_key, has_reason = k.has_reason
from audit.entry_key k where k.centre = l.centre and k.id = l.entry;
alter table audit.leaf enable trigger keep;
insert into audit.action (centre, action)
  select distinct e.centre, e.action from audit.leaf l join audit.entry e on e.centre = l.centre and e.id = l.entry;

do $$
declare field text;
begin
  create index leaf_at on audit.leaf (centre_key, at);
  foreach field in array array['action', 'actor', 'person', 'client', 'about', 'target_type', 'target', 'unit', 'item', 'case',
    'correlation']
  loop
    execute format('create index leaf_%1$s on audit.leaf (centre_key, %1$s_key, at) where %1$s_key is not null', field);
  end loop;
  -- What was done fills the log; the rest is looked for.
  execute format('create index leaf_outcome on audit.leaf (centre_key, outcome_key, at) where outcome_key <> %s', audit.key('done'));
  create index leaf_reason on audit.leaf (centre_key, at) where has_reason;
end $$;
-- One follows from the other: unsaid, PostgreSQL would reckon with fewer rows the more centres there are.
create statistics audit.leaf_centre (dependencies) on centre, centre_key from audit.leaf;
analyze audit.leaf;

-- The sequencer reads by entry_sequence and everybody else by the primary key.
drop index audit.entry_action, audit.entry_actor, audit.entry_person, audit.entry_about, audit.entry_target, audit.entry_unit,
  audit.entry_item, audit.entry_case, audit.entry_outcome, audit.entry_correlation, audit.entry_rare, audit.entry_reason;

revoke all on function audit.key(text) from public;
grant execute on function audit.key(text) to zhiheng_audit;
grant select on audit.entry_key to zhiheng_audit;
grant select, insert on audit.action to zhiheng_audit;
