import Fastify from 'fastify';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { permitted, zhiheng } from '../fastify.ts';
import { broken, type ContractServer, json, startContractServer } from './contract-server.ts';

let server: ContractServer;
beforeEach(async () => {
  server = await startContractServer();
});
afterEach(() => server.stop());

const person = { sub: 'p1', centre: 'county', account: 'a1', username: 'op1', client_id: 'console', scope: 'openid' };
const machine = { sub: 'shop', centre: 'county', client_id: 'shop', scope: 'decide cases:write' };

describe('verifyToken', () => {
  it('names the person or the client', async () => {
    const client = server.client();
    expect(await client.verifyToken(await server.sign(person))).toEqual({
      kind: 'person',
      centre: 'county',
      client: 'console',
      scopes: new Set(['openid']),
      person: 'p1',
      account: 'a1',
      username: 'op1',
    });
    expect(await client.verifyToken(await server.sign(machine))).toEqual({
      kind: 'client',
      centre: 'county',
      client: 'shop',
      scopes: new Set(['decide', 'cases:write']),
    });
    expect(server.seen).toEqual(['GET /oidc/jwks']);
  });

  it('refuses a token of another issuer, for another audience, ended, of another kind, incomplete, altered', async () => {
    const client = server.client();
    const whole = await server.sign(person);
    const bad = [
      await server.sign(person, { issuer: 'http://127.0.0.1:1/oidc' }),
      await server.sign(person, { audience: 'urn:other' }),
      await server.sign(person, { expires: -60 }),
      await server.sign(person, { typ: 'JWT' }),
      await server.sign({ ...person, centre: undefined }),
      await server.sign({ ...person, username: undefined }),
      await server.sign({ ...person, account: 7 }),
      whole.replace(/\.[^.]+\./, `.${Buffer.from('{"sub":"root"}').toString('base64url')}.`),
      `${Buffer.from('{"alg":"none"}').toString('base64url')}.${whole.split('.')[1]}.`,
      'nonsense',
      '',
    ];
    for (const token of bad)
      await expect(client.verifyToken(token)).rejects.toMatchObject({ code: 'not-authenticated' });
  });

  it('is unavailable, not a refusal, while the keys cannot be had', async () => {
    const client = server.client();
    const token = await server.sign(person);
    server.answer('GET /oidc/jwks', broken, json({}, 500), json({ nonsense: 1 }));
    for (const _ of [1, 2, 3]) await expect(client.verifyToken(token)).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('the Fastify plugin', () => {
  async function start() {
    const app = Fastify();
    await app.register(zhiheng, { client: server.client() });
    app.get('/open', { config: { zhiheng: 'public' } }, async () => 'open');
    app.get('/who', async (request) => request.zhihengCaller?.kind);
    const wish = { action: { name: 'handle' }, resource: { type: 'case', id: 'new' } };
    app.get('/act', { preHandler: permitted(() => wish) }, async () => 'done');
    const get = async (url: string, claims?: object) => {
      const token = claims ? await server.sign({ ...claims }) : undefined;
      const { statusCode, body } = await app.inject({
        url,
        ...(token ? { headers: { authorization: `Bearer ${token}` } } : {}),
      });
      return { statusCode, body };
    };
    return { app, get };
  }
  const decision = (yes: boolean, code: string) =>
    json({ decision: yes, context: { reason: { code, zh: code, en: code } } });

  it('asks every route that is not public for a token', async () => {
    const { get } = await start();
    expect(await get('/open')).toEqual({ statusCode: 200, body: 'open' });
    expect((await get('/who')).statusCode).toBe(401);
    expect(await get('/who', person)).toEqual({ statusCode: 200, body: 'person' });
    expect(await get('/who', machine)).toEqual({ statusCode: 200, body: 'client' });
  });

  it('lets through what Zhiheng permits, for the person that the token names', async () => {
    const { get } = await start();
    const heard: unknown[] = [];
    server.answer('POST /access/v1/evaluation', (request, reply) => {
      heard.push((request.body as { subject: unknown }).subject);
      return decision(true, 'permitted')(request, reply);
    });
    expect(await get('/act', person)).toEqual({ statusCode: 200, body: 'done' });
    expect(heard).toEqual([{ type: 'person', id: 'p1' }]);
  });

  it('refuses with 403 and the reason, with 503 when nothing can be decided, and machines', async () => {
    const { get } = await start();
    server.answer('POST /access/v1/evaluation', decision(false, 'duty-conflict'));
    const refusal = await get('/act', person);
    expect(refusal.statusCode).toBe(403);
    expect(JSON.parse(refusal.body).code).toBe('duty-conflict');
    server.answer('POST /access/v1/evaluation', broken);
    expect((await get('/act', person)).statusCode).toBe(503);
    expect((await get('/act', machine)).statusCode).toBe(403);
    server.answer('GET /oidc/jwks', broken);
    const { get: fresh } = await start();
    expect((await fresh('/who', person)).statusCode).toBe(503);
  });
});
