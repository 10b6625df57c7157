import { readFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Caller } from '../support/api.ts';
import { startWithCentre } from '../support/centre.ts';
import { signIn } from '../support/sign-in.ts';
import type { Running } from '../support/standalone.ts';
import { catalogue, client } from './centre.ts';
import { type Registration, registrationService } from './registration-service.ts';

/** The sample service against Zhiheng, by people who signed in there; it knows Zhiheng by its client alone. */
let zhiheng: Running;
let service: FastifyInstance;
let origin: string;
beforeAll(async () => {
  zhiheng = await startWithCentre(catalogue);
  service = await registrationService({ origin: zhiheng.origin, clientId: client.id, clientSecret: client.secret });
  await service.listen({ host: '127.0.0.1', port: 0 });
  origin = `http://127.0.0.1:${(service.server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await service.close();
  await zhiheng.stop();
});

const as = async (username: string): Promise<Caller> =>
  new Caller(origin, (await signIn(zhiheng.origin, username)).access_token);
const employees = Array.from({ length: 40 }, (_, n) => `employee-${n + 1}`);
const registering = (number: string) => ({ number, employer: '甲公司', employees });

test('forty employees are enrolled in one case by three people, and the log tells it', async () => {
  const [handler, reviewer, approver] = await Promise.all([as('reg-handler'), as('reg-reviewer'), as('reg-approver')]);
  const { status, body } = await handler.post<Registration>('/registrations', registering('R-1'));
  expect(status).toBe(201);
  const { id } = body;
  expect(body).toMatchObject({ employer: '甲公司', enrolled: false });
  expect(body.employees).toHaveLength(40);

  // The one who handled it may review, but not this.
  const alone = await handler.post(`/registrations/${id}/review`);
  expect(alone).toMatchObject({
    status: 409,
    body: { code: 'duty-conflict', conflicts: [{ rule: 'case-one-person', source: '杜绝一人通办' }] },
  });
  expect((await handler.get<Registration[]>('/registrations?duty=review')).body).toEqual([]);
  expect((await reviewer.get<Registration[]>('/registrations?duty=review')).body).toMatchObject([{ id }]);

  expect((await approver.post(`/registrations/${id}/approve`)).body).toMatchObject({ code: 'out-of-order' });
  expect((await reviewer.post(`/registrations/${id}/review`)).body).toMatchObject({ enrolled: false });
  expect((await reviewer.post(`/registrations/${id}/approve`)).status).toBe(403);
  const approved = await approver.post<Registration>(`/registrations/${id}/approve`);
  expect(approved.body).toMatchObject({ enrolled: true });
  expect(approved.body.employees).toEqual(employees);

  const told = async () =>
    (await approver.get<Record<string, string>[]>(`/registrations/${id}/trail`)).body.map(
      ({ actor, action, outcome, reason }) => [actor, action, outcome, ...(outcome === 'denied' ? [reason] : [])],
    );
  await expect.poll(told, { timeout: 30_000 }).toEqual([
    [undefined, 'case.opened', 'done'],
    ['reg-handler', 'step.recorded', 'done'],
    ['reg-handler', 'step.refused', 'denied', 'duty-conflict'],
    ['reg-approver', 'step.refused', 'denied', 'out-of-order'],
    ['reg-reviewer', 'step.recorded', 'done'],
    ['reg-reviewer', 'step.refused', 'denied', 'not-permitted'],
    ['reg-approver', 'step.recorded', 'done'],
    ['reg-approver', 'case.completed', 'done'],
  ]);
});

test('what is sent again is done once: the same is told, anything else under its number is refused', async () => {
  const handler = await as('reg-handler');
  const first = await handler.post<Registration>('/registrations', registering('R-3'));
  const again = await handler.post<Registration>('/registrations', registering('R-3'));
  expect([again.status, again.body]).toEqual([201, first.body]);
  const other = await handler.post('/registrations', { ...registering('R-3'), employer: '乙公司' });
  expect(other).toMatchObject({ status: 409, body: { code: 'idempotency-mismatch' } });
  const reviewer = await as('reg-reviewer');
  const review = () => reviewer.post(`/registrations/${first.body.id}/review`);
  expect([(await review()).status, (await review()).status]).toEqual([200, 200]);
  const trail = async () =>
    (await reviewer.get<{ action: string }[]>(`/registrations/${first.body.id}/trail`)).body.map(
      ({ action }) => action,
    );
  await expect.poll(trail, { timeout: 30_000 }).toEqual(['case.opened', 'step.recorded', 'step.recorded']);
});

test('who has no such duty opens nothing, and without a token nobody does anything', async () => {
  const visitor = await as('reg-visitor');
  expect(await visitor.post('/registrations', registering('R-2'))).toMatchObject({
    status: 403,
    body: { code: 'not-permitted' },
  });
  expect((await new Caller(origin, 'x.y.z').post('/registrations', registering('R-2'))).status).toBe(401);
});

test('who leaves is out at once here, too, though their token is good for minutes', async () => {
  const leaver = await as('reg-leaver');
  const waiting = () => leaver.get<object[]>('/registrations?duty=review');
  expect((await waiting()).status).toBe(200);
  const accounts = new Caller(zhiheng.origin, (await signIn(zhiheng.origin, 'reg-accounts')).access_token);
  expect((await accounts.post('/api/v1/people/reg-leaver/departure', { kind: 'resigned' })).status).toBe(201);
  await expect.poll(waiting, { timeout: 30_000 }).toMatchObject({ status: 401, body: { code: 'account-disabled' } });
});

test('the sample knows Zhiheng by its client alone', async () => {
  const source = await readFile(new URL('./registration-service.ts', import.meta.url), 'utf8');
  const imports = [...source.matchAll(/from '([^']+)'/g)].map(([, from]) => from);
  expect(imports).toEqual(['@zhiheng/client', '@zhiheng/client/fastify', 'fastify']);
});
