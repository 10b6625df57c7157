-- access, 33: a campaign of certification reminds more than once.
-- One table; then a column goes, in which one reminder had room: of the version before no process reads campaigns any more.

create table access.certification_reminder (
  centre text not null,
  certification uuid not null,
  occasion text not null check (occasion in ('half-time', 'three-days', 'one-day', 'overdue')),
  -- The deadline that it reminds of; of one that is missed the end of the day on which it does.
  until timestamptz not null,
  at timestamptz not null default clock_timestamp(),
  -- Each once, however many processes look.
  primary key (centre, certification, occasion, until),
  foreign key (centre, certification) references access.certification (centre, id)
);

insert into access.certification_reminder (centre, certification, occasion, until, at)
  select centre, id, 'one-day', due_at, reminded_at from access.certification where reminded_at is not null;
alter table access.certification drop column reminded_at;

alter table access.certification_reminder enable row level security;
create policy own_centre on access.certification_reminder using (centre = current_setting('zhiheng.centre', true))
  with check (centre = current_setting('zhiheng.centre', true));
grant select, insert on access.certification_reminder to zhiheng_access;
