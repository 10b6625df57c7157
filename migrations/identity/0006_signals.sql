-- identity, 6: Shared Signals: streams of other services, what is still to be told, and how far the changes of accounts were told.
-- Creates only; locks nothing that exists.

create table identity.signal_stream (
  centre text not null check (centre ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  id uuid not null,
  client text not null,
  delivery text not null check (delivery in ('push', 'poll')),
  endpoint text check (char_length(endpoint) <= 1000),
  -- What the receiver wants to be sent as `Authorization`, sealed under a key that is not in the database.
  authorization_sealed bytea,
  events_requested text[] not null check (cardinality(events_requested) <= 50),
  description text check (char_length(description) <= 500),
  status text not null default 'enabled' check (status in ('enabled', 'paused', 'disabled')),
  status_reason text check (char_length(status_reason) <= 500),
  created_at timestamptz not null default clock_timestamp(),
  updated_at timestamptz not null default clock_timestamp(),
  verified_at timestamptz,
  delivered_at timestamptz,
  delivered bigint not null default 0,
  failed_at timestamptz,
  failure text check (char_length(failure) <= 500),
  primary key (centre, id),
  foreign key (centre, client) references identity.client (centre, id) on delete cascade,
  constraint push_has_endpoint check ((delivery = 'push') = (endpoint is not null))
);
create index signal_stream_client on identity.signal_stream (centre, client);

-- A stream is about everybody of its centre, but for these.
create table identity.signal_left_out (
  centre text not null,
  stream uuid not null,
  person uuid not null,
  primary key (centre, stream, person),
  foreign key (centre, stream) references identity.signal_stream (centre, id) on delete cascade
);

-- What happened here and was not put to the streams yet, written with what it tells of.
create table identity.signal (
  centre text not null check (centre ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  id bigint generated always as identity,
  event text not null,
  person uuid,
  account uuid,
  facts jsonb not null,
  at timestamptz not null default clock_timestamp(),
  primary key (centre, id),
  constraint signal_about_somebody check (num_nonnulls(person, account) >= 1)
);

-- How far the changes of accounts that access publishes were put to the streams: all below `seen`, the oldest transaction that ran at the
-- last look, and of the others those that `signal_taken` names. So a transaction that commits late is not passed over, and none is waited for.
create table identity.signal_position (
  centre text primary key check (centre ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  seen xid8 not null default '0'
);
create table identity.signal_taken (
  centre text not null,
  change bigint not null,
  written_by xid8 not null,
  primary key (centre, change),
  foreign key (centre) references identity.signal_position (centre)
);

-- Security event tokens that a stream has not had, in their order. A delivered one is no more.
create table identity.signal_delivery (
  centre text not null,
  stream uuid not null,
  id bigint generated always as identity,
  jti uuid not null,
  -- The person it is about, or the stream itself: within one, in order.
  subject text not null,
  event text not null,
  claims jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'dead')),
  attempts integer not null default 0,
  next_at timestamptz not null default clock_timestamp(),
  failure text check (char_length(failure) <= 500),
  at timestamptz not null default clock_timestamp(),
  primary key (centre, stream, id),
  unique (centre, stream, jti),
  foreign key (centre, stream) references identity.signal_stream (centre, id) on delete cascade
);
create index signal_delivery_subject on identity.signal_delivery (centre, stream, subject, id);
create index signal_delivery_due on identity.signal_delivery (centre, next_at) where state = 'waiting';

do $$
declare t text;
begin
  foreach t in array array['signal_stream', 'signal_left_out', 'signal', 'signal_position', 'signal_taken', 'signal_delivery'] loop
    execute format('alter table identity.%I enable row level security', t);
    execute format($f$create policy own_centre on identity.%I using (centre = current_setting('zhiheng.centre', true))
      with check (centre = current_setting('zhiheng.centre', true))$f$, t);
  end loop;
end $$;

create function identity.tell_signals() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  perform pg_notify('zhiheng_signals', json_build_object('centre', new.centre)::text);
  return null;
end $$;
revoke execute on function identity.tell_signals() from public;
create trigger tell_signals after insert on identity.signal for each row execute function identity.tell_signals();
create trigger tell_signals after insert on identity.signal_delivery for each row execute function identity.tell_signals();

grant select, insert, delete on identity.signal_stream, identity.signal_left_out, identity.signal, identity.signal_position,
  identity.signal_taken, identity.signal_delivery to zhiheng_identity;
grant update (delivery, endpoint, authorization_sealed, events_requested, description, status, status_reason, updated_at, verified_at,
  delivered_at, delivered, failed_at, failure) on identity.signal_stream to zhiheng_identity;
grant update (seen) on identity.signal_position to zhiheng_identity;
grant update (state, attempts, next_at, failure) on identity.signal_delivery to zhiheng_identity;
