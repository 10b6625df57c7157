#!/bin/sh
# Runs roles.sql with the passwords that make-secrets.ts has made: as an initialisation script of the postgres image, or by
# hand. The passwords reach psql by its standard input: they are on no command line and in no environment.
#   PSQL               how to be a superuser, e.g. `runuser -u postgres -- psql`
#   ZHIHENG_SECRETS    the folder of the passwords
#   ZHIHENG_ROLES_SQL  where roles.sql lies
set -eu
secrets="${ZHIHENG_SECRETS:-/run/secrets}"

variable() {
  printf "\\\\set %s_password '%s'\n" "$1" "$(sed "s/[\\\\']/\\\\&/g" "$secrets/$1-password")"
}

{
  for role in owner audit access identity control; do variable "$role"; done
  cat "${ZHIHENG_ROLES_SQL:-/etc/zhiheng/roles.sql}"
} | ${PSQL:-psql} --no-psqlrc --quiet --set ON_ERROR_STOP=1 --username "${POSTGRES_USER:-postgres}" --dbname "${POSTGRES_DB:-zhiheng}"
