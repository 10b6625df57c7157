import { decodeJwt } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { authorizationRequest, signInBrowser } from './browser.ts';
import { afterPassword, atFactor, codeOf, enrolled, secretOn, tokensAfter } from './factor-browser.ts';
import { startWorld, type TestPerson, type World } from './world.ts';

const twoFactor = 'urn:zhiheng:acr:two-factor';

let world: World;
/** A process that requires a second factor. */
let strict: { origin: string; close(): Promise<void> };
beforeAll(async () => {
  world = await startWorld();
  strict = await world.another(0, { secondFactor: 'required' });
});
afterAll(async () => {
  await strict?.close();
  await world?.close();
});

const enrol = (person: TestPerson) => enrolled(strict.origin, world.origin, person);
const password = (person: TestPerson) => afterPassword(strict.origin, world.origin, person);
/** The codes of the present time may be shown again, as if time had passed. */
const timePasses = (person: TestPerson) =>
  world.owner.pool.query('update identity.factor set last_step = 0 where account = $1', [person.account]);
const reasons = async (person: TestPerson, action: string) =>
  (await world.entries('county'))
    .filter((entry) => entry.action === action && entry.account === person.account)
    .map(({ reason }) => reason);

describe('the first sign-in', () => {
  it('gives no token before a factor is set up, then recovery codes and tokens of two factors', async () => {
    const person = await world.addPerson('county', 'first');
    const { codes, tokens } = await enrol(person);
    expect(codes).toHaveLength(10);
    for (const token of [tokens.access_token, tokens.id_token])
      expect(decodeJwt(token)).toMatchObject({ acr: twoFactor, amr: ['pwd', 'otp', 'mfa'] });
    const { rows } = await world.owner.pool.query('select * from identity.factor where account = $1', [person.account]);
    expect(rows).toMatchObject([{ kind: 'totp', name: 'phone' }]);
    expect(await reasons(person, 'factor.added')).toEqual([null]);
  });

  it('shows the same secret until it is confirmed, and refuses a wrong code', async () => {
    const at = await password(await world.addPerson('county', 'wrong-first'));
    const answer = await at.post('/enrolment/code', { code: '000000', name: 'phone' });
    expect(answer.status).toBe(401);
    const again = await answer.text();
    expect(again).toContain('验证未通过');
    expect(secretOn(again)).toBe(secretOn(at.html));
  });

  it('sets up one factor of two forms sent at once', async () => {
    const person = await world.addPerson('county', 'twice-first');
    const at = await password(person);
    const form = { code: codeOf(secretOn(at.html)), name: 'phone' };
    const answers = await Promise.all([at.post('/enrolment/code', form), at.post('/enrolment/code', form)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect(await reasons(person, 'factor.refused')).toEqual(['has-factor']);
  });

  it('is no way for who knows a password to add a second one', async () => {
    const person = await world.addPerson('county', 'stolen');
    const { at } = await enrol(person);
    const again = await password(person);
    expect(again.html).not.toContain('/enrolment/');
    const action = /action="([^"]+)\/code"/.exec(again.html)?.[1];
    const answer = await again.browser.post(`${action}/enrolment/code`, { code: '123456', name: 'thief' });
    expect([answer.status, await reasons(person, 'factor.refused')]).toEqual([401, ['has-factor']]);
    // The former sign-in, which the later one has ended, serves no longer either.
    expect((await at.post('/enrolment/code', { code: '123456', name: 'thief' })).status).toBe(400);
  });
});

describe('a sign-in with a second factor', () => {
  it('takes a code once: of two at once, and afterwards', async () => {
    const person = await world.addPerson('county', 'replayed');
    const { secret } = await enrol(person);
    await timePasses(person);
    const code = codeOf(secret);
    const at = await password(person);
    const answers = await Promise.all([at.post('/code', { code }), at.post('/code', { code })]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 401]);
    const third = await password(person);
    expect((await third.post('/code', { code })).status).toBe(401);
    expect(await reasons(person, 'factor.refused')).toEqual(['code-replayed', 'code-replayed']);
  });

  it('takes a recovery code once, however it is typed, and says so in the log', async () => {
    const person = await world.addPerson('county', 'lost-phone');
    const { codes } = await enrol(person);
    const typed = (codes[3] ?? '').toUpperCase().replaceAll('-', ' ');
    const at = await password(person);
    expect(
      decodeJwt((await tokensAfter(strict.origin, at, await at.post('/code', { code: typed }))).access_token),
    ).toMatchObject({
      acr: twoFactor,
    });
    const again = await password(person);
    expect((await again.post('/code', { code: codes[3] ?? '' })).status).toBe(401);
    expect(await reasons(person, 'recovery-code.used')).toHaveLength(1);
  });

  it('stops guessing, whoever signs in between with the password, and says so once', async () => {
    const person = await world.addPerson('county', 'guessed');
    const { secret } = await enrol(person);
    await timePasses(person);
    for (let guess = 0; guess < 6; guess++) {
      const at = await password(person);
      expect((await at.post('/code', { code: '000000' })).status).toBe(401);
    }
    const at = await password(person);
    const answer = await at.post('/code', { code: codeOf(secret) });
    expect(await answer.text()).toContain('验证失败次数过多');
    expect(await reasons(person, 'account.locked')).toHaveLength(1);
  });

  it('is refused to who was disabled after the password, and their factors are dead', async () => {
    const person = await world.addPerson('county', 'leaver');
    const { secret, tokens } = await enrol(person);
    await timePasses(person);
    const at = await password(person);
    await world.depart(person, { quietly: true });
    const answer = await at.post('/code', { code: codeOf(secret) });
    expect([answer.status, await answer.text()]).toEqual([401, expect.stringContaining('账号已停用')]);
    expect(tokens.access_token).toBeTruthy();
  });

  it('is asked of who has one even where none is required', async () => {
    const person = await world.addPerson('county', 'careful');
    await enrol(person);
    const at = await afterPassword(world.origin, world.origin, person);
    expect(at.html).toContain('请出示第二因素');
  });
});

