-- control, 10: webhooks: other systems that are told what people are told of, and what each has still to be told (outbox).
-- Creates only; locks nothing that exists. `created_by` is one of access.published_person: no foreign key leaves a schema.

create table control.webhook (
  centre text not null check (centre ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  id uuid not null,
  -- Never in the log: a path may be a secret of the receiver's.
  url text not null check (length(url) between 8 and 1000),
  description text not null default '' check (length(description) <= 500),
  kinds text[] not null check (cardinality(kinds) between 1 and 100),
  -- Sealed with a key of the deployment's secret: who has the database alone can sign nothing.
  secret_sealed bytea not null,
  -- The secret before the last rotation signs beside its own until then.
  previous_sealed bytea,
  previous_until timestamptz,
  state text not null default 'active' check (state in ('active', 'paused', 'ended')),
  created_by uuid not null,
  created_at timestamptz not null default clock_timestamp(),
  rotated_at timestamptz,
  ended_at timestamptz,
  -- Tries that failed since the last that did not.
  failures integer not null default 0 check (failures >= 0),
  failed_at timestamptz,
  failure text check (length(failure) between 1 and 60),
  delivered_at timestamptz,
  -- One process at a time sends to it, and is taken to be alive until then.
  leased_by uuid,
  leased_until timestamptz,
  primary key (centre, id),
  check ((previous_sealed is null) = (previous_until is null)),
  check ((leased_by is null) = (leased_until is null)),
  check ((state = 'ended') = (ended_at is not null))
);

create table control.webhook_delivery (
  centre text not null,
  webhook uuid not null,
  -- What is written first is sent first.
  seq bigint generated always as identity,
  -- The receiver's webhook-id: the same at each try.
  id uuid not null default gen_random_uuid(),
  kind text not null check (kind ~ '^[a-z]+(-[a-z]+)*$'),
  about_type text not null check (about_type ~ '^[a-z]+(-[a-z]+)*$'),
  about uuid not null,
  unit text,
  due_at timestamptz,
  nth smallint not null default 1 check (nth > 0),
  at timestamptz not null default clock_timestamp(),
  state text not null default 'pending' check (state in ('pending', 'delivered', 'dead')),
  attempts smallint not null default 0 check (attempts >= 0),
  next_at timestamptz not null default clock_timestamp(),
  failure text check (length(failure) between 1 and 60),
  settled_at timestamptz,
  primary key (centre, webhook, seq),
  unique (centre, id),
  foreign key (centre, webhook) references control.webhook (centre, id),
  check ((state = 'pending') = (settled_at is null))
);
-- One event is one delivery, however many people are told of it and whoever comes to it.
create unique index webhook_event_once on control.webhook_delivery (centre, webhook, kind, about, due_at, nth) nulls not distinct
  where kind <> 'test';
create index webhook_delivery_pending on control.webhook_delivery (centre, webhook, seq) where state = 'pending';
create index webhook_delivery_dead on control.webhook_delivery (centre, webhook, seq) where state = 'dead';
create index webhook_delivery_at on control.webhook_delivery (centre, at);

create function control.webhook_only_moves() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if old.state = 'ended' then
    raise exception 'a webhook that has ended stays so' using errcode = '23514', constraint = 'webhook_only_moves';
  end if;
  return new;
end $$;
create trigger webhook_only_moves before update on control.webhook for each row execute function control.webhook_only_moves();

create function control.webhook_delivery_only_moves() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if new.state <> old.state and old.state || '>' || new.state <> all (array['pending>delivered', 'pending>dead', 'dead>pending'])
    or old.state = 'delivered'
  then
    raise exception 'a delivery moves as it is drawn' using errcode = '23514', constraint = 'webhook_delivery_only_moves';
  end if;
  return new;
end $$;
create trigger webhook_delivery_only_moves before update on control.webhook_delivery
  for each row execute function control.webhook_delivery_only_moves();
revoke execute on function control.webhook_only_moves(), control.webhook_delivery_only_moves() from public;

do $$
declare t text;
begin
  foreach t in array array['webhook', 'webhook_delivery'] loop
    execute format('alter table control.%I enable row level security', t);
    execute format($f$create policy own_centre on control.%I using (centre = current_setting('zhiheng.centre', true))
      with check (centre = current_setting('zhiheng.centre', true))$f$, t);
    execute format('grant select on control.%I to zhiheng_control', t);
  end loop;
end $$;
-- Only what is old is dropped, whatever the service is told.
create policy only_old_deliveries on control.webhook_delivery as restrictive for delete
  using (at < clock_timestamp() - interval '30 days');
grant insert (centre, id, url, description, kinds, secret_sealed, created_by),
  update (kinds, secret_sealed, previous_sealed, previous_until, state, rotated_at, ended_at, failures, failed_at, failure, delivered_at,
    leased_by, leased_until) on control.webhook to zhiheng_control;
grant insert (centre, webhook, kind, about_type, about, unit, due_at, nth), delete,
  update (state, attempts, next_at, failure, settled_at) on control.webhook_delivery to zhiheng_control;
