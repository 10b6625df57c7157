-- control, 13: to whom overdue doubts were taken, and the amount below which a line of a list is no doubt. Creates, and adds columns with
-- constant defaults; locks control.doubt_import for a moment.
create table control.doubt_escalation (
  centre text not null check (centre ~ '^[a-z0-9][a-z0-9-]{0,62}$'),
  -- All doubts of one unit that were due at one instant go together: a list may bring thousands.
  due_at timestamptz not null,
  unit text not null,
  after_days smallint not null check (after_days > 0),
  post text not null check (post in ('section-head', 'deputy-director', 'director')),
  doubts integer not null check (doubts > 0),
  at timestamptz not null default clock_timestamp(),
  -- Each step once, whichever process comes to it.
  primary key (centre, due_at, unit, after_days)
);
alter table control.doubt_escalation enable row level security;
create policy own_centre on control.doubt_escalation using (centre = current_setting('zhiheng.centre', true))
  with check (centre = current_setting('zhiheng.centre', true));
grant select, insert (centre, due_at, unit, after_days, post, doubts) on control.doubt_escalation to zhiheng_control;

alter table control.doubt_import
  -- As it was when the list was read, so that what is looked at is what is brought.
  add column min_amount_fen bigint not null default 0 check (min_amount_fen >= 0),
  add column below integer not null default 0 check (below >= 0);
grant insert (min_amount_fen), update (below) on control.doubt_import to zhiheng_control;