describe('a stronger or fresher sign-in', () => {
  const stepUp = (extra = {}) => authorizationRequest(world.origin, { acr_values: twoFactor, ...extra });

  it('asks an existing session for the second factor alone', async () => {
    const person = await world.addPerson('county', 'stepping');
    const { secret, at } = await enrol(person);
    const { browser } = at;
    const fresh = await browser.follow(await browser.get(stepUp({ max_age: '600' }).url));
    expect(fresh.location).toMatch(/callback\?code=/);
    await timePasses(person);
    await world.owner.pool.query(
      `update identity.artefact set payload = payload || jsonb_build_object('loginTs', (payload ->> 'loginTs')::bigint - 601)
        where account = $1 and kind = 'Session'`,
      [person.account],
    );
    const authorization = stepUp({ max_age: '600' });
    const step = await atFactor(browser, authorization, await browser.get(authorization.url));
    expect(step.html).toContain('请出示第二因素');
    const before = Math.floor(Date.now() / 1000);
    const tokens = await tokensAfter(strict.origin, step, await step.post('/code', { code: codeOf(secret) }));
    const { acr, amr, auth_time } = decodeJwt(tokens.access_token);
    expect([acr, amr]).toEqual([twoFactor, ['pwd', 'otp', 'mfa']]);
    expect(auth_time).toBeGreaterThanOrEqual(before);
  });

  it('lets who has none set one up, where a client asks for two', async () => {
    const person = await world.addPerson('county', 'volunteer');
    const { browser } = await signInBrowser(world.origin, world.origin, person);
    const authorization = stepUp();
    const step = await atFactor(browser, authorization, await browser.get(authorization.url));
    expect(step.html).toContain('登记第二因素');
  });

  it('is no secret of another sign-in: its address opens nothing in another browser', async () => {
    const at = await password(await world.addPerson('county', 'watched'));
    const other = await password(await world.addPerson('county', 'watcher'));
    const action = /action="([^"]+)\/enrolment\/code"/.exec(at.html)?.[1] ?? '';
    expect((await other.browser.get(action)).status).toBe(400);
    expect((await other.browser.post(`${action}/code`, { code: '123456' })).status).toBe(400);
  });
});

describe('one’s own factors', () => {
  interface Answer {
    status: number;
    body: { code?: string; recoveryCodes: string[]; data: { id: string }[] };
  }
  const call = async (token: string, method: string, path = '', given?: object): Promise<Answer> => {
    const response = await fetch(`${strict.origin}/api/v1/me/factors${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...(given ? { 'content-type': 'application/json' } : {}) },
      ...(given ? { body: JSON.stringify(given) } : {}),
    });
    const text = await response.text();
    return { status: response.status, body: text ? JSON.parse(text) : {} };
  };

  it('are seen, named and renewed by who has just shown one; the last one stays', async () => {
    const person = await world.addPerson('county', 'owner');
    const { tokens, codes } = await enrol(person);
    const token = tokens.access_token;
    const { body: seen } = await call(token, 'GET');
    expect(seen).toMatchObject({ required: true, recoveryCodes: 10, data: [{ kind: 'totp', name: 'phone' }] });
    const path = `/${seen.data[0]?.id}`;
    expect((await call(token, 'PATCH', path, { name: 'old phone' })).status).toBe(204);
    const removal = await call(token, 'DELETE', path);
    expect([removal.status, removal.body.code]).toEqual([409, 'last-factor']);
    const { recoveryCodes } = (await call(token, 'POST', '/recovery-codes')).body;
    const at = await password(person);
    expect((await at.post('/code', { code: codes[0] ?? '' })).status).toBe(401);
    expect((await at.post('/code', { code: recoveryCodes[0] ?? '' })).status).toBe(303);
    expect((await call(token, 'POST', '/totp-offer')).status).toBe(409);
    const { rows } = await world.owner.pool.query(
      'select kind from identity.credential_event where person = $1 order by id',
      [person.person],
    );
    expect(rows).toEqual([{ kind: 'factor-added' }, { kind: 'recovery-codes-renewed' }]);
  });

  it('are changed by nobody who has shown a password only, and are nobody else’s', async () => {
    const [person, other] = [await world.addPerson('county', 'mine'), await world.addPerson('county', 'theirs')];
    const { tokens } = await enrol(person);
    const [factor] = (await call(tokens.access_token, 'GET')).body.data;
    const weak = await signInBrowser(world.origin, world.origin, other);
    const answer = await call(weak.tokens.access_token, 'DELETE', `/${factor?.id}`);
    expect([answer.status, answer.body.code]).toEqual([401, 'step-up-required']);
    const strong = await enrol(other);
    expect((await call(strong.tokens.access_token, 'DELETE', `/${factor?.id}`)).status).toBe(404);
    expect((await call('', 'GET')).status).toBe(401);
    await world.depart(person, { quietly: true });
    expect((await call(tokens.access_token, 'POST', '/recovery-codes')).status).toBe(401);
  });
});
