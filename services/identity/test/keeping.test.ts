import { createHash } from 'node:crypto';
import { advisoryLocks, inCentre } from '@zhiheng/database';
import { createTokenVerifier, EnvironmentError, openSecret } from '@zhiheng/http';
import { calculateJwkThumbprint, decodeProtectedHeader } from 'jose';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  demoClients,
  ensureDemoPasswords,
  refuseDemoCredentials,
  registerClients,
  rotateSigningKey,
  setPassword,
} from '../plugin.ts';
import { openSigningKeys } from '../signing-keys.ts';
import { isRevoked, revokeToken } from '../store/token-store.ts';
import { asOneUnit, inUnit } from '../store/unit-of-work.ts';
import { authorizationRequest, postForm, refresh, signInBrowser, type Tokens } from './browser.ts';
import { holding } from './holding.ts';
import { machine, startWorld, type World } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld(['county', 'other']);
});
afterAll(() => world?.close());

describe('what is kept', () => {
  it('outlives a restart: keys, sessions, refresh tokens', async () => {
    const person = await world.addPerson('county', 'stayer');
    const { tokens, browser } = await signInBrowser(world.origin, world.origin, person);
    await world.app.close();
    const port = Number(new URL(world.origin).port);
    world.app = (await world.another(port)).app;
    expect(await createTokenVerifier(world.environment).verify(`Bearer ${tokens.access_token}`)).toMatchObject({
      username: 'stayer',
    });
    const { location } = await browser.follow(await browser.get(authorizationRequest(world.origin).url));
    expect(location).toMatch(/\/callback\?code=/);
    const next = (await (await refresh(world.origin, tokens.refresh_token)).json()) as Tokens;
    expect(decodeProtectedHeader(next.access_token).kid).toBe(decodeProtectedHeader(tokens.access_token).kid);
  });

  it('cannot be used by who reads the database', async () => {
    const person = await world.addPerson('county', 'watched');
    const { tokens, browser } = await signInBrowser(world.origin, world.origin, person);
    const cookie = browser.cookie('zhiheng_session') ?? '';
    const { rows } = await world.owner.pool.query(
      "select kind, encode(digest, 'hex') as digest, payload::text from identity.artefact",
    );
    const everything = JSON.stringify(rows);
    const { rows: others } = await world.owner.pool.query(`select
      (select json_agg(c) from identity.credential c)::text || (select json_agg(c) from identity.client c)::text ||
      (select json_agg(k) from identity.signing_key k)::text || (select json_agg(e) from audit.entry e)::text as text`);
    for (const secret of [tokens.refresh_token, tokens.access_token, cookie, person.password, machine.secret]) {
      expect(everything).not.toContain(secret);
      expect(others[0].text).not.toContain(secret);
    }
    const digest = createHash('sha256').update(tokens.refresh_token).digest('hex');
    expect(rows).toContainEqual(expect.objectContaining({ kind: 'RefreshToken', digest }));
    const session = createHash('sha256').update(cookie).digest('hex');
    expect(rows).toContainEqual(expect.objectContaining({ kind: 'Session', digest: session }));
    expect(others[0].text).not.toMatch(/"d":/);
  });

  it("lies in the holder's centre, apart from other centres", async () => {
    const person = await world.addPerson('other', 'apart');
    await signInBrowser(world.origin, world.origin, person);
    const seen = (centre: string) =>
      inCentre(world.database, centre, async (transaction) => {
        const rows = await transaction.selectFrom('identity.artefact').select('person').execute();
        return rows.filter((row) => row.person === person.person).length;
      });
    expect(await seen('other')).toBeGreaterThan(0);
    expect(await seen('county')).toBe(0);
    await expect(
      inCentre(world.database, 'county', (transaction) =>
        transaction
          .insertInto('identity.lockout')
          .values({ centre: 'other', account: person.account, origin: '*', failures: 9, since: new Date() })
          .execute(),
      ),
    ).rejects.toThrow(/row-level security/);
  });

  it('is out of reach of every other service', async () => {
    for (const service of ['audit', 'access', 'control'] as const) {
      const database = await world.test.connect(service, { size: 1 });
      for (const table of ['credential', 'client', 'signing_key', 'artefact', 'lockout', 'revoked_token'])
        await expect(database.pool.query(`select from identity.${table}`)).rejects.toThrow(/permission denied/);
    }
    for (const act of [
      'update access.account set state = $$active$$',
      'delete from audit.entry',
      'select from access.grant',
    ])
      await expect(world.database.pool.query(act)).rejects.toThrow(/permission denied/);
    await expect(world.database.pool.query("update identity.signing_key set kid = 'x'")).rejects.toThrow(
      /permission denied/,
    );
  });
});

describe('what the log cannot be told', () => {
  it('does not happen: a refresh token is as good as before', async () => {
    const person = await world.addPerson('county', 'unlogged');
    const { tokens } = await signInBrowser(world.origin, world.origin, person);
    const append = 'audit.append(text, jsonb)';
    await world.owner.pool.query(`revoke execute on function ${append} from zhiheng_identity`);
    try {
      expect((await refresh(world.origin, tokens.refresh_token)).status).toBe(503);
      expect((await postForm(`${world.origin}/oidc/token`, { grant_type: 'client_credentials' }, machine)).status).toBe(
        503,
      );
    } finally {
      await world.owner.pool.query(`grant execute on function ${append} to zhiheng_identity`);
    }
    expect((await refresh(world.origin, tokens.refresh_token)).status).toBe(200);
  });
});

