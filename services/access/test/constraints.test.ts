import { randomUUID } from 'node:crypto';
import type { PoolClient } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type County, openCounty } from './open-county.ts';
import { approve, handleFor, submitted } from './requesting.ts';

/** The database itself, asked directly under the service's own login: what the code never asks, it must refuse. */
let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

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

const person = (username: string): string => county.as(username).person;

const insertGrant = (
  client: PoolClient,
  request: string | null,
  who = 'newcomer',
  validity = "tstzrange(now(), null, '[)')",
) =>
  client.query(
    `insert into access.grant (centre, id, person, role, unit, validity, request)
      values ($1, $2, $3, 'enterprise-pension-handle', 'enterprise-pension', ${validity}, $4)`,
    [county.centre, randomUUID(), person(who), request],
  );

const insertDecision = async (client: PoolClient, request: string, who: string, stage = 0, decision = 'approve') => {
  await client.query(
    `insert into access.decision_voice (centre, request, person, requester, beneficiary)
      select centre, id, $3, requester, beneficiary from access.request where centre = $1 and id = $2`,
    [county.centre, request, person(who)],
  );
  await client.query(
    'insert into access.decision (centre, id, request, stage, person, decision) values ($1, $2, $3, $4, $5, $6)',
    [county.centre, randomUUID(), request, stage, person(who), decision],
  );
};

const setState = (client: PoolClient, request: string, state: string) =>
  client.query('update access.request set state = $3 where centre = $1 and id = $2', [county.centre, request, state]);
const setStages = (client: PoolClient, request: string, state: string) =>
  client.query('update access.request_stage set state = $3 where centre = $1 and request = $2', [
    county.centre,
    request,
    state,
  ]);

test('no grant without a request, none by one that is pending, none for what it does not ask', async () => {
  const { id } = await submitted(county, 'enterprise-pension-op1', handleFor('newcomer'));
  expect(await refusal((client) => insertGrant(client, null))).toBe('grant_needs_approval');
  expect(await refusal((client) => insertGrant(client, id))).toBe('grant_needs_approval');
  expect(await refusal((client) => insertGrant(client, randomUUID()))).toBe('grant_needs_approval');
  const applied = await approve(
    county,
    await submitted(county, 'newcomer', handleFor('enterprise-pension-op3')).catch(() =>
      submitted(county, 'newcomer', { beneficiary: 'hall-op1', role: 'hall-handle', unit: 'hall' }),
    ),
  );
  expect(applied.state).toBe('applied');
  expect(await refusal((client) => insertGrant(client, applied.id))).toBe('grant_needs_approval');
});

test('no request is approved unless every stage has heard its approvals', async () => {
  const { id } = await submitted(county, 'newcomer', { beneficiary: 'hall-op2', role: 'hall-handle', unit: 'hall' });
  const approved = async (client: PoolClient) => {
    await setStages(client, id, 'approved');
    await setState(client, id, 'approved');
  };
  expect(await refusal((client) => setState(client, id, 'approved'))).toBe('request_needs_approvals');
  expect(await refusal(approved)).toBe('request_needs_approvals');
  expect(
    await refusal(async (client) => {
      await insertDecision(client, id, 'hall-head');
      await approved(client);
    }),
  ).toBe('request_needs_approvals');
  expect(await refusal((client) => setState(client, id, 'applied'))).toBe('request_only_advances');
});

test('a request that has ended never moves again, and none begins further on', async () => {
  const request = await submitted(county, 'newcomer', { beneficiary: 'hall-op3', role: 'hall-handle', unit: 'hall' });
  await county.service.post(county.as('newcomer'), `/api/v1/requests/${request.id}/withdrawal`, {});
  expect(await refusal((client) => setState(client, request.id, 'pending'))).toBe('request_only_advances');
  const insert = (client: PoolClient) =>
    client.query(
      `insert into access.request (centre, id, change, requester, beneficiary, role, unit, risk, reason, state, digest)
        values ($1, $2, 'grant', $3, $4, 'hall-handle', 'hall', 1, '-', 'approved', '-')`,
      [county.centre, randomUUID(), person('newcomer'), person('hall-op3')],
    );
  expect(await refusal(insert)).toBe('request_begins_pending');
});

