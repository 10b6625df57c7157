-- access, 40: what is published of a role says that its risk is the written one. What it counts as hangs on its items and on what it
-- inherits, and is told by the access service. Exchanges a view.

drop view access.published_role;
create view access.published_role as
  select centre, code as role, name, risk as declared_risk from access.role where centre = current_setting('zhiheng.centre', true);
grant select on access.published_role to zhiheng_audit, zhiheng_control, zhiheng_identity;
