-- Locks: nothing that exists for longer than the moment of a function's replacement; it only creates.
-- What witnesses outside have signed of our checkpoints (C2SP tlog-cosignature), one line a witness and checkpoint.
create table audit.cosignature (
  centre text not null,
  size bigint not null,
  -- Name and key id, as in the first two parts of its vkey.
  witness text not null check (witness ~ '^[^[:space:]+]+[+][0-9a-f]{8}$' and char_length(witness) <= 300),
  -- The signature line below the note, with its newline.
  line text not null check (line like '— %' and line like E'%\n' and char_length(line) <= 1000),
  at timestamptz not null default clock_timestamp(),
  primary key (centre, size, witness)
);
-- How far one witness has come.
create index cosignature_witness on audit.cosignature (centre, witness, size);

alter table audit.cosignature enable row level security;
create policy centre on audit.cosignature using (centre = current_setting('zhiheng.centre', true))
  with check (centre = current_setting('zhiheng.centre', true));
create trigger keep before update or delete on audit.cosignature for each row execute function audit.refuse_change();
create trigger keep_all before truncate on audit.cosignature for each statement execute function audit.refuse_change();
grant select, insert (centre, size, witness, line) on audit.cosignature to zhiheng_audit;

-- A log that hashes with SM3 says so in its origin, which every signed checkpoint begins with: a verifier has nothing else.
create or replace function audit.found_log(p_centre text, p_origin text, p_hash text default 'sha256') returns void
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  if p_centre is distinct from current_setting('zhiheng.centre', true) then
    raise exception 'audit.found_log: % is not the present centre', p_centre using errcode = 'insufficient_privilege';
  end if;
  if not exists (select from audit.log where centre = p_centre) and (p_hash = 'sm3') <> (p_origin like '%;hash=sm3') then
    raise exception 'audit.found_log: the origin % does not state the hash function %', p_origin, p_hash using errcode = 'check_violation';
  end if;
  insert into audit.log (centre, origin, hash) values (p_centre, p_origin, p_hash) on conflict do nothing;
  insert into audit.position (centre, xid, id, size)
    values (p_centre, '0', '00000000-0000-0000-0000-000000000000', 0) on conflict do nothing;
end $$;
