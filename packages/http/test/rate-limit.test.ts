import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../app.ts';
import { openTestIssuer } from './open-server.ts';

/** Three requests a minute for whom nothing else is said. */
const most = 3;
let open: (options?: { trustedProxies?: number }) => Promise<App>;
let close: () => Promise<void>;
let bearer: Awaited<ReturnType<typeof openTestIssuer>>['bearer'];
beforeAll(async () => {
  ({ open, close, bearer } = await openTestIssuer({ rateLimit: most }));
});
afterAll(() => close());

const person = (username: string) => ({ centre: 'county', person: username, account: username, username });
const machine = (client: string) => ({ centre: 'county', client, scopes: ['decide'] });

async function statuses(app: App, count: number, url: string, headers: Record<string, string> = {}): Promise<number[]> {
  const answers = [];
  for (let sent = 0; sent < count; sent++) answers.push((await app.inject({ url, headers })).statusCode);
  return answers;
}
const within = Array.from({ length: most }, () => 200);

test('one person is told to wait, with a problem that says how long; the next person is not', async () => {
  const app = await open();
  const headers = { ...(await bearer(person('op1'))), 'accept-language': 'en' };
  expect(await statuses(app, most, '/known', headers)).toEqual(within);
  const refused = await app.inject({ url: '/known', headers });
  expect(refused.statusCode).toBe(429);
  expect(refused.headers['content-type']).toContain('application/problem+json');
  expect(refused.json()).toMatchObject({ status: 429, code: 'too-many-requests', title: 'Too many requests' });
  const wait = Number(refused.headers['retry-after']);
  expect(wait).toBeGreaterThan(0);
  expect(wait).toBeLessThanOrEqual(60);
  expect(await statuses(app, most, '/known', await bearer(person('op2')))).toEqual(within);
});

test('a person counts apart in another centre and through another client', async () => {
  const app = await open();
  await statuses(app, most + 1, '/known', await bearer(person('op1')));
  expect(await statuses(app, 1, '/known', await bearer({ ...person('op1'), centre: 'neighbour' }))).toEqual([200]);
  expect(await statuses(app, 1, '/known', await bearer({ ...person('op1'), client: 'teller-app' }))).toEqual([200]);
  expect(await statuses(app, 1, '/known', await bearer(person('op1')))).toEqual([429]);
});

test('a machine client may ask a hundred times as often', async () => {
  const app = await open();
  const answers = await statuses(app, 100 * most + 1, '/known', await bearer(machine('business')));
  expect(answers.filter((status) => status === 200)).toHaveLength(100 * most);
  expect(answers.at(-1)).toBe(429);
  expect(await statuses(app, 1, '/known', await bearer(machine('other')))).toEqual([200]);
});

test('where nobody is known an address counts, and those who are known behind it are not kept out', async () => {
  const app = await open();
  expect(await statuses(app, most + 1, '/open')).toEqual([...within, 429]);
  expect(await statuses(app, most, '/known', await bearer(person('op1')))).toEqual(within);
});

test('addresses behind a trusted proxy are told apart; behind none the header is not believed', async () => {
  const from = (address: string) => ({ 'x-forwarded-for': address });
  const proxied = await open({ trustedProxies: 1 });
  expect(await statuses(proxied, most + 1, '/open', from('10.0.0.1'))).toEqual([...within, 429]);
  expect(await statuses(proxied, 1, '/open', from('10.0.0.2'))).toEqual([200]);
  const direct = await open();
  for (let sent = 0; sent < most; sent++) await statuses(direct, 1, '/open', from(`10.0.0.${sent}`));
  expect(await statuses(direct, 1, '/open', from('10.0.0.9'))).toEqual([429]);
});

test('guessing tokens has its bound, which keeps nobody out who has a good one', async () => {
  const app = await open();
  const guess = { authorization: 'Bearer aaa.bbb.ccc' };
  expect(await statuses(app, most + 2, '/known', guess)).toEqual([401, 401, 401, 429, 429]);
  const refused = await app.inject({ url: '/known', headers: guess });
  expect(refused.json()).toMatchObject({ code: 'too-many-requests' });
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect(await statuses(app, 1, '/known', await bearer(person('op1')))).toEqual([200]);
});

test('a route that is asked as often as there is business has no limit', async () => {
  const app = await open();
  const answers = await statuses(app, 100 * most + 5, '/busy', await bearer(machine('business')));
  expect(new Set(answers)).toEqual(new Set([200]));
});
