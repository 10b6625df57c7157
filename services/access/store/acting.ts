import { sql } from 'kysely';

/**
 * A condition on the grant that goes by this alias: nobody has ended it, which its period alone tells only until the clock is set back, and
 * no suspension holds it back at that instant. `at`: SQL.
 */
export const actsAt = (grant: string, at = 'clock_timestamp()') =>
  sql.raw(`(${grant}.ended_by is null and not exists (select from access.grant_suspension m
    where m.centre = ${grant}.centre and m."grant" = ${grant}.id and m.validity @> ${at}))`);
