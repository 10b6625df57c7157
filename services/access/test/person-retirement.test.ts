import type { PlannedDeparture, Request } from '@zhiheng/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { leaveOnTheDay } from '../planned-departures.ts';
import { ask, asked, asOwner, deskOf, previewed } from './asking.ts';
import { type County, openCounty } from './open-county.ts';
import { approve, decide } from './requesting.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty((file) => {
    // Administers accounts of one section only.
    file.people.push({
      ...{
        staffNumber: 'card-clerk',
        username: 'card-clerk',
        name: '社保卡股账号管理员',
        unit: 'card',
        post: '管理员',
      },
      roles: [],
      grants: [{ role: 'system-admin', unit: 'card' }],
    });
  });
});
afterAll(() => county.close());

const url = (who: string) => `/api/v1/people/${who}/retirement`;
const birth = (who: string, body: object, by = 'sysadmin') =>
  county.service.send(county.as(by), {
    method: 'PUT',
    url: url(who),
    payload: { birthDate: '1990-05-17', category: 'man', ...body },
  });
const planOf = async (who: string): Promise<PlannedDeparture | undefined> =>
  (
    await county.service.get(county.as('sysadmin'), '/api/v1/planned-departures', { person: who, state: 'planned' })
  ).json().data[0];
const postponement = (beneficiary: string, untilDay: string) => ({
  change: 'postpone-departure',
  beneficiary,
  untilDay,
});

test('who is born on a day retires at the statutory age: planned by itself, and again when another plan is taken back', async () => {
  const who = 'card-op1';
  const set = await birth(who, {});
  expect(set.statusCode, set.body).toBe(200);
  expect(set.json()).toMatchObject({
    ...{ username: who, ageMonths: 63 * 12, statutory: '2053-05-17', retiresOn: '2053-05-17' },
    ...{ earliest: '2050-05-17', latest: '2056-05-17' },
  });
  expect(set.json()).not.toHaveProperty('birthDate');
  expect(await planOf(who)).toMatchObject({ day: '2053-05-17', kind: 'retired', source: 'retirement' });
  const plan = (day: string) =>
    county.service.send(county.as('sysadmin'), {
      method: 'PUT',
      url: `/api/v1/people/${who}/planned-departure`,
      payload: { day, kind: 'resigned' },
    });
  const takeBack = () =>
    county.service.send(county.as('sysadmin'), { method: 'DELETE', url: `/api/v1/people/${who}/planned-departure` });
  expect((await plan('2060-01-01')).json().code).toBe('retirement-stands');
  expect((await takeBack()).json().code).toBe('retirement-stands');
  expect((await plan('2051-01-01')).json()).toMatchObject({ day: '2051-01-01', source: 'administrator' });
  expect((await takeBack()).json()).toMatchObject({ state: 'withdrawn' });
  expect(await planOf(who)).toMatchObject({ day: '2053-05-17', source: 'retirement' });
  const earlier = await birth(who, { retiresOn: '2050-05-17' });
  expect(earlier.json()).toMatchObject({ retiresOn: '2050-05-17' });
  expect(await planOf(who)).toMatchObject({ day: '2050-05-17' });
});

test('a day out of the law, or past, is refused and changes nothing', async () => {
  const who = 'card-op2';
  expect((await birth(who, { retiresOn: '2050-05-16' })).json()).toMatchObject({ code: 'invalid-period' });
  expect((await birth(who, { retiresOn: '2053-05-18' })).json()).toMatchObject({ code: 'invalid-period' });
  expect((await birth(who, { birthDate: '1950-05-17' })).json()).toMatchObject({ code: 'invalid-request' });
  expect((await birth(who, { birthDate: '1990-02-30' })).json()).toMatchObject({ code: 'invalid-request' });
  expect(await planOf(who)).toBeUndefined();
});

test('the date of birth goes to who says what for, and stands in no entry', async () => {
  const { service, as } = county;
  const read = (by: string, query = {}) => service.get(as(by), url('card-op1'), query);
  expect((await read('card-op1')).json()).toMatchObject({ statutory: '2053-05-17' });
  expect((await read('sysadmin')).json()).not.toHaveProperty('birthDate');
  expect((await read('sysadmin', { purpose: '核对档案' })).json()).toMatchObject({ birthDate: '1990-05-17' });
  expect((await read('card-op2')).json().code).toBe('not-permitted');
  expect((await read('director')).json().code).toBe('not-permitted');
  expect(await county.entries('retirement.read')).toContainEqual(
    expect.objectContaining({ outcome: 'done', actor: 'sysadmin', reason: '核对档案', target: 'card-op1' }),
  );
  const { rows } = await county.owner.pool.query(
    'select count(*) from audit.entry e where to_jsonb(e)::text ~ \'1990-05-17|2053-05-17|2050-05-17|woman|"man"\'',
  );
  expect(rows).toEqual([{ count: 0 }]);
});

