-- control, 3: what people are told of by internal control. Creates only; locks nothing that exists.
-- `person` is one of access.published_person: no foreign key leaves a schema.

create table control.notice (
  centre text not null check (centre ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  person uuid not null,
  id uuid not null,
  kind text not null check (kind ~ '^[a-z]+(-[a-z]+)*$'),
  -- Id of what it tells of; of which type that is says the kind.
  about uuid not null,
  -- By when something is to be done. A new deadline is told of anew.
  due_at timestamptz,
  -- Which time it is that one deadline is told of.
  nth smallint not null default 1 check (nth > 0),
  at timestamptz not null default clock_timestamp(),
  seen_at timestamptz,
  -- Read newest first, one person's at a time.
  primary key (centre, person, id),
  -- Whoever tells of the same, in whichever process, tells once.
  constraint notice_told_once unique nulls not distinct (centre, person, kind, about, due_at, nth)
);
create index notice_unseen on control.notice (centre, person) where seen_at is null;
create index notice_at on control.notice (centre, at);

alter table control.notice enable row level security;
create policy own_centre on control.notice using (centre = current_setting('zhiheng.centre', true))
  with check (centre = current_setting('zhiheng.centre', true));
-- Only what is old is dropped, whatever the service is told.
create policy only_old_notices on control.notice as restrictive for delete
  using (at < clock_timestamp() - interval '90 days');
grant select, insert (centre, person, id, kind, about, due_at, nth), update (seen_at), delete on control.notice to zhiheng_control;
