import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type County, openCounty } from './open-county.ts';
import { approve, decide, handleFor, submitted } from './requesting.ts';
import { grantIds, suspended } from './suspending.ts';

/** The database itself, asked directly under the service's own login: what the code never asks, it must refuse. */
let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const op1 = 'enterprise-pension-op1';
const person = (username: string): string => county.as(username).person;

/** The constraint, or SQLSTATE, that refuses; undefined when the work succeeds. All of it is taken back. */
async function refusal(work: (client: PoolClient) => Promise<unknown>): Promise<string | undefined> {
  const client = await county.database.pool.connect();
  try {
    await client.query('begin');
    await client.query("select set_config('zhiheng.centre', $1, true)", [county.centre]);
    await work(client);
    return undefined;
  } catch (error) {
    const { constraint, code } = error as { constraint?: string; code?: string };
    return constraint ?? code;
  } finally {
    await client.query('rollback');
    client.release();
  }
}

const insertSuspension = (client: PoolClient, request: string, who = 'card-op1', by = 'sysadmin', id = randomUUID()) =>
  client.query(
    `insert into access.suspension (centre, id, person, reason, note, scope, batch, accounts, request, by_person, client)
      values ($1, $2, $3, 'seconded-out', '-', 'everything', $2, '{}', $4, $5, 'test')`,
    [county.centre, id, person(who), request, person(by)],
  );
const insertMark = (client: PoolClient, grant: string, suspension: string) =>
  client.query(
    `insert into access.grant_suspension (centre, "grant", suspension, validity)
      values ($1, $2, $3, tstzrange(clock_timestamp(), null))`,
    [county.centre, grant, suspension],
  );
const liftMarks = (client: PoolClient, suspension: string) =>
  client.query(
    'update access.grant_suspension set validity = tstzrange(lower(validity), clock_timestamp()) where suspension = $1',
    [suspension],
  );
const move = (client: PoolClient, suspension: string, state: string, ended = 'null') =>
  client.query(`update access.suspension set state = $2, ended_at = ${ended} where id = $1`, [suspension, state]);

test('no suspension without a pending request for it, of that person, by who asked', async () => {
  const grant = await submitted(county, 'newcomer', handleFor('newcomer'));
  expect(await refusal((client) => insertSuspension(client, randomUUID()))).toBe('suspension_needs_request');
  expect(await refusal((client) => insertSuspension(client, grant.id))).toBe('suspension_needs_request');
  const { request } = await suspended(county, op1, { reason: 'seconded-out', note: '借调' });
  expect(await refusal((client) => insertSuspension(client, request))).toBe('suspension_needs_request');
  expect(await refusal((client) => insertSuspension(client, request, op1, 'secadmin'))).toBe(
    'suspension_needs_request',
  );
});

test('no grant is marked but by an unconfirmed suspension of its own holder', async () => {
  const { id, request } = await suspended(county, 'card-op1', { reason: 'seconded-out', note: '借调' });
  const [foreign] = await grantIds(county, 'card-op2');
  expect(await refusal((client) => insertMark(client, foreign as string, id))).toBe('grant_suspension_counts');
  expect(await refusal((client) => insertMark(client, foreign as string, randomUUID()))).toBe(
    'grant_suspension_counts',
  );
  await decide(county, 'director', request, 'reject', '未借调');
  const [own] = await grantIds(county, 'card-op1');
  expect(await refusal((client) => insertMark(client, own as string, id))).toBe('grant_suspension_counts');
});

test('nothing comes back, ends or is confirmed before its request says so', async () => {
  const { id } = await suspended(county, 'card-op2');
  const account = county.as('card-op2').account;
  expect(await refusal((client) => liftMarks(client, id))).toBe('grant_suspension_counts');
  for (const [state, ended] of [
    ['kept', 'null'],
    ['lifting', 'null'],
    ['lifted', 'clock_timestamp()'],
    ['removed', 'clock_timestamp()'],
    ['departed', 'clock_timestamp()'],
  ] as const)
    expect(await refusal((client) => move(client, id, state, ended)), state).toBe('suspension_only_ends');
  expect(
    await refusal((client) => client.query("update access.account set state = 'active' where id = $1", [account])),
  ).toBe('account_suspension_counts');
  expect(
    await refusal((client) =>
      client.query(
        `update access.grant set validity = tstzrange(lower(validity), clock_timestamp()), ended_by = 'request',
          ended_request = (select request from access.suspension where id = $1) where person = $2`,
        [id, person('card-op2')],
      ),
    ),
  ).toBe('grant_only_ends');
  expect(
    await refusal((client) =>
      client.query("update access.account set state = 'suspended' where id = $1", [county.as('card-op3').account]),
    ),
  ).toBe('account_suspension_counts');
});

test('marks and suspensions are never deleted, and say for ever what they said', async () => {
  expect(await refusal((client) => client.query('delete from access.grant_suspension'))).toBe('42501');
  expect(await refusal((client) => client.query('delete from access.suspension'))).toBe('42501');
  expect(await refusal((client) => client.query("update access.suspension set reason = 'seconded-out'"))).toBe('42501');
});

test('whoever is suspended decides nothing and comes to hold nothing, whatever the code says', async () => {
  const { id } = await submitted(county, 'newcomer', { beneficiary: 'hall-op1', role: 'card-handle', unit: 'card' });
  const almost = await approve(county, await submitted(county, 'newcomer', handleFor('hall-op2')), 2);
  await suspended(county, 'card-head', { reason: 'seconded-out', note: '借调' });
  const deciding = async (client: PoolClient) => {
    await client.query(
      `insert into access.decision_voice (centre, request, person, requester, beneficiary)
        select centre, id, $2, requester, beneficiary from access.request where id = $1`,
      [id, person('card-head')],
    );
    await client.query(
      "insert into access.decision (centre, id, request, stage, person, decision) values ($1, $2, $3, 0, $4, 'approve')",
      [county.centre, randomUUID(), id, person('card-head')],
    );
  };
  expect(await refusal(deciding)).toBe('nobody_acts_suspended');
  await suspended(county, 'hall-op2', { reason: 'seconded-out', note: '借调' });
  expect((await decide(county, 'director', almost.id)).json()).toMatchObject({ state: 'failed', failure: 'suspended' });
});

test('what other services read of permissions leaves out what is suspended', async () => {
  const identity = await county.testDatabase.connect('identity');
  const held = async (username: string) => {
    const client = await identity.pool.connect();
    try {
      await client.query('begin');
      await client.query("select set_config('zhiheng.centre', $1, true)", [county.centre]);
      const { rowCount } = await client.query('select from access.published_permission where person = $1', [
        person(username),
      ]);
      const { rows } = await client.query('select access.account_active($1, $2) as active', [
        county.centre,
        county.as(username).account,
      ]);
      return [rowCount === 0, rows[0].active];
    } finally {
      await client.query('rollback');
      client.release();
    }
  };
  expect(await held('card-op3')).toEqual([false, true]);
  expect(await held('card-head'), 'seconded: signs in, may nothing').toEqual([true, true]);
  expect(await held('card-op2'), 'under investigation: does not sign in').toEqual([true, false]);
});
