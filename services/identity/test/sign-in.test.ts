import { createTokenVerifier } from '@zhiheng/http';
import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorizationRequest, Browser, postForm, signInBrowser, submitSignIn, type Tokens } from './browser.ts';
import { machine, startWorld, type TestPerson, type World } from './world.ts';

let world: World;
let clerk: TestPerson;

beforeAll(async () => {
  world = await startWorld();
  clerk = await world.addPerson('county', 'clerk');
});
afterAll(() => world?.close());

describe('signing in', () => {
  it('publishes where everything is', async () => {
    const discovery = await (await fetch(`${world.origin}/oidc/.well-known/openid-configuration`)).json();
    expect(discovery).toMatchObject({
      issuer: `${world.origin}/oidc`,
      authorization_endpoint: `${world.origin}/oidc/auth`,
      token_endpoint: `${world.origin}/oidc/token`,
      jwks_uri: `${world.origin}/oidc/jwks`,
      userinfo_endpoint: `${world.origin}/oidc/userinfo`,
      introspection_endpoint: `${world.origin}/oidc/token/introspection`,
      revocation_endpoint: `${world.origin}/oidc/token/revocation`,
      end_session_endpoint: `${world.origin}/oidc/session/end`,
      subject_types_supported: ['public'],
      acr_values_supported: ['urn:zhiheng:acr:password', 'urn:zhiheng:acr:two-factor'],
    });
  });

  it('gives tokens that our services accept, by form, code and PKCE', async () => {
    const { tokens } = await signInBrowser(world.origin, world.origin, clerk);
    expect(await createTokenVerifier(world.environment).verify(`Bearer ${tokens.access_token}`)).toMatchObject({
      kind: 'person',
      centre: 'county',
      client: 'console',
      person: clerk.person,
      account: clerk.account,
      username: 'clerk',
      assurance: { level: 'urn:zhiheng:acr:password', at: expect.any(Number) },
    });
    const { auth_time } = decodeJwt(tokens.access_token);
    for (const token of [tokens.access_token, tokens.id_token])
      expect(decodeJwt(token)).toMatchObject({ acr: 'urn:zhiheng:acr:password', amr: ['pwd'], auth_time });
    expect(decodeJwt(tokens.id_token)).toMatchObject({
      sub: clerk.person,
      aud: 'console',
      name: 'Name of clerk',
      username: 'clerk',
      centre: 'county',
    });
    const userinfo = await fetch(`${world.origin}/oidc/userinfo`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    expect(await userinfo.json()).toEqual({
      sub: clerk.person,
      name: 'Name of clerk',
      username: 'clerk',
      preferred_username: 'clerk',
      centre: 'county',
    });
  });

  it('gives machines tokens for their scopes', async () => {
    const response = await postForm(`${world.origin}/oidc/token`, { grant_type: 'client_credentials' }, machine);
    expect(response.status).toBe(200);
    const { access_token } = (await response.json()) as Tokens;
    const caller = await createTokenVerifier(world.environment).verify(`Bearer ${access_token}`);
    expect(caller).toMatchObject({ kind: 'client', centre: 'county', client: 'business' });
    expect([...caller.scopes]).toEqual(machine.scopes);
  });

  it('asks again after a wrong password', async () => {
    const browser = new Browser(world.origin);
    const authorization = authorizationRequest(world.origin);
    const response = await submitSignIn(browser, authorization, { username: 'clerk', password: 'wrong' });
    expect(response.status).toBe(401);
    expect(await response.text()).toContain('用户名或密码不正确');
  });
});