test('nobody is heard on their own request or benefit, nor twice, nor out of turn, nor after leaving', async () => {
  const { id } = await submitted(county, 'newcomer', { beneficiary: 'hall-op4', role: 'hall-handle', unit: 'hall' });
  expect(await refusal((client) => insertDecision(client, id, 'newcomer'))).toBe('voice_is_distinct');
  expect(await refusal((client) => insertDecision(client, id, 'hall-op4'))).toBe('voice_is_distinct');
  expect(
    await refusal(async (client) => {
      await insertDecision(client, id, 'hall-head');
      await insertDecision(client, id, 'hall-head');
    }),
  ).toBe('decision_voice_pkey');
  expect(await refusal((client) => insertDecision(client, id, 'control-head', 1))).toBe('decision_needs_open_stage');
  expect(await refusal((client) => insertDecision(client, id, 'hall-head', 0))).toBeUndefined();
  await county.service.post(county.as('sysadmin'), '/api/v1/people/card-op4/departure', { kind: 'deceased' });
  expect(await refusal((client) => insertDecision(client, id, 'card-op4'))).toBe('decision_needs_active_person');
});

test('no second grant of the same over a shared instant; a grant changes only by ending, and by what may end it', async () => {
  const applied = await approve(
    county,
    await submitted(county, 'newcomer', { beneficiary: 'hall-op5', role: 'hall-handle', unit: 'hall' }),
  );
  const grant = (client: PoolClient, change: string) =>
    client.query(`update access.grant set ${change} where centre = $1 and request = $2`, [county.centre, applied.id]);
  const ended = "tstzrange(lower(validity), clock_timestamp(), '[)')";
  expect(await refusal((client) => grant(client, "validity = tstzrange(lower(validity), null, '[)')"))).toBe(
    'grant_only_ends',
  );
  expect(await refusal((client) => grant(client, `validity = ${ended}`))).toBe('grant_only_ends');
  expect(await refusal((client) => grant(client, `validity = ${ended}, ended_by = 'departure'`))).toBe(
    'grant_only_ends',
  );
  expect(
    await refusal((client) => grant(client, `validity = ${ended}, ended_by = 'request', ended_request = request`)),
  ).toBe('grant_only_ends');
  expect(await refusal((client) => client.query('delete from access.grant where centre = $1', [county.centre]))).toBe(
    '42501',
  );
  expect(await refusal((client) => grant(client, "role = 'director'"))).toBe('42501');
  const twice = county.owner.pool.query(
    `insert into access.grant (centre, id, person, role, unit, validity, request)
      select centre, gen_random_uuid(), person, role, unit, validity, request from access.grant where request = $1`,
    [applied.id],
  );
  // The superuser does not pass by either: the request is no longer one that is being applied.
  await expect(twice).rejects.toMatchObject({ constraint: 'grant_needs_approval' });
});

test('grants of one role and unit may not overlap', async () => {
  const client = await county.owner.pool.connect();
  try {
    await client.query('begin');
    await client.query('alter table access.grant disable trigger grant_needs_approval');
    const again = client.query(
      `insert into access.grant (centre, id, person, role, unit, validity, request)
        select centre, gen_random_uuid(), person, role, unit, tstzrange(now() + interval '1 day', null), request
        from access.grant where person = $1`,
      [person('card-op1')],
    );
    await expect(again).rejects.toMatchObject({ constraint: 'grant_overlaps' });
  } finally {
    await client.query('rollback');
    client.release();
  }
});

test('the log cannot be changed, and the service reads nothing of it', async () => {
  for (const statement of [
    'update audit.entry set outcome = $1',
    'delete from audit.entry where centre = $1',
    'select * from audit.entry where centre = $1',
  ])
    expect(await refusal((client) => client.query(statement, [county.centre]))).toBe('42501');
});

test('one active account a person, one username a person for ever', async () => {
  const add = (username: string, who: string) => (client: PoolClient) =>
    client.query('insert into access.account (centre, id, person, username) values ($1, $2, $3, $4)', [
      county.centre,
      randomUUID(),
      person(who),
      username,
    ]);
  expect(await refusal(add('another-name', 'newcomer'))).toBe('account_one_active');
  // card-op4 has left: the name stays theirs.
  expect(await refusal(add('card-op4', 'card-op3'))).toMatch(/account_one_active|username_of_another/);
  expect(await refusal(add('card-op3', 'card-op4'))).toMatch(/account_username_active|username_of_another/);
});
