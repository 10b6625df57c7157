import type { SignInSettingsInForce } from '@zhiheng/contracts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Circumstances, outsideOf } from '../admission.ts';
import {
  actionOf,
  authorizationRequest,
  Browser,
  postForm,
  refresh,
  signInBrowser,
  submitSignIn,
  type Tokens,
} from './browser.ts';
import { addAtBranch, giveRole } from './roles.ts';
import { machine, startWorld, type TestPerson, type World } from './world.ts';

let world: World;
let admin: TestPerson;
let token: string;
const url = '/api/v1/sign-in-settings';

beforeAll(async () => {
  world = await startWorld(['county', 'other']);
  admin = await world.addPerson('county', 'secadmin');
  await giveRole(world, admin, { role: 'security-admin', permissions: [['administer-security', 'role']] });
  token = (await signIn(admin)).tokens.access_token;
});
afterAll(() => world?.close());

const signIn = (person: { username: string; password: string }, browser?: Browser) =>
  signInBrowser(world.origin, world.origin, person, browser);
const formOf = ({ username, password }: { username: string; password: string }) => ({ username, password });
const get = (by: string | undefined) =>
  fetch(world.origin + url, by ? { headers: { authorization: `Bearer ${by}` } } : {});
const put = (by: string | undefined, body: object) =>
  fetch(world.origin + url, {
    method: 'PUT',
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...(by ? { authorization: `Bearer ${by}` } : {}) },
  });

/** Sets something else than what is set, and takes it back. */
async function during(change: (settings: SignInSettingsInForce) => object, work: () => Promise<void>): Promise<void> {
  const { changedAt: _, changedBy: __, ...before } = (await (await get(token)).json()) as SignInSettingsInForce;
  const answer = await put(token, { ...before, ...change(before as SignInSettingsInForce), reason: '测试' });
  expect(answer.status, await answer.clone().text()).toBe(200);
  try {
    await work();
  } finally {
    const { revision } = (await answer.json()) as SignInSettingsInForce;
    await sql`update identity.sign_in_settings set settings = ${JSON.stringify(before)}, revision = ${revision + 1}
      where centre = 'county'`.execute(world.owner.query);
  }
}

describe('sign-in settings', () => {
  it('are changed by who administers security over the whole centre, with an entry of both', async () => {
    await during(
      ({ password }) => ({ password: { ...password, minLength: 14 } }),
      async () => {
        expect(await (await get(token)).json()).toMatchObject({ password: { minLength: 14 }, changedBy: 'secadmin' });
      },
    );
    const entry = (await world.entries('county')).find(({ action }) => action === 'sign-in-settings.set');
    expect(entry).toMatchObject({
      actor: 'secadmin',
      reason: '测试',
      before: { password: { minLength: 12 } },
      after: { password: { minLength: 14 } },
    });
  });

  it('are refused to everybody else', async () => {
    const branch = await addAtBranch(world, 'branch-admin');
    await giveRole(world, branch, {
      role: 'security-admin',
      permissions: [['administer-security', 'role']],
      unit: 'branch',
    });
    const [clerk, gone] = [await world.addPerson('county', 'settings-clerk'), await world.addPerson('county', 'gone')];
    const left = (await signIn(gone)).tokens.access_token;
    await world.depart(gone);
    const answer = await postForm(`${world.origin}/oidc/token`, { grant_type: 'client_credentials' }, machine);
    const { access_token } = (await answer.json()) as Tokens;
    const { changedAt: _, changedBy: __, ...present } = (await (await get(token)).json()) as SignInSettingsInForce;
    for (const [by, status] of [
      [undefined, 401],
      [left, 401],
      [access_token, 403],
      [(await signIn(clerk)).tokens.access_token, 403],
      [(await signIn(branch)).tokens.access_token, 403],
    ] as const) {
      expect((await get(by)).status).toBe(status);
      expect((await put(by, { ...present, reason: 'x' })).status).toBe(status);
    }
    const refused = (await world.entries('county')).filter(({ action }) => action === 'access.refused');
    expect(refused.map(({ actor }) => actor)).toContain('branch-admin');
  });

  it('of one centre are not those of another', async () => {
    const stranger = await world.addPerson('other', 'other-admin');
    await giveRole(world, stranger, { role: 'security-admin', permissions: [['administer-security', 'role']] });
    const theirs = (await signIn(stranger)).tokens.access_token;
    await during(
      () => ({ sessions: { idleMinutes: 7, absoluteHours: 3, oneSession: 'end', binding: 'none' } }),
      async () => {
        expect(await (await get(theirs)).json()).toMatchObject({ sessions: { idleMinutes: 30 } });
      },
    );
  });

  it('within bounds, of roles that there are, once for each look, and not so as to shut oneself out', async () => {
    const { changedAt: _, changedBy: __, ...present } = (await (await get(token)).json()) as SignInSettingsInForce;
    const attempt = async (change: object) => (await put(token, { ...present, reason: 'x', ...change })).status;
    expect(await attempt({ password: { minLength: 6, kinds: 3, history: 5, expiryDays: 90 } })).toBe(400);
    expect(await attempt({ password: { minLength: 8, kinds: 1, history: 5, expiryDays: 90 } })).toBe(400);
    expect(await attempt({ addresses: [{ role: 'security-admin', ranges: ['10.0.0.0/99'] }] })).toBe(400);
    expect(await attempt({ addresses: [{ role: 'no-such-role', ranges: ['10.0.0.0/8'] }] })).toBe(422);
    expect(await attempt({ addresses: [{ role: 'security-admin', ranges: ['10.0.0.0/8'] }] })).toBe(409);
    expect(await attempt({ revision: 999 })).toBe(409);
    const both = await Promise.all([attempt({}), attempt({})]);
    expect(both.sort()).toEqual([200, 409]);
  });
});

