-- access, 29: lookups that went through whole tables, and functions whose plans do.
-- Three indexes and a constraint anew: its table is read and written by nobody meanwhile, some ten seconds for 100,000 accounts; the
-- other two are only not written to. Then a setting of functions, which locks nothing.

-- The username behind a person and the account that signs in: asked for each person that is shown and at every approval.
create index account_person on access.account (centre, person, created_at desc);
-- The planner took the constraint's index for it, in which a person is found only by going through most of it (1,500 pages of 100,000
-- accounts, where this one is 4). So that one no longer has the person as such.
alter table access.account
  drop constraint username_of_another,
  add constraint username_of_another exclude using gist (centre with =, username with =, (person::text) with <>);
-- What is asked for somebody; the unique ones know pending requests only.
create index request_beneficiary on access.request (centre, beneficiary, id desc);
-- What came of a request.
create index grant_request on access.grant (centre, request);

-- A function keeps its plans for the life of a connection. Made while its tables were small, they read them whole, and go on so
-- when the tables have grown, until these are analysed. Triggers, and what is asked of an account, find each row by its key: the
-- plan that suits a large table suits always.
do $$
declare
  name regprocedure;
begin
  for name in
    select p.oid from pg_proc p
    where p.pronamespace = 'access'::regnamespace
      and (p.prorettype = 'trigger'::regtype or p.proname in ('account_active', 'find_account', 'find_accounts'))
  loop
    execute format('alter function %s set enable_seqscan = off', name);
  end loop;
end $$;
