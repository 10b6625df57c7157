import type { SignIns } from '@zhiheng/contracts';
import { inCentre } from '@zhiheng/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorizationRequest, Browser, postForm, signInBrowser, submitSignIn, type Tokens } from './browser.ts';
import { machine, startWorld, type World } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.close());

const signIn = (person: { username: string; password: string }) => signInBrowser(world.origin, world.origin, person);

const ask = (path: string, token?: string, init: RequestInit = {}): Promise<Response> =>
  fetch(world.origin + path, { ...init, headers: token ? { authorization: `Bearer ${token}` } : {} });

describe('the use of an account', () => {
  const signInsOf = async (token: string) => (await (await ask('/api/v1/me/sign-ins', token)).json()) as SignIns;

  it('is shown to its holder: the sign-in before, and what was tried in vain since', async () => {
    const person = await world.addPerson('county', 'regular');
    const first = await signInsOf((await signIn(person)).tokens.access_token);
    expect(first).toMatchObject({ last: { address: '127.0.0.1', client: 'console', failures: 0 }, before: null });
    const wrong = { username: 'regular', password: 'wrong' };
    for (let n = 0; n < 2; n++)
      await submitSignIn(new Browser(world.origin), authorizationRequest(world.origin), wrong);
    const { last, before } = await signInsOf((await signIn(person)).tokens.access_token);
    expect(before).toMatchObject({ at: first.last?.at, failures: 2, failedAddress: '127.0.0.1' });
    expect(last).toMatchObject({ failures: 0, failedAt: null });
  });

  it('is published to access: once somebody was in, and not before', async () => {
    const [used, unused] = [await world.addPerson('county', 'used'), await world.addPerson('county', 'unused')];
    await signIn(used);
    await submitSignIn(new Browser(world.origin), authorizationRequest(world.origin), {
      username: 'unused',
      password: 'wrong',
    });
    const access = await world.test.connect('access', { size: 1 });
    const rows = await inCentre(access, 'county', (transaction) =>
      transaction.selectFrom('identity.published_account_use').select(['account', 'first_at', 'last_at']).execute(),
    );
    expect(rows.find(({ account }) => account === used.account)?.last_at).toBeInstanceOf(Date);
    expect(rows.map(({ account }) => account)).not.toContain(unused.account);
    await expect(access.pool.query('select from identity.account_use')).rejects.toThrow(/permission denied/);
  });

  it('is told to nobody else: no token, a machine, a leaver', async () => {
    expect((await ask('/api/v1/me/sign-ins')).status).toBe(401);
    const answer = await postForm(`${world.origin}/oidc/token`, { grant_type: 'client_credentials' }, machine);
    expect((await ask('/api/v1/me/sign-ins', ((await answer.json()) as Tokens).access_token)).status).toBe(403);
    const person = await world.addPerson('county', 'gone');
    const { tokens } = await signIn(person);
    await world.depart(person);
    expect((await ask('/api/v1/me/sign-ins', tokens.access_token)).status).toBe(401);
  });
});
