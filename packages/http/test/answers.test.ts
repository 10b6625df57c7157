import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { App } from '../app.ts';
import { openTestIssuer, type TestServers } from './open-server.ts';

/** What every answer carries, whoever asked and however it went. */
let servers: TestServers;
let app: App;
const op1 = { centre: 'county', person: 'op1', account: 'op1', username: 'op1' };
beforeAll(async () => {
  servers = await openTestIssuer();
  app = await servers.open();
});
afterAll(() => servers.close());

test('security headers and the request id are on whatever a browser may open: found, unknown, malformed', async () => {
  const answers = [
    await app.inject('/open'),
    await app.inject('/no/such/path'),
    await app.inject({ method: 'POST', url: '/open', payload: '{', headers: { 'content-type': 'application/json' } }),
    await app.inject('/health/live'),
    await app.inject('/docs/'),
  ];
  for (const { headers } of answers) {
    expect(headers['content-security-policy']).toContain("default-src 'self'");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers['strict-transport-security']).toBeUndefined();
  }
});

test('what needs a token is kept by nobody and taken for nothing else, answered or refused', async () => {
  for (const more of [{}, { headers: await servers.bearer(op1) }]) {
    const { headers } = await app.inject({ url: '/known', ...more });
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    expect(headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/);
  }
});

test('over https browsers are told to stay there', async () => {
  const secure = await servers.open({ origin: 'https://zhiheng.example' });
  expect((await secure.inject('/open')).headers['strict-transport-security']).toContain('max-age=31536000');
});

test('a request id that the caller gave is kept when it is well formed, else replaced', async () => {
  const idOf = async (given: string) =>
    (await app.inject({ url: '/open', headers: { 'x-request-id': given } })).headers['x-request-id'];
  expect(await idOf('order-42')).toBe('order-42');
  expect(await idOf('a b\tc')).not.toContain('a b');
  expect(await idOf('x'.repeat(129))).toHaveLength(36);
});

test('a token lets its caller in once and again, no other and none that was changed', async () => {
  const { authorization } = await servers.bearer(op1);
  const status = async (header: string) =>
    (await app.inject({ url: '/known', headers: { authorization: header } })).statusCode;
  expect(await status(authorization)).toBe(200);
  expect(await status(authorization)).toBe(200);
  expect(await status(authorization.toLowerCase().slice(0, 7) + authorization.slice(7))).toBe(200);
  for (const spoilt of [
    `${authorization}x`,
    authorization.slice(0, -8),
    `Basic ${authorization.slice(7)}`,
    'Bearer ',
    'Bearer',
  ])
    expect(await status(spoilt), spoilt.slice(0, 20)).toBe(401);
  expect((await app.inject('/known')).headers['www-authenticate']).toBe('Bearer');
});

test('a token that is remembered lets nobody in once it has ended', async () => {
  const headers = await servers.bearer(op1);
  const status = async () => (await app.inject({ url: '/known', headers })).statusCode;
  expect([await status(), await status()]).toEqual([200, 200]);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 86_400_000 });
  try {
    expect(await status()).toBe(401);
  } finally {
    vi.useRealTimers();
  }
});

test('whose account is closed is turned away, though the token is remembered', async () => {
  const left = await servers.bearer({ ...op1, account: 'left' });
  for (let time = 0; time < 2; time++)
    expect((await app.inject({ url: '/known', headers: left })).json()).toMatchObject({
      status: 401,
      code: 'account-disabled',
    });
});

test('answers are counted by route and status', async () => {
  const fresh = await servers.open();
  await fresh.inject('/open');
  await fresh.inject('/open');
  await fresh.inject('/known');
  const { body } = await fresh.inject('/metrics');
  expect(body).toContain('http_request_duration_seconds_count{method="GET",route="/open",status="200"} 2');
  expect(body).toContain('http_request_duration_seconds_count{method="GET",route="/known",status="401"} 1');
  expect(body).toMatch(/http_request_duration_seconds_bucket\{le="10",method="GET",route="\/open",status="200"\} 2/);
});

test('every service tells the figures of its process beside its own', async () => {
  const [one, other] = [await servers.open(), await servers.open()];
  for (const service of [one, other]) {
    const { body } = await service.inject('/metrics');
    expect(body.match(/^# TYPE process_cpu_user_seconds_total/gm)).toHaveLength(1);
    expect(body).toContain('nodejs_eventloop_lag_mean_seconds');
    expect(service.metrics.getSingleMetric('nodejs_eventloop_lag_mean_seconds')).toBeUndefined();
  }
  await one.inject('/open');
  expect((await other.inject('/metrics')).body).not.toContain('route="/open"');
});
