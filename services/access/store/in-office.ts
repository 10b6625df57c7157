import { sql } from 'kysely';

/** A condition on a person's row that goes by this alias: they have not left, and the day on which they leave has not come. `at`: SQL. */
export const inOffice = (person: string, at = 'clock_timestamp()') =>
  sql.raw(`(${person}.state = 'active' and ${person}.leaves_at > ${at})`);
