import { newId } from '@zhiheng/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cleanUp } from '../upkeep.ts';
import {
  actionOf,
  authorizationRequest,
  Browser,
  exchange,
  postForm,
  refresh,
  signInBrowser,
  submitSignIn,
} from './browser.ts';
import { eventually } from './eventually.ts';
import { holding } from './holding.ts';
import { machine, startWorld, type World } from './world.ts';

let world: World;
let count = 0;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.close());

async function signedIn() {
  const person = await world.addPerson('county', `clerk-${++count}`);
  return { person, ...(await signInBrowser(world.origin, world.origin, person)) };
}

const introspect = async (token: string) =>
  (await postForm(`${world.origin}/oidc/token/introspection`, { token }, machine)).json();

const rowsOf = async (person: string): Promise<number> => {
  const { rows } = await world.owner.pool.query('select kind from identity.artefact where person = $1', [person]);
  return rows.length;
};

const endedOf = async (person: string) =>
  (await world.entries('county')).filter((entry) => entry.action === 'sessions.ended' && entry.about === person);

describe('a departure', () => {
  it('is felt at once, even when nobody is told of it', async () => {
    const { person, tokens, browser } = await signedIn();
    expect(await introspect(tokens.access_token)).toMatchObject({ active: true });
    await world.depart(person, { quietly: true });
    expect(await introspect(tokens.access_token)).toEqual({ active: false });
    expect(await introspect(tokens.refresh_token)).toEqual({ active: false });
    const refused = await refresh(world.origin, tokens.refresh_token);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ error: 'invalid_grant' });
    const userinfo = await fetch(`${world.origin}/oidc/userinfo`, {
      headers: { authorization: `Bearer ${tokens.access_token}` },
    });
    expect(userinfo.status).toBe(401);
    const { location, response } = await browser.follow(await browser.get(authorizationRequest(world.origin).url));
    expect(location).toBeUndefined();
    expect(await response.text()).toContain('name="password"');
  });

  it('ends sessions, grants and tokens as soon as access tells of it, and says so once', async () => {
    const { person } = await signedIn();
    const second = await world.another();
    expect(await rowsOf(person.person)).toBeGreaterThan(0);
    await world.depart(person);
    await eventually(
      () => rowsOf(person.person),
      (rows) => rows === 0,
    );
    await second.close();
    expect(await endedOf(person.person)).toHaveLength(1);
  });

  it('that nobody heard of is made good at the next start', async () => {
    const { person } = await signedIn();
    await world.depart(person, { quietly: true });
    const second = await world.another();
    await eventually(
      () => rowsOf(person.person),
      (rows) => rows === 0,
    );
    await second.close();
    expect(await endedOf(person.person)).toHaveLength(1);
  });

  it('lets nothing be given that began before its commit: refresh, code and sign-in wait for it, and are refused', async () => {
    const { person, tokens, browser } = await signedIn();
    const authorization = authorizationRequest(world.origin);
    const { location } = await browser.follow(await browser.get(authorization.url));
    const code = new URL(location ?? '').searchParams.get('code') ?? '';
    const leave = `with held as (select id from access.person where id = $1 for update),
      gone as (update access.person set state = 'departed' where id in (select id from held))
      update access.account set state = 'disabled', disabled_at = now(), disabled_reason = 'retired' where person = $1`;
    const answers = await holding(world.owner, leave, [person.person], 3, () => [
      refresh(world.origin, tokens.refresh_token),
      exchange(world.origin, authorization, code),
      submitSignIn(new Browser(world.origin), authorizationRequest(world.origin), {
        username: person.username,
        password: person.password,
      }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 401]);
  });

  it('does not come undone with a rehire: the new account starts with nothing', async () => {
    const { person, tokens } = await signedIn();
    await world.depart(person, { quietly: true });
    await world.owner.query.transaction().execute(async (transaction) => {
      const account = newId();
      await sql`insert into access.account (centre, id, person, username)
        values ('county', ${account}, ${person.person}, ${person.username})`.execute(transaction);
      await sql`insert into access.rehire (centre, id, person, account, unit, post, reason, by_person, client)
        select centre, gen_random_uuid(), id, ${account}, unit, post, '返聘', id, 'test' from access.person where id = ${person.person}`.execute(
        transaction,
      );
      await sql`update access.person set state = 'active' where id = ${person.person}`.execute(transaction);
    });
    expect((await refresh(world.origin, tokens.refresh_token)).status).toBe(400);
    expect(await introspect(tokens.access_token)).toEqual({ active: false });
  });
});

