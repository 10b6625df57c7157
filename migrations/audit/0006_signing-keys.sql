-- Locks: nothing that exists; it only creates.
-- Public halves of the keys that sign the log, as the processes that hold them have announced them: a process that lacks
-- the newest one stands still instead of signing with an older. One table for the whole deployment, like the key file
-- itself (where tables are distributed by centre: a reference table). It proves nothing: whoever owns the database can
-- write here, and stops the log by it, but cannot sign.
create table audit.signing_key (
  public_key bytea primary key check (octet_length(public_key) = 32),
  signs_from timestamptz not null,
  announced_at timestamptz not null default clock_timestamp()
);

create trigger keep before update or delete on audit.signing_key for each row execute function audit.refuse_change();
create trigger keep_all before truncate on audit.signing_key for each statement execute function audit.refuse_change();

grant select, insert (public_key, signs_from) on audit.signing_key to zhiheng_audit;
