import type { PlannedDeparture } from '@zhiheng/contracts';
import { accountActive, inCentre } from '@zhiheng/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CentrePolicies } from '../centre-policy.ts';
import { leaveOnTheDay } from '../planned-departures.ts';
import { takeStanding } from '../standing.ts';
import { openCase, question, reasonOf, step } from './acting.ts';
import { asOwner, deskOf } from './asking.ts';
import { type County, openCounty } from './open-county.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const path = (who: string) => `/api/v1/people/${who}/planned-departure`;
const plan = (who: string, body: object = {}, by = 'sysadmin') =>
  county.service.send(county.as(by), {
    method: 'PUT',
    url: path(who),
    payload: { day: '2090-03-01', kind: 'retired', ...body },
  });
const takeBack = (who: string, by = 'sysadmin') =>
  county.service.send(county.as(by), { method: 'DELETE', url: path(who) });
const plansOf = async (query: object, by = 'sysadmin'): Promise<PlannedDeparture[]> =>
  (await county.service.get(county.as(by), '/api/v1/planned-departures', query as Record<string, string>)).json().data;
const comes = (who: string) =>
  asOwner(
    county,
    `with due as (update access.planned_departure set day = (clock_timestamp() at time zone 'Asia/Shanghai')::date
       where person = $1 and state = 'planned' returning person, at)
     update access.person p set leaves_at = due.at from due where p.id = due.person`,
    [county.as(who).person],
  );

/** The schedule takes the policy lock exclusively: who holds it shared keeps it from carrying anything out. */
async function withoutSchedule(work: () => Promise<void>): Promise<void> {
  const client = await county.owner.pool.connect();
  try {
    await client.query('begin');
    await client.query("select pg_advisory_xact_lock_shared(hashtextextended('policy:' || $1, 0))", [county.centre]);
    await work();
  } finally {
    await client.query('rollback');
    client.release();
  }
}

test('it is planned, changed and taken back, each with its entry; one is open a person', async () => {
  const who = 'card-op1';
  const planned = await plan(who, { reason: '到龄' });
  expect(planned.statusCode, planned.body).toBe(200);
  expect(planned.json()).toMatchObject({
    ...{ username: who, day: '2090-03-01', kind: 'retired', source: 'administrator', state: 'planned', by: 'sysadmin' },
  });
  const changed = await plan(who, { day: '2090-04-01', kind: 'resigned' });
  expect(changed.json()).toMatchObject({ id: planned.json().id, day: '2090-04-01', kind: 'resigned' });
  expect(await plansOf({ person: who })).toMatchObject([{ id: planned.json().id }]);
  expect((await plansOf({ within: 30 })).map(({ username }) => username)).not.toContain(who);
  expect((await takeBack(who)).json()).toMatchObject({ state: 'withdrawn' });
  expect((await takeBack(who)).json()).toMatchObject({ code: 'not-found' });
  const about = ['departure.planned', 'departure.changed', 'departure.withdrawn'];
  for (const action of about)
    expect(await county.entries(action)).toMatchObject([{ outcome: 'done', target: who, actor: 'sysadmin' }]);
  expect(await accountActive(county.database, county.centre, county.as(who).account)).toBe(true);
});

test('an ability is remembered up to the day at most', async () => {
  const who = 'card-op2';
  await plan(who, { day: '2090-03-01' });
  const standing = await inCentre(county.database, county.centre, (transaction) =>
    takeStanding(transaction, new CentrePolicies(), county.centre, who),
  );
  expect(standing?.unchangedUntil).toBe(Date.parse('2090-03-01T00:00:00+08:00'));
  expect(standing?.person?.active).toBe(true);
  await takeBack(who);
});

