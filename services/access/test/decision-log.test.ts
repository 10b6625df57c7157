import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { award, evaluate, openCase, question } from './acting.ts';
import { type County, openCounty } from './open-county.ts';

/** What is permitted is logged for the types of resources that the centre names, and for no other. */
let county: County;
beforeEach(async () => {
  county = await openCounty();
});
afterEach(() => county.close());

const op = 'enterprise-pension-op1';
const url = '/api/v1/decision-log/types';
const set = (type: string, method: 'PUT' | 'DELETE' = 'PUT', who = 'auditadmin') =>
  county.service.send(county.as(who), { method, url: `${url}/${type}` });
const allowed = async () => (await county.entries('decision.evaluated')).filter(({ outcome }) => outcome === 'allowed');

test('nothing permitted is logged at first; from the setting on it is, with its reasons; until it is taken back', async () => {
  await evaluate(county, question(op, 'handle'));
  expect((await set('case')).statusCode).toBe(204);
  const { context } = await evaluate(county, question(op, 'handle'));
  await expect.poll(allowed).toHaveLength(1);
  const { rows } = await county.owner.pool.query('select * from audit.entry where id = $1', [context.id]);
  expect(rows[0]).toMatchObject({
    action: 'decision.evaluated',
    outcome: 'allowed',
    reason: 'permitted',
    actor: op,
    client: 'test-client',
    ...award,
    details: { action: 'handle', grant: context.grant, policyEpoch: context.policyEpoch },
  });
  // Of a recorded case, too, and of no other type.
  const { id } = await openCase(county);
  await evaluate(county, question(op, 'handle', id));
  await evaluate(county, { ...question('inspector', 'read'), resource: { type: 'entry', id: 'any' } });
  await expect.poll(allowed).toHaveLength(2);
  expect((await set('case', 'DELETE')).statusCode).toBe(204);
  expect((await evaluate(county, question(op, 'handle'))).decision).toBe(true);
  await evaluate(county, question(op, 'approve'));
  expect(await allowed()).toHaveLength(2);
});

test('each of many at once is logged, in few transactions', async () => {
  await set('case');
  const ids = await Promise.all(
    Array.from({ length: 500 }, async () => (await evaluate(county, question(op, 'handle'))).context.id),
  );
  await expect.poll(allowed).toHaveLength(500);
  const { rows } = await county.owner.pool.query(
    'select count(*)::int as entries, count(distinct xmin::text)::int as transactions from audit.entry where id = any($1)',
    [ids],
  );
  expect(rows[0].entries).toBe(500);
  expect(rows[0].transactions).toBeLessThan(250);
});

test('what is answered ahead of the framework is logged all the same, and a stop writes what is told', async () => {
  const { app } = county.service;
  await app.listen({ host: '127.0.0.1', port: 0 });
  const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  const bearer = await county.service.bearer(county.client('decide'));
  const ask = async () => {
    const answer = await fetch(`${origin}/access/v1/evaluation`, {
      method: 'POST',
      headers: { ...bearer, 'content-type': 'application/json' },
      body: JSON.stringify(question(op, 'handle')),
    });
    expect(await answer.json()).toMatchObject({ decision: true });
  };
  for (let time = 0; time < 3; time++) await ask();
  expect(await allowed()).toEqual([]);
  await set('case');
  await Promise.all(Array.from({ length: 40 }, ask));
  await app.close();
  expect(await allowed()).toHaveLength(40);
});

test('another process hears of it', async () => {
  const other = await county.secondService();
  await evaluate(county, question(op, 'handle'), other);
  await set('case');
  await expect
    .poll(async () => {
      await evaluate(county, question(op, 'handle'), other);
      return (await allowed()).length;
    })
    .toBeGreaterThan(0);
});

test('who administers the audit sets it, nobody else; both are in the log', async () => {
  for (const who of ['sysadmin', 'secadmin', 'director', op]) {
    const refused = await set('case', 'PUT', who);
    expect([who, refused.statusCode, refused.json().code]).toEqual([who, 403, 'not-permitted']);
  }
  expect((await county.service.get(county.as(op), url)).statusCode).toBe(403);
  await set('case');
  await set('case');
  await set('record');
  expect((await county.service.get(county.as('auditadmin'), url)).json()).toMatchObject({
    data: [
      { type: 'case', by: 'auditadmin' },
      { type: 'record', by: 'auditadmin' },
    ],
    nextCursor: null,
  });
  const entries = await county.entries('decision-log.set');
  expect(entries.map(({ outcome, actor, target }) => [outcome, actor, target])).toEqual([
    ...['sysadmin', 'secadmin', 'director', op].map((who) => ['denied', who, 'case']),
    ['done', 'auditadmin', 'case'],
    ['done', 'auditadmin', 'record'],
  ]);
});
