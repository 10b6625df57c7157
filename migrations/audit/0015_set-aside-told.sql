-- Locks: none, a privilege is granted. The service tells until when a month that left the log is set aside.
grant execute on function audit.set_aside_for() to zhiheng_audit;
