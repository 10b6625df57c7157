import type { AddressInfo } from 'node:net';
import { connect } from 'node:net';
import { Type } from 'typebox';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answers, bytesOf, type Caller, callerOf, Problem, type Shortcut } from '../index.ts';
import { bodyCheck } from '../validation.ts';
import { openTestIssuer, type TestServers } from './open-server.ts';

/** What a shortcut answers is what its route would; what it leaves to the route is answered there, body and all. */
const Question = Type.Object({ word: Type.String({ maxLength: 10 }) }, { additionalProperties: false });
const isQuestion = bodyCheck(Question);
const client = { centre: 'county', client: 'shop', scopes: ['decide'] };
const person = { centre: 'county', person: 'op1', account: 'op1', username: 'op1' };

let servers: TestServers;
let origin: string;
let short: string[];
/** What was read in one holds in no other. */
let turn = 0;
let metrics: () => Promise<string>;
beforeAll(async () => {
  servers = await openTestIssuer();
  const app = await servers.open({}, (server) => {
    short = [];
    server.post('/echo', {
      config: { access: { personOrScope: 'decide' }, rateLimit: false, shortcut: known },
      schema: { hide: true, body: Question },
      handler: async (request) => {
        const { word } = request.body as { word: string };
        if (word === 'no') throw new Problem('not-permitted');
        return { word: `${word}，你好`, by: callerOf(request).client };
      },
    });
    const elsewhere: Shortcut = (caller) => () => bytesOf(JSON.stringify({ by: `${caller.client} elsewhere` }));
    server.post('/other', {
      config: { access: { personOrScope: 'decide' }, rateLimit: false, shortcut: elsewhere },
      schema: { hide: true },
      handler: async () => ({}),
    });
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`;
  metrics = async () => (await app.inject('/metrics')).body;
});
afterAll(() => servers.close());

function known(caller: Caller, body: unknown): Answers | undefined {
  if (!isQuestion(body) || body.word === 'no') return undefined;
  if (body.word === 'fault') throw new Error('not here');
  short.push(body.word);
  const [read, answer] = [turn, bytesOf(JSON.stringify({ word: `${body.word}，你好`, by: caller.client }))];
  return () => (turn === read ? answer : undefined);
}

async function ask(word: unknown, more: Record<string, string> = {}, caller: object = client) {
  const { authorization } = await servers.bearer(caller as typeof client);
  // The first time a token is verified by the route; from then on it is remembered.
  await fetch(`${origin}/echo`, { method: 'POST', headers: { authorization } });
  const answer = await fetch(`${origin}/echo`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json', ...more },
    body: typeof word === 'string' && word.startsWith('{') ? word : JSON.stringify({ word }),
  });
  const { date: _, ...headers } = Object.fromEntries(answer.headers);
  return { status: answer.status, headers, body: await answer.json() };
}

test('what is short is answered as the route would, with the same headers', async () => {
  const [by, through] = [await ask('a', { 'x-request-id': 'r1' }), await ask('a', { 'x-request-id': 'r1' }, person)];
  expect(short).toEqual(['a']);
  expect(by.body).toEqual({ word: 'a，你好', by: 'shop' });
  expect(through.body).toEqual({ word: 'a，你好', by: 'console' });
  const { 'content-length': length, ...rest } = through.headers;
  expect(by.headers).toEqual({ ...rest, 'content-length': String(Number(length) - 3) });
  // Of what is short nothing is logged that an id of ours could name.
  expect((await ask('a')).headers).not.toHaveProperty('x-request-id');
});

test.each([
  ['a refusal', 'no', {}, 403, 'not-permitted'],
  ['a body that the schema refuses', 'x'.repeat(11), {}, 400, 'invalid-request'],
  ['what is no JSON', '{', {}, 400, 'malformed-json'],
  ['a poisoned prototype', '{"word":"a","__proto__":{}}', {}, 400, 'malformed-json'],
  ['a character that cannot be kept', '{"word":"a\\u0000"}', {}, 400, 'invalid-request'],
  ['another content type', 'a', { 'content-type': 'text/plain' }, 415, 'unsupported-media-type'],
] as const)('%s is left to the route', async (_what, word, headers, status, code) => {
  short = [];
  expect(await ask(word, headers)).toMatchObject({ status, body: { status, code } });
  expect(short).toEqual([]);
});

test('a fault of the shortcut, and a body too long for it, are answered by the route', async () => {
  expect((await ask('fault')).body).toMatchObject({ word: 'fault，你好' });
  expect((await ask(`{"word":"a"${' '.repeat(70_000)}}`)).body).toMatchObject({ word: 'a，你好' });
});

test('a body that comes again and again is not read again, for as long as its answer holds, by the same caller, at the same route', async () => {
  const [{ authorization }, other] = [
    await servers.bearer(client),
    await servers.bearer({ ...client, client: 'bank' }),
  ];
  const again = async (bearer = authorization, path = '/echo') => {
    const headers = { authorization: bearer, 'content-type': 'application/json' };
    const answer = await fetch(`${origin}${path}`, { method: 'POST', headers, body: '{"word":"b"}' });
    return ((await answer.json()) as { by: string }).by;
  };
  // The first question of a token is the route's, and a body that came once is not remembered.
  for (const bearer of [authorization, other.authorization, authorization]) await again(bearer);
  short = [];
  for (let time = 0; time < 3; time++) expect(await again()).toBe('shop');
  expect(short).toEqual(['b']);
  turn++;
  expect(await again()).toBe('shop');
  expect(short).toEqual(['b', 'b']);
  expect(await again(other.authorization)).toBe('bank');
  expect(await again(authorization, '/other')).toBe('shop elsewhere');
  expect(await again()).toBe('shop');
});

test('nobody comes in by it without the scope, with another token or with none', async () => {
  short = [];
  expect((await ask('a', {}, { ...client, scopes: ['scim'] })).status).toBe(403);
  expect((await ask('a', { authorization: 'Bearer x' })).status).toBe(401);
  expect(short).toEqual([]);
});

test('its answers are counted', async () => {
  const count = async () =>
    Number(/duration_seconds_count\{method="POST",route="\/echo",status="200"\} (\d+)/.exec(await metrics())?.[1] ?? 0);
  const before = await count();
  await ask('a');
  expect(await count()).toBe(before + 1);
});

test('a body that comes in pieces is put together, within a character too', async () => {
  const { authorization } = await servers.bearer(client);
  const body = Buffer.from(JSON.stringify({ word: '职责' }));
  const head = `POST /echo HTTP/1.1\r\nhost: x\r\nauthorization: ${authorization}\r\ncontent-type: application/json\r\nconnection: close\r\ncontent-length: ${body.length}\r\n\r\n`;
  const socket = connect(Number(new URL(origin).port), '127.0.0.1');
  socket.setNoDelay(true);
  let answer = '';
  socket.on('data', (chunk) => {
    answer += chunk;
  });
  socket.write(Buffer.concat([Buffer.from(head), body.subarray(0, 10)]));
  await new Promise((resolve) => setTimeout(resolve, 30));
  // Not ended by us: a server that sees the end first does not answer any more.
  socket.write(body.subarray(10));
  await new Promise((resolve) => socket.on('close', resolve));
  expect(answer).toContain('{"word":"职责，你好","by":"shop"}');
});

test('a route that has a limit, or needs no token, has no shortcut', async () => {
  const declare = (config: object) =>
    servers.open({}, (server) => {
      server.post('/wrong', { config: { ...config, shortcut: known }, schema: { hide: true } }, async () => ({}));
    });
  await expect(declare({ access: 'public', rateLimit: false })).rejects.toThrow(/shortcut/);
  await expect(declare({ access: 'authenticated' })).rejects.toThrow(/shortcut/);
});
