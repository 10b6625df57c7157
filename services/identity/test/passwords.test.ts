import { inCentre } from '@zhiheng/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { passwordFault } from '../password-rules.ts';
import * as passwords from '../passwords.ts';
import { giveFirstPassword } from '../plugin.ts';
import { actionOf, authorizationRequest, Browser, refresh, signInBrowser, submitSignIn } from './browser.ts';
import { startWorld, type TestPerson, type World } from './world.ts';

let world: World;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.close());

const strong = (n: number) => `Quiet-River-${n}-Lantern`;

const change = (token: string | undefined, current: string, next: string) =>
  fetch(`${world.origin}/api/v1/me/password`, {
    method: 'POST',
    body: JSON.stringify({ current, next }),
    headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
  });
const signIn = (person: { username: string; password: string }) => signInBrowser(world.origin, world.origin, person);

describe('a new password', () => {
  const rules = { minLength: 12, kinds: 3, history: 5, expiryDays: 90 };
  it.each([
    ['Quiet-River-1-Lantern', undefined],
    ['安静的河流与灯笼共十二个字符aA', undefined],
    ['Short-1', '至少要有 12'],
    ['quietriverlantern', '至少 3 类'],
    ['Aa1Aa1Aa1Aa1Aa1', '过于简单'],
    ['Abcdefghijkl-1234567', '过于简单'],
    ['!!!Password123!!!', '过于常见'],
    ['P4ssw0rd!!2024', '过于常见'],
    ['Xx-wang.li-River-7', '不得含有'],
    ['Quiet-7-王丽-River-Lantern', '不得含有'],
  ])('%s', async (password, expected) => {
    const fault = await passwordFault(password, rules, ['wang.li', '王丽', 'county']);
    if (expected === undefined) expect(fault).toBeUndefined();
    else expect(fault?.zh).toContain(expected);
  });
});

describe('changing one’s password', () => {
  it('needs the present one, ends what is open elsewhere, and stays signed in', async () => {
    const person = await world.addPerson('county', 'changer');
    const { tokens } = await signIn(person);
    expect((await change(undefined, person.password, strong(1))).status).toBe(401);
    expect((await change(tokens.access_token, 'wrong', strong(1))).status).toBe(403);
    expect((await change(tokens.access_token, person.password, 'short')).status).toBe(422);
    expect((await change(tokens.access_token, person.password, 'Changer-River-Lantern-1')).status).toBe(422);
    expect((await change(tokens.access_token, person.password, strong(1))).status).toBe(204);
    expect((await refresh(world.origin, tokens.refresh_token)).status).toBe(200);
    await expect(signIn(person)).rejects.toThrow();
    await signIn({ ...person, password: strong(1) });
    const entries = (await world.entries('county')).filter((entry) => entry.person === person.person);
    const told = entries.map(({ action, reason }) => `${action} ${reason}`);
    expect(told).toContain('password.refused wrong-password');
    expect(told).toContain('password.refused against-the-rules');
    expect(told).toContain('password.set by-holder');
    expect(JSON.stringify(entries)).not.toContain('River');
  });

  it('does not go back to one of the last five', async () => {
    const person = await world.addPerson('county', 'returner');
    const { tokens } = await signIn(person);
    let present = person.password;
    for (const n of [1, 2, 3, 4, 5, 6]) {
      expect((await change(tokens.access_token, present, strong(n))).status).toBe(204);
      present = strong(n);
    }
    expect((await change(tokens.access_token, present, strong(6))).status).toBe(422);
    expect((await change(tokens.access_token, present, strong(2))).status).toBe(422);
    expect((await change(tokens.access_token, present, strong(1))).status).toBe(422);
    expect((await change(tokens.access_token, present, person.password)).status).toBe(422);
  });

  it('is done once of two at once', async () => {
    const person = await world.addPerson('county', 'racer');
    const { tokens } = await signIn(person);
    const both = await Promise.all([1, 2].map((n) => change(tokens.access_token, person.password, strong(n))));
    expect(both.map(({ status }) => status).sort()).toEqual([204, 403]);
    const { rows } = await world.owner.pool.query(
      'select count(*)::int as count from identity.former_password where account = $1',
      [person.account],
    );
    expect(rows[0].count).toBe(1);
  });

  it('is no way to guess: it is locked like the sign-in', async () => {
    const person = await world.addPerson('county', 'guesser');
    const { tokens } = await signIn(person);
    const answers = await Promise.all(Array.from({ length: 9 }, () => change(tokens.access_token, 'wrong', strong(1))));
    const statuses = answers.map(({ status }) => status);
    expect(statuses.filter((status) => status === 403)).toHaveLength(5);
    expect(statuses.filter((status) => status === 429)).toHaveLength(4);
  });

  it('is not for a leaver', async () => {
    const person = await world.addPerson('county', 'changer-who-left');
    const { tokens } = await signIn(person);
    await world.depart(person, { quietly: true });
    expect((await change(tokens.access_token, person.password, strong(1))).status).toBe(401);
  });
});

