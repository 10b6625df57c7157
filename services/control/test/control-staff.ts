import { type Database, newId, type Transaction } from '@zhiheng/database';
import type { TestDatabase } from '@zhiheng/database/testing';
import type { TestPerson } from '@zhiheng/http/testing';
import { sql } from 'kysely';
import { foundCentre, type People } from './founding.ts';

const permissions = [
  ['section-head', 'answer', 'finding'],
  ['control-head', 'close', 'rectification'],
  ['inspector', 'inspect', 'inspection'],
  ['chief', 'decide', 'exception'],
] as const;
const staff = {
  inspector: ['inspector@centre'],
  inspector2: ['inspector@centre'],
  chief: ['director@centre', 'chief@centre'],
  // Whoever is head of a section and of control.
  both: ['section-head@pension', 'control-head@centre', 'inspector@centre'],
} as const;
export type Staff = People & Record<keyof typeof staff, TestPerson>;

/** A founded centre with inspectors, heads who answer and close, a chief, and somebody who is too much at once. */
export async function foundControl(database: TestDatabase, centre: string): Promise<Staff> {
  const more: Record<string, TestPerson> = {};
  const people = await foundCentre(database, centre, async (transaction) => {
    const name = JSON.stringify({ zh: '名', en: 'Name' });
    for (const [ordinal, [role, action, resource]] of permissions.entries()) {
      await sql`insert into access.role (centre, code, id, name, risk) values (${centre}, ${role}, ${newId()}, ${name}, 1)
        on conflict do nothing`.execute(transaction);
      await sql`insert into access.role_permission (centre, role, ordinal, action, resource)
        values (${centre}, ${role}, ${100 + ordinal}, ${action}, ${resource})`.execute(transaction);
    }
    for (const [username, roles] of Object.entries(staff))
      more[username] = await hire(transaction, centre, username, roles);
  });
  return { ...people, ...more } as Staff;
}

async function hire(
  transaction: Transaction,
  centre: string,
  username: string,
  roles: readonly string[],
): Promise<TestPerson> {
  const person = newId();
  const account = newId();
  await sql`insert into access.person (centre, id, staff_number, name, unit, post)
    values (${centre}, ${person}, ${username}, ${username}, 'control', 'post')`.execute(transaction);
  await sql`insert into access.account (centre, id, person, username)
    values (${centre}, ${account}, ${person}, ${username})`.execute(transaction);
  for (const [role, unit] of roles.map((one) => one.split('@')))
    await sql`insert into access.grant (centre, id, person, role, unit, validity)
      values (${centre}, ${newId()}, ${person}, ${role}, ${unit}, '[2020-01-01,)')`.execute(transaction);
  return { centre, person, account, username };
}

/** Statements of the owner past all triggers: what only time, or another service, would bring about. */
export async function pastTriggers(owner: Database, text: string, values: unknown[] = []): Promise<void> {
  const connection = await owner.pool.connect();
  try {
    await connection.query('set session_replication_role = replica');
    await connection.query(text, values);
  } finally {
    await connection.query('set session_replication_role = default');
    connection.release();
  }
}
