import { afterAll, beforeAll, expect, test } from 'vitest';
import { type County, openCounty } from './open-county.ts';
import { decide } from './requesting.ts';
import { grantsOf, suspended } from './suspending.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const ended = { reason: 'outlet-agreement-ended', note: '代办协议到期' };
const suspendUnit = (unit: string, body: object = ended, by = 'sysadmin', path = 'suspension') =>
  county.service.post(county.as(by), `/api/v1/units/${unit}/${path}`, body);
const names = (all: { username: string }[]) => all.map(({ username }) => username).sort();

test('a unit goes with everybody below it, each with a confirmation of their own', async () => {
  await suspended(county, 'village-op1', { reason: 'seconded-out', note: '借调' });
  const unit = 'resident-pension';
  const everybody = [
    ...[1, 2, 3, 4, 5].map((n) => `resident-pension-op${n}`),
    'resident-pension-head',
    'village-op2',
    'village-op3',
  ].sort();
  const preview = (await suspendUnit(unit, ended, 'sysadmin', 'suspension/preview')).json();
  expect(names(preview.suspensions)).toEqual(everybody);
  expect(await grantsOf(county, 'village-op2')).toEqual(['village-agent@village-02 active']);

  const done = await suspendUnit(unit);
  expect(done.statusCode, done.body).toBe(201);
  const { suspensions } = done.json();
  expect(names(suspensions)).toEqual(everybody);
  for (const one of suspensions) expect(one).toMatchObject({ ofUnit: unit, state: 'unconfirmed' });
  expect(new Set(suspensions.map(({ request }: { request: string }) => request)).size).toBe(everybody.length);
  expect(await grantsOf(county, 'village-op2')).toEqual(['village-agent@village-02 suspended']);
  expect(await grantsOf(county, 'village-op1')).toEqual(['village-agent@village-01 suspended']);
  const { rows } = await county.owner.pool.query(
    "select count(distinct xid) from audit.entry where action = 'person.suspended' and outcome = 'done' and reason = $1",
    [ended.reason],
  );
  expect(rows).toEqual([{ count: 1 }]);

  const own = suspensions.find(({ username }: { username: string }) => username === 'village-op2');
  expect((await decide(county, 'director', own.request, 'reject', '协议已续')).json().state).toBe('rejected');
  expect(await grantsOf(county, 'village-op2')).toEqual(['village-agent@village-02 active']);
  expect(await grantsOf(county, 'village-op3')).toEqual(['village-agent@village-03 suspended']);
});

test('again: those who are left, then nobody is', async () => {
  const again = await suspendUnit('resident-pension');
  expect(names(again.json().suspensions)).toEqual(['village-op2']);
  expect((await suspendUnit('resident-pension')).json()).toMatchObject({ status: 409, code: 'already-suspended' });
});

test('refused: by who may not, with oneself in it, the whole centre, a unit without people, for another reason', async () => {
  expect((await suspendUnit('outlet-basic', ended, 'hall-head')).json()).toMatchObject({ code: 'not-permitted' });
  expect((await suspendUnit('information')).json()).toMatchObject({ status: 403, code: 'not-permitted' });
  expect((await suspendUnit('centre', ended)).json()).toMatchObject({ status: 403, code: 'not-permitted' });
  expect((await suspendUnit('card-bank-1')).statusCode).toBe(404);
  expect((await suspendUnit('no-such-unit')).statusCode).toBe(404);
  expect((await suspendUnit('no-such-unit', ended, 'hall-head')).statusCode).toBe(403);
  const reason = { ...ended, reason: 'under-investigation' };
  expect((await suspendUnit('outlet-basic', reason)).json()).toMatchObject({ errors: [{ path: '/reason' }] });
  expect(await grantsOf(county, 'outlet-op2')).toEqual(['outlet-agent@outlet-basic active']);
});
