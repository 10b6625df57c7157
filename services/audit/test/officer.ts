import { inCentre, newId } from '@zhiheng/database';
import type { TestPerson } from '@zhiheng/http/testing';
import { sql } from 'kysely';
import type { World } from './world.ts';

/** Somebody of the centre `north` who holds these permissions on `entry` over the whole of it. */
export async function officer(
  world: World,
  username: string,
  actions: readonly string[] = ['read-personal', 'erase-personal'],
): Promise<TestPerson> {
  const [person, account, centre] = [newId(), newId(), 'north'];
  const role = `officer-${actions.join('-')}`;
  const owner = await world.testDatabase.owner();
  await inCentre(owner, centre, async (transaction) => {
    const run = (query: ReturnType<typeof sql>) => query.execute(transaction);
    const name = JSON.stringify({ zh: '名', en: 'Name' });
    await run(sql`insert into access.role (centre, code, id, name, risk) values (${centre}, ${role}, ${newId()}, ${name}, 3)
      on conflict do nothing`);
    for (const [ordinal, action] of actions.entries())
      await run(sql`insert into access.role_permission (centre, role, ordinal, action, resource)
        values (${centre}, ${role}, ${ordinal}, ${action}, 'entry') on conflict do nothing`);
    await run(sql`insert into access.person (centre, id, staff_number, name, unit, post)
      values (${centre}, ${person}, ${username}, ${username}, 'control', 'post')`);
    await run(sql`insert into access.account (centre, id, person, username)
      values (${centre}, ${account}, ${person}, ${username})`);
    // In place of a request that two people have approved.
    await run(sql`set local session_replication_role = replica`);
    await run(sql`insert into access.grant (centre, id, person, role, unit, validity)
      values (${centre}, ${newId()}, ${person}, ${role}, 'control', '[2020-01-01,)')`);
  });
  return { centre, person, account, username };
}
