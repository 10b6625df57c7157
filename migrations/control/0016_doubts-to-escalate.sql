-- control, 16: how far each doubt was taken, so that only what is still to be told is read. Adds a column with a constant default and two indexes;
-- control.doubt is locked against writing while they are built: some seconds for a million.
alter table control.doubt
  -- After how many working days past its deadline it was last taken further, with all of its unit that were due then.
  add column taken_after smallint not null default 0 check (taken_after >= 0);
grant update (taken_after) on control.doubt to zhiheng_control;
create index doubt_to_escalate on control.doubt (centre, taken_after, due_at, unit)
  where state in ('open', 'assigned', 'verifying', 'needs-more');
create index doubt_overdue_untold on control.doubt (centre, due_at)
  where overdue_told_at is null and state in ('open', 'assigned', 'verifying', 'needs-more');
