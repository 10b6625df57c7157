import type { Server } from 'node:http';
import cookie from '@fastify/cookie';
import oauth2, { type OAuth2Namespace } from '@fastify/oauth2';
import express from 'express';
import expressOidc from 'express-openid-connect';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerClients } from '../../services/identity/plugin.ts';
import { actionOf, Browser } from '../../services/identity/test/browser.ts';
import { freePort, startWorld, type TestPerson, type World } from '../../services/identity/test/world.ts';

// Two applications as a centre would build them, each with a plugin that somebody else wrote and what discovery tells it.
const secret = 'a-long-random-secret-of-an-application';

let world: World;
let person: TestPerson;
let fastify: FastifyInstance;
let server: Server;
const origins = { fastify: '', express: '' };

beforeAll(async () => {
  world = await startWorld();
  person = await world.addPerson('county', 'clerk');
  origins.fastify = `http://127.0.0.1:${await freePort()}`;
  origins.express = `http://127.0.0.1:${await freePort()}`;
  await registerClients(
    world,
    'county',
    Object.entries(origins).map(([id, origin]) => ({
      id,
      secret,
      scopes: [],
      redirectUris: [`${origin}/callback`],
      postLogoutRedirectUris: [origin],
    })),
  );
  fastify = await startFastify(origins.fastify);
  server = await startExpress(origins.express);
});
afterAll(async () => {
  await fastify?.close();
  server?.closeAllConnections();
  await new Promise((resolve) => server?.close(resolve));
  await world?.close();
});

async function startFastify(origin: string): Promise<FastifyInstance> {
  const app = Fastify({ forceCloseConnections: true });
  await app.register(cookie);
  await app.register(oauth2, {
    name: 'zhiheng',
    scope: ['openid', 'profile'],
    credentials: { client: { id: 'fastify', secret } },
    startRedirectPath: '/login',
    callbackUri: `${origin}/callback`,
    discovery: { issuer: `${world.origin}/oidc` },
    pkce: 'S256',
    cookie: { secure: false },
  });
  const { zhiheng } = app as unknown as { zhiheng: OAuth2Namespace };
  app.get('/callback', async (request, reply) => {
    const { token } = await zhiheng.getAccessTokenFromAuthorizationCodeFlow(request, reply);
    return zhiheng.userinfo(token);
  });
  await app.listen({ host: '127.0.0.1', port: Number(new URL(origin).port) });
  return app;
}

async function startExpress(origin: string): Promise<Server> {
  const app = express();
  app.use(
    expressOidc.auth({
      issuerBaseURL: `${world.origin}/oidc`,
      baseURL: origin,
      clientID: 'express',
      clientSecret: secret,
      secret: 'what the application signs its own cookies with',
      idTokenSigningAlg: 'ES256',
      authRequired: false,
      idpLogout: true,
      authorizationParams: { response_type: 'code', scope: 'openid profile' },
    }),
  );
  app.get('/', (request, response) => void response.json(request.oidc.user ?? null));
  return new Promise((resolve) => {
    const listening = app.listen(Number(new URL(origin).port), '127.0.0.1', () => resolve(listening));
  });
}

/** Goes where the application sends, fills in the form, and comes back. */
async function signIn(application: Browser): Promise<{ provider: Browser; response: Response }> {
  const provider = new Browser(world.origin);
  const start = (await application.get('/login')).headers.get('location') ?? '';
  const { response } = await provider.follow(await provider.get(start));
  const { username, password } = person;
  const form = await provider.post(actionOf(await response.text()), { username, password });
  const { location } = await provider.follow(form);
  return { provider, response: await application.get(location ?? '') };
}

describe('an application in Fastify', () => {
  it('signs a person in', async () => {
    const { response } = await signIn(new Browser(origins.fastify));
    expect(await response.json()).toMatchObject({ sub: person.person, username: 'clerk', centre: 'county' });
  });
});

describe('an application in Express', () => {
  it('signs a person in and out', async () => {
    const application = new Browser(origins.express);
    const { provider } = await signIn(application);
    const who = async () => (await application.get('/')).json();
    expect(await who()).toMatchObject({ sub: person.person, username: 'clerk' });
    const out = (await application.get('/logout')).headers.get('location') ?? '';
    const { location } = await provider.follow(await provider.get(out));
    expect(location?.replace(/\/$/, '')).toBe(origins.express);
    expect(await who()).toBeNull();
    expect(provider.cookie('zhiheng_session')).toBeUndefined();
  });
});
