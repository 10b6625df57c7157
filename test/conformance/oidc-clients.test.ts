import { exportJWK, generateKeyPair } from 'jose';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  type ClientAuth,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  calculatePKCECodeChallenge,
  clientCredentialsGrant,
  discovery,
  fetchUserInfo,
  PrivateKeyJwt,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  refreshTokenGrant,
  tokenIntrospection,
  tokenRevocation,
} from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerClients } from '../../services/identity/plugin.ts';
import { actionOf, Browser } from '../../services/identity/test/browser.ts';
import { startWorld, type TestPerson, type World } from '../../services/identity/test/world.ts';

// The stock client drives the provider by what discovery says alone, over HTTP, as an application of the centre would.
const back = 'https://portal.example/callback';
const out = 'https://portal.example/goodbye';
const secret = 'a-long-random-secret-of-the-portal';

let world: World;
let person: TestPerson;
let foreigner: TestPerson;
let signer: Awaited<ReturnType<typeof generateKeyPair>>['privateKey'];

beforeAll(async () => {
  world = await startWorld(['county', 'other']);
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  signer = privateKey;
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'first', alg: 'ES256', use: 'sig' }] };
  await registerClients(world, 'county', [
    { id: 'portal', secret, scopes: [], redirectUris: [back], postLogoutRedirectUris: [out] },
    { id: 'desk', jwks, scopes: ['decide', 'act'], redirectUris: [back] },
  ]);
  person = await world.addPerson('county', 'clerk');
  foreigner = await world.addPerson('other', 'foreigner');
});
afterAll(() => world?.close());

const discover = (id: string, proof: ClientAuth): Promise<Configuration> =>
  discovery(new URL(`${world.origin}/oidc`), id, undefined, proof, { execute: [allowInsecureRequests] });
const portal = () => discover('portal', ClientSecretBasic(secret));
const desk = () => discover('desk', PrivateKeyJwt({ key: signer, kid: 'first' }));

/** From the application's redirect to its tokens. */
async function signIn(config: Configuration, who = person, browser = new Browser(world.origin)) {
  const [verifier, state, nonce] = [randomPKCECodeVerifier(), randomState(), randomNonce()];
  const url = buildAuthorizationUrl(config, {
    redirect_uri: back,
    scope: 'openid profile offline_access',
    code_challenge: await calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  });
  const { response } = await browser.follow(await browser.get(url.href));
  const { username, password } = who;
  const { location } = await browser.follow(
    await browser.post(actionOf(await response.text()), { username, password }),
  );
  const tokens = await authorizationCodeGrant(config, new URL(location ?? ''), {
    pkceCodeVerifier: verifier,
    expectedState: state,
    expectedNonce: nonce,
    idTokenExpected: true,
  });
  return { browser, tokens };
}

