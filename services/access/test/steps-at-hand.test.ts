import { type Database, inCentre, newId, type ServiceName } from '@zhiheng/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type County, openCounty } from './open-county.ts';

/** What reads and writes for steps does so past row-level security, and looks itself at whose rows they are. */
let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const asked = (database: Database, present: string, centre: string) =>
  inCentre(database, present, async (transaction) => {
    const { rows } = await sql<{ actors: unknown; cases: unknown; policyEpoch: unknown }>`
      select * from access.steps_at_hand(${centre}, array['enterprise-pension-op1'], array[${newId()}]::uuid[], '{}', null, '{}', '{}', '{}', '{}', '{}')`.execute(
      transaction,
    );
    return rows[0];
  });

it('tells of the present centre alone', async () => {
  const { centre, database } = county;
  expect(await asked(database, centre, centre)).toMatchObject({
    actors: [{ username: 'enterprise-pension-op1' }],
    cases: null,
  });
  await expect(asked(database, 'elsewhere', centre)).rejects.toMatchObject({ code: '42501' });
  expect(await asked(database, 'elsewhere', 'elsewhere')).toMatchObject({
    policyEpoch: null,
    actors: null,
    cases: null,
  });
});

it.each<ServiceName>(['identity', 'control', 'audit'])('tells %s nothing', async (service) => {
  const database = await county.testDatabase.connect(service, { size: 1 });
  await expect(asked(database, county.centre, county.centre)).rejects.toMatchObject({ code: '42501' });
});

/** A step and its entry, of nobody on no case. */
const written = (database: Database, present: string, centre: string) =>
  inCentre(database, present, async (transaction) => {
    const [id, nobody] = [[newId()], [newId()]];
    const step = sql`${id}, ${id}, '{1}', '{handle}', ${nobody}, ${nobody}, '{bench}', '{done}', null, null, null, '{true}'`;
    const entry = sql`'{step.recorded}', '{done}', null, null, null, null, null, null, null, null, null, null, null, null, null`;
    await sql`select access.record_steps(${centre}, ${step}, null, null, null, ${entry})`.execute(transaction);
  });

it('writes steps of the present centre alone, such as stand', async () => {
  const { centre, database } = county;
  await expect(written(database, centre, centre)).rejects.toMatchObject({ code: '23514' });
  await expect(written(database, 'elsewhere', centre)).rejects.toMatchObject({ code: '42501' });
});

it.each<ServiceName>(['identity', 'control', 'audit'])('writes nothing for %s', async (service) => {
  const database = await county.testDatabase.connect(service, { size: 1 });
  await expect(written(database, county.centre, county.centre)).rejects.toMatchObject({ code: '42501' });
});
