import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Decisions } from '../decisions.ts';
import { question } from './acting.ts';
import { type County, openCounty } from './open-county.ts';

/** Over a connection what memory permits is answered ahead of the framework: as the route answers, as long as it would. */
let county: County;
let origin: string;
let headers: Record<string, string>;
beforeEach(async () => {
  county = await openCounty();
  const { app } = county.service;
  await app.listen({ host: '127.0.0.1', port: 0 });
  origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  headers = { ...(await county.service.bearer(county.client('decide'))), 'content-type': 'application/json' };
});
afterEach(() => county.close());

const op = 'enterprise-pension-op1';
const one = '/access/v1/evaluation';
const all = '/access/v1/evaluations';
const ask = async (body: object, path = one) => {
  const answer = await fetch(`${origin}${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: answer.status, body: (await answer.json()) as { decision: boolean; context: { id: string } } };
};
const askRoute = async (payload: object, url = one) => {
  const answer = await county.service.app.inject({ method: 'POST', url, headers, payload });
  return { status: answer.statusCode, body: answer.json() };
};
const withoutIds = (body: object) =>
  JSON.parse(
    JSON.stringify(body, (name, value) =>
      /^(id|evaluated_at|evaluation_id|binding_token|expires_at)$/.test(name) ? undefined : value,
    ),
  );

test.each([
  ['permitted', question(op, 'handle')],
  ['of a known epoch', { ...question(op, 'handle'), context: { policyEpoch: 1 } }],
  ['of an epoch to come', { ...question(op, 'handle'), context: { policyEpoch: 99 } }],
  ['of an epoch that is none', { ...question(op, 'handle'), context: { policyEpoch: 'new' } }],
  ['not permitted', question(op, 'review')],
  ['of nobody', question('nobody', 'handle')],
  ['without an action', { ...question(op, 'handle'), action: undefined }],
])('a question %s has the same answer either way', async (_what, body) => {
  for (let time = 0; time < 2; time++) {
    const [over, through] = [await ask(body), await askRoute(body)];
    const differs = { id: expect.any(String), instance: expect.any(String) };
    const { context = {}, ...rest } = through.body;
    expect(over).toEqual({
      status: through.status,
      body: {
        ...rest,
        ...(rest.instance ? { instance: differs.instance } : {}),
        ...(through.status === 200 ? { context: { ...context, id: differs.id } } : {}),
      },
    });
  }
});

test.each([
  ['permitted', [question(op, 'handle'), question(op, 'handle')], {}],
  ['with defaults', [{ action: { name: 'handle' } }, {}], question(op, 'handle')],
  ['of which one is denied', [question(op, 'handle'), question(op, 'review')], {}],
  ['of which one is no inquiry', [question(op, 'handle'), 7], {}],
  [
    'up to the first denial',
    [question(op, 'handle'), question(op, 'review'), question(op, 'handle')],
    { options: { evaluations_semantic: 'deny_on_first_deny' } },
  ],
  [
    'up to the first permit',
    [question(op, 'handle'), question(op, 'handle')],
    { options: { evaluations_semantic: 'permit_on_first_permit' } },
  ],
])('several questions %s have the same answers either way', async (_what, evaluations, beside) => {
  const body = { ...beside, evaluations };
  for (let time = 0; time < 4; time++) {
    const [over, through] = [await ask(body, all), await askRoute(body, all)];
    expect(over.status).toBe(200);
    expect(withoutIds(over.body)).toEqual(withoutIds(through.body));
  }
});

test('several questions that memory permits do not come to the route until something changes', async () => {
  const body = { evaluations: [question(op, 'handle'), question(op, 'handle')] };
  for (let time = 0; time < 4; time++) await ask(body, all);
  const asked = vi.spyOn(Decisions.prototype, 'evaluate');
  await ask(body, all);
  expect(asked).toHaveBeenCalledTimes(0);
  await county.service.post(county.as('sysadmin'), `/api/v1/people/${op}/departure`, { kind: 'retired' });
  const { evaluations } = (await ask(body, all)).body as unknown as { evaluations: { decision: boolean }[] };
  expect(evaluations.map(({ decision }) => decision)).toEqual([false, false]);
  asked.mockRestore();
});

test('what memory permits does not come to the route; what it denies does', async () => {
  await ask(question(op, 'handle'));
  const asked = vi.spyOn(Decisions.prototype, 'evaluate');
  await ask(question(op, 'handle'));
  expect(asked).toHaveBeenCalledTimes(0);
  await ask(question(op, 'review'));
  expect(asked).toHaveBeenCalledTimes(1);
  asked.mockRestore();
});

test('each answer is a decision of its own', async () => {
  await ask(question(op, 'handle'));
  const ids = await Promise.all(
    Array.from({ length: 50 }, async () => (await ask(question(op, 'handle'))).body.context.id),
  );
  expect(new Set(ids).size).toBe(50);
});

test('from the answer to a departure on, it permits nothing', async () => {
  for (let time = 0; time < 2; time++) expect((await ask(question(op, 'handle'))).body.decision).toBe(true);
  const left = await county.service.post(county.as('sysadmin'), `/api/v1/people/${op}/departure`, { kind: 'retired' });
  expect(left.statusCode).toBe(201);
  expect((await ask(question(op, 'handle'))).body).toMatchObject({
    decision: false,
    context: { reason: { code: 'not-active' } },
  });
});
