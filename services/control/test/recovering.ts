import { inCentre, newId } from '@zhiheng/database';
import type { TestDatabase } from '@zhiheng/database/testing';
import type { TestPerson } from '@zhiheng/http/testing';
import { sql } from 'kysely';
import { foundCentre, type People } from './founding.ts';

const duties = { handler: 'handle', reviewer: 'review', approver: 'approve', both: 'review' } as const;
export type Recovering = People & Record<keyof typeof duties | 'second-handler' | 'leader', TestPerson>;

/** A centre with the item of recoveries, and somebody for each duty on it; `both` reviews and approves. */
export async function foundRecovering(test: TestDatabase, centre: string): Promise<Recovering> {
  const people = await foundCentre(test, centre);
  const owner = await test.owner();
  return inCentre(owner, centre, async (transaction) => {
    const run = (query: ReturnType<typeof sql>) => query.execute(transaction);
    // Grants come from requests; here they are just there.
    await run(sql`set local session_replication_role = replica`);
    const name = JSON.stringify({ zh: '名', en: 'Name' });
    await run(sql`insert into access.item (centre, code, id, name, insurance, unit, risk, moves_fund, duties, channels)
      values (${centre}, 'overpayment-recovery', ${newId()}, ${name}, 'all', 'control', 3, true, '{handle,review,approve}', '{hall}')`);
    for (const duty of ['handle', 'review', 'approve']) {
      await run(
        sql`insert into access.role (centre, code, id, name, risk) values (${centre}, ${`control-${duty}`}, ${newId()}, ${name}, 3)`,
      );
      await run(sql`insert into access.role_permission (centre, role, ordinal, action, resource, items)
        values (${centre}, ${`control-${duty}`}, 0, ${duty}, 'case', '{overpayment-recovery}')`);
    }
    await run(
      sql`insert into access.role (centre, code, id, name, risk) values (${centre}, 'leader', ${newId()}, ${name}, 3)`,
    );
    for (const [ordinal, [action, resource]] of [
      ['decide', 'request'],
      ['read', 'report'],
    ].entries())
      await run(sql`insert into access.role_permission (centre, role, ordinal, action, resource)
        values (${centre}, 'leader', ${ordinal}, ${action}, ${resource})`);
    const add = async (username: string, roles: readonly string[], unit = 'control'): Promise<TestPerson> => {
      const [person, account] = [newId(), newId()];
      await run(sql`insert into access.person (centre, id, staff_number, name, unit, post)
        values (${centre}, ${person}, ${username}, ${username}, 'control', 'post')`);
      await run(
        sql`insert into access.account (centre, id, person, username) values (${centre}, ${account}, ${person}, ${username})`,
      );
      for (const role of roles)
        await run(sql`insert into access.grant (centre, id, person, role, unit, validity)
          values (${centre}, ${newId()}, ${person}, ${role}, ${unit}, '[2020-01-01,)')`);
      return { centre, person, account, username };
    };
    return {
      ...people,
      handler: await add('handler', ['control-handle']),
      'second-handler': await add('second-handler', ['control-handle', 'control-review']),
      reviewer: await add('reviewer', ['control-review']),
      approver: await add('approver', ['control-approve']),
      leader: await add('leader', ['leader'], 'centre'),
      both: await add('both', ['control-review', 'control-approve']),
    };
  });
}

/** A doubt that three people confirmed: so much is owed. */
export async function confirmDoubt(test: TestDatabase, centre: string, amountFen: number): Promise<string> {
  const owner = await test.owner();
  const id = newId();
  await owner.pool.query(
    `insert into control.doubt (centre, id, rule, key, severity, unit, at, state, conclusion, confirmed_fen, concluded_by, concluded_at,
       reviewed_by, approved_by)
     values ($1, $2::uuid, 'test', $2::uuid::text, 3, 'pension', now(), 'approved', 'confirmed', $3::bigint, gen_random_uuid(), now(), gen_random_uuid(),
       gen_random_uuid())`,
    [centre, id, amountFen],
  );
  return id;
}