describe('a unit of work', () => {
  const put = (jti: string) =>
    inUnit(world.database, 'county', (transaction) =>
      revokeToken(transaction, 'county', { jti, exp: Math.floor(Date.now() / 1000) + 600 }),
    );
  const kept = (jti: string) =>
    inUnit(world.database, 'county', (transaction) => isRevoked(transaction, 'county', jti));

  it('is kept or undone as a whole', async () => {
    await asOneUnit(world.database, async () => Boolean((await put('kept-1')) && (await put('kept-2'))));
    await asOneUnit(world.database, async () => !((await put('undone-1')) && (await put('undone-2'))));
    const thrown = asOneUnit(world.database, async () => {
      await put('thrown');
      throw new Error('a fault');
    });
    await expect(thrown).rejects.toThrow('a fault');
    const names = ['kept-1', 'kept-2', 'undone-1', 'undone-2', 'thrown'];
    expect(await Promise.all(names.map(kept))).toEqual([true, true, false, false, false]);
  });

  it('keeps its steps apart, each in its own centre', async () => {
    await asOneUnit(world.database, async () => {
      const centres = ['county', 'other', 'county', '-', 'other'];
      const seen = await Promise.all(
        centres.map((centre) =>
          inUnit(world.database, centre, async (transaction) => {
            await sql`select pg_sleep(0.01)`.execute(transaction);
            const { rows } = await sql<{ centre: string }>`select current_setting('zhiheng.centre') as centre`.execute(
              transaction,
            );
            return rows[0]?.centre;
          }),
        ),
      );
      expect(seen).toEqual(centres);
      return true;
    });
  });
});

describe('signing keys', () => {
  it('are made once by processes that start together', async () => {
    await sql`delete from identity.signing_key`.execute(world.owner.query);
    const opened = await holding(world.owner, 'select pg_advisory_xact_lock($1)', [advisoryLocks.signingKeys], 4, () =>
      [1, 2, 3, 4].map(() => openSigningKeys(world.database, world.secret)),
    );
    expect(new Set(opened.map((keys) => keys.map(({ kid }) => kid).join()))).toHaveProperty('size', 1);
    expect(opened[0]).toHaveLength(1);
  });

  it('rotate: a new one is published first and signs once all know it', async () => {
    const [old] = await openSigningKeys(world.database, world.secret);
    await sql`update identity.signing_key set created_at = created_at - interval '30 days'`.execute(world.owner.query);
    await rotateSigningKey(world.database, world.secret);
    const published = await openSigningKeys(world.database, world.secret);
    expect(published.map(({ kid }) => kid)).toHaveLength(2);
    expect(published[0]?.kid).toBe(old?.kid);
    await sql`update identity.signing_key set created_at = created_at - interval '1 hour'`.execute(world.owner.query);
    const [signs] = await openSigningKeys(world.database, world.secret);
    expect(signs?.kid).not.toBe(old?.kid);
    expect(await calculateJwkThumbprint(signs ?? {})).toBe(signs?.kid);
  });

  it('need the secret they were sealed with', async () => {
    const directory = `${world.environment.dataDirectory}/another`;
    const another = await openSecret({ ...world.environment, dataDirectory: directory }, {});
    await expect(openSigningKeys(world.database, another)).rejects.toThrow(EnvironmentError);
  });
});

describe('setting up', () => {
  it('gives the demo its passwords and clients, once, and leaves what others set', async () => {
    const own = await world.addPerson('other', 'own-password');
    await sql`delete from identity.credential where account <> ${own.account} and centre = 'other'`.execute(
      world.owner.query,
    );
    await world.addPerson('other', 'plain');
    await sql`delete from identity.credential c using access.account a where a.id = c.account and a.username = 'plain'`.execute(
      world.owner.query,
    );
    expect(await ensureDemoPasswords(world.database, 'other')).toBeGreaterThan(0);
    expect(await ensureDemoPasswords(world.database, 'other')).toBe(0);
    await registerClients(world, 'other', demoClients);
    await signInBrowser(world.origin, world.origin, { username: 'plain', password: 'demo-plain' });
    await signInBrowser(world.origin, world.origin, own);
    const demo = { id: 'demo-hr', secret: 'demo-hr-secret' };
    const response = await postForm(`${world.origin}/oidc/token`, { grant_type: 'client_credentials' }, demo);
    expect(await response.json()).toMatchObject({ scope: 'scim' });
  });

  it("keeps production shut while the demo's passwords or clients are there", async () => {
    await expect(refuseDemoCredentials(world.database)).rejects.toThrow(EnvironmentError);
    await sql`delete from identity.client where id like 'demo-%'`.execute(world.owner.query);
    await expect(refuseDemoCredentials(world.database)).rejects.toThrow(/other/);
    await sql`delete from identity.credential where demo`.execute(world.owner.query);
    await expect(refuseDemoCredentials(world.database)).resolves.toBeUndefined();
  });

  it("refuses what cannot be: unknown scopes, another centre's client, empty passwords", async () => {
    await expect(registerClients(world, 'county', [{ ...machine, id: 'x', scopes: ['everything'] }])).rejects.toThrow(
      RangeError,
    );
    await expect(registerClients(world, 'other', [machine])).rejects.toThrow(/another centre/);
    await expect(registerClients(world, 'county', [{ ...machine, id: 'console' }])).rejects.toThrow(RangeError);
    const { account } = await world.addPerson('county', 'someone');
    await expect(setPassword(world.database, 'county', account, '')).rejects.toThrow(RangeError);
  });
});
