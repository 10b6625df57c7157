-- access, 53: who keeps out of what concerns which subject, for internal control. Creates a view only; locks nothing.
-- It tells that there is a relation, not which nor to whom: the subject is a keyed hash.
create view access.published_recusal as
  select centre, person, subject from access.relation
  where centre = current_setting('zhiheng.centre', true) and withdrawn_at is null;
grant select on access.published_recusal to zhiheng_control;

-- Whoever acts in internal control is there until their act is committed: a departure waits for it, or it is refused.
grant execute on function access.hold_account(text, uuid) to zhiheng_control;
