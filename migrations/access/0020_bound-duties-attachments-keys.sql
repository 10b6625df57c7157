-- access, 20: duties bound to one person, references to documents, keys of retries, steps by time.
-- Adds columns without rewriting a table; exchanges the key of case_person and builds two indexes, each held for the time
-- that takes.

-- Groups of duties of an item that one person has to do together: [["handle", "correct"]].
alter table access.item add column bound jsonb not null default '[]' check (jsonb_typeof(bound) = 'array');

-- A further duty of one person on a case also has a place where it is bound to one that they have: its row names that one.
alter table access.case_person
  add column bound_to text not null default '',
  drop constraint case_one_duty_a_person,
  add constraint case_one_duty_a_person primary key (centre, "case", person, exception, bound_to);

create function access.case_person_is_bound() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if not exists (
      select from access.case c join access.item i on i.centre = c.centre and i.code = c.item
        cross join jsonb_array_elements(i.bound) as g(duties)
      where c.centre = new.centre and c.id = new."case" and new.duty <> new.bound_to
        and g.duties ? new.duty and g.duties ? new.bound_to)
    or not exists (
      select from access.case_person p
      where p.centre = new.centre and p."case" = new."case" and p.person = new.person and p.duty = new.bound_to)
  then
    raise exception 'the duty is bound to none that the person has' using errcode = '23514', constraint = 'case_person_is_bound';
  end if;
  return null;
end $$;
revoke execute on function access.case_person_is_bound() from public;
-- After the rows of the statement: it may write both of them.
create trigger case_person_is_bound after insert on access.case_person for each row
  when (new.bound_to <> '') execute function access.case_person_is_bound();

-- Documents that a request or a decision refers to: [{"name", "digest", "href"}]. The documents are kept elsewhere.
alter table access.request add column attachments jsonb not null default '[]' check (jsonb_typeof(attachments) = 'array');
alter table access.decision add column attachments jsonb not null default '[]' check (jsonb_typeof(attachments) = 'array');

-- What was made under which Idempotency-Key, so that a retry makes nothing more and is told the same. `digest` is of what was
-- asked for, of people by keyed hash only.
create table access.idempotency (
  centre text not null references access.centre,
  -- A person's id, or client:<id>.
  caller text not null,
  operation text not null check (operation in ('case', 'step', 'departure', 'relation', 'deputy', 'certification')),
  key text not null check (length(key) between 1 and 200),
  digest text not null check (digest ~ '^[0-9a-f]{64}$'),
  made uuid not null,
  at timestamptz not null default clock_timestamp(),
  constraint idempotency_once primary key (centre, caller, operation, key)
);
alter table access.idempotency enable row level security;
create policy own_centre on access.idempotency using (centre = current_setting('zhiheng.centre', true))
  with check (centre = current_setting('zhiheng.centre', true));

-- Looking back over a short period reads its steps, not the centre's.
create index step_at on access.step (centre, at);

grant update (bound) on access.item to zhiheng_access;
grant select, insert on access.idempotency to zhiheng_access;
