import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  actionOf,
  authorizationRequest,
  Browser,
  codeFor,
  exchange,
  refresh,
  signInBrowser,
  submitSignIn,
} from './browser.ts';
import { startWorld, type World } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld(['county', 'other']);
});
afterAll(() => world?.close());

const attempt = (form: Record<string, string>): Promise<Response> =>
  submitSignIn(new Browser(world.origin), authorizationRequest(world.origin), form);

const actionsOf = async (username: string) =>
  (await world.entries('county'))
    .filter((entry) => entry.actor === username)
    .map((entry) => [entry.action, entry.reason]);

describe('a sign-in that is refused', () => {
  it('says the same of a wrong password and of a username that nobody has', async () => {
    await world.addPerson('county', 'clerk');
    const wrong = await attempt({ username: 'clerk', password: 'wrong' });
    const unknown = await attempt({ username: 'nobody', password: 'wrong' });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    const sameBut = (html: string, username: string) =>
      html.replaceAll(username, 'U').replace(/interaction\/[^"]+/, 'X');
    expect(sameBut(await unknown.text(), 'nobody')).toBe(sameBut(await wrong.text(), 'clerk'));
    expect(await actionsOf('clerk')).toEqual([['sign-in.refused', 'wrong-password']]);
  });

  it('locks the account after five wrong passwords, even for the right one, for a time', async () => {
    const person = await world.addPerson('county', 'locked');
    for (let n = 0; n < 5; n++) expect((await attempt({ username: 'locked', password: 'wrong' })).status).toBe(401);
    const right = await attempt({ username: 'locked', password: person.password });
    expect(right.status).toBe(401);
    expect(await right.text()).toContain('账号已锁定');
    const actions = await actionsOf('locked');
    expect(actions.filter(([action]) => action === 'account.locked')).toHaveLength(1);
    expect(actions.at(-1)).toEqual(['sign-in.refused', 'account-locked']);
    await sql`update identity.lockout set locked_until = clock_timestamp() - interval '1 second'`.execute(
      world.owner.query,
    );
    expect((await attempt({ username: 'locked', password: person.password })).status).toBe(303);
  });

  it('counts attempts that come at once: no more passwords are tried than one after the other', async () => {
    const person = await world.addPerson('county', 'hurried');
    const tries = Array.from({ length: 12 }, () => attempt({ username: 'hurried', password: 'wrong' }));
    await Promise.all(tries);
    const actions = await actionsOf('hurried');
    expect(actions.filter(([, reason]) => reason === 'wrong-password').length).toBeLessThanOrEqual(6);
    expect(
      actions.filter(([action, reason]) => action === 'sign-in.refused' && reason === 'wrong-password'),
    ).toHaveLength(5);
    expect(actions.filter(([action]) => action === 'account.locked')).toHaveLength(1);
    expect((await attempt({ username: 'hurried', password: person.password })).status).toBe(401);
  });

  it('forgets failures after a success', async () => {
    const person = await world.addPerson('county', 'forgetful');
    for (let round = 0; round < 2; round++) {
      for (let n = 0; n < 4; n++) await attempt({ username: 'forgetful', password: 'wrong' });
      expect((await attempt({ username: 'forgetful', password: person.password })).status).toBe(303);
    }
  });

  it('tells a leaver plainly, but only who knows the password', async () => {
    const person = await world.addPerson('county', 'leaver');
    await world.depart(person);
    expect(await (await attempt({ username: 'leaver', password: 'wrong' })).text()).not.toContain('账号已停用');
    const right = await attempt({ username: 'leaver', password: person.password });
    expect(right.status).toBe(401);
    expect(await right.text()).toContain('账号已停用，请联系管理员');
    expect((await actionsOf('leaver')).at(-1)).toEqual(['sign-in.refused', 'account-disabled']);
  });

  it('comes back with what was typed made harmless', async () => {
    const html = await (await attempt({ username: '"><script>alert(1)</script>', password: 'x' })).text();
    expect(html).not.toContain('<script>');
  });

  it('does not answer a form that is not one', async () => {
    expect((await attempt({ username: 'clerk' })).status).toBe(400);
    expect((await attempt({ username: 'clerk', password: 'x', role: 'director' })).status).toBe(400);
    const unstorable = await attempt({ username: 'clerk\u0000', password: 'x' });
    expect([400, 401]).toContain(unstorable.status);
  });
});

describe('a username of several centres', () => {
  it('asks which centre, then signs in there', async () => {
    const here = await world.addPerson('county', 'director');
    const there = await world.addPerson('other', 'director');
    const browser = new Browser(world.origin);
    const authorization = authorizationRequest(world.origin);
    const asked = await submitSignIn(browser, authorization, { username: 'director', password: there.password });
    const html = await asked.text();
    expect(html).toContain('<option value="county">');
    expect(html).toContain('<option value="other">');
    const form = { username: 'director', password: there.password, centre: 'other' };
    const { location } = await browser.follow(await browser.post(actionOf(html), form));
    const code = new URL(location ?? '').searchParams.get('code') ?? '';
    const { access_token } = (await (await exchange(world.origin, authorization, code)).json()) as {
      access_token: string;
    };
    expect(JSON.parse(atob(access_token.split('.')[1] ?? ''))).toMatchObject({ centre: 'other', sub: there.person });
    expect(here.person).not.toBe(there.person);
  });
});

describe('the sign-in form', () => {
  it('belongs to the browser that began', async () => {
    const person = await world.addPerson('county', 'victim');
    const attacker = new Browser(world.origin);
    const { response } = await attacker.follow(await attacker.get(authorizationRequest(world.origin).url));
    const elsewhere = await new Browser(world.origin).post(actionOf(await response.text()), {
      username: 'victim',
      password: person.password,
    });
    expect(elsewhere.status).toBe(400);
    expect(await elsewhere.text()).toContain('登录页面已失效');
  });

  it('sends cookies that scripts and other sites cannot use, and the security headers', async () => {
    const first = await fetch(world.origin + authorizationRequest(world.origin).url, { redirect: 'manual' });
    for (const cookie of first.headers.getSetCookie()) {
      expect(cookie).toMatch(/; httponly/i);
      expect(cookie).toMatch(/; samesite=lax/i);
    }
    expect(first.headers.get('content-security-policy')).toContain("form-action 'self'");
    expect(first.headers.get('location')).toMatch(/\/oidc\/interaction\//);
  });
});

describe('an authorization request', () => {
  const refused = async (extra: Record<string, string>) => {
    const { url } = authorizationRequest(world.origin, extra);
    const { response, location } = await new Browser(world.origin).follow(await new Browser(world.origin).get(url));
    return { status: response.status, error: location && new URL(location).searchParams.get('error') };
  };

  it('needs PKCE and its registered redirect', async () => {
    expect(await refused({ code_challenge: '' })).toMatchObject({ error: 'invalid_request' });
    expect(await refused({ redirect_uri: 'https://evil.example/callback' })).toMatchObject({
      status: 400,
      error: undefined,
    });
    expect(await refused({ prompt: 'none' })).toMatchObject({ error: 'login_required' });
  });

  it('gives a code that works once, with its verifier', async () => {
    const person = await world.addPerson('county', 'coder');
    const authorization = authorizationRequest(world.origin);
    const code = await codeFor(new Browser(world.origin), authorization, person);
    expect((await exchange(world.origin, { ...authorization, verifier: 'x'.repeat(43) }, code)).status).toBe(400);
    const both = await Promise.all([
      exchange(world.origin, authorization, code),
      exchange(world.origin, authorization, code),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 400]);
  });
});

describe('a second sign-in', () => {
  it('needs no password in the same browser', async () => {
    const person = await world.addPerson('county', 'single');
    const { browser } = await signInBrowser(world.origin, world.origin, person);
    const { location } = await browser.follow(await browser.get(authorizationRequest(world.origin).url));
    expect(location).toMatch(/\/callback\?code=/);
  });

  it("ends the account's former session elsewhere", async () => {
    const person = await world.addPerson('county', 'twice');
    const first = await signInBrowser(world.origin, world.origin, person);
    await signInBrowser(world.origin, world.origin, person);
    expect((await refresh(world.origin, first.tokens.refresh_token)).status).toBe(400);
    const { location } = await first.browser.follow(await first.browser.get(authorizationRequest(world.origin).url));
    expect(location).toBeUndefined();
    expect(await actionsOf('twice')).toContainEqual(['sessions.ended', 'signed-in-again']);
  });
});