test('from 00:00 of the day nothing of theirs succeeds, though nobody has carried it out', async () => {
  const who = 'enterprise-pension-op1';
  const one = await openCase(county);
  await plan(who, { day: '2090-03-01' });
  expect(await reasonOf(county, question(who, 'handle'))).toBe('permitted');
  await withoutSchedule(async () => {
    await comes(who);
    // As at the instant itself: what was remembered has run out.
    await county.owner.pool.query("select pg_notify('zhiheng_access', $1)", [
      JSON.stringify({ centre: county.centre, person: county.as(who).person }),
    ]);
    const second = await county.secondService();
    expect(await reasonOf(county, question(who, 'handle'), second)).toBe('not-active');
    expect((await step(county, one.id, 'handle', who)).json().code).toBe('not-active');
    expect(await accountActive(county.database, county.centre, county.as(who).account)).toBe(false);
    expect((await county.service.get(county.as(who), '/api/v1/me')).json().code).toBe('account-disabled');
    const identity = await county.testDatabase.connect('identity');
    const { rows } = await identity.pool.query('select state from access.find_accounts($1)', [who]);
    expect(rows).toEqual([{ state: 'disabled' }]);
    const published = await inCentre(identity, county.centre, async (transaction) => ({
      person: await transaction
        .selectFrom('access.published_person')
        .select('state')
        .where('username', '=', who)
        .executeTakeFirst(),
      account: await transaction
        .selectFrom('access.published_account')
        .select('state')
        .where('username', '=', who)
        .executeTakeFirst(),
      permissions: await transaction
        .selectFrom('access.published_permission')
        .select('role')
        .where('person', '=', county.as(who).person as string)
        .execute(),
    }));
    expect(published).toEqual({ person: { state: 'departed' }, account: { state: 'disabled' }, permissions: [] });
  });
});

test('the schedule carries it out once, in however many processes; administrators who come meanwhile find it done', async () => {
  const who = 'enterprise-pension-op1';
  const later = plan(who, { day: '2091-01-01' });
  await Promise.all([...Array(3)].map(() => leaveOnTheDay(deskOf(county), county.centre)));
  expect(['done', undefined]).toContain((await later).json().state);
  const [done] = await plansOf({ person: who });
  expect(done).toMatchObject({ state: 'done' });
  const departures = (await county.service.get(county.as('director'), '/api/v1/departures', { person: who })).json()
    .data;
  expect(departures).toMatchObject([{ id: done?.departure, kind: 'retired' }]);
  expect(departures[0].effects.grantsEnded.length).toBeGreaterThan(0);
  expect((await takeBack(who)).json().code).toBe('already-departed');
});

test('who leaves before the day has left: what was planned is overtaken', async () => {
  const who = 'card-op3';
  await plan(who);
  const left = await county.service.post(county.as('sysadmin'), `/api/v1/people/${who}/departure`, {
    kind: 'dismissed',
  });
  expect(left.statusCode).toBe(201);
  expect(await plansOf({ person: who })).toMatchObject([{ state: 'overtaken', departure: left.json().id }]);
});

test('a day that is past is a departure at once', async () => {
  const done = await plan('hall-op1', { day: '2020-01-01', kind: 'resigned' });
  expect(done.json()).toMatchObject({ state: 'done', day: '2020-01-01' });
  expect(await county.entries('person.departed')).toContainEqual(expect.objectContaining({ target: 'hall-op1' }));
});

test('refused: without a token, the permission, the scope, over another unit, by who has left; a wrong day', async () => {
  const { service, as, client, centre } = county;
  const send = (caller: Parameters<typeof service.send>[0], method: 'PUT' | 'DELETE') =>
    service.send(caller, {
      method,
      url: path('hall-op2'),
      ...(method === 'PUT' ? { payload: { day: '2090-01-01', kind: 'retired' } } : {}),
    });
  for (const method of ['PUT', 'DELETE'] as const) {
    expect((await send(undefined as never, method)).statusCode).toBe(401);
    expect((await send(as('hall-op3'), method)).json().code).toBe('not-permitted');
    expect((await send(client('decide'), method)).statusCode).toBe(403);
    expect((await send({ ...as('sysadmin'), centre: 'elsewhere' }, method)).json().code).toBe('account-disabled');
    expect((await send(as('hall-op1'), method)).json().code).toBe('account-disabled');
  }
  expect((await send(client('scim'), 'PUT')).json()).toMatchObject({ source: 'scim', client: 'test-client' });
  expect((await plan('hall-op2', { day: '2090-02-30' })).json().code).toBe('invalid-request');
  expect(await plansOf({}, 'card-op2')).toMatchObject([{ username: 'card-op2' }]);
  expect((await service.get({ ...as('hall-op2'), centre }, '/api/v1/planned-departures')).json().data).toMatchObject([
    { username: 'hall-op2' },
  ]);
  expect(await county.entries('departure.planned')).toContainEqual(
    expect.objectContaining({ outcome: 'denied', reason: 'not-permitted', actor: 'hall-op3' }),
  );
});
