import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registerClients } from '../plugin.ts';
import { postForm, refresh, signInBrowser, type Tokens } from './browser.ts';
import { holding } from './holding.ts';
import { machine, startWorld, type World } from './world.ts';

let world: World;
let count = 0;

beforeAll(async () => {
  world = await startWorld(['county', 'other']);
});
afterAll(() => world?.close());

/** A person of their own for each test, signed in. */
async function signedIn() {
  const person = await world.addPerson('county', `clerk-${++count}`);
  return { person, ...(await signInBrowser(world.origin, world.origin, person)) };
}

const introspect = async (token: string, client = machine): Promise<Record<string, unknown>> => {
  const response = await postForm(`${world.origin}/oidc/token/introspection`, { token }, client);
  expect(response.status).toBe(200);
  return (await response.json()) as Record<string, unknown>;
};

const entriesOf = async (person: string) =>
  (await world.entries('county')).filter((entry) => entry.person === person).map((entry) => entry.action);

describe('refresh tokens', () => {
  it('rotate: each works once and gives the next', async () => {
    const { person, tokens } = await signedIn();
    const response = await refresh(world.origin, tokens.refresh_token);
    expect(response.status).toBe(200);
    const next = (await response.json()) as Tokens;
    expect(next.refresh_token).not.toBe(tokens.refresh_token);
    expect(await introspect(next.access_token)).toMatchObject({ active: true });
    expect(await entriesOf(person.person)).toEqual(['sign-in.succeeded', 'token.issued', 'token.issued']);
  });

  it('used twice take everything with them: somebody else had it', async () => {
    const { person, tokens } = await signedIn();
    const next = (await (await refresh(world.origin, tokens.refresh_token)).json()) as Tokens;
    const again = await refresh(world.origin, tokens.refresh_token);
    expect(again.status).toBe(400);
    expect(await again.json()).toMatchObject({ error: 'invalid_grant' });
    expect((await refresh(world.origin, next.refresh_token)).status).toBe(400);
    expect(await introspect(next.access_token)).toEqual({ active: false });
    const refusals = (await world.entries('county')).filter(
      (entry) => entry.person === person.person && entry.action === 'token.refused',
    );
    expect(refusals.map((entry) => entry.reason)).toContain('invalid_grant: refresh token already used');
  });

  it('used by many at once, in two processes, let one win', async () => {
    const { person, tokens } = await signedIn();
    const second = await world.another();
    // Whoever holds the row lets all of them come as far as using the token; none has used it yet.
    const statuses = await holding(
      world.owner,
      "select from identity.artefact where kind = 'RefreshToken' and person = $1 for update",
      [person.person],
      8,
      () => Array.from({ length: 8 }, (_, n) => refresh(n % 2 ? second.origin : world.origin, tokens.refresh_token)),
    ).then((responses) => responses.map(({ status }) => status));
    await second.close();
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 400)).toHaveLength(7);
  });

  it('are of no use to another client', async () => {
    const { tokens } = await signedIn();
    const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh_token };
    expect((await postForm(`${world.origin}/oidc/token`, form, machine)).status).toBe(400);
    expect((await refresh(world.origin, tokens.refresh_token)).status).toBe(200);
  });
});

describe('machine clients', () => {
  const ask = (form: Record<string, string>, client = machine) =>
    postForm(`${world.origin}/oidc/token`, { grant_type: 'client_credentials', ...form }, client);

  it('are refused with a wrong secret, and the log says so', async () => {
    const response = await ask({}, { ...machine, secret: 'wrong' });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: 'invalid_client' });
    const refusals = (await world.entries('county')).filter((entry) => entry.action === 'token.refused');
    expect(refusals.at(-1)).toMatchObject({
      outcome: 'denied',
      client: 'business',
      reason: expect.stringMatching(/^invalid_client/),
    });
  });

  it('are refused when nobody knows them', async () => {
    expect((await ask({}, { ...machine, id: 'nobody' })).status).toBe(401);
  });

  it('get the scopes they ask for, and none that they lack', async () => {
    const response = await ask({ scope: 'audit:read' });
    expect(await response.json()).toMatchObject({ scope: 'audit:read', token_type: 'Bearer', expires_in: 300 });
    const beyond = await ask({ scope: 'audit:read scim' });
    expect(beyond.status).toBe(400);
    expect(await beyond.json()).toMatchObject({ error: 'invalid_scope' });
  });

  it('are all answered when more come at once than there are connections', async () => {
    const { origin, close } = await world.another(0, {}, 2);
    const asked = Array.from({ length: 30 }, (_, n) =>
      postForm(
        `${origin}/oidc/token`,
        { grant_type: 'client_credentials' },
        n % 2 ? machine : { id: `nobody-${n}`, secret: 'x' },
      ),
    );
    const statuses = (await Promise.all(asked)).map(({ status }) => status);
    await close();
    expect(statuses.filter((status) => status === 200)).toHaveLength(15);
    expect(statuses.filter((status) => status === 401)).toHaveLength(15);
  });

  it('may not act for people', async () => {
    const response = await postForm(
      `${world.origin}/oidc/token`,
      { grant_type: 'authorization_code', code: 'x', redirect_uri: 'x' },
      machine,
    );
    expect(response.status).toBe(400);
  });
});

