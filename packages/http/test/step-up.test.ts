import { afterAll, beforeAll, expect, test } from 'vitest';
import type { App } from '../app.ts';
import { readEnvironment } from '../environment.ts';
import { assurance } from '../step-up.ts';
import { openTestIssuer, type TestServers } from './open-server.ts';

const person = { centre: 'county', person: 'p', account: 'a', username: 'ann' };
const now = () => Math.floor(Date.now() / 1000);

let servers: TestServers;
let [strict, lenient]: App[] = [];
beforeAll(async () => {
  servers = await openTestIssuer();
  const declare = (app: App) =>
    app.get('/secret', { config: { access: 'authenticated', stepUp: true }, schema: { hide: true } }, async () => ({}));
  strict = await servers.open({ secondFactor: 'required' }, declare);
  lenient = await servers.open({ secondFactor: 'optional' }, declare);
});
afterAll(() => servers.close());

const ask = async (app: App | undefined, caller: Parameters<TestServers['bearer']>[0]) =>
  (app as App).inject({ url: '/secret', headers: await servers.bearer(caller) });

test.each([
  ['says nothing of how it signed in', undefined],
  ['signed in with a password', { level: assurance.password, at: now() }],
  ['has shown a second factor long ago', { level: assurance.twoFactor, at: now() - 700 }],
])('who %s is asked for more, as RFC 9470 says', async (_, shown) => {
  const answer = await ask(strict, { ...person, ...(shown && { assurance: shown }) });
  expect(answer.statusCode).toBe(401);
  expect(answer.headers['www-authenticate']).toBe(
    'Bearer error="insufficient_user_authentication", acr_values="urn:zhiheng:acr:two-factor", max_age="600"',
  );
  expect(answer.json()).toMatchObject({
    code: 'step-up-required',
    stepUp: { acrValues: assurance.twoFactor, maxAge: 600 },
  });
});

test('a fresh second factor passes, a machine too, and everybody where none is required', async () => {
  const fresh = { level: assurance.twoFactor, at: now() - 500 };
  expect((await ask(strict, { ...person, assurance: fresh })).statusCode).toBe(200);
  expect((await ask(strict, { centre: 'county', client: 'business', scopes: [] })).statusCode).toBe(200);
  expect((await ask(lenient, person)).statusCode).toBe(200);
});

test('production requires it unless told otherwise, the demo does not', () => {
  expect(readEnvironment({}, { profile: 'production' }).secondFactor).toBe('required');
  expect(readEnvironment({}, { profile: 'demo' }).secondFactor).toBe('optional');
  expect(readEnvironment({ ZHIHENG_SECOND_FACTOR: 'optional' }, { profile: 'production' }).secondFactor).toBe(
    'optional',
  );
  expect(() => readEnvironment({ ZHIHENG_SECOND_FACTOR: 'yes' })).toThrow('"required" or "optional"');
});
