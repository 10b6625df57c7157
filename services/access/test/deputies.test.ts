import { afterAll, beforeAll, expect, test } from 'vitest';
import { asked, inDays } from './asking.ts';
import { type County, openCounty } from './open-county.ts';
import { approve, decide, submit, submitted } from './requesting.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty((file) => {
    // A rule by which nobody holds the post of internal control and that of the centre's head.
    file.rules.push({
      code: 'control-and-head',
      kind: 'static',
      name: { zh: '内控与负责人不相容', en: 'Control and head' },
      atMost: 1,
      within: 'centre',
      of: [{ roles: ['control-head'] }, { roles: ['director'] }],
      effect: 'block',
      source: '测试',
    });
  });
});
afterAll(() => county.close());

const name = (who: string, deputy: string, more: object = {}) =>
  county.service.post(county.as(who), '/api/v1/deputies', { deputy, until: inDays(5), reason: '年休假', ...more });
const end = (who: string, id: string) =>
  county.service.send(county.as(who), { method: 'DELETE', url: `/api/v1/deputies/${id}` });
const listed = async (who: string, query = {}) =>
  (await county.service.get(county.as(who), '/api/v1/deputies', query)).json().data;
const hall = (beneficiary: string) => ({ beneficiary, role: 'hall-handle', unit: 'hall' });

test('one names one’s own deputy, who then decides for them; both are recorded', async () => {
  const named = await name('hall-head', 'card-head');
  expect(named.statusCode, named.body).toBe(201);
  expect(named.json()).toMatchObject({
    deputy: 'card-head',
    principal: 'hall-head',
    namedBy: 'hall-head',
    state: 'active',
  });
  expect(await county.entries('deputy.named')).toMatchObject([{ target: 'card-head', actor: 'hall-head' }]);

  const request = await submitted(county, 'newcomer', hall('card-op1'));
  expect(request.stages[0]?.candidates).toEqual(['hall-head', 'card-head']);
  const inbox = (await county.service.get(county.as('card-head'), '/api/v1/requests', { candidate: 'me' })).json();
  expect(inbox.data).toMatchObject([{ id: request.id, may: { decide: true } }]);
  const decided = await decide(county, 'card-head', request.id);
  expect(decided.statusCode, decided.body).toBe(200);
  expect(decided.json().stages[0].decisions).toMatchObject([{ person: 'card-head', onBehalfOf: 'hall-head' }]);
  const { rows } = await county.owner.pool.query('select person from access.decision_voice where request = $1', [
    request.id,
  ]);
  expect(rows.map(({ person }) => person).sort()).toEqual(
    [county.as('card-head').person, county.as('hall-head').person].sort(),
  );
  expect(await county.entries('request.decided')).toMatchObject([
    { actor: 'card-head', details: { onBehalfOf: county.as('hall-head').person } },
  ]);
  expect((await decide(county, 'hall-head', request.id)).json().code).toBe('already-decided');
});

test('never for themselves or whom they benefit', async () => {
  const own = await submitted(county, 'card-head', hall('card-op2'));
  expect(own.stages[0]?.candidates).toEqual(['hall-head']);
  expect((await decide(county, 'card-head', own.id)).json().code).toBe('own-request');
  const theirs = await submitted(county, 'newcomer', hall('card-head'));
  expect(theirs.stages[0]?.candidates).toEqual(['hall-head']);
  expect((await decide(county, 'card-head', theirs.id)).json().code).toBe('own-request');
});

test('only for posts that decide: one who holds none has no use for a deputy', async () => {
  expect((await name('newcomer', 'card-head')).json()).toMatchObject({ code: 'not-held' });
});

test('an administrator may for somebody on leave, never themselves; nobody else may', async () => {
  expect((await name('newcomer', 'card-head', { principal: 'finance-head' })).json().code).toBe('not-permitted');
  const other = await name('sysadmin', 'enrolment-head', { principal: 'finance-head' });
  expect(other.statusCode, other.body).toBe(201);
  expect(other.json()).toMatchObject({ namedBy: 'sysadmin', principal: 'finance-head' });
  expect((await name('sysadmin', 'sysadmin', { principal: 'information-head' })).json().code).toBe('not-permitted');
});

