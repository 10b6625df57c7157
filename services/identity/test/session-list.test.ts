import type { SignInSession } from '@zhiheng/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postForm, refresh, signInBrowser, type Tokens } from './browser.ts';
import { addAtBranch, giveRole } from './roles.ts';
import { machine, startWorld, type World } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.close());

const signIn = (person: { username: string; password: string }) => signInBrowser(world.origin, world.origin, person);
const ask = (path: string, token?: string, method = 'GET') =>
  fetch(world.origin + path, { method, headers: token ? { authorization: `Bearer ${token}` } : {} });
const listed = async (path: string, token: string) =>
  ((await (await ask(path, token)).json()) as { data: SignInSession[] }).data;

describe('sessions', () => {
  it('are listed to their holder, who ends them, and nobody else’s', async () => {
    const [person, other] = [await world.addPerson('county', 'holder'), await world.addPerson('county', 'neighbour')];
    const { tokens } = await signIn(person);
    const theirs = await signIn(other);
    const [session, ...others] = await listed('/api/v1/me/sessions', tokens.access_token);
    expect(others).toEqual([]);
    expect(session).toMatchObject({ current: true, address: '127.0.0.1' });
    const path = `/api/v1/me/sessions/${session?.id}`;
    expect((await ask(path, theirs.tokens.access_token, 'DELETE')).status).toBe(404);
    expect((await ask(path, undefined, 'DELETE')).status).toBe(401);
    expect((await ask(path, tokens.access_token, 'DELETE')).status).toBe(204);
    expect((await refresh(world.origin, tokens.refresh_token)).status).toBe(400);
    expect((await refresh(world.origin, theirs.tokens.refresh_token)).status).toBe(200);
  });

  it('of others are ended by who administers accounts over their unit', async () => {
    const admin = await world.addPerson('county', 'sysadmin');
    const role = { role: 'system-admin', permissions: [['administer-accounts', 'account']] } as const;
    await giveRole(world, admin, role);
    const branch = await addAtBranch(world, 'branch-sysadmin');
    await giveRole(world, branch, { ...role, unit: 'branch' });
    const person = await world.addPerson('county', 'administered');
    const { tokens } = await signIn(person);
    const path = '/api/v1/account-sessions/administered';
    const answer = await postForm(`${world.origin}/oidc/token`, { grant_type: 'client_credentials' }, machine);
    const { access_token } = (await answer.json()) as Tokens;
    for (const [token, status] of [
      [undefined, 401],
      [access_token, 403],
      [tokens.access_token, 403],
      [(await signIn(branch)).tokens.access_token, 403],
    ] as const)
      expect((await ask(path, token)).status).toBe(status);
    const by = (await signIn(admin)).tokens.access_token;
    const [session] = await listed(path, by);
    expect((await ask(`${path}/${session?.id}`, by, 'DELETE')).status).toBe(204);
    expect((await refresh(world.origin, tokens.refresh_token)).status).toBe(400);
    const ended = (await world.entries('county')).find(({ reason }) => reason === 'by-administrator');
    expect(ended).toMatchObject({ actor: 'sysadmin', about: person.person });
  });
});
