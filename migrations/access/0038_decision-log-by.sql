-- access: who set that permitted decisions on a type of resource are logged. Null for what was set before.
-- Adds a column without a default: rewrites nothing.
alter table access.logged_type
  add column set_by uuid,
  add foreign key (centre, set_by) references access.person (centre, id);
