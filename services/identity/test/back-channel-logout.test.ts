import { createServer, type Server } from 'node:http';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerClients } from '../plugin.ts';
import { actionOf, authorizationRequest, Browser, codeFor, postForm, signInBrowser } from './browser.ts';
import { eventually } from './eventually.ts';
import { freePort, startWorld, type TestPerson, type World } from './world.ts';

const secret = 'a-long-random-secret-of-the-portal';
let world: World;
let portal: Server;
let origin: string;
/** What the application answers next, in turn; 200 when nothing is set. */
const answers: number[] = [];
const told: string[] = [];

beforeAll(async () => {
  world = await startWorld();
  const port = await freePort();
  origin = `http://127.0.0.1:${port}`;
  portal = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => {
      body += chunk;
    });
    request.on('end', () => {
      told.push(new URLSearchParams(body).get('logout_token') ?? '');
      response.writeHead(answers.shift() ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => portal.listen(port, '127.0.0.1', resolve));
  await registerClients(world, 'county', [
    {
      id: 'portal',
      secret,
      scopes: [],
      redirectUris: [`${origin}/callback`],
      backchannelLogoutUri: `${origin}/logout`,
    },
  ]);
});
afterAll(async () => {
  portal?.closeAllConnections();
  await new Promise((resolve) => portal?.close(resolve));
  await world?.close();
});

/** Signs in to the application; the session as its ID token names it. */
async function signIn(person: TestPerson): Promise<{ browser: Browser; sid: string; idToken: string }> {
  const browser = new Browser(world.origin);
  const request = authorizationRequest(world.origin, { client_id: 'portal', redirect_uri: `${origin}/callback` });
  const { response } = await browser.follow(await browser.get(request.url));
  const { username, password } = person;
  const { location } = await browser.follow(
    await browser.post(actionOf(await response.text()), { username, password }),
  );
  const form = {
    grant_type: 'authorization_code',
    code: new URL(location ?? '').searchParams.get('code') ?? '',
    code_verifier: request.verifier,
    redirect_uri: `${origin}/callback`,
  };
  const answer = await postForm(`${world.origin}/oidc/token`, form, { id: 'portal', secret });
  const { id_token: idToken } = (await answer.json()) as { id_token: string };
  const { sid } = JSON.parse(Buffer.from(idToken.split('.')[1] ?? '', 'base64url').toString()) as { sid: string };
  told.length = 0;
  return { browser, sid, idToken };
}

async function theOneTold() {
  const [token = ''] = await eventually(
    async () => told,
    (all) => all.length > 0,
  );
  const keys = createRemoteJWKSet(new URL(`${world.origin}/oidc/jwks`));
  const expected = { issuer: `${world.origin}/oidc`, audience: 'portal', typ: 'logout+jwt' };
  return (await jwtVerify(token, keys, expected)).payload;
}
const entriesOf = async (action: string) => (await world.entries('county')).filter((entry) => entry.action === action);
const waiting = async () =>
  (await sql<{ attempts: number }>`select attempts from identity.logout_notice`.execute(world.owner.query)).rows;

describe('an application is told of the end of a session', () => {
  it('at the sign-out, by a signed token that names the session and no nonce', async () => {
    const person = await world.addPerson('county', 'leaver');
    const { browser, sid, idToken } = await signIn(person);
    await browser.get(`/oidc/session/end?id_token_hint=${idToken}`);
    const payload = await theOneTold();
    expect(payload).toMatchObject({
      sub: person.person,
      sid,
      jti: expect.any(String),
      events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    });
    expect(payload).not.toHaveProperty('nonce');
    await eventually(
      () => entriesOf('logout.delivered'),
      (entries) => entries.length === 1,
    );
    expect(await waiting()).toEqual([]);
  });

  it('at a departure, and at a sign-in elsewhere', async () => {
    const person = await world.addPerson('county', 'mover');
    const { sid } = await signIn(person);
    await signInBrowser(world.origin, world.origin, person);
    expect(await theOneTold()).toMatchObject({ sid });
    const again = await signIn(person);
    await world.depart(person);
    expect(await theOneTold()).toMatchObject({ sid: again.sid });
  });

  it('not while the session goes on under another id', async () => {
    const person = await world.addPerson('county', 'stayer');
    const { browser } = await signIn(person);
    const id = browser.cookie('zhiheng_session');
    await browser.follow(await browser.get(authorizationRequest(world.origin).url));
    await codeFor(browser, authorizationRequest(world.origin, { prompt: 'login' }), person);
    expect(browser.cookie('zhiheng_session')).not.toBe(id);
    expect(await waiting()).toEqual([]);
    expect(told).toEqual([]);
  });

  it('again, when it has failed; until it is given up after a day', async () => {
    const { browser, idToken } = await signIn(await world.addPerson('county', 'patient'));
    answers.push(500, 302);
    const due = (more = '') =>
      sql`with due as (update identity.logout_notice set next_at = clock_timestamp() ${sql.raw(more)})
        select pg_notify('zhiheng_logout', 'county')`.execute(world.owner.query);
    await browser.get(`/oidc/session/end?id_token_hint=${idToken}`);
    await eventually(
      async () => told.length,
      (count) => count === 1,
    );
    await due();
    await eventually(
      async () => told.length,
      (count) => count === 2,
    );
    expect(await waiting()).toEqual([{ attempts: 2 }]);
    const before = (await entriesOf('logout.delivered')).length;
    answers.push(500);
    await due(", at = at - interval '25 hours'");
    const [entry] = await eventually(
      () => entriesOf('logout.undelivered'),
      (entries) => entries.length === 1,
    );
    expect(entry).toMatchObject({ client: 'portal', reason: 'http-500' });
    expect(await waiting()).toEqual([]);
    expect(await entriesOf('logout.delivered')).toHaveLength(before);
  });
});
