import { said } from '@zhiheng/contracts';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../app.ts';
import { Problem } from '../problem.ts';
import { schemaFaults } from '../schema-faults.ts';
import { openTestIssuer, type TestServers } from './open-server.ts';

const Body = Type.Object(
  {
    reason: Type.String({ minLength: 3 }),
    risk: Type.Enum([1, 2]),
    days: Type.Integer({ maximum: 5 }),
    code: Type.String({ pattern: '^[a-z]+$' }),
    since: Type.Optional(Type.String({ format: 'date-time' })),
    names: Type.Record(Type.String({ pattern: '^[a-z]+$' }), Type.Boolean(), { additionalProperties: false }),
    list: Type.Array(Type.String(), { maxItems: 1, uniqueItems: true }),
  },
  { additionalProperties: false },
);
const wrong = {
  reason: 'a',
  risk: 9,
  days: 9,
  since: 'soon',
  names: { 1: true },
  list: ['a', 'a'],
  more: 1,
};

let servers: TestServers;
let app: App;
beforeAll(async () => {
  servers = await openTestIssuer();
  app = await servers.open({}, (server) => {
    const config = { access: 'public' } as const;
    server.get('/refused', { config, schema: { hide: true } }, async () => {
      throw new Problem('not-active', said('has-left', { person: 'ann' }));
    });
    server.post('/checked', { config, schema: { hide: true, body: Body } }, async () => 'taken');
  });
});
afterAll(() => servers.close());

test.each([
  [undefined, '该人员不在岗', 'ann 已离岗。'],
  ['zh-CN', '该人员不在岗', 'ann 已离岗。'],
  ['en, zh;q=0.5', 'The person is not active', 'ann has left.'],
])('a refusal is told in the language that is asked for: %s', async (language, title, detail) => {
  const headers = language === undefined ? {} : { 'accept-language': language };
  expect((await app.inject({ url: '/refused', headers })).json()).toMatchObject({ title, detail });
});

const faultsIn = (errors: { path: string; message: string }[]) =>
  new Map(errors.map(({ path, message }) => [path, message]));

test('what is wrong with a field is told in Chinese, whatever the schema refuses', async () => {
  const answer = await app.inject({ method: 'POST', url: '/checked', payload: wrong });
  const { errors, detail } = answer.json();
  const told = faultsIn(errors);
  expect(new Set(told.keys())).toEqual(
    new Set(['/reason', '/risk', '/days', '/code', '/since', '/names/1', '/list', '/more']),
  );
  expect(told.get('/code')).toBe('缺少此项');
  expect(told.get('/risk')).toBe('须为其中之一：1、2');
  for (const [path, message] of told) expect(message, path).toMatch(/\p{Script=Han}/u);
  expect([...told.values()].join()).not.toContain('未知');
  expect(detail).toContain('/code：缺少此项');
});

test('typebox’s faults are told as Ajv’s are', () => {
  const faults = schemaFaults(Compile(Body).Errors(wrong));
  expect(faults).toContainEqual({ path: '/code', message: said('missing') });
  expect(faults).toContainEqual({ path: '/more', message: said('unknown-field') });
  for (const { path, message } of faults) expect(message.zh, path).toMatch(/^(?!.*未知).*\p{Script=Han}/u);
});

test('a body that is no JSON, and a path that nobody knows', async () => {
  const headers = { 'content-type': 'application/json' };
  const broken = await app.inject({ method: 'POST', url: '/checked', payload: '{', headers });
  expect(broken.json().detail).toMatch(/^请求正文无法读取：/);
  expect((await app.inject('/no/such')).json().detail).toBe('没有地址“GET /no/such”。');
});
