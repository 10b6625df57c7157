import { sql } from 'kysely';

/** A condition on the grant that goes by this alias: no suspension holds it back at that instant. `at`: SQL. */
export const actsAt = (grant: string, at = 'clock_timestamp()') =>
  sql.raw(`not exists (select from access.grant_suspension m
    where m.centre = ${grant}.centre and m."grant" = ${grant}.id and m.validity @> ${at})`);
