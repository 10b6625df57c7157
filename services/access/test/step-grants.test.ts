import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCase, step } from './acting.ts';
import { waitingForLocks } from './holding.ts';
import { type County, openCounty } from './open-county.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

test('a step that waited for a change of its actor’s grants is judged by what was changed', async () => {
  const { id } = await openCase(county);
  const { person } = county.as('enterprise-pension-op2');
  const holder = await county.owner.pool.connect();
  await holder.query('alter table access.grant disable trigger user');
  await holder.query('begin');
  await holder.query('select from access.person where centre = $1 and id = $2 for update', [county.centre, person]);
  const waiting = step(county, id, 'handle', 'enterprise-pension-op2');
  await waitingForLocks(county, 1);
  const ending = 'update access.grant set validity = tstzrange(lower(validity), clock_timestamp()) where person = $1';
  await holder.query(ending, [person]);
  await holder.query('commit');
  await holder.query('alter table access.grant enable trigger user');
  holder.release();
  expect((await waiting).json().code).toBe('not-permitted');
});

test('a condition of a permission is judged by the case as it is recorded', async () => {
  const { pool } = county.owner;
  await pool.query(
    `update access.role_permission set conditions = '{"resource.properties.amountFen": {"$lte": 1000}, "resource.properties.channel": "hall"}'
     where role = 'enterprise-pension-handle'`,
  );
  await pool.query('update access.centre set epoch = epoch + 1, policy_epoch = policy_epoch + 1');
  const codeFor = async (order: object) => {
    const { id } = await openCase(county, { channel: undefined, ...order });
    const answer = await step(county, id, 'handle', 'enterprise-pension-op1');
    return answer.statusCode === 201 ? 'done' : answer.json().code;
  };
  expect(await codeFor({ channel: 'hall', amountFen: 1000 })).toBe('done');
  expect(await codeFor({ channel: 'hall', amountFen: 1001 })).toBe('not-permitted');
  expect(await codeFor({ channel: 'hall' })).toBe('not-permitted');
  expect(await codeFor({ amountFen: 1 })).toBe('not-permitted');
});