describe('a password that is due', () => {
  /** Signs in as far as the page that asks for another one. */
  async function asked(person: { username: string; password: string }) {
    const browser = new Browser(world.origin);
    const authorization = authorizationRequest(world.origin);
    const { username, password } = person;
    const { response, location } = await browser.follow(
      await submitSignIn(browser, authorization, { username, password }),
    );
    return { browser, location, html: await response.text() };
  }

  async function change({ browser, html }: Awaited<ReturnType<typeof asked>>, form: Record<string, string>) {
    const { response, location } = await browser.follow(await browser.post(actionOf(html), form));
    return { status: response.status, location, html: await response.text() };
  }

  it('as the first one is, is changed before anything else, by plain forms', async () => {
    const person = await world.addPerson('county', 'newcomer');
    await sql`delete from identity.credential where account = ${person.account}`.execute(world.owner.query);
    const { password } = await giveFirstPassword(world.database, 'newcomer');
    const page = await asked({ ...person, password });
    expect(page.location).toBeUndefined();
    expect(page.html).toContain('修改密码');
    const differing = await change(page, { current: password, next: strong(1), again: strong(2) });
    expect(differing.html).toContain('不一致');
    const wrong = await change(page, { current: 'wrong', next: strong(1), again: strong(1) });
    expect(wrong.html).toContain('当前密码不正确');
    const done = await change(page, { current: password, next: strong(1), again: strong(1) });
    expect(done.location).toMatch(/\/callback\?code=/);
    const again = await asked({ ...person, password: strong(1) });
    expect(again.location).toMatch(/\/callback\?code=/);
  });

  it('for its age is changed as well; what the demo gives is not', async () => {
    const [old, demo] = [await world.addPerson('county', 'old'), await world.addPerson('county', 'demo')];
    await age(old);
    await age(demo);
    await sql`update identity.credential set demo = true where account = ${demo.account}`.execute(world.owner.query);
    expect((await asked(old)).html).toContain('修改密码');
    expect((await asked(demo)).location).toMatch(/\/callback\?code=/);
  });

  it('leaves who has not changed it without tokens, whatever address they know', async () => {
    const person = await world.addPerson('county', 'impatient');
    await age(person);
    const { browser } = await asked(person);
    const { location } = await browser.follow(await browser.get(authorizationRequest(world.origin).url));
    expect(location).toBeUndefined();
    const silent = authorizationRequest(world.origin, { prompt: 'none' });
    const answer = await browser.follow(await browser.get(silent.url));
    expect(answer.location).toContain('error=');
    expect(answer.location).not.toContain('code=');
  });

  const age = ({ account }: TestPerson) =>
    inCentre(world.owner, 'county', (transaction) =>
      sql`update identity.credential set changed_at = changed_at - interval '91 days' where account = ${account}`.execute(
        transaction,
      ),
    );
});

describe('the hash of a password', () => {
  const passwordCost = { memory: 20, passes: 2, lanes: 2 };
  const ofCost = '$m=20480,t=2,p=2$';
  const hashOf = async ({ account }: TestPerson): Promise<{ hash: string; changed_at: Date }> =>
    (await world.owner.pool.query('select hash, changed_at from identity.credential where account = $1', [account]))
      .rows[0];
  let dearer: Awaited<ReturnType<World['another']>>;
  const submit = async (username: string, password: string) => {
    const browser = new Browser(dearer.origin);
    const response = await submitSignIn(browser, authorizationRequest(world.origin), { username, password });
    return { status: response.status, html: await response.text() };
  };
  beforeAll(async () => {
    dearer = await world.another(0, { passwordCost });
  });
  afterAll(() => dearer?.close());

  it('is made anew by the right password where it took something else, which is no change of the password', async () => {
    const person = await world.addPerson('county', 'hashed');
    const before = await hashOf(person);
    await submit('hashed', 'wrong');
    expect(await hashOf(person)).toEqual(before);
    for (let time = 0; time < 2; time++) expect((await submit('hashed', person.password)).status).toBe(303);
    const after = await hashOf(person);
    expect(after.hash).toContain(ofCost);
    expect(after.changed_at).toEqual(before.changed_at);
    const entries = (await world.entries('county')).filter(({ person: id }) => id === person.person);
    expect(entries.map(({ action, details }) => [action, details])).toEqual([
      ['sign-in.refused', null],
      ['sign-in.succeeded', { rehashed: true }],
      ['sign-in.succeeded', null],
    ]);
  });

  it('takes no less time while it is an old one: nobody’s of the present kind is reckoned beside it', async () => {
    const person = await world.addPerson('county', 'old-hash');
    const reckoned = vi.spyOn(passwords.argon, 'verify');
    try {
      const kinds = async (username: string) => {
        reckoned.mockClear();
        await submit(username, 'wrong');
        return reckoned.mock.calls.map(([hash]) => String(hash).includes(ofCost)).sort();
      };
      expect(await kinds('old-hash')).toEqual([false, true]);
      expect(await kinds('nobody-here')).toEqual([true]);
      await submit('old-hash', person.password);
      expect(await kinds('old-hash')).toEqual([true]);
    } finally {
      reckoned.mockRestore();
    }
  });

  it('that another took the place of while the password was judged lets nobody in, and stays', async () => {
    const person = await world.addPerson('county', 'racing');
    const other = await passwords.hashPassword(strong(1), passwordCost);
    const { verify } = passwords.argon;
    const judged = vi.spyOn(passwords.argon, 'verify').mockImplementation(async (...asked) => {
      const matches = await verify(...asked);
      if (matches)
        await world.owner.pool.query('update identity.credential set hash = $1 where account = $2', [
          other,
          person.account,
        ]);
      return matches;
    });
    try {
      const { status, html } = await submit('racing', person.password);
      expect(status).toBe(401);
      expect(html).toContain('用户名或密码不正确');
      expect((await hashOf(person)).hash).toBe(other);
    } finally {
      judged.mockRestore();
    }
    expect((await submit('racing', strong(1))).status).toBe(303);
  });
});
