import { randomUUID } from 'node:crypto';
import { inCentre, type ServiceName, serviceNames } from '@zhiheng/database';
import type { TestPerson } from '@zhiheng/http/testing';
import type { Pool, PoolClient } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { foundCentre } from '../plugin.ts';
import { applied, asked, exceptionFor, exceptionsOf, inDays } from './asking.ts';
import { type County, countyFile, openCounty } from './open-county.ts';
import { approve } from './requesting.ts';

/** The database itself, asked directly: what the code never asks, it must refuse. */
let county: County;
let neighbour: (username: string) => TestPerson;
beforeAll(async () => {
  county = await openCounty();
  const centre = 'neighbour';
  await foundCentre(county.database, { ...countyFile(), centre }, (code) => `test/${code}`);
  const rows = await inCentre(county.database, centre, (transaction) =>
    transaction.selectFrom('access.account').select(['id as account', 'person', 'username']).execute(),
  );
  const people = new Map(rows.map((row) => [row.username, { centre, ...row }]));
  neighbour = (username) => people.get(username) as TestPerson;
});
afterAll(() => county.close());

/** The constraint, or SQLSTATE, that refuses; undefined when the work succeeds. All of it is taken back. */
async function refusal(
  work: (client: PoolClient) => Promise<unknown>,
  pool: Pool = county.database.pool,
): Promise<string | undefined> {
  const client = await pool.connect();
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
const run =
  (statement: string, values: unknown[] = []) =>
  (client: PoolClient) =>
    client.query(statement, values);

const policyWrites = () => {
  const c = county.centre;
  const id = randomUUID();
  return [
    run("update access.rule set effect = 'observe' where centre = $1 and code = 'item-handle-review'", [c]),
    run("update access.rule set retired_at = now() where centre = $1 and code = 'item-handle-review'", [c]),
    run("update access.rule set effect = 'block' where centre = $1 and code = 'payout-chain'", [c]),
    run('update access.role set risk = 1 where centre = $1', [c]),
    run("insert into access.role (centre, code, id, name, risk) values ($1, 'mine', $2, '{}', 1)", [c, id]),
    run(
      `insert into access.role_permission (centre, role, ordinal, action, resource) values ($1, 'inspector', 99, 'manage', 'all')`,
      [c],
    ),
    run("delete from access.role_permission where centre = $1 and role = 'inspector'", [c]),
    run("insert into access.role_inheritance (centre, role, inherits) values ($1, 'inspector', 'director')", [c]),
    run('update access.item set risk = 1 where centre = $1', [c]),
    run("update access.unit set parent = 'office' where centre = $1 and code = 'hall'", [c]),
    run("update access.chain set stages = '[{}]' where centre = $1", [c]),
    run('insert into access.grant_limit (centre, risk, longest_days) values ($1, 3, 9999)', [c]),
  ];
};

test('no change of policy but by an approved request for just that', async () => {
  for (const write of policyWrites()) expect(await refusal(write)).toBe('policy_needs_approval');
  const pending = await asked(county, 'secadmin', { change: 'rule', rule: { code: 'payout-chain', source: '新' } });
  const write = run("update access.rule set source = '新' where centre = $1 and code = 'payout-chain'", [
    county.centre,
  ]);
  expect(await refusal(write)).toBe('policy_needs_approval');
  expect((await approve(county, pending)).state).toBe('applied');
  // Applied, it permits nothing any more.
  expect(await refusal(write)).toBe('policy_needs_approval');
});

test('no other service writes it at all', async () => {
  const others = serviceNames.filter((name): name is Exclude<ServiceName, 'access'> => name !== 'access');
  for (const name of others) {
    const { pool } = await county.testDatabase.connect(name);
    for (const write of policyWrites()) expect(await refusal(write, pool), name).toBe('42501');
    for (const table of ['exception', 'adjustment', 'deputy', 'grant_limit'])
      expect(await refusal(run(`select from access.${table}`), pool), name).toBe('42501');
  }
});

test('a grant is widened by an approved extension only', async () => {
  const grant = { change: 'grant', beneficiary: 'card-op1', role: 'hall-handle', unit: 'hall' };
  const { id } = await applied(county, 'newcomer', { ...grant, validUntil: inDays(5) });
  const widen = (request: string | null, until: string) =>
    run(
      `update access.grant set validity = tstzrange(lower(validity), $3::timestamptz), extended_request = $4 where centre = $1 and request = $2`,
      [county.centre, id, until, request],
    );
  expect(await refusal(widen(null, inDays(50)))).toBe('grant_only_ends');
  expect(await refusal(widen(id, inDays(50)))).toBe('grant_only_ends');
  const extension = await asked(county, 'newcomer', { ...grant, change: 'extend', validUntil: inDays(20) });
  expect(await refusal(widen(extension.id, extension.validUntil as string))).toBe('grant_only_ends');
  expect((await approve(county, extension)).state).toBe('applied');
  expect(await refusal(widen(extension.id, inDays(60)))).toBe('grant_only_ends');
  const expire = run("update access.grant set ended_by = 'expiry' where centre = $1 and request = $2", [
    county.centre,
    id,
  ]);
  expect(await refusal(expire)).toBe('grant_only_ends');
});

test('no exception without an approved request for it, and none changes but by running out', async () => {
  const insert = (request: string, who: string, owner = 'inspector', until = inDays(9)) =>
    run(
      `insert into access.exception (centre, id, rule, person, validity, compensating_control, control_owner, request)
        values ($1, $2, 'item-handle-review', $3, tstzrange(now(), $5), '-', $6, $4)`,
      [county.centre, randomUUID(), person(who), request, until, person(owner)],
    );
  const request = await asked(county, 'newcomer', exceptionFor('card-op2', 'item-handle-review', 9));
  expect(await refusal(insert(request.id, 'card-op2'))).toBe('exception_needs_approval');
  expect((await approve(county, request)).state).toBe('applied');
  expect(await refusal(insert(request.id, 'card-op2'))).toBe('exception_needs_approval');
  expect(await refusal(insert(request.id, 'card-op3'))).toBe('exception_needs_approval');
  const change = (set: string) => run(`update access.exception set ${set} where centre = $1`, [county.centre]);
  expect(await refusal(change("state = 'expired'"))).toBe('exception_only_ends');
  expect(await refusal(change("validity = tstzrange(lower(validity), 'infinity')"))).toBe('42501');
  expect(await refusal(change("rule = 'item-pay'"))).toBe('42501');
});

test('nobody speaks for another but as their deputy at that moment', async () => {
  const { id } = await asked(county, 'newcomer', {
    change: 'grant',
    beneficiary: 'hall-op1',
    role: 'card-handle',
    unit: 'card',
  });
  const speak = (who: string, principal: string) => async (client: PoolClient) => {
    for (const voice of [who, principal])
      await client.query(
        `insert into access.decision_voice (centre, request, person, requester, beneficiary)
          select centre, id, $3, requester, beneficiary from access.request where centre = $1 and id = $2`,
        [county.centre, id, person(voice)],
      );
    await client.query(
      `insert into access.decision (centre, id, request, stage, person, on_behalf_of, decision) values ($1, $2, $3, 0, $4, $5, 'approve')`,
      [county.centre, randomUUID(), id, person(who), person(principal)],
    );
  };
  expect(await refusal(speak('hall-head', 'card-head'))).toBe('decision_needs_deputyship');
  const body = { deputy: 'hall-head', until: inDays(3), reason: '假' };
  const named = (await county.service.post(county.as('card-head'), '/api/v1/deputies', body)).json();
  expect(await refusal(speak('hall-head', 'card-head'))).toBeUndefined();
  expect(await refusal(speak('card-head', 'hall-head'))).toBe('decision_needs_deputyship');
  const change = (set: string) =>
    run(`update access.deputy set ${set} where centre = $1 and id = $2`, [county.centre, named.id]);
  expect(await refusal(change("validity = tstzrange(lower(validity), 'infinity')"))).toBe('42501');
  await county.service.send(county.as('card-head'), { method: 'DELETE', url: `/api/v1/deputies/${named.id}` });
  expect(await refusal(speak('hall-head', 'card-head'))).toBe('decision_needs_deputyship');
  expect(await refusal(change('ended_at = null, ended_by = null'))).toBe('deputy_only_ends');
});

test('exceptions, adjustments and deputies are one’s own centre’s', async () => {
  const { service } = county;
  expect((await exceptionsOf(county, 'inspector')).length).toBeGreaterThan(0);
  for (const url of ['/api/v1/exceptions', '/api/v1/adjustments', '/api/v1/deputies'])
    expect((await service.get(neighbour('inspector'), url)).json().data).toEqual([]);
  const body = { deputy: 'hall-head', until: inDays(3), reason: '假' };
  const { id } = (await service.post(county.as('finance-head'), '/api/v1/deputies', body)).json();
  const theirs = await service.send(neighbour('finance-head'), { method: 'DELETE', url: `/api/v1/deputies/${id}` });
  expect(theirs.statusCode).toBe(404);
  // A change of one centre's rule leaves the namesake of the other alone.
  await applied(county, 'secadmin', { change: 'rule', rule: { code: 'cards-and-payees', retired: true } });
  const other = await service.get(neighbour('director'), '/api/v1/rules/cards-and-payees');
  expect(other.statusCode).toBe(200);
  const rows = await inCentre(county.database, 'neighbour', (transaction) =>
    transaction.selectFrom('access.exception').select('id').execute(),
  );
  expect(rows).toEqual([]);
});
