-- access, 1 of 4: centres, units, people, accounts, items, roles, rules, chains.
-- Creates only; locks nothing that exists.
create extension if not exists btree_gist with schema public;
create schema access;

create table access.centre (
  centre text primary key check (centre ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  id uuid not null,
  name jsonb not null,
  -- Raised by every change of grants or policy, and `policy_epoch` with it when units, items, roles, rules or chains change.
  epoch bigint not null default 1,
  policy_epoch bigint not null default 1,
  founded_at timestamptz not null default clock_timestamp(),
  -- Grants without a request may be written by the transaction that founds the centre, and by no other.
  founded_in xid8 not null default pg_current_xact_id()
);

create table access.unit (
  centre text not null references access.centre,
  code text not null check (code ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  id uuid not null,
  parent text,
  kind text not null,
  name jsonb not null,
  primary key (centre, code),
  unique (centre, id),
  foreign key (centre, parent) references access.unit (centre, code),
  check (parent <> code)
);
create unique index unit_one_root on access.unit (centre) where parent is null;

create table access.item (
  centre text not null,
  code text not null check (code ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  id uuid not null,
  name jsonb not null,
  insurance text not null,
  unit text not null,
  risk smallint not null check (risk between 1 and 3),
  moves_fund boolean not null,
  duties text[] not null check (cardinality(duties) between 1 and 12),
  channels text[] not null,
  primary key (centre, code),
  unique (centre, id),
  foreign key (centre, unit) references access.unit (centre, code)
);

create table access.role (
  centre text not null references access.centre,
  code text not null check (code ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  id uuid not null,
  name jsonb not null,
  risk smallint not null check (risk between 1 and 3),
  primary key (centre, code),
  unique (centre, id)
);

create table access.role_permission (
  centre text not null,
  role text not null,
  ordinal smallint not null,
  action text not null,
  resource text not null,
  items text[],
  conditions jsonb,
  effect text not null default 'allow' check (effect in ('allow', 'deny')),
  primary key (centre, role, ordinal),
  foreign key (centre, role) references access.role (centre, code)
);

create table access.role_inheritance (
  centre text not null,
  role text not null,
  inherits text not null check (inherits <> role),
  primary key (centre, role, inherits),
  foreign key (centre, role) references access.role (centre, code),
  foreign key (centre, inherits) references access.role (centre, code)
);

create table access.rule (
  centre text not null references access.centre,
  code text not null check (code ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  id uuid not null,
  kind text not null check (kind in ('static', 'session', 'case', 'recusal', 'ceiling')),
  effect text not null check (effect in ('block', 'observe')),
  name jsonb not null,
  source text not null,
  definition jsonb not null,
  primary key (centre, code),
  unique (centre, id)
);

create table access.chain (
  centre text not null references access.centre,
  change text not null check (change in ('grant', 'revoke', 'extend', 'exception', 'role-content', 'rule')),
  risk smallint not null check (risk between 1 and 3),
  -- '' stands for every kind of unit
  unit_kind text not null default '',
  stages jsonb not null check (jsonb_array_length(stages) between 1 and 12),
  primary key (centre, change, risk, unit_kind)
);

create table access.person (
  centre text not null,
  id uuid not null,
  staff_number text not null,
  name text not null,
  unit text not null,
  post text not null,
  state text not null default 'active' check (state in ('active', 'departed')),
  created_at timestamptz not null default clock_timestamp(),
  primary key (centre, id),
  unique (centre, staff_number),
  foreign key (centre, unit) references access.unit (centre, code)
);
create index person_unit on access.person (centre, unit);

create table access.account (
  centre text not null,
  id uuid not null,
  person uuid not null,
  username text not null check (username ~ '^[a-z0-9][a-z0-9._-]{0,62}$'),
  state text not null default 'active' check (state in ('active', 'disabled')),
  created_at timestamptz not null default clock_timestamp(),
  disabled_at timestamptz,
  disabled_reason text,
  primary key (centre, id),
  foreign key (centre, person) references access.person (centre, id),
  check ((state = 'disabled') = (disabled_at is not null)),
  -- A username belongs to one person for ever: the log names people by it.
  constraint username_of_another exclude using gist (centre with =, username with =, person with <>)
);
create unique index account_one_active on access.account (centre, person) where state = 'active';
create unique index account_username_active on access.account (centre, username) where state = 'active';
create index account_username on access.account (centre, username);