describe('an application with a secret', () => {
  it('signs people in, keeps them in by rotated refresh tokens, asks about and revokes them', async () => {
    const config = await portal();
    const { tokens } = await signIn(config);
    expect(tokens.claims()).toMatchObject({ sub: person.person, username: 'clerk', centre: 'county' });
    expect(await fetchUserInfo(config, tokens.access_token, person.person)).toMatchObject({ username: 'clerk' });
    const next = await refreshTokenGrant(config, tokens.refresh_token as string);
    expect(await tokenIntrospection(config, next.access_token)).toMatchObject({ active: true, username: 'clerk' });
    await tokenRevocation(config, next.access_token);
    expect(await tokenIntrospection(config, next.access_token)).toEqual({ active: false });
    await expect(refreshTokenGrant(config, tokens.refresh_token as string)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    await expect(refreshTokenGrant(config, next.refresh_token as string)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });
  it('gets tokens that say who somebody is and open none of our services', async () => {
    const { tokens } = await signIn(await portal());
    await expect(world.verify(tokens.access_token)).rejects.toMatchObject({ code: 'not-authenticated' });
    const beyond = { resource: 'urn:zhiheng:api' };
    const refused = refreshTokenGrant(await portal(), tokens.refresh_token as string, beyond);
    await expect(refused).rejects.toMatchObject({ error: 'invalid_target' });
  });

  it('may send its secret in the body, too, and acts for nobody but people', async () => {
    const config = await discover('portal', ClientSecretPost(secret));
    const { tokens } = await signIn(config);
    expect(tokens.token_type).toBe('bearer');
    await expect(clientCredentialsGrant(config)).rejects.toMatchObject({ status: 400 });
  });

  it('signs people out, who come back to it', async () => {
    const config = await portal();
    const { browser, tokens } = await signIn(config);
    const url = buildEndSessionUrl(config, {
      id_token_hint: tokens.id_token as string,
      post_logout_redirect_uri: out,
      state: 'done',
    });
    const { location } = await browser.follow(await browser.get(url.href));
    expect(location).toBe(`${out}?state=done`);
    expect((await browser.follow(await browser.get(url.href))).location).toBe(`${out}?state=done`);
    expect(await tokenIntrospection(config, tokens.access_token)).toEqual({ active: false });
    await expect(refreshTokenGrant(config, tokens.refresh_token as string)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  it('may be gone on to from the forms of sign-in and sign-out', async () => {
    const config = await portal();
    const start = buildAuthorizationUrl(config, {
      redirect_uri: back,
      scope: 'openid',
      code_challenge: await calculatePKCECodeChallenge(randomPKCECodeVerifier()),
      code_challenge_method: 'S256',
    });
    const browser = new Browser(world.origin);
    const { response } = await browser.follow(await browser.get(start.href));
    expect(response.headers.get('content-security-policy')).toContain("form-action 'self' https://portal.example;");
    const { browser: signedIn } = await signIn(config);
    const asks = buildEndSessionUrl(config, { post_logout_redirect_uri: out });
    const page = await signedIn.get(asks.href);
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self' https://portal.example;");
  });

  it('is for the people of its centre', async () => {
    await expect(signIn(await portal(), foreigner)).rejects.toMatchObject({ error: 'access_denied' });
    const [entry] = (await world.entries('other')).filter(({ action }) => action === 'token.refused');
    expect(entry).toMatchObject({
      client: 'portal',
      person: foreigner.person,
      reason: 'access_denied: another-centre',
    });
  });
});

describe('an application that signs its assertions', () => {
  it('acts for people where it may', async () => {
    const config = await desk();
    const { tokens } = await signIn(config);
    expect(await world.verify(tokens.access_token)).toMatchObject({
      kind: 'person',
      username: 'clerk',
      client: 'desk',
    });
    expect(await fetchUserInfo(config, tokens.access_token, person.person)).toMatchObject({ username: 'clerk' });
    await tokenRevocation(config, tokens.refresh_token as string);
    await expect(refreshTokenGrant(config, tokens.refresh_token as string)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  it('acts for itself, with the scopes that it has', async () => {
    const config = await desk();
    const tokens = await clientCredentialsGrant(config);
    expect(tokens.scope).toBe('decide');
    expect(await world.verify(tokens.access_token)).toMatchObject({ kind: 'client', client: 'desk' });
    expect((await clientCredentialsGrant(config, { scope: 'act' })).scope).toBeUndefined();
    expect(await tokenIntrospection(config, tokens.access_token)).toMatchObject({ active: true, scope: 'decide' });
  });
});

describe('what cannot be registered', () => {
  const sound = { id: 'new', secret, scopes: ['decide'] };
  it.each([
    ['no proof', { id: 'new', scopes: ['decide'] }],
    ['two proofs', { ...sound, jwks: { keys: [] } }],
    ['no keys', { id: 'new', scopes: ['decide'], jwks: { keys: [] } }],
    [
      'a private key',
      { id: 'new', scopes: ['decide'], jwks: { keys: [{ kty: 'OKP', crv: 'Ed25519', x: 'x', d: 'd', kid: 'k' }] } },
    ],
    ['a shared key', { id: 'new', scopes: ['decide'], jwks: { keys: [{ kty: 'oct', kid: 'k' }] } }],
    ['keys without names', { id: 'new', scopes: ['decide'], jwks: { keys: [{ kty: 'OKP', crv: 'Ed25519', x: 'x' }] } }],
    ['nothing to do', { id: 'new', secret, scopes: [] }],
    ['acting for people who cannot sign in', { ...sound, scopes: ['act'] }],
    ['a plain address', { ...sound, redirectUris: ['http://portal.example/callback'] }],
    ['a script', { ...sound, postLogoutRedirectUris: ['javascript:alert(1)'] }],
    ['a fragment', { ...sound, redirectUris: [`${back}#here`] }],
    ['a password in an address', { ...sound, backchannelLogoutUri: 'https://a:b@portal.example/out' }],
  ])('%s', async (_what, client) => {
    await expect(registerClients(world, 'county', [client])).rejects.toThrow(RangeError);
  });
});