describe('introspection', () => {
  it('tells what a token of a person says', async () => {
    const { person, tokens } = await signedIn();
    expect(await introspect(tokens.access_token)).toMatchObject({
      active: true,
      sub: person.person,
      account: person.account,
      username: person.username,
      centre: 'county',
      client_id: 'console',
      aud: 'urn:zhiheng:api',
      iss: `${world.origin}/oidc`,
      token_type: 'Bearer',
    });
    expect(await introspect(tokens.refresh_token)).toMatchObject({ active: true, sub: person.person });
  });

  it('says the same whether or not the provider is asked: it is of what is more than a token', async () => {
    const { tokens } = await signedIn();
    const asked = await postForm(`${world.origin}/oidc/token`, { grant_type: 'client_credentials' }, machine);
    const machines = (await asked.json()) as Tokens;
    for (const token of [tokens.access_token, machines.access_token]) {
      const url = `${world.origin}/oidc/token/introspection`;
      const [lean, whole] = [
        await postForm(url, { token }, machine),
        await postForm(url, { token, client_id: machine.id }, machine),
      ];
      const told = await lean.json();
      expect(told).toMatchObject({ active: true });
      expect(told).toEqual(await whole.json());
      for (const name of ['cache-control', 'content-type', 'x-content-type-options'])
        expect([name, lean.headers.get(name)]).toEqual([name, whole.headers.get(name)]);
    }
  });

  it('tells nothing of what is not a token of ours', async () => {
    const { tokens } = await signedIn();
    const [head, body] = tokens.access_token.split('.');
    expect(await introspect(`${head}.${body}.${'A'.repeat(86)}`)).toEqual({ active: false });
    expect(await introspect(tokens.id_token)).toEqual({ active: false });
    expect(await introspect('nonsense')).toEqual({ active: false });
  });

  it('needs a client, and tells a client of another centre nothing', async () => {
    const { tokens } = await signedIn();
    const url = `${world.origin}/oidc/token/introspection`;
    expect((await postForm(url, { token: tokens.access_token })).status).toBe(400);
    expect((await postForm(url, { token: tokens.access_token }, { ...machine, secret: 'wrong' })).status).toBe(401);
    const stranger = { id: 'stranger', secret: 'another-long-secret', scopes: ['decide'] };
    await registerClients(world, 'other', [stranger]);
    expect(await introspect(tokens.access_token, stranger)).toEqual({ active: false });
    expect(await introspect(tokens.refresh_token, stranger)).toEqual({ active: false });
  });
});

it('counts what it refuses to tell against the address it came from, and nothing of what it tells a client', async () => {
  const few = await startWorld(['county'], { rateLimit: 5 });
  try {
    const asked = await postForm(`${few.origin}/oidc/token`, { grant_type: 'client_credentials' }, machine);
    const { access_token: token } = (await asked.json()) as Tokens;
    const statuses = async (of: string) => {
      const answers: number[] = [];
      for (let time = 0; time < 12; time++)
        answers.push((await postForm(`${few.origin}/oidc/token/introspection`, { token: of }, machine)).status);
      return new Set(answers);
    };
    expect(await statuses(token)).toEqual(new Set([200]));
    expect(await statuses('nonsense')).toEqual(new Set([200, 429]));
    expect(await statuses(token)).toEqual(new Set([200]));
  } finally {
    await few.close();
  }
});

describe('revocation', () => {
  const revoke = (token: string, client = 'console') =>
    postForm(`${world.origin}/oidc/token/revocation`, { token, client_id: client });

  it('of an access token ends that token', async () => {
    const { person, tokens } = await signedIn();
    expect((await revoke(tokens.access_token)).status).toBe(200);
    expect(await introspect(tokens.access_token)).toEqual({ active: false });
    expect((await revoke(tokens.access_token)).status).toBe(200);
    expect((await refresh(world.origin, tokens.refresh_token)).status).toBe(200);
    expect((await entriesOf(person.person)).filter((action) => action === 'token.revoked')).toHaveLength(1);
  });

  it('of a refresh token ends all that came from its grant', async () => {
    const { person, tokens } = await signedIn();
    expect((await revoke(tokens.refresh_token)).status).toBe(200);
    expect((await refresh(world.origin, tokens.refresh_token)).status).toBe(400);
    expect(await introspect(tokens.access_token)).toEqual({ active: false });
    expect(await entriesOf(person.person)).toContain('token.revoked');
  });

  it('is for its own client', async () => {
    const { tokens } = await signedIn();
    await postForm(`${world.origin}/oidc/token/revocation`, { token: tokens.access_token }, machine);
    await postForm(`${world.origin}/oidc/token/revocation`, { token: tokens.refresh_token }, machine);
    expect(await introspect(tokens.access_token)).toMatchObject({ active: true });
    expect((await refresh(world.origin, tokens.refresh_token)).status).toBe(200);
  });
});
