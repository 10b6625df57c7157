import { createServer, type Server } from 'node:http';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { sql } from 'kysely';
import { Provider } from 'oidc-provider';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { removeUpstream, setUpstream } from '../plugin.ts';
import { actionOf, authorizationRequest, Browser, exchange, type Tokens } from './browser.ts';
import { freePort, startWorld, type TestPerson, type World } from './world.ts';

// A real provider stands for the provincial platform. Whom it has at its counter is said here.
const counter: { staffNumber: string | undefined; acr: string } = { staffNumber: undefined, acr: 'urn:platform:plain' };
let world: World;
let platform: Server;
let issuer: string;
let registration: Record<string, unknown>;
let person: TestPerson;

beforeAll(async () => {
  world = await startWorld(['county', 'other']);
  issuer = `http://127.0.0.1:${await freePort()}`;
  const [own, client] = [await privateJwk('platform'), await privateJwk('zhiheng')];
  const { d: _, ...clientKey } = client;
  platform = await startPlatform(own, clientKey);
  registration = {
    name: { zh: '省级平台登录', en: 'Provincial platform' },
    issuer,
    clientId: 'zhiheng',
    privateKey: client,
    signingAlg: 'ES256',
    staffNumberClaim: 'staff_no',
    acr: { 'urn:platform:strong': 'urn:zhiheng:acr:two-factor' },
  };
  await set(registration);
  person = await world.addPerson('county', 'clerk');
});
afterAll(async () => {
  platform?.closeAllConnections();
  await new Promise((resolve) => platform?.close(resolve));
  await world?.close();
});
beforeEach(async () => {
  counter.staffNumber = await staffNumberOf(person);
  counter.acr = 'urn:platform:plain';
});

const set = (given: unknown, profile: 'demo' | 'production' = 'demo', centre = 'county') =>
  setUpstream({ database: world.database, secret: world.secret, profile }, centre, given);

async function privateJwk(kid: string): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid, alg: 'ES256', use: 'sig' };
}