describe('hours and addresses of roles', () => {
  const monday = (time: string) => new Date(`2026-11-30T${time}:00+08:00`);
  const at = (now: Date, roles: string[], address = '10.1.2.3'): Circumstances => ({
    now,
    roles,
    address,
    holidays: undefined,
  });
  const hours = [
    { role: 'teller', days: 'working-days', from: '08:00', until: '18:00' },
    { role: 'teller', days: 'every-day', from: '20:00', until: '21:00' },
    { role: 'guard', days: 'every-day', from: '00:00', until: '24:00' },
    { role: 'cashier', days: 'every-day', from: '09:00', until: '17:00' },
  ] as const;
  const rows = { hours: [...hours], addresses: [{ role: 'teller', ranges: ['10.1.0.0/16', '2001:db8::/32'] }] };

  it.each([
    ['within', at(monday('08:00'), ['teller']), undefined],
    ['at its end', at(monday('18:00'), ['teller']), 'outside-hours'],
    ['in another of the rows', at(monday('20:30'), ['teller']), undefined],
    ['on a Sunday', at(new Date('2026-11-29T10:00:00+08:00'), ['teller']), 'outside-hours'],
    ['on a make-up Sunday', at(new Date('2026-02-15T10:00:00+08:00'), ['teller']), 'outside-hours'],
    ['on a holiday', at(new Date('2026-10-01T10:00:00+08:00'), ['teller']), 'outside-hours'],
    ['with a role that is bound to nothing', at(monday('19:00'), ['teller', 'clerk']), 'outside-hours'],
    ['with a second role that is narrower', at(monday('08:30'), ['teller', 'cashier']), 'outside-hours'],
    ['with another role only', at(monday('03:00'), ['clerk']), undefined],
    ['from elsewhere', at(monday('10:00'), ['teller'], '10.2.0.1'), 'outside-addresses'],
    ['from an IPv4 address within IPv6', at(monday('10:00'), ['teller'], '::ffff:10.1.9.9'), undefined],
    ['from an IPv6 network', at(monday('10:00'), ['teller'], '2001:db8:1::5'), undefined],
    ['from what is no address', at(monday('10:00'), ['teller'], 'nonsense'), 'outside-addresses'],
  ])('%s', (_, circumstances, expected) => {
    expect(outsideOf(rows, circumstances)).toBe(expected);
  });

  it('refuse a sign-in and a refresh, and end the session', async () => {
    const teller = await world.addPerson('county', 'teller');
    await giveRole(world, teller, { role: 'teller', permissions: [['handle', 'case']] });
    const { tokens, browser } = await signIn(teller);
    await during(
      () => ({ addresses: [{ role: 'teller', ranges: ['10.1.0.0/16'] }] }),
      async () => {
        expect((await refresh(world.origin, tokens.refresh_token)).status).toBe(400);
        const page = await submitSignIn(new Browser(world.origin), authorizationRequest(world.origin), formOf(teller));
        expect(page.status).toBe(401);
        expect(await page.text()).toContain('网络地址');
        const wrong = { ...teller, password: 'wrong' };
        const told = await submitSignIn(new Browser(world.origin), authorizationRequest(world.origin), formOf(wrong));
        expect(await told.text()).not.toContain('网络地址');
      },
    );
    expect((await refresh(world.origin, tokens.refresh_token)).status).toBe(400);
    const { location } = await browser.follow(await browser.get(authorizationRequest(world.origin).url));
    expect(location).toBeUndefined();
    const reasons = (await world.entries('county'))
      .filter(({ person }) => person === teller.person)
      .map(({ action, reason }) => [action, reason]);
    expect(reasons).toContainEqual(['sessions.ended', 'outside-addresses']);
    expect(reasons).toContainEqual(['sign-in.refused', 'outside-addresses']);
  });
});

