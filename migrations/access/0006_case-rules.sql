-- access, 6: declared relations, roles active in a session, and what finds a subject's steps.
-- Creates only; the index is built at once, for the moment that takes.

-- Whom a person has declared a relation to, or who they themselves are: the same keyed hash as a case's subject, never the
-- identity. Withdrawn ones stay, so that what was declared when can be told.
create table access.relation (
  centre text not null,
  id uuid not null,
  person uuid not null,
  relation text not null check (relation in
    ('self', 'spouse', 'parent', 'child', 'sibling', 'grandparent', 'grandchild', 'in-law', 'other')),
  subject bytea not null check (octet_length(subject) = 32),
  declared_at timestamptz not null default clock_timestamp(),
  withdrawn_at timestamptz,
  primary key (centre, id),
  foreign key (centre, person) references access.person (centre, id),
  check (withdrawn_at >= declared_at)
);
create unique index relation_once on access.relation (centre, person, subject) where withdrawn_at is null;
create index relation_person on access.relation (centre, person, id desc);
create index relation_subject on access.relation (centre, subject);

-- The roles that somebody has chosen to act with, of those they hold. It is the account's: a new account, as after a
-- rehire, begins without a choice.
create table access.activation (
  centre text not null,
  account uuid not null,
  person uuid not null,
  -- Null: no choice, or none any more.
  roles text[] check (cardinality(roles) between 1 and 500),
  -- Mark of the sign-in that chose; null when its token bore none.
  sign_in text,
  at timestamptz not null default clock_timestamp(),
  primary key (centre, account),
  foreign key (centre, account) references access.account (centre, id),
  foreign key (centre, person) references access.person (centre, id)
);
create index activation_person on access.activation (centre, person);

do $$
declare t text;
begin
  foreach t in array array['relation', 'activation'] loop
    execute format('alter table access.%I enable row level security', t);
    execute format($f$create policy own_centre on access.%I using (centre = current_setting('zhiheng.centre', true))
      with check (centre = current_setting('zhiheng.centre', true))$f$, t);
  end loop;
end $$;

-- Steps on a case about oneself or a relation that were done before the relation was declared: doubts to look into. It
-- tells that there is a relation, not which nor to whom.
create view access.published_late_recusal as
  select s.centre, s.case, s.id as step, s.duty, s.person, s.at, r.declared_at
  from access.relation r
  join access.case c on c.centre = r.centre and c.subject = r.subject
  join access.step s on s.centre = c.centre and s.case = c.id and s.person = r.person and s.at < r.declared_at
  where r.centre = current_setting('zhiheng.centre', true);

grant select on access.published_late_recusal to zhiheng_control;
grant select, insert on access.relation, access.activation to zhiheng_access;
grant update (withdrawn_at) on access.relation to zhiheng_access;
grant update (roles, sign_in, at) on access.activation to zhiheng_access;
