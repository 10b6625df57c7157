import {
  createHmac,
  createPrivateKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
  sign as signBytes,
} from 'node:crypto';
import type { JWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../../packages/client/index.ts';
import { registerClients } from '../../services/identity/plugin.ts';
import { openSigningKeys } from '../../services/identity/signing-keys.ts';
import {
  authorizationRequest,
  Browser,
  codeFor,
  exchange,
  postForm,
  refresh,
  signInBrowser,
} from '../../services/identity/test/browser.ts';
import { machine, startWorld, type TestPerson, type World } from '../../services/identity/test/world.ts';

// Every token here is put together by hand, most of them signed by the very key of the provider: what is wrong with
// each is one thing. Whoever takes tokens must refuse all of them, and say so in the log without a word of the token.
type Json = Record<string, unknown>;
interface Parts {
  header: Json;
  claims: Json;
}
type Attack = (good: Parts) => string;

const now = () => Math.floor(Date.now() / 1000);
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const stranger = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const strangersKey = stranger.publicKey.export({ format: 'jwk' });

const heard: string[] = [];
let world: World;
let person: TestPerson;
let own: KeyObject;
let published: JWK;
let clientKey: KeyObject;
let clientJwk: JWK;
let good: Parts;
let idToken: string;

beforeAll(async () => {
  world = await startWorld(['county'], { hear: (line) => heard.push(line) });
  const [jwk] = await openSigningKeys(world.database, world.secret);
  own = createPrivateKey({ key: jwk as never, format: 'jwk' });
  const { d: _, ...publicJwk } = jwk as JWK;
  published = publicJwk;
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  clientKey = pair.privateKey;
  clientJwk = { ...pair.publicKey.export({ format: 'jwk' }), kid: 'desk-1', alg: 'ES256', use: 'sig' };
  await registerClients(world, 'county', [{ id: 'desk', jwks: { keys: [clientJwk] }, scopes: ['decide'] }]);
  person = await world.addPerson('county', 'clerk');
  const { tokens } = await signInBrowser(world.origin, world.origin, person);
  const [header, claims] = tokens.access_token.split('.').map((part) => Buffer.from(part, 'base64url').toString());
  good = { header: JSON.parse(header ?? ''), claims: JSON.parse(claims ?? '') };
  idToken = tokens.id_token;
});
afterAll(() => world?.close());

function signed({ header, claims }: Parts, key: KeyObject = own): string {
  const data = `${encode(header)}.${encode(claims)}`;
  const signature = signBytes('sha256', Buffer.from(data), { key, dsaEncoding: 'ieee-p1363' });
  return `${data}.${signature.toString('base64url')}`;
}
function hashed({ header, claims }: Parts, secret: string): string {
  const data = `${encode({ ...header, alg: 'HS256' })}.${encode(claims)}`;
  return `${data}.${createHmac('sha256', secret).update(data).digest('base64url')}`;
}

/** What makes no token of ours, and no assertion of a client either. */
const forgeries = (sign: (parts: Parts, key?: KeyObject) => string, publicKey: () => JWK): Record<string, Attack> => ({
  'no algorithm': ({ header, claims }) => `${encode({ ...header, alg: 'none' })}.${encode(claims)}.`,
  'no algorithm, in other letters': ({ header, claims }) => `${encode({ ...header, alg: 'nOnE' })}.${encode(claims)}.`,
  'no signature': (parts) => `${sign(parts).split('.').slice(0, 2).join('.')}.`,
  'the public key as a shared secret': (parts) => hashed(parts, JSON.stringify(publicKey())),
  'no key as a shared secret': (parts) => hashed(parts, ''),
  'an altered claim': (parts) => {
    const [header, , signature] = sign(parts).split('.');
    return `${header}.${encode({ ...parts.claims, sub: 'director' })}.${signature}`;
  },
  "a stranger's key under the name of ours": (parts) => sign(parts, stranger.privateKey),
  "a stranger's key, brought along": ({ header, claims }) =>
    sign({ header: { ...header, jwk: strangersKey }, claims }, stranger.privateKey),
  "a stranger's key, brought along under its own name": ({ header, claims }) =>
    sign(
      { header: { ...header, kid: 'theirs', jwk: { ...strangersKey, kid: 'theirs' } }, claims },
      stranger.privateKey,
    ),
  "a stranger's key at an address": ({ header, claims }) =>
    sign({ header: { ...header, kid: 'theirs', jku: 'http://127.0.0.1:9/keys' }, claims }, stranger.privateKey),
  "a stranger's certificate at an address": ({ header, claims }) =>
    sign({ header: { ...header, x5u: 'http://127.0.0.1:9/chain' }, claims }, stranger.privateKey),
  'a key named by a path': ({ header, claims }) => sign({ header: { ...header, kid: '../../../dev/null' }, claims }),
  'a key named by a query': ({ header, claims }) => sign({ header: { ...header, kid: "x' or '1'='1" }, claims }),
  'an unknown key': ({ header, claims }) => sign({ header: { ...header, kid: 'unknown' }, claims }),
  'a header that must be understood': ({ header, claims }) =>
    sign({ header: { ...header, crit: ['exp-by'], 'exp-by': 1 }, claims }),
  'a header that must be understood and is missing': ({ header, claims }) =>
    sign({ header: { ...header, crit: ['exp-by'] }, claims }),
  'another algorithm of the same family': ({ header, claims }) => sign({ header: { ...header, alg: 'ES512' }, claims }),
  'an end that has come': ({ header, claims }) => sign({ header, claims: { ...claims, exp: now() - 60 } }),
  'no end': ({ header, claims: { exp: _, ...claims } }) => sign({ header, claims }),
  'an end in words': ({ header, claims }) => sign({ header, claims: { ...claims, exp: 'never' } }),
  'a start to come': ({ header, claims }) => sign({ header, claims: { ...claims, nbf: now() + 600 } }),
  'an issue to come': ({ header, claims }) => sign({ header, claims: { ...claims, iat: now() + 600 } }),
  'another issuer': ({ header, claims }) => sign({ header, claims: { ...claims, iss: 'https://evil.example/oidc' } }),
  'another audience': ({ header, claims }) => sign({ header, claims: { ...claims, aud: 'urn:other:api' } }),
  'an audience like ours': ({ header, claims }) => sign({ header, claims: { ...claims, aud: 'urn:zhiheng:api:x' } }),
});

const misused: Record<string, Attack> = {
  'a token of no kind': ({ header: { typ: _, ...header }, claims }) => signed({ header, claims }),
  'a token of another kind': ({ header, claims }) => signed({ header: { ...header, typ: 'JWT' }, claims }),
  'an ID token': () => idToken,
  'an ID token dressed up': () => idToken.replace(/^[^.]+/, encode(good.header)),
  'a logout token': ({ header, claims: { sub, iss } }) =>
    signed({
      header: { ...header, typ: 'logout+jwt' },
      claims: {
        iss,
        sub,
        aud: 'urn:zhiheng:api',
        jti: randomUUID(),
        iat: now(),
        exp: now() + 60,
        events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
      },
    }),
  'a security event': ({ header, claims }) => signed({ header: { ...header, typ: 'secevent+jwt' }, claims }),
  'a token of no centre': ({ header, claims: { centre: _, ...claims } }) => signed({ header, claims }),
  'a token of no client': ({ header, claims: { client_id: _, ...claims } }) => signed({ header, claims }),
};

/** Whoever takes access tokens: whether they take this one. */
const places: Record<string, (token: string) => Promise<boolean>> = {
  'a service': async (token) =>
    (await fetch(`${world.origin}/api/v1/me/sign-ins`, { headers: { authorization: `Bearer ${token}` } })).ok,
  userinfo: async (token) =>
    (await fetch(`${world.origin}/oidc/userinfo`, { headers: { authorization: `Bearer ${token}` } })).ok,
  introspection: async (token) => {
    const answer = await postForm(`${world.origin}/oidc/token/introspection`, { token }, machine);
    return ((await answer.json()) as { active: boolean }).active;
  },
  'a service of others': (token) =>
    createClient({ origin: world.origin, clientId: machine.id, clientSecret: machine.secret })
      .verifyToken(token)
      .then(
        () => true,
        () => false,
      ),
};
const logging = ['a service', 'userinfo', 'introspection'];

describe.each(Object.keys(places))('%s', (place) => {
  const takes = (token: string) => places[place]?.(token);

  it('takes a good token', async () => {
    expect(await takes(signed({ ...good, claims: { ...good.claims, iat: now(), exp: now() + 60 } }))).toBe(true);
  });

  it.each(Object.entries({ ...forgeries(signed, () => published), ...misused }))(
    'refuses %s',
    async (_what, attack) => {
      const token = attack(good);
      heard.length = 0;
      expect(await takes(token)).toBe(false);
      if (!logging.includes(place)) return;
      expect(heard).toContainEqual(expect.stringMatching(/refused/));
      for (const part of token.split('.').filter(Boolean)) expect(heard.join()).not.toContain(part);
    },
  );
});

describe('the token endpoint, of a client that signs', () => {
  const assertion = (): Parts => ({
    header: { alg: 'ES256', typ: 'JWT', kid: 'desk-1' },
    claims: { iss: 'desk', sub: 'desk', aud: `${world.origin}/oidc`, jti: randomUUID(), iat: now(), exp: now() + 60 },
  });
  const sign = (parts: Parts, key: KeyObject = clientKey) => signed(parts, key);
  const send = (client_assertion: string) =>
    postForm(`${world.origin}/oidc/token`, {
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion,
    });
  const refusals = async () => (await world.entries('county')).filter(({ action }) => action === 'token.refused');

  it('takes a good assertion once, of many at once', async () => {
    const token = sign(assertion());
    const statuses = (await Promise.all([1, 2, 3, 4, 5, 6].map(() => send(token)))).map(({ status }) => status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 401)).toHaveLength(5);
    expect((await send(token)).status).toBe(401);
  });

  const more: Record<string, Attack> = {
    'no number': ({ header, claims: { jti: _, ...claims } }) => sign({ header, claims }),
    'an end beyond all memory': ({ header, claims }) => sign({ header, claims: { ...claims, exp: now() + 86_400 } }),
    'another client for subject': ({ header, claims }) => sign({ header, claims: { ...claims, sub: machine.id } }),
    'a key at an address, though the right one signs': ({ header, claims }) =>
      sign({ header: { ...header, jku: 'http://127.0.0.1:9/keys' }, claims }),
    'the key of the provider': ({ header, claims }) => sign({ header, claims }, own),
    'a token of the provider': () => signed(good),
  };
  it.each(Object.entries({ ...forgeries(sign, () => clientJwk), ...more }))('refuses %s', async (_what, attack) => {
    const token = attack(assertion());
    const before = (await refusals()).length;
    const response = await send(token);
    expect([400, 401]).toContain(response.status);
    const told = await refusals();
    expect(told).toHaveLength(before + 1);
    for (const part of token.split('.').filter(Boolean)) expect(JSON.stringify(told)).not.toContain(part);
  });
});

