-- access, 62: to which account the money of a case goes.
-- One new column, empty: nothing is rewritten; the index is of what has one.

-- keyed hash of the account; never its number
alter table access.case add column payee_account bytea check (octet_length(payee_account) = 32);
create index case_payee_account on access.case (centre, payee_account, opened_at) where payee_account is not null;

create or replace view access.published_case as
  select centre, id as "case", item, unit, reference, subject, amount_fen, channel, state, round, opened_at, closed_at, payee_account
  from access.case where centre = current_setting('zhiheng.centre', true);