test('refused: no token, no permission, another unit, another centre, who has left; erased, nothing is planned any more', async () => {
  const { service, as, client } = county;
  const who = 'hall-op2';
  const erase = (by: Parameters<typeof service.send>[0]) => service.send(by, { method: 'DELETE', url: url(who) });
  expect((await birth(who, {}, 'card-clerk')).json().code).toBe('not-permitted');
  expect((await erase(as('card-clerk'))).json().code).toBe('not-permitted');
  expect((await birth('card-op3', {}, 'card-clerk')).statusCode).toBe(200);
  expect((await erase(undefined as never)).statusCode).toBe(401);
  expect((await erase(client('decide'))).statusCode).toBe(403);
  expect((await erase({ ...as('sysadmin'), centre: 'elsewhere' })).json().code).toBe('account-disabled');
  expect((await service.get(client('scim'), url(who))).statusCode).toBe(403);
  const left = await service.post(as('sysadmin'), '/api/v1/people/hall-op4/departure', { kind: 'resigned' });
  expect(left.statusCode).toBe(201);
  expect((await birth('hall-op4', {})).json().code).toBe('already-departed');
  expect((await birth(who, {}, 'hall-op4')).json().code).toBe('account-disabled');
  await birth(who, {});
  expect((await erase(client('scim'))).statusCode).toBe(204);
  expect(await planOf(who)).toBeUndefined();
  expect((await service.get(as(who), url(who))).json().code).toBe('not-found');
});

test('a retirement is put off by a request through the chain of what they hold, and by at most three years', async () => {
  const who = 'enterprise-pension-op2';
  expect((await ask(county, 'newcomer', postponement(who, '2054-01-01'))).json().code).toBe('invalid-request');
  await birth(who, {});
  for (const day of ['2053-05-17', '2056-05-18'])
    expect((await previewed(county, 'newcomer', postponement(who, day))).problem).toMatchObject({
      code: 'invalid-period',
    });
  const request = await asked(county, 'newcomer', postponement(who, '2056-05-17'));
  expect(request).toMatchObject({ change: 'postpone-departure', role: null, risk: 2, unit: 'enterprise-pension' });
  expect(request.stages.map(({ by }) => by)).toEqual(['section-head', 'control-head', 'director']);
  expect((await ask(county, 'newcomer', postponement(who, '2055-01-01'))).json().code).toBe('already-exists');
  expect((await decide(county, who, request.id)).json().code).toBe('own-request');
  // Not before the last approval.
  expect(await planOf(who)).toMatchObject({ day: '2053-05-17' });
  expect((await approve(county, request)).state).toBe('applied');
  expect(await planOf(who)).toMatchObject({ day: '2056-05-17', source: 'retirement' });
  const me = (await county.service.get(county.as(who), url(who))).json();
  expect(me).toMatchObject({ statutory: '2053-05-17', retiresOn: '2056-05-17', postponedBy: request.id });
  // The same dates again keep it.
  expect((await birth(who, {})).json()).toMatchObject({ retiresOn: '2056-05-17' });
});

test('the database lets nobody retire later without such a request', async () => {
  const later = county.database.pool.query("update access.birth set chosen = '2054-01-01' where person = $1", [
    county.as('card-op3').person,
  ]);
  await expect(later).resolves.toMatchObject({ rowCount: 0 });
  await expect(
    asService("update access.birth set chosen = '2054-01-01', postponed_by = null where person = $1", 'card-op3'),
  ).rejects.toMatchObject({ constraint: 'birth_later_by_request' });
  await expect(
    asService(
      `update access.birth set chosen = '2054-01-01', postponed_by = (select id from access.request where change = 'postpone-departure' limit 1)
       where person = $1`,
      'card-op3',
    ),
  ).rejects.toMatchObject({ constraint: 'birth_postponed_by_approval' });
});

async function asService(statement: string, who: string) {
  const client = await county.database.pool.connect();
  try {
    await client.query('begin');
    await client.query("select set_config('zhiheng.centre', $1, true)", [county.centre]);
    return await client.query(statement, [county.as(who).person]);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

test('while it is pending they retire all the same, and an approval at that very moment comes too late', async () => {
  const who = 'institution-pension-op1';
  await birth(who, {});
  let request: Request = await asked(county, 'newcomer', postponement(who, '2055-01-01'));
  request = await approve(county, request, request.stages.length - 1);
  expect(request.state).toBe('pending');
  await asOwner(
    county,
    `with due as (update access.planned_departure set day = (clock_timestamp() at time zone 'Asia/Shanghai')::date
       where person = $1 and state = 'planned' returning person, at)
     update access.person p set leaves_at = due.at from due where p.id = due.person`,
    [county.as(who).person],
  );
  const last = request.stages.find(({ state }) => state === 'open')?.candidates[0] as string;
  const [decision] = await Promise.all([
    decide(county, last, request.id),
    ...[1, 2].map(() => leaveOnTheDay(deskOf(county), county.centre)),
  ]);
  // Before the departure it fails, after it there is nothing left to decide on.
  expect(['failed', 'withdrawn', undefined]).toContain(decision.json().state);
  const person = await county.service.get(county.as('director'), `/api/v1/people/${who}`);
  expect(person.json()).toMatchObject({ state: 'departed', roles: [] });
  const departures = await county.service.get(county.as('director'), '/api/v1/departures', { person: who });
  expect(departures.json().data).toMatchObject([{ kind: 'retired', by: null, client: 'access' }]);
  const ended = (await county.service.get(county.as('director'), `/api/v1/requests/${request.id}`)).json();
  expect(['failed', 'withdrawn']).toContain(ended.state);
});