describe('what may be used once', () => {
  const refused = async () => (await world.entries('county')).filter(({ action }) => action === 'token.refused');

  it('is a code: used again, what came of it ends', async () => {
    const authorization = authorizationRequest(world.origin);
    const code = await codeFor(new Browser(world.origin), authorization, person);
    const first = (await (await exchange(world.origin, authorization, code)).json()) as { refresh_token: string };
    expect((await exchange(world.origin, authorization, code)).status).toBe(400);
    expect((await refresh(world.origin, first.refresh_token)).status).toBe(400);
    expect((await refused()).map(({ reason }) => reason).join()).toMatch(/authorization code already consumed/);
  });

  it('is a refresh token: used again, what came of it ends', async () => {
    const { tokens } = await signInBrowser(world.origin, world.origin, person);
    const next = (await (await refresh(world.origin, tokens.refresh_token)).json()) as { refresh_token: string };
    expect((await refresh(world.origin, tokens.refresh_token)).status).toBe(400);
    expect((await refresh(world.origin, next.refresh_token)).status).toBe(400);
    expect((await refused()).map(({ reason }) => reason).join()).toMatch(/refresh token already used/);
  });
});

describe('the sign-out', () => {
  it.each(['none', "a stranger's key"])('believes no forged ID token: %s', async (how) => {
    const { browser, tokens } = await signInBrowser(world.origin, world.origin, person);
    const [header = '', claims = ''] = tokens.id_token.split('.');
    const parts = [header, claims].map((part) => JSON.parse(Buffer.from(part, 'base64url').toString()) as Json);
    const forged = { header: parts[0] as Json, claims: parts[1] as Json };
    const hint =
      how === 'none' ? `${encode({ ...forged.header, alg: 'none' })}.${claims}.` : signed(forged, stranger.privateKey);
    const answer = await browser.get(`/oidc/session/end?id_token_hint=${hint}`);
    expect(answer.status).toBe(400);
    expect((await refresh(world.origin, tokens.refresh_token)).status).toBe(200);
  });
});
