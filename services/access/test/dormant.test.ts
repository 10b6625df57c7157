import { inCentre } from '@zhiheng/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CentrePolicies } from '../centre-policy.ts';
import { settleDormant } from '../dormant-accounts.ts';
import { lookHourly } from '../hourly.ts';
import { openCase, question, reasonOf, step, stepped } from './acting.ts';
import { type County, openCounty } from './open-county.ts';
import { decide, submitted } from './requesting.ts';

const pension = 'enterprise-pension';

let county: County;
beforeAll(async () => {
  county = await openCounty();
  await county.owner.pool.query(`update access.centre set founded_at = founded_at - interval '900 days'`);
});
afterAll(() => county.close());

const desk = () => ({ database: county.database, policies: new CentrePolicies() });
const settle = () => settleDormant(desk(), county.centre);
const get = (who: string, url: string) => county.service.get(county.as(who), url);
/** As if the account had been there, or woken, for so long. */
const age = (who: string, days: number) =>
  county.owner.pool.query(
    `update access.account set created_at = clock_timestamp() - $2 * interval '1 day' where id = $1`,
    [county.as(who).account, days],
  );
const used = (who: string, days: number) =>
  county.owner.pool.query(
    `insert into identity.account_use (centre, account, first_at, last_at)
     values ($1, $2, clock_timestamp() - $3 * interval '1 day', clock_timestamp() - $3 * interval '1 day')`,
    [county.centre, county.as(who).account, days],
  );
const away = (who: string, from: number, until: number) =>
  county.owner.pool.query(
    `insert into access.leave (centre, id, person, validity, starts, ends, reason, client)
     select $1, gen_random_uuid(), $2, tstzrange(a, b), a, b, '产假', 'test'
     from (select clock_timestamp() - $3 * interval '1 day' as a, clock_timestamp() - $4 * interval '1 day' as b) t`,
    [county.centre, county.as(who).person, from, until],
  );
const stateOf = async (who: string): Promise<string> =>
  (await county.owner.pool.query('select state from access.account where id = $1', [county.as(who).account])).rows[0]
    .state;
const notices = async (who: string, kind: string) => (await get(who, `/api/v1/notices?kind=${kind}`)).json().data;
const dormancyOf = async (who: string) =>
  (await get('sysadmin', '/api/v1/accounts/dormancies'))
    .json()
    .data.find(({ username }: { username: string }) => username === who);

test('who does not use an account is warned three times, as are the administrators, each once', async () => {
  const who = `${pension}-op1`;
  for (const [days, times] of [
    [47, 1],
    [53.5, 2],
    [59.5, 3],
  ] as const) {
    await age(who, days);
    expect(await settle()).toBe(0);
    await settle();
    expect(await notices(who, 'account-dormant-due')).toHaveLength(times);
    expect(await notices('sysadmin', 'account-dormant-due')).toHaveLength(times);
  }
  expect(await county.entries('account.dormancy-warned')).toHaveLength(3);
  await age(who, 0);
});

test('once its time has come it is suspended once, whichever process looks, and nothing of theirs acts', async () => {
  const who = `${pension}-op3`;
  await age(who, 61);
  const looks = await Promise.all([settle(), settle(), settle()]);
  expect(looks.reduce((sum, one) => sum + one)).toBe(1);
  expect(await county.entries('account.suspended')).toMatchObject([{ target: who, reason: 'dormant' }]);
  expect((await get(who, '/api/v1/me')).json().code).toBe('account-disabled');
  expect(await reasonOf(county, question(who, 'review'))).not.toBe('permitted');
  const { id } = await openCase(county);
  await stepped(county, id, 'handle', `${pension}-op1`);
  expect((await step(county, id, 'review', who)).json().code).toBe('not-active');
  expect(await dormancyOf(who)).toMatchObject({ state: 'asleep', neverUsed: true });
  await expect(
    county.owner.pool.query(`update access.account set state = 'active' where id = $1`, [county.as(who).account]),
  ).rejects.toMatchObject({ constraint: 'account_suspension_counts' });
});

