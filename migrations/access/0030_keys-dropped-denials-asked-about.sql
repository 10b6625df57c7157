-- access, 30: keys of retries are dropped after a time; a request may say which denial it is to cure.
-- An index is built while no key is written, and its check made anew in one reading: moments, for a table of retries.

-- AuthZEN's access requests are retried by their caller's own keys as well.
alter table access.idempotency
  drop constraint idempotency_operation_check,
  add constraint idempotency_operation_check
    check (operation in ('case', 'step', 'departure', 'relation', 'deputy', 'certification', 'access-request'));

-- The oldest first. Nothing younger than a day is dropped by anybody, whatever the service is told.
create index idempotency_at on access.idempotency (centre, at);
create policy only_old_keys on access.idempotency as restrictive for delete
  using (at < clock_timestamp() - interval '1 day');
grant delete on access.idempotency to zhiheng_access;

-- A request that came from a denial, as AuthZEN's draft Access Request and Approval Profile has it: which decision it was (so which
-- entry of the log), and the machine client that asked in the person's name.
create table access.request_denial (
  centre text not null,
  request uuid not null,
  evaluation uuid not null,
  client text,
  primary key (centre, request),
  foreign key (centre, request) references access.request (centre, id)
);
alter table access.request_denial enable row level security;
create policy own_centre on access.request_denial using (centre = current_setting('zhiheng.centre', true))
  with check (centre = current_setting('zhiheng.centre', true));
grant select, insert on access.request_denial to zhiheng_access;
