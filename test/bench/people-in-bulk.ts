import { type Database, newId } from '@zhiheng/database';
import type { LargeCentre } from './large-centre.ts';

const portion = 20_000;

/**
 * Puts a centre's people, accounts and grants into the database as its founding would, by the owner and past the triggers
 * and foreign keys that look at each row: a hundred thousand people in some tens of seconds rather than minutes.
 */
export async function insertPeople(owner: Database, { catalogue: { centre, people } }: LargeCentre): Promise<void> {
  const client = await owner.pool.connect();
  try {
    await client.query('begin; set local session_replication_role = replica; set local statement_timeout = 0');
    for (let start = 0; start < people.length; start += portion) {
      const some = people.slice(start, start + portion).map((person) => ({ ...person, id: newId() }));
      const grants = some.flatMap(({ id, grants }) => grants.map((grant) => ({ ...grant, person: id })));
      await client.query(
        `insert into access.person (centre, id, staff_number, name, unit, post)
         select $1, * from unnest($2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[])`,
        [centre, ...columns(some, ['id', 'staffNumber', 'name', 'unit', 'post'])],
      );
      await client.query(
        `insert into access.account (centre, id, person, username)
         select $1, uuidv7(), * from unnest($2::uuid[], $3::text[])`,
        [centre, ...columns(some, ['id', 'username'])],
      );
      await client.query(
        `insert into access.grant (centre, id, person, role, unit, validity)
         select $1, uuidv7(), *, tstzrange(now(), null) from unnest($2::uuid[], $3::text[], $4::text[])`,
        [centre, ...columns(grants, ['person', 'role', 'unit'])],
      );
    }
    await client.query('commit');
  } finally {
    client.release();
  }
}

const columns = <T>(rows: readonly T[], names: readonly (keyof T)[]): unknown[][] =>
  names.map((name) => rows.map((row) => row[name]));