test('who may not be: oneself, one twice at a time, one who is not there, for too long, in the past', async () => {
  expect((await name('hall-head', 'hall-head')).json()).toMatchObject({ code: 'invalid-request' });
  expect((await name('hall-head', 'card-head')).json()).toMatchObject({ code: 'already-exists' });
  expect((await name('hall-head', 'no-such-person')).json()).toMatchObject({ code: 'unknown-code' });
  expect((await name('hall-head', 'finance-head', { until: inDays(400) })).json()).toMatchObject({ code: 'too-long' });
  expect((await name('hall-head', 'finance-head', { until: inDays(-1) })).json()).toMatchObject({
    code: 'invalid-period',
  });
});

test('a deputy is judged by the posts they stand in for', async () => {
  const refused = await name('director', 'control-head');
  expect(refused.json()).toMatchObject({ code: 'duty-conflict', conflicts: [{ rule: 'control-and-head' }] });
  const named = await name('director', 'enrolment-head');
  expect(named.statusCode, named.body).toBe(201);
  const { deputy } = named.json();
  // What the deputy could not hold with it they cannot be given meanwhile.
  const post = { beneficiary: deputy, role: 'control-head', unit: 'control' };
  expect((await submit(county, 'newcomer', post)).json()).toMatchObject({
    code: 'duty-conflict',
    conflicts: [{ rule: 'control-and-head' }],
  });
  const conflicts = await county.service.get(county.as('deputy-director'), '/api/v1/conflicts', { effect: 'block' });
  expect(conflicts.json().data).toEqual([]);
});

test('what somebody is given their deputies get, too: judged with them', async () => {
  const named = await name('enrolment-head', 'control-head');
  expect(named.statusCode, named.body).toBe(201);
  const post = { beneficiary: 'enrolment-head', role: 'director', unit: 'centre' };
  expect((await submit(county, 'newcomer', post)).json()).toMatchObject({
    code: 'duty-conflict',
    conflicts: [{ rule: 'control-and-head', person: 'control-head' }],
  });
});

test('ended, they no longer decide; ended twice it is once; who has no part in it may not', async () => {
  const [{ id }] = await listed('hall-head', { principal: 'hall-head' });
  const request = await submitted(county, 'newcomer', hall('card-op3'));
  expect(request.stages[0]?.candidates).toContain('card-head');
  expect((await end('newcomer', id)).json().code).toBe('not-permitted');
  expect((await end('card-head', id)).statusCode).toBe(204);
  expect((await end('card-head', id)).statusCode).toBe(204);
  expect(await county.entries('deputy.ended')).toHaveLength(2);
  expect((await decide(county, 'card-head', request.id)).json().code).toBe('not-a-candidate');
  expect(await listed('hall-head', { principal: 'hall-head' })).toMatchObject([{ id, state: 'ended' }]);
  expect((await approve(county, request)).state).toBe('applied');
});

test('one sees deputyships of oneself and of whom one oversees', async () => {
  expect((await listed('card-head')).length).toBe(1);
  expect(await listed('newcomer')).toEqual([]);
  expect((await listed('deputy-director')).length).toBeGreaterThanOrEqual(4);
  const state = (await listed('deputy-director', { state: 'ended' })) as object[];
  expect(state).toMatchObject([{ principal: 'hall-head' }]);
});

test('a deputy who has left decides nothing', async () => {
  await name('hall-head', 'card-head');
  const request = await asked(county, 'newcomer', { change: 'grant', ...hall('card-op4') });
  expect(request.stages[0]?.candidates).toContain('card-head');
  await county.service.post(county.as('sysadmin'), '/api/v1/people/card-head/departure', { kind: 'retired' });
  const now = (await county.service.get(county.as('director'), `/api/v1/requests/${request.id}`)).json();
  expect(now.stages[0].candidates).toEqual(['hall-head']);
  expect((await decide(county, 'card-head', request.id)).statusCode).toBe(401);
});
