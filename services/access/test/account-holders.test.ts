import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type County, openCounty } from './open-county.ts';

/** No account without somebody who is there; and one that comes to be so all the same is listed. */
let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

/** By the schema's owner, past what the service may write at all; the constraint that refuses. */
const refusalOf = (text: string, values: unknown[]) =>
  county.owner.pool.query(text, values).then(
    () => undefined,
    ({ constraint, code }) => constraint ?? code,
  );
const account = 'insert into access.account (centre, id, person, username) values ($1, $2, $3, $4)';
const listed = async (kind: string) =>
  (await county.service.get(county.as('sysadmin'), '/api/v1/accounts/report/findings', { kind, limit: '100' })).json()
    .data as { account: string }[];

test('no account of nobody, and no second record of one staff number', async () => {
  const nobody = [county.centre, randomUUID(), randomUUID(), 'ghost'];
  expect(await refusalOf(account, nobody)).toMatch(/^account_.*person.*fkey$/);
  expect(
    await refusalOf(account.replace('$3', 'null'), [county.centre, randomUUID(), undefined, 'ghost']),
  ).toBeTruthy();
  const twin = `insert into access.person (centre, id, staff_number, name, unit, post)
    select centre, gen_random_uuid(), staff_number, name, unit, post from access.person where centre = $1 and id = $2`;
  expect(await refusalOf(twin, [county.centre, county.as('card-op1').person])).toMatch(/staff_number/);
});

test('an account that goes on after its person has left is listed until it is closed', async () => {
  expect(await listed('left-behind')).toEqual([]);
  const gone = await county.service.post(county.as('sysadmin'), '/api/v1/people/card-op2/departure', {
    kind: 'retired',
  });
  expect(gone.statusCode, gone.body).toBe(201);
  expect(await listed('left-behind')).toEqual([]);
  const set = async (state: string) => {
    const client = await county.owner.pool.connect();
    try {
      await client.query('begin');
      await client.query('set local session_replication_role = replica');
      await client.query(
        `update access.account set state = $3::text, disabled_at = case $3::text when 'disabled' then now() end
          where centre = $1 and id = $2`,
        [county.centre, county.as('card-op2').account, state],
      );
      await client.query('commit');
    } finally {
      client.release();
    }
  };
  await set('active');
  expect((await listed('left-behind')).map((one) => one.account)).toEqual(['card-op2']);
  await set('disabled');
  expect(await listed('left-behind')).toEqual([]);
});
