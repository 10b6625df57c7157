-- Locks: nothing that exists; it only creates.
-- Personal data that belongs to an entry and must be erasable: beside the log, never in its hashed bytes. Sealed under a key
-- of the data subject, which is itself wrapped by a key that lies outside of the database; erasing the subject is losing
-- that key, after which every proof holds as before.

create table audit.subject_key (
  centre text not null,
  id uuid not null,
  -- Keyed hash of the subject, as the services name it; never in clear.
  subject bytea not null check (octet_length(subject) = 32),
  -- Which key outside of the database wraps it.
  wrapped_by text not null check (wrapped_by <> '' and char_length(wrapped_by) <= 100),
  -- Null once erased.
  wrapped bytea,
  made_at timestamptz not null default clock_timestamp(),
  erased_at timestamptz,
  primary key (centre, id),
  check ((wrapped is null) = (erased_at is not null))
);
create unique index subject_key_live on audit.subject_key (centre, subject) where wrapped is not null;

create table audit.personal (
  centre text not null,
  entry uuid not null,
  key uuid not null,
  sealed bytea not null check (octet_length(sealed) <= 16384),
  at timestamptz not null default clock_timestamp(),
  primary key (centre, entry, key),
  foreign key (centre, key) references audit.subject_key (centre, id)
);

-- Asked by one person, confirmed by another.
create table audit.erasure (
  centre text not null,
  id uuid not null,
  subject bytea not null check (octet_length(subject) = 32),
  reason varchar(1000) not null check (reason <> ''),
  asked_by uuid not null,
  asked_at timestamptz not null default clock_timestamp(),
  confirmed_by uuid,
  confirmed_at timestamptz,
  primary key (centre, id),
  check (confirmed_by <> asked_by),
  check ((confirmed_by is null) = (confirmed_at is null))
);
create unique index erasure_asked on audit.erasure (centre, subject) where confirmed_at is null;

do $$
declare name text;
begin
  foreach name in array array['subject_key', 'personal', 'erasure'] loop
    execute format('alter table audit.%I enable row level security', name);
    execute format('create policy centre on audit.%I using (centre = current_setting(''zhiheng.centre'', true))'
      ' with check (centre = current_setting(''zhiheng.centre'', true))', name);
    execute format('create trigger keep before delete on audit.%I for each row execute function audit.refuse_change()', name);
    execute format('create trigger keep_all before truncate on audit.%I for each statement execute function audit.refuse_change()', name);
  end loop;
end $$;
create trigger keep_rows before update on audit.personal for each row execute function audit.refuse_change();

-- A key is lost once and for all, and only when two people have said so since it was made.
create function audit.only_erase() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if (new.centre, new.id, new.subject, new.wrapped_by, new.made_at)
      is distinct from (old.centre, old.id, old.subject, old.wrapped_by, old.made_at)
    or old.wrapped is null or new.wrapped is not null
    or not exists (select from audit.erasure where erasure.centre = old.centre and erasure.subject = old.subject
      and erasure.confirmed_at >= old.made_at) then
    raise exception 'audit.subject_key is only erased, and only as two people have decided' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger erase before update on audit.subject_key for each row execute function audit.only_erase();

create function audit.only_confirm() returns trigger language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if (new.centre, new.id, new.subject, new.reason, new.asked_by, new.asked_at)
      is distinct from (old.centre, old.id, old.subject, old.reason, old.asked_by, old.asked_at)
    or old.confirmed_at is not null or new.confirmed_at is null then
    raise exception 'audit.erasure is only confirmed' using errcode = 'insufficient_privilege';
  end if;
  return new;
end $$;
create trigger confirm before update on audit.erasure for each row execute function audit.only_confirm();

revoke all on function audit.only_erase(), audit.only_confirm() from public;
grant select on audit.subject_key, audit.personal, audit.erasure to zhiheng_audit;
grant insert (centre, id, subject, wrapped_by, wrapped) on audit.subject_key to zhiheng_audit;
grant insert (centre, entry, key, sealed) on audit.personal to zhiheng_audit;
grant insert (centre, id, subject, reason, asked_by) on audit.erasure to zhiheng_audit;
grant update (wrapped, erased_at) on audit.subject_key to zhiheng_audit;
grant update (confirmed_by, confirmed_at) on audit.erasure to zhiheng_audit;