describe('one session of an account', () => {
  const asking = ({ sessions }: SignInSettingsInForce) => ({ sessions: { ...sessions, oneSession: 'ask' } });

  it('is asked about where a centre wants it, without script: end the old one, or cancel', async () => {
    const person = await world.addPerson('county', 'asked');
    const first = await signIn(person);
    await during(asking, async () => {
      const browser = new Browser(world.origin);
      const authorization = authorizationRequest(world.origin);
      const { response } = await browser.follow(await submitSignIn(browser, authorization, formOf(person)));
      const html = await response.text();
      expect(html).toContain('您已在别处登录');
      expect(html).toContain('127.0.0.1');
      const cancelled = await browser.post(actionOf(html), { choice: 'cancel' });
      expect(cancelled.headers.get('location')).toBe('/');
      const next = (await (await refresh(world.origin, first.tokens.refresh_token)).json()) as Tokens;
      const again = new Browser(world.origin);
      const asked = await again.follow(await submitSignIn(again, authorizationRequest(world.origin), formOf(person)));
      const { location } = await again.follow(
        await again.post(actionOf(await asked.response.text()), { choice: 'end' }),
      );
      expect(location).toMatch(/\/callback\?code=/);
      expect((await refresh(world.origin, next.refresh_token)).status).toBe(400);
    });
  });

  it('is left of two sign-ins at once', async () => {
    const person = await world.addPerson('county', 'doubled');
    const both = await Promise.allSettled([signIn(person), signIn(person), signIn(person)]);
    expect(both.some(({ status }) => status === 'fulfilled')).toBe(true);
    const { rows } = await world.owner.pool.query(
      "select count(*)::int as count from identity.artefact where kind = 'Session' and person = $1",
      [person.person],
    );
    expect(rows[0].count).toBe(1);
    const { rows: begun } = await world.owner.pool.query(
      'select count(*)::int as count from identity.session s join identity.artefact a using (uid) where s.person = $1',
      [person.person],
    );
    expect(begun[0].count).toBe(1);
  });

  it('is none where a centre lets many be', async () => {
    const person = await world.addPerson('county', 'many');
    await during(
      ({ sessions }) => ({ sessions: { ...sessions, oneSession: 'many' } }),
      async () => {
        const first = await signIn(person);
        await signIn(person);
        expect((await refresh(world.origin, first.tokens.refresh_token)).status).toBe(200);
      },
    );
  });
});

describe('the limits and the binding of sessions', () => {
  it('are those of the centre', async () => {
    const person = await world.addPerson('county', 'brief');
    await during(
      ({ sessions }) => ({ sessions: { ...sessions, idleMinutes: 5, absoluteHours: 1 } }),
      async () => {
        const { tokens } = await signIn(person);
        const left = async () => {
          const { rows } = await world.owner.pool.query(
            "select extract(epoch from expires_at - clock_timestamp())::int as left from identity.artefact where kind = 'Session' and person = $1",
            [person.person],
          );
          return rows[0].left as number;
        };
        expect(await left()).toBeLessThanOrEqual(300);
        await world.owner.pool.query(
          "update identity.session set started_at = started_at - interval '59 minutes' where person = $1",
          [person.person],
        );
        await refresh(world.origin, tokens.refresh_token);
        expect(await left()).toBeLessThanOrEqual(60);
      },
    );
  });

  it('end a session whose cookie another browser shows', async () => {
    const person = await world.addPerson('county', 'bound');
    const { browser, tokens } = await signIn(person);
    const stolen = await browser.get(authorizationRequest(world.origin).url, {
      'user-agent': 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/130.0.0.0 Safari/537.36',
    });
    expect(stolen.headers.get('location')).toContain('/oidc/interaction/');
    expect((await refresh(world.origin, tokens.refresh_token)).status).toBe(400);
    const reasons = (await world.entries('county')).filter((entry) => entry.person === person.person);
    expect(reasons.map(({ reason }) => reason)).toContain('another-browser');
  });

  it('end a session whose refresh token another browser shows, and where the centre says so another network', async () => {
    const refreshBy = (userAgent: string, token: string) => {
      const body = new URLSearchParams({ grant_type: 'refresh_token', client_id: 'console', refresh_token: token });
      return fetch(`${world.origin}/oidc/token`, { method: 'POST', body, headers: { 'user-agent': userAgent } });
    };
    const person = await world.addPerson('county', 'bound-tokens');
    const later = await refreshBy('node/999', (await signIn(person)).tokens.refresh_token);
    const { refresh_token: next } = (await later.json()) as { refresh_token: string };
    for (const browser of ['curl/8.0', 'node']) expect((await refreshBy(browser, next)).status).toBe(400);
    const { tokens } = await signIn(person);
    await world.owner.pool.query(`update identity.session set address = '10.9.9.9' where person = $1`, [person.person]);
    await during(
      ({ sessions }) => ({ sessions: { ...sessions, binding: 'browser-and-network' } }),
      async () => expect((await refresh(world.origin, tokens.refresh_token)).status).toBe(400),
    );
    const ended = (await world.entries('county')).filter((entry) => entry.person === person.person);
    expect(ended.map(({ reason }) => reason)).toEqual(expect.arrayContaining(['another-browser', 'another-network']));
  });
});
