-- control, 15: an event about a doubt also names the case in doubt, which the receiver knows. Adds a column without default; locks
-- control.webhook_delivery for a moment.
alter table control.webhook_delivery add column "case" uuid;
grant insert ("case") on control.webhook_delivery to zhiheng_control;
