#!/bin/sh
# Runs roles.sql with the passwords that make-secrets.ts has made: as an initialisation script of the postgres image, or by hand
# as a superuser (PGHOST, PGUSER and the like say where). The passwords are on no command line and in no environment.
set -eu
secrets="${ZHIHENG_SECRETS:-/run/secrets}"
roles="${ZHIHENG_ROLES_SQL:-/etc/zhiheng/roles.sql}"
psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname "${POSTGRES_DB:-zhiheng}" <<SQL
\set owner_password \`cat "$secrets/owner-password"\`
\set audit_password \`cat "$secrets/audit-password"\`
\set access_password \`cat "$secrets/access-password"\`
\set identity_password \`cat "$secrets/identity-password"\`
\set control_password \`cat "$secrets/control-password"\`
\include $roles
SQL
