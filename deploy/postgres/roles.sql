-- The roles of a deployment and their passwords, for psql as a superuser of the new database, before the first
-- migration. Run again at any time: it changes passwords and puts back what this file says.
--
-- Wants these psql variables: owner_password, audit_password, access_password, identity_password, control_password.
-- `create-roles.sh` reads them from files.
--
-- zhiheng_owner owns the database and every table in it; only migrations and the founding of a centre sign in as it. It
-- is no superuser: whoever holds its password can neither leave the database nor switch triggers off by
-- session_replication_role, though an owner can drop its own triggers, which is what the signed log is there to show.
-- Each service signs in as a role of its own. What that role may do is granted table by table in migrations/.

do $$
declare
  wanted text;
begin
  foreach wanted in array array['zhiheng_owner', 'zhiheng_audit', 'zhiheng_access', 'zhiheng_identity', 'zhiheng_control',
    'zhiheng_parent']
  loop
    if not exists (select from pg_roles where rolname = wanted) then
      execute format('create role %I', wanted);
    end if;
  end loop;
end
$$;

alter role zhiheng_owner    nosuperuser nocreatedb nocreaterole noreplication nobypassrls noinherit login connection limit 10 password :'owner_password';
alter role zhiheng_audit    nosuperuser nocreatedb nocreaterole noreplication nobypassrls noinherit login password :'audit_password';
alter role zhiheng_access   nosuperuser nocreatedb nocreaterole noreplication nobypassrls noinherit login password :'access_password';
alter role zhiheng_identity nosuperuser nocreatedb nocreaterole noreplication nobypassrls noinherit login password :'identity_password';
alter role zhiheng_control  nosuperuser nocreatedb nocreaterole noreplication nobypassrls noinherit login password :'control_password';
alter role zhiheng_parent   nosuperuser nocreatedb nocreaterole noreplication nobypassrls noinherit nologin;

-- `zhiheng import` signs in as the owner and works as the service whose rows it writes, with no more than its rights.
grant zhiheng_audit, zhiheng_access, zhiheng_identity, zhiheng_control to zhiheng_owner with inherit false, set true, admin false;

-- Nobody works as zhiheng_parent: functions that tell a parent centre its children's figures belong to it, and see no more than it may.
grant zhiheng_parent to zhiheng_owner with inherit false, set true, admin false;

-- Nobody else comes in. The owner may create schemas and the trusted extension btree_gist because the database is its own.
alter database :"DBNAME" owner to zhiheng_owner;
revoke all on database :"DBNAME" from public;
grant connect on database :"DBNAME" to zhiheng_audit, zhiheng_access, zhiheng_identity, zhiheng_control;
revoke all on schema public from public;
grant usage on schema public to zhiheng_audit, zhiheng_access, zhiheng_identity, zhiheng_control;
