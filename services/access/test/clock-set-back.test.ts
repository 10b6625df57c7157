import { inCentre } from '@zhiheng/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCase, question, reasonOf, step } from './acting.ts';
import { applied } from './asking.ts';
import { type County, openCounty } from './open-county.ts';

/**
 * The database's clock set back behind what was done. No process can move it here, so what was done is moved ahead by as much, which to
 * everything that looks at the clock is the same (`test/faults/clock.test.ts` sets the clock of a server back).
 */
let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const who = 'enterprise-pension-op1';
const held = { beneficiary: who, role: 'enterprise-pension-handle', unit: 'enterprise-pension' };

/** As its owner, past the triggers, who refuse it to everybody. */
async function setClockBack(hours: number): Promise<void> {
  const client = await county.owner.pool.connect();
  try {
    await client.query('begin; set local session_replication_role = replica');
    await client.query(
      `update access.grant set validity = tstzrange(lower(validity), upper(validity) + make_interval(hours => $1))
       where ended_by is not null and not isempty(validity)`,
      [hours],
    );
    await client.query(`update access.centre set epoch = epoch + 1`);
    await client.query('commit');
  } finally {
    client.release();
  }
}

const published = async () =>
  inCentre(county.owner, county.centre, async (transaction) => {
    const { rows } = await sql<{ role: string }>`
      select distinct p.role from access.published_permission p join access.account a on a.centre = p.centre and a.person = p.person
      where a.username = ${who}`.execute(transaction);
    return rows.map(({ role }) => role);
  });

test('a grant that was taken away does not come back with the hour in which it was held', async () => {
  const id = (await openCase(county)).id;
  expect(await reasonOf(county, question(who, 'handle', id))).toBe('permitted');
  expect(await published()).toContain(held.role);
  await applied(county, 'newcomer', { change: 'revoke', ...held });
  await setClockBack(5);

  const second = await county.secondService();
  for (const service of [county.service, second])
    expect(await reasonOf(county, question(who, 'handle', id), service)).not.toBe('permitted');
  expect((await step(county, id, 'handle', who)).json()).toMatchObject({ code: 'not-permitted' });
  expect(await published()).not.toContain(held.role);
  const { data } = (
    await county.service.get(county.as('director'), '/api/v1/grants', { person: who, role: held.role })
  ).json();
  expect(data).toMatchObject([{ state: 'ended' }]);
});
