-- access, 40: drafts and comments are kept once under their caller's keys of retries as well.
-- The check is made anew in one reading: moments, for a table of retries.

alter table access.idempotency
  drop constraint idempotency_operation_check,
  add constraint idempotency_operation_check check (operation in
    ('case', 'step', 'departure', 'relation', 'deputy', 'certification', 'access-request', 'draft', 'comment'));
