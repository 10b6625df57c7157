import type { AddressInfo } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { type CryptoKey, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { signals } from '../fastify.ts';
import { type Signal, signalEvents, signalReason } from '../index.ts';

/** A receiver of pushed tokens against keys that are published as Zhiheng's are. */
const audience = 'urn:zhiheng:stream:ours';
const path = '/signals';
let zhiheng: FastifyInstance;
let receiver: FastifyInstance;
let origin: string;
let key: CryptoKey;
let publicPem: Uint8Array;
let dealtWith: Signal[];
let broken = false;

beforeAll(async () => {
  const pair = await generateKeyPair('ES256', { extractable: true });
  key = pair.privateKey;
  const jwk = { ...(await exportJWK(pair.publicKey)), kid: 'one', alg: 'ES256', use: 'sig' };
  publicPem = new TextEncoder().encode(JSON.stringify(jwk));
  zhiheng = Fastify();
  zhiheng.get('/oidc/jwks', async () => ({ keys: [jwk] }));
  await zhiheng.listen({ host: '127.0.0.1', port: 0 });
  origin = `http://127.0.0.1:${(zhiheng.server.address() as AddressInfo).port}`;
  receiver = Fastify();
  await receiver.register(signals, {
    ...{ path, origin, audience, authorization: 'Bearer ours' },
    onSignal: (signal) => {
      if (broken) throw new Error('the sessions cannot be ended now');
      dealtWith.push(signal);
    },
  });
});
beforeEach(() => {
  dealtWith = [];
  broken = false;
});
afterAll(async () => {
  await receiver.close();
  await zhiheng.close();
});

let count = 0;
const now = () => Math.floor(Date.now() / 1000);
const claimsOf = (changes: object = {}) => ({
  iss: origin,
  aud: audience,
  jti: `signal-${++count}`,
  iat: now(),
  toe: now() - 1,
  sub_id: { format: 'iss_sub', iss: `${origin}/oidc`, sub: 'somebody' },
  events: { [signalEvents.accountDisabled]: { event_timestamp: now(), [signalReason]: 'retired' } },
  ...changes,
});
const good = { alg: 'ES256', typ: 'secevent+jwt', kid: 'one' };
const signed = (claims: object, header: object = good, by: CryptoKey | Uint8Array = key) =>
  new SignJWT(claims as never).setProtectedHeader(header as never).sign(by);
const unsigned = (claims: object) =>
  `${[{ alg: 'none', typ: 'secevent+jwt' }, claims].map((part) => btoa(JSON.stringify(part))).join('.')}.`;

/** With a header that jose would not sign; it is refused before the signature is looked at. */
const demanding = (token: string) =>
  [btoa(JSON.stringify({ ...good, crit: ['exp'], exp: 1 })).replace(/=+$/, ''), ...token.split('.').slice(1)].join('.');

const push = (payload: string, headers: Record<string, string> = { authorization: 'Bearer ours' }) =>
  receiver.inject({
    ...{ method: 'POST', url: path, payload },
    headers: { 'content-type': 'application/secevent+jwt', ...headers },
  });

test('a token of Zhiheng’s is dealt with once, however often it comes', async () => {
  const token = await signed(claimsOf({ jti: 'the-same' }));
  const answers = await Promise.all([push(token), push(token)]);
  answers.push(await push(token));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([202, 202, 202]);
  expect(dealtWith).toMatchObject([
    { jti: 'the-same', event: signalEvents.accountDisabled, person: 'somebody', reason: 'retired' },
  ]);
});

test('what cannot be dealt with now is not taken for done', async () => {
  const token = await signed(claimsOf());
  broken = true;
  expect((await push(token)).statusCode).toBe(503);
  broken = false;
  expect((await push(token)).statusCode).toBe(202);
  expect(dealtWith).toHaveLength(1);
});

test('who does not send what was agreed on is not listened to', async () => {
  const answer = await push(await signed(claimsOf()), {});
  expect([answer.statusCode, answer.json().err]).toEqual([401, 'authentication_failed']);
  expect(dealtWith).toEqual([]);
});

const stranger = await generateKeyPair('ES256');
test.each<[string, () => string | Promise<string>, string]>([
  ['is signed by nobody', () => unsigned(claimsOf()), 'invalid_request'],
  [
    'is signed with the public key as a secret',
    () => signed(claimsOf(), { ...good, alg: 'HS256' }, publicPem),
    'invalid_request',
  ],
  ['is signed by somebody else', () => signed(claimsOf(), good, stranger.privateKey), 'invalid_key'],
  ['names a key that is not Zhiheng’s', () => signed(claimsOf(), { ...good, kid: 'two' }), 'invalid_key'],
  ['is an access token', () => signed(claimsOf(), { ...good, typ: 'at+jwt' }), 'invalid_request'],
  ['has no type', () => signed(claimsOf(), { alg: 'ES256', kid: 'one' }), 'invalid_request'],
  ['demands what is not understood', async () => demanding(await signed(claimsOf())), 'invalid_request'],
  ['is of another issuer', () => signed(claimsOf({ iss: 'https://other.example' })), 'invalid_issuer'],
  ['is for another stream', () => signed(claimsOf({ aud: 'urn:zhiheng:stream:theirs' })), 'invalid_audience'],
  ['is for nobody', () => signed(claimsOf({ aud: undefined })), 'invalid_audience'],
  ['is of the future', () => signed(claimsOf({ iat: now() + 3600 })), 'invalid_request'],
  ['is too old to be remembered', () => signed(claimsOf({ iat: now() - 8 * 24 * 3600 })), 'invalid_request'],
  ['has no id', () => signed(claimsOf({ jti: undefined })), 'invalid_request'],
  ['tells of two events', () => signed(claimsOf({ events: { a: {}, b: {} } })), 'invalid_request'],
  [
    'is about somebody of another issuer',
    () => signed(claimsOf({ sub_id: { format: 'iss_sub', iss: 'https://other.example', sub: 'somebody' } })),
    'invalid_request',
  ],
  ['is no token', () => 'x.y.z', 'invalid_request'],
])('a token that %s is refused, by its code', async (_what, token, err) => {
  const answer = await push(await token());
  expect([answer.statusCode, answer.json().err]).toEqual([400, err]);
  expect(dealtWith).toEqual([]);
});