describe('signing out', () => {
  const endSession = (query: Record<string, string>) => `/oidc/session/end?${new URLSearchParams(query)}`;

  it('with an ID token asks nothing, ends session and tokens, and returns to the console', async () => {
    const { person, tokens, browser } = await signedIn();
    const query = { id_token_hint: tokens.id_token, post_logout_redirect_uri: `${world.origin}/`, state: 'abc' };
    const response = await browser.get(endSession(query));
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe(`${world.origin}/?state=abc`);
    expect(browser.cookie('zhiheng_session')).toBeUndefined();
    expect(await introspect(tokens.access_token)).toEqual({ active: false });
    expect((await refresh(world.origin, tokens.refresh_token)).status).toBe(400);
    const actions = (await world.entries('county')).filter((entry) => entry.person === person.person);
    expect(actions.map((entry) => entry.action)).toContain('sign-out');
    expect(await rowsOf(person.person)).toBe(0);
  });

  it('without one asks first, so that no other site signs people out', async () => {
    const { tokens, browser } = await signedIn();
    const page = await browser.get(endSession({ client_id: 'console' }));
    expect(page.status).toBe(200);
    const html = await page.text();
    expect(await introspect(tokens.access_token)).toMatchObject({ active: true });
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const forged = await browser.post(actionOf(html), { xsrf: 'forged', logout: 'yes' });
    expect(forged.status).toBe(400);
    const { response } = await browser.follow(await browser.post(actionOf(html), { xsrf, logout: 'yes' }));
    expect(await response.text()).toContain('您已退出登录');
    expect(await introspect(tokens.access_token)).toEqual({ active: false });
  });

  it('goes nowhere but to registered addresses', async () => {
    const { tokens, browser } = await signedIn();
    const response = await browser.get(
      endSession({ id_token_hint: tokens.id_token, post_logout_redirect_uri: 'https://evil.example/' }),
    );
    expect(response.status).toBe(400);
    expect(await introspect(tokens.access_token)).toMatchObject({ active: true });
  });
});

describe('sessions', () => {
  it('end when nobody uses them, and live on while somebody does', async () => {
    const { person, tokens, browser } = await signedIn();
    const session = async () => {
      const { rows } = await world.owner.pool.query(
        "select (payload ->> 'exp')::int as exp, (payload ->> 'loginTs')::int as since, extract(epoch from expires_at)::int as until" +
          " from identity.artefact where kind = 'Session' and person = $1",
        [person.person],
      );
      return rows[0];
    };
    const before = await session();
    expect(before.exp - before.since).toBeLessThanOrEqual(30 * 60 + 5);
    const set = (exp: string) =>
      world.owner.pool.query(
        `update identity.artefact set payload = payload || jsonb_build_object('exp', ${exp}) where kind = 'Session' and person = $1`,
        [person.person],
      );
    await set('extract(epoch from clock_timestamp())::int + 5');
    const next = (await (await refresh(world.origin, tokens.refresh_token)).json()) as { refresh_token: string };
    const after = await session();
    expect(after.exp).toBeGreaterThanOrEqual(before.exp);
    expect(after.until).toBe(after.exp);
    await set('extract(epoch from clock_timestamp())::int - 60');
    expect((await refresh(world.origin, next.refresh_token)).status).toBe(400);
    const { location } = await browser.follow(await browser.get(authorizationRequest(world.origin).url));
    expect(location).toBeUndefined();
  });

  it('never outlast their eight hours, however busy', async () => {
    const { person, tokens } = await signedIn();
    await world.owner.pool.query(
      "update identity.artefact set payload = payload || jsonb_build_object('loginTs', (payload ->> 'loginTs')::int - 8 * 3600 + 60)" +
        " where kind = 'Session' and person = $1",
      [person.person],
    );
    await world.owner.pool.query(
      "update identity.session set started_at = started_at - interval '7 hours 59 minutes' where person = $1",
      [person.person],
    );
    expect((await refresh(world.origin, tokens.refresh_token)).status).toBe(200);
    const { rows } = await world.owner.pool.query(
      "select (payload ->> 'exp')::int - extract(epoch from clock_timestamp())::int as left from identity.artefact where kind = 'Session' and person = $1",
      [person.person],
    );
    expect(rows[0].left).toBeLessThanOrEqual(61);
  });

  it('leave no rows behind when they have expired', async () => {
    const { person } = await signedIn();
    await new Browser(world.origin).get(authorizationRequest(world.origin).url);
    await world.owner.pool.query("update identity.artefact set expires_at = clock_timestamp() - interval '1 hour'");
    await cleanUp(world.database);
    expect(await rowsOf(person.person)).toBe(0);
    const { rows } = await world.owner.pool.query('select count(*) from identity.artefact');
    expect(rows[0].count).toBe(0);
  });
});
