import { inCentre, newId } from '@zhiheng/database';
import { sql } from 'kysely';
import type { TestPerson, World } from './world.ts';

type Permission = readonly [action: string, resource: string];

/** Lets a person hold a role that permits so, over a unit, in place of a request that two people have approved. */
export async function giveRole(
  { owner }: World,
  { centre, person }: TestPerson,
  { role, permissions, unit = 'centre' }: { role: string; permissions: readonly Permission[]; unit?: string },
): Promise<void> {
  await inCentre(owner, centre, async (transaction) => {
    await sql`insert into access.role (centre, code, id, name, risk)
      values (${centre}, ${role}, ${newId()}, '{"zh": "名", "en": "Name"}', 3) on conflict do nothing`.execute(
      transaction,
    );
    for (const [ordinal, [action, resource]] of permissions.entries())
      await sql`insert into access.role_permission (centre, role, ordinal, action, resource)
        values (${centre}, ${role}, ${ordinal}, ${action}, ${resource}) on conflict do nothing`.execute(transaction);
    await sql`set local session_replication_role = replica`.execute(transaction);
    await sql`insert into access.grant (centre, id, person, role, unit, validity)
      values (${centre}, ${newId()}, ${person}, ${role}, ${unit}, '[2020-01-01,)')`.execute(transaction);
  });
}

/** A unit below the centre, and one of its people. */
export async function addAtBranch(world: World, username: string): Promise<TestPerson> {
  const person = await world.addPerson('county', username);
  await sql`insert into access.unit (centre, code, id, kind, parent, name)
    values ('county', 'branch', ${newId()}, 'section', 'centre', '{"zh": "股", "en": "Branch"}') on conflict do nothing`.execute(
    world.owner.query,
  );
  await inCentre(world.owner, 'county', async (transaction) => {
    await sql`set local session_replication_role = replica`.execute(transaction);
    await sql`update access.person set unit = 'branch' where id = ${person.person}`.execute(transaction);
  });
  return person;
}
