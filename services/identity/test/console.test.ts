import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  fetchUserInfo,
  None,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  refreshTokenGrant,
} from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actionOf, authorizationRequest, Browser, signInBrowser } from './browser.ts';
import { freePort, startWorld, type World } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.close());

describe('a client that somebody else wrote', () => {
  it('finds everything by discovery and accepts every signature and claim', async () => {
    const person = await world.addPerson('county', 'visitor');
    const config = await discovery(new URL(`${world.origin}/oidc`), 'console', undefined, None(), {
      execute: [allowInsecureRequests],
    });
    // In a page the browser asks, under its own name.
    config[customFetch] = (target, { headers, ...options }) =>
      fetch(target, { ...options, headers: { ...headers, 'user-agent': 'node' } } as RequestInit);
    const verifier = randomPKCECodeVerifier();
    const [state, nonce] = [randomState(), randomNonce()];
    const url = buildAuthorizationUrl(config, {
      redirect_uri: `${world.origin}/callback`,
      scope: 'openid profile',
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state,
      nonce,
    });
    const browser = new Browser(world.origin);
    const { response } = await browser.follow(await browser.get(url.href));
    const { username, password } = person;
    const signedIn = await browser.post(actionOf(await response.text()), { username, password });
    const { location } = await browser.follow(signedIn);
    const tokens = await authorizationCodeGrant(config, new URL(location ?? ''), {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    });
    expect(tokens.claims()).toMatchObject({ sub: person.person, username: 'visitor', centre: 'county' });
    expect(await fetchUserInfo(config, tokens.access_token, person.person)).toMatchObject({ username: 'visitor' });
    const next = await refreshTokenGrant(config, tokens.refresh_token ?? '');
    expect(next.claims()?.sub).toBe(person.person);
  });
});

describe('one browser', () => {
  it('may sign in anew as the same person', async () => {
    const person = await world.addPerson('county', 'again');
    const { browser } = await signInBrowser(world.origin, world.origin, person);
    const request = authorizationRequest(world.origin, { prompt: 'login' });
    const { response } = await browser.follow(await browser.get(request.url));
    const { username, password } = person;
    const { location } = await browser.follow(
      await browser.post(actionOf(await response.text()), { username, password }),
    );
    expect(location).toMatch(/\/callback\?code=/);
  });

  it('may change hands: the former person is signed out first', async () => {
    const [former, next] = [await world.addPerson('county', 'former'), await world.addPerson('county', 'next')];
    const { browser } = await signInBrowser(world.origin, world.origin, former);
    const request = authorizationRequest(world.origin, { prompt: 'login' });
    const { response } = await browser.follow(await browser.get(request.url));
    const signedIn = await browser.post(actionOf(await response.text()), { username: 'next', password: next.password });
    const between = await (await browser.follow(signedIn)).response.text();
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(between)?.[1] ?? '';
    const { location } = await browser.follow(await browser.post(actionOf(between), { xsrf, logout: 'yes' }));
    expect(location).toMatch(/\/callback\?code=/);
    const entries = await world.entries('county');
    expect(entries.filter(({ action }) => action === 'sign-out').map(({ person }) => person)).toContain(former.person);
  });

  it('is asked for no consent, even when a client wants it asked', async () => {
    const person = await world.addPerson('county', 'consenting');
    const { browser } = await signInBrowser(world.origin, world.origin, person);
    const request = authorizationRequest(world.origin, { prompt: 'consent', scope: 'openid profile offline_access' });
    const { location } = await browser.follow(await browser.get(request.url));
    expect(location).toMatch(/\/callback\?code=/);
  });
});

describe('behind a proxy that speaks TLS', () => {
  it('all addresses are the public ones, whatever a caller says of the host, and cookies are secure', async () => {
    const port = await freePort();
    const { origin, close } = await world.another(port, { origin: 'https://zhiheng.example' });
    const response = await fetch(`${origin}/oidc/.well-known/openid-configuration`, {
      headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'ftp' },
    });
    const addresses = JSON.stringify(await response.json()).match(/https?:\/\/[^/"]+/g);
    expect(new Set(addresses)).toEqual(new Set(['https://zhiheng.example']));
    const request = authorizationRequest('https://zhiheng.example');
    const started = await fetch(origin + request.url, { redirect: 'manual' });
    expect(started.status).toBe(303);
    for (const cookie of started.headers.getSetCookie()) expect(cookie).toMatch(/; secure/i);
    await close();
  });

  it('answers unknown paths and methods as problems', async () => {
    const unknown = await fetch(`${world.origin}/oidc/nowhere`);
    expect([unknown.status, unknown.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ]);
    expect((await fetch(`${world.origin}/oidc/token`)).status).toBe(405);
  });
});
