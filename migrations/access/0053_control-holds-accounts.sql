-- access, 53: internal control, too, holds who decides and who asked until its transaction ends, so that nobody decides who has left.
-- Grants only; locks nothing.
grant execute on function access.hold_account(text, uuid) to zhiheng_control;
