-- access, 63: who shares an account is told by the index by accounts alone. Replaces an index of the cases that name one, which business systems
-- have only begun to do; locks access.case while it reads them.
drop index access.case_payee_account;
create index case_payee_account on access.case (centre, payee_account, opened_at) include (subject) where payee_account is not null;