test('a sign-in and a step are uses; days on leave do not count, and nobody is suspended on leave', async () => {
  const [handler, signed, back, absent] = [`${pension}-op2`, `${pension}-op4`, `${pension}-op5`, 'card-op1'];
  for (const who of [handler, signed, back, absent]) await age(who, 65);
  await used(signed, 3);
  const { id } = await openCase(county);
  await stepped(county, id, 'handle', handler);
  await away(back, 40, 30);
  await away(absent, 1, -5);
  expect(await settle()).toBe(0);
  await age(back, 71);
  expect(await settle()).toBe(1);
  for (const who of [handler, signed, absent]) expect(await stateOf(who), who).toBe('active');
  expect(await stateOf(back)).toBe('suspended');
});

test('whoever alone could wake others is not put to sleep', async () => {
  for (const who of ['sysadmin', 'secadmin']) await age(who, 90);
  expect(await settle()).toBe(0);
  for (const who of ['sysadmin', 'secadmin']) {
    expect(await stateOf(who)).toBe('active');
    await age(who, 0);
  }
});

test('a stage that waited for somebody whose account sleeps goes to others', async () => {
  const grant = { beneficiary: 'newcomer', role: 'card-handle', unit: 'card' };
  const request = await submitted(county, 'newcomer', grant);
  const [first] = request.stages[0]?.candidates ?? [];
  await age(first as string, 61);
  expect(await settle()).toBe(1);
  const now = (await get('newcomer', `/api/v1/requests/${request.id}`)).json();
  const open = now.stages.find(({ state }: { state: string }) => state === 'open');
  expect(open.candidates).not.toContain(first);
  expect(open.candidates.length).toBeGreaterThan(0);
  expect((await decide(county, open.candidates[0], request.id)).statusCode).toBe(200);
});

test('waking takes two; it is told as a doubt, and the account starts anew', async () => {
  const who = `${pension}-op3`;
  const { id } = await dormancyOf(who);
  const url = `/api/v1/accounts/dormancies/${id}/waking`;
  const ask = (by: string) => county.service.post(county.as(by), url, { reason: '本人返岗' });
  const answer = (by: string, decision = 'approve') =>
    county.service.post(county.as(by), `${url}/decision`, { decision });
  for (const by of ['director', 'secadmin', `${pension}-op1`])
    expect((await ask(by)).json().code, by).toBe('not-permitted');
  expect((await answer('secadmin')).json().code).toBe('not-pending');
  expect((await ask('sysadmin')).json()).toMatchObject({ state: 'asked', askedBy: 'sysadmin' });
  expect((await ask('sysadmin')).json().code).toBe('not-pending');
  expect(await notices('secadmin', 'waking-asked')).toHaveLength(1);
  expect((await answer('sysadmin')).json().code).toBe('not-permitted');
  expect((await answer('secadmin', 'reject')).json()).toMatchObject({ state: 'asleep', decidedBy: 'secadmin' });
  expect(await stateOf(who)).toBe('suspended');
  await ask('sysadmin');
  const both = await Promise.all([answer('secadmin'), answer('secadmin')]);
  expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409]);
  expect((await get(who, '/api/v1/me')).statusCode).toBe(200);
  expect(await county.entries('account.awakened')).toContainEqual(
    expect.objectContaining({
      outcome: 'done',
      target: who,
      details: expect.objectContaining({ doubt: 'dormant-awakened' }),
    }),
  );
  expect(await settle()).toBe(0);
  await county.testDatabase.connect('control').then((control) =>
    inCentre(control, county.centre, async (transaction) => {
      const rows = await transaction.selectFrom('access.published_awakening').selectAll().execute();
      expect(rows).toMatchObject([{ person: county.as(who).person, never_used: true }]);
    }),
  );
});