async function startPlatform(own: JWK, clientKey: JWK): Promise<Server> {
  const provider = new Provider(issuer, {
    jwks: { keys: [own as never] },
    clients: [
      {
        client_id: 'zhiheng',
        jwks: { keys: [clientKey as never] },
        token_endpoint_auth_method: 'private_key_jwt',
        redirect_uris: [`${world.origin}/oidc/upstream/callback`],
        response_types: ['code'],
        grant_types: ['authorization_code'],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    cookies: { keys: ['of the platform'] },
    ttl: { Interaction: 60, Grant: 60, Session: 60, AccessToken: 60, IdToken: 60 },
    features: { devInteractions: { enabled: false } },
    acrValues: ['urn:platform:plain', 'urn:platform:strong'],
    claims: { openid: ['sub', 'acr', 'staff_no'] },
    conformIdTokenClaims: false,
    enabledJWA: { clientAuthSigningAlgValues: ['ES256'], idTokenSigningAlgValues: ['ES256'] },
    clientAuthMethods: ['private_key_jwt'],
    findAccount: (_ctx, id) => ({
      accountId: id,
      claims: () => ({ sub: id, ...(counter.staffNumber ? { staff_no: counter.staffNumber } : {}) }),
    }),
    loadExistingGrant: async (ctx) => {
      const grant = new provider.Grant({
        clientId: ctx.oidc.client?.clientId as string,
        accountId: ctx.oidc.account?.accountId as string,
      });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
  });
  const answer = provider.callback();
  const server = createServer((request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void answer(request, response);
    const login = { accountId: 'somebody', acr: counter.acr, remember: false };
    provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
  });
  await new Promise<void>((resolve) => server.listen(Number(new URL(issuer).port), '127.0.0.1', resolve));
  return server;
}

const staffNumberOf = async ({ person: id }: TestPerson): Promise<string> => {
  const { rows } = await sql<{ staff_number: string }>`select staff_number from access.person where id = ${id}`.execute(
    world.owner.query,
  );
  return rows[0]?.staff_number ?? '';
};

/** From a fresh sign-in page to the platform, and to the address at which it sends back. */
async function toThePlatform(browser: Browser, authorization = authorizationRequest(world.origin)) {
  const { response } = await browser.follow(await browser.get(authorization.url));
  const html = await response.text();
  const there =
    /href="([^"]+\/upstream[^"]+)"/.exec(html)?.[1]?.replaceAll('&#38;', '&').replaceAll('&#63;', '?') ?? '';
  expect(html).toContain('省级平台登录');
  const visitor = new Browser(issuer);
  let location = (await browser.get(there)).headers.get('location') ?? '';
  while (new URL(location, issuer).origin === issuer)
    location = (await visitor.get(location)).headers.get('location') ?? '';
  return { authorization, back: location, page: actionOf(html) };
}

async function signIn(): Promise<Tokens> {
  const browser = new Browser(world.origin);
  const { authorization, back } = await toThePlatform(browser);
  const { location } = await browser.follow(await browser.get(back));
  const code = new URL(location ?? '').searchParams.get('code') ?? '';
  return (await (await exchange(world.origin, authorization, code)).json()) as Tokens;
}

async function refusedPage(browser = new Browser(world.origin)): Promise<{ status: number; html: string }> {
  const { back } = await toThePlatform(browser);
  const { response } = await browser.follow(await browser.get(back));
  return { status: response.status, html: await response.text() };
}

const claimsOf = (token: string) =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;
const reasons = async () =>
  (await world.entries('county')).filter(({ action }) => action === 'sign-in.refused').map(({ reason }) => reason);
const accounts = async () =>
  (await sql<{ count: number }>`select count(*)::int as count from access.account`.execute(world.owner.query)).rows[0]
    ?.count;

describe('a sign-in at the upstream platform', () => {
  it('is one as the account of the staff number, of no more assurance than a password', async () => {
    const claims = claimsOf((await signIn()).access_token);
    expect(claims).toMatchObject({ sub: person.person, username: 'clerk', acr: 'urn:zhiheng:acr:password' });
    expect(claims.amr).toEqual(['fed']);
  });

  it('has the assurance that the centre says its levels have', async () => {
    counter.acr = 'urn:platform:strong';
    expect(claimsOf((await signIn()).access_token)).toMatchObject({ acr: 'urn:zhiheng:acr:two-factor' });
  });

  it('makes nobody an account: unknown, unnamed and departed people stay outside, and the log says why', async () => {
    const before = await accounts();
    counter.staffNumber = 'not of this centre';
    expect(await refusedPage()).toMatchObject({ status: 403, html: expect.stringContaining('没有对应人员') });
    counter.staffNumber = undefined;
    expect(await refusedPage()).toMatchObject({ status: 403, html: expect.stringContaining('未完成') });
    const leaver = await world.addPerson('county', 'leaver');
    counter.staffNumber = await staffNumberOf(leaver);
    await world.depart(leaver);
    expect(await refusedPage()).toMatchObject({ status: 403, html: expect.stringContaining('已停用') });
    const foreigner = await world.addPerson('other', 'foreigner');
    counter.staffNumber = await staffNumberOf(foreigner);
    expect((await refusedPage()).status).toBe(403);
    expect(await reasons()).toEqual([
      'upstream: unknown-staff-number',
      'upstream: no-staff-number',
      'account-disabled',
      'upstream: unknown-staff-number',
    ]);
    expect(await accounts()).toBe((before ?? 0) + 2);
  });
});

describe('a way back that is not the way there', () => {
  it.each<[string, (back: URL) => void]>([
    ['with the name of another issuer', (back) => back.searchParams.set('iss', 'https://evil.example')],
    ['without the name of the issuer', (back) => back.searchParams.delete('iss')],
    ['with a code of nobody', (back) => back.searchParams.set('code', 'guessed')],
    ['with an error', (back) => back.searchParams.set('error', 'access_denied')],
  ])('%s ends outside', async (_what, change) => {
    const browser = new Browser(world.origin);
    const { back } = await toThePlatform(browser);
    const changed = new URL(back);
    change(changed);
    const { response, location } = await browser.follow(await browser.get(changed.href));
    expect([response.status, location]).toEqual([403, undefined]);
  });

  it('in another browser, or a second time, ends outside', async () => {
    const browser = new Browser(world.origin);
    const { back } = await toThePlatform(browser);
    const other = new Browser(world.origin);
    expect((await other.follow(await other.get(back))).response.status).toBe(400);
    const own = await browser.get(back);
    const again = own.headers.get('location') ?? '';
    expect((await browser.get(again)).status).toBe(303);
    expect((await browser.get(again)).status).toBe(403);
    expect((await browser.get(`/oidc/upstream/callback?state=county~made-up&code=x`)).status).toBe(400);
  });
});

describe('what cannot be set', () => {
  it.each<[string, Record<string, unknown>, ('demo' | 'production')?]>([
    ['no https in production', {}, 'production'],
    ['no https elsewhere', { issuer: 'http://platform.example' }],
    ['two proofs', { clientSecret: 'secret' }],
    ['no proof', { privateKey: undefined }],
    ['a public key', { privateKey: { kty: 'EC', kid: 'x' } }],
    ['an assurance that is none', { acr: { 'urn:platform:strong': 'best' } }],
    ['no algorithm', { signingAlg: 'none' }],
  ])('%s', async (_what, change, profile = 'demo') => {
    const given = Object.fromEntries(
      Object.entries({ ...registration, ...change }).filter(([, value]) => value !== undefined),
    );
    await expect(set(given, profile)).rejects.toThrow(RangeError);
  });

  it('is gone when it is removed', async () => {
    expect(await removeUpstream(world.database, 'county')).toBe(true);
    expect(await removeUpstream(world.database, 'county')).toBe(false);
    const browser = new Browser(world.origin);
    const { response } = await browser.follow(await browser.get(authorizationRequest(world.origin).url));
    expect(await response.text()).not.toContain('省级平台登录');
    const { rows } = await sql`select * from identity.upstream`.execute(world.owner.query);
    expect(rows).toEqual([]);
  });
});
