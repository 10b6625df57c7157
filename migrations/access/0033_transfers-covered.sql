-- access, 33: a transfer says who covers what it leaves without a second person.
-- One column, which nobody may change afterwards: the service updates the others only.

-- {"by": [person], "until": instant, "note": text, "duties": [{"item", "unit", "duty", "remaining"}]}
alter table access.transfer add column cover jsonb check (jsonb_typeof(cover) = 'object');