test('the centre says how many days, by who administers the security of all of it', async () => {
  const url = '/api/v1/accounts/settings';
  const put = (by: string, dormantDays: number) =>
    county.service.send(county.as(by), {
      method: 'PUT',
      url,
      payload: { dormantDays, unownedDays: 30, endUnowned: false },
    });
  expect((await get('sysadmin', url)).json()).toMatchObject({ dormantDays: 60 });
  expect((await put('sysadmin', 90)).json().code).toBe('not-permitted');
  expect((await put('secadmin', 0)).json().code).toBe('invalid-request');
  expect((await put('secadmin', 90)).statusCode).toBe(200);
  expect((await put('secadmin', 90)).statusCode).toBe(200);
  expect((await county.entries('account-settings.set')).map(({ outcome }) => outcome)).toEqual(['denied', 'done']);
  await age('card-op2', 75);
  expect(await settle()).toBe(0);
  await lookHourly(desk(), county.centre);
  expect(await lookHourly(desk(), county.centre), 'not twice within the hour').toBe(false);
});

test('no route answers without a token, to a machine, or to who looks after nobody', async () => {
  const { service, as, client } = county;
  const id = '01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11';
  const settings = { dormantDays: 60, unownedDays: 30, endUnowned: false };
  const routes = [
    ['GET', '/api/v1/accounts/report'],
    ['GET', '/api/v1/accounts/report/findings?kind=dormant'],
    ['GET', '/api/v1/accounts/report.xlsx'],
    ['GET', '/api/v1/accounts/settings'],
    ['PUT', '/api/v1/accounts/settings', settings],
    ['GET', '/api/v1/accounts/dormancies'],
    ['POST', `/api/v1/accounts/dormancies/${id}/waking`, { reason: '测试' }],
    ['POST', `/api/v1/accounts/dormancies/${id}/waking/decision`, { decision: 'approve' }],
  ] as const;
  for (const [method, url, payload] of routes) {
    const send = (caller: Parameters<typeof service.send>[0]) =>
      service.send(caller, { method, url, ...(payload ? { payload } : {}) });
    expect((await send(undefined)).statusCode, url).toBe(401);
    expect((await send(client('decide', 'scim'))).statusCode, url).toBe(403);
    expect((await send(as('card-op1'))).json().code, url).toBe('not-permitted');
    expect((await send(as(`${pension}-op5`))).json().code, url).toBe('account-disabled');
    expect((await send({ ...as('sysadmin'), centre: 'elsewhere' })).statusCode, url).toBeGreaterThanOrEqual(401);
  }
});

test('the review tells what wants a look, page by page and as a workbook', async () => {
  const { findings } = (await get('sysadmin', '/api/v1/accounts/report')).json();
  const counts = Object.fromEntries(findings.map(({ kind, count }: { kind: string; count: number }) => [kind, count]));
  expect(counts).toMatchObject({
    'left-behind': 0,
    'without-grants': 1,
    dormant: 2,
    duplicate: 0,
    'client-unowned': 0,
  });
  const list = async (query: string) => (await get('sysadmin', `/api/v1/accounts/report/findings?${query}`)).json();
  expect((await list('kind=without-grants')).data).toMatchObject([{ account: 'newcomer', unit: pension }]);
  const first = await list('kind=never-used&limit=50');
  const second = await list(`kind=never-used&limit=50&cursor=${first.nextCursor}`);
  expect(first.data.length + second.data.length).toBe(counts['never-used']);
  await county.owner.pool.query(
    `insert into identity.credential (centre, account, hash) values ($1, gen_random_uuid(), '$argon2id$x')`,
    [county.centre],
  );
  expect((await list('kind=without-account')).data).toHaveLength(1);
  const file = await get('sysadmin', '/api/v1/accounts/report.xlsx');
  expect(file.rawPayload.subarray(0, 2).toString()).toBe('PK');
  expect(await county.entries('accounts.reviewed')).not.toHaveLength(0);
});
