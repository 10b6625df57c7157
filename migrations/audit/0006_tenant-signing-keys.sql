-- Locks: `audit.signing_key`, which is replaced. What it held is announced again by the processes that hold the keys.
-- Announcements are the centre's own like everything else, although all centres of a deployment share the key file.
drop table audit.signing_key;
create table audit.signing_key (
  centre text not null,
  public_key bytea not null check (octet_length(public_key) = 32),
  signs_from timestamptz not null,
  announced_at timestamptz not null default clock_timestamp(),
  primary key (centre, public_key)
);
alter table audit.signing_key enable row level security;
create policy centre on audit.signing_key using (centre = current_setting('zhiheng.centre', true))
  with check (centre = current_setting('zhiheng.centre', true));

create trigger keep before update or delete on audit.signing_key for each row execute function audit.refuse_change();
create trigger keep_all before truncate on audit.signing_key for each statement execute function audit.refuse_change();

grant select, insert (centre, public_key, signs_from) on audit.signing_key to zhiheng_audit;
