import { afterAll, beforeAll, expect, test } from 'vitest';
import { type County, openCounty } from './open-county.ts';
import { approve, decide, handleFor, submit, submitted } from './requesting.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const leave = (who: string, by = 'sysadmin', body: object = { kind: 'retired', reason: '到龄退休' }) =>
  county.service.post(county.as(by), `/api/v1/people/${who}/departure`, body);
const preview = (who: string, by = 'sysadmin') =>
  county.service.get(county.as(by), `/api/v1/people/${who}/departure/preview`);

test('the preview says what the departure then does, and changes nothing', async () => {
  const pending = await submitted(county, 'institution-pension-op4', handleFor('newcomer'));
  const shown = (await preview('institution-pension-op4')).json();
  expect(shown.person).toMatchObject({ username: 'institution-pension-op4', unit: 'institution-pension' });
  expect(shown.effects).toMatchObject({
    accounts: ['institution-pension-op4'],
    grantsEnded: [{ role: 'institution-pension-review', unit: 'institution-pension' }],
    requestsWithdrawn: [pending.id],
  });
  const item = 'institution-pension-award';
  expect(shown.staffing).toContainEqual(
    expect.objectContaining({ item, duty: 'review', remaining: ['institution-pension-op3'] }),
  );
  expect((await county.service.get(county.as('director'), '/api/v1/people/institution-pension-op4')).json().state).toBe(
    'active',
  );
  expect((await county.service.get(county.as('director'), `/api/v1/requests/${pending.id}`)).json().state).toBe(
    'pending',
  );
  expect(await county.entries('account.disabled')).toEqual([]);

  const done = await leave('institution-pension-op4');
  expect(done.statusCode, done.body).toBe(201);
  const departure = done.json();
  expect(departure).toMatchObject({
    username: 'institution-pension-op4',
    kind: 'retired',
    by: 'sysadmin',
    reason: '到龄退休',
  });
  expect(departure.effects).toEqual(shown.effects);
  expect((await county.service.get(county.as('sysadmin'), `/api/v1/departures/${departure.id}`)).json()).toEqual(
    departure,
  );
});

test('whoever left is refused everywhere, what they held has ended, what they asked for is withdrawn', async () => {
  const { service, as } = county;
  const left = as('institution-pension-op4');
  for (const url of ['/api/v1/me', '/api/v1/units', '/api/v1/requests'])
    expect((await service.get(left, url)).json()).toMatchObject({ status: 401, code: 'account-disabled' });
  expect((await submit(county, 'institution-pension-op4', handleFor('newcomer'))).statusCode).toBe(401);
  const grants = await service.get(as('director'), '/api/v1/grants', { person: 'institution-pension-op4' });
  expect(grants.json().data).toMatchObject([{ state: 'ended', endedBy: 'departure' }]);
  const requests = await service.get(as('director'), '/api/v1/requests', { requester: 'institution-pension-op4' });
  expect(requests.json().data).toMatchObject([{ state: 'withdrawn', failure: 'not-active' }]);
  expect((await submit(county, 'newcomer', handleFor('institution-pension-op4'))).json().code).toBe('not-active');
});

test('it is in the log, act by act, in one transaction', async () => {
  const [departed] = await county.entries('person.departed');
  expect(departed).toMatchObject({ outcome: 'done', actor: 'sysadmin', target: 'institution-pension-op4' });
  expect(await county.entries('account.disabled')).toMatchObject([{ target: 'institution-pension-op4' }]);
  expect(await county.entries('grant.ended')).toMatchObject([{ reason: 'departure' }]);
  expect(await county.entries('request.withdrawn')).toMatchObject([{ reason: 'departure' }]);
  const { rows } = await county.owner.pool.query(
    "select count(distinct xid) from audit.entry where action in ('person.departed', 'account.disabled', 'grant.ended')",
  );
  expect(rows).toEqual([{ count: 1 }]);
});

test('nobody leaves twice', async () => {
  expect((await leave('institution-pension-op4')).json()).toMatchObject({ status: 409, code: 'already-departed' });
  expect((await preview('institution-pension-op4')).json()).toMatchObject({ status: 409, code: 'already-departed' });
});

test('decisions that waited for the leaver go to others of the post, or to the higher one', async () => {
  const wanted = { beneficiary: 'hall-op1', role: 'finance-handle', unit: 'finance' };
  const payer = { ...wanted, beneficiary: 'newcomer' };
  const request = await submitted(county, 'newcomer', payer);
  const city = await approve(county, await submitted(county, 'newcomer', { ...payer, role: 'finance-review' }), 3);
  expect(city.stages[3]).toMatchObject({ state: 'open', candidates: ['city-maintainer', 'city-maintainer2'] });

  const head = (await leave('finance-head')).json();
  expect(head.effects.decisionsReassigned).toEqual([
    { request: request.id, stage: 1, to: ['deputy-director', 'deputy-director2'], escalated: true },
  ]);
  const maintainer = (await leave('city-maintainer')).json();
  expect(maintainer.effects.decisionsReassigned).toEqual([
    { request: city.id, stage: 4, to: ['city-maintainer2'], escalated: false },
  ]);
  expect((await decide(county, 'finance-head', request.id)).statusCode).toBe(401);
  expect((await decide(county, 'deputy-director', request.id)).statusCode).toBe(200);
  expect(await county.entries('request.reassigned')).toHaveLength(2);
  expect(await county.entries('request.escalated')).toMatchObject([{ target: request.id, reason: 'departure' }]);
});

test('a departure during the last approvals: what the leaver approved before counts, nothing after', async () => {
  const request = await submitted(county, 'newcomer', { beneficiary: 'hall-op2', role: 'hall-handle', unit: 'hall' });
  await decide(county, 'hall-head', request.id);
  expect((await leave('hall-head', 'sysadmin', { kind: 'resigned' })).statusCode).toBe(201);
  expect((await decide(county, 'control-head', request.id)).json().state).toBe('applied');
});

test('who may: those who administer accounts, and the HR system; a refused attempt is an entry', async () => {
  for (const by of ['director', 'enrolment-head', 'enrolment-op1', 'secadmin', 'auditadmin'])
    expect((await leave('enrolment-op2', by)).json()).toMatchObject({ status: 403, code: 'not-permitted' });
  const denied = (await county.entries('person.departed')).filter(({ outcome }) => outcome === 'denied');
  expect(denied.map(({ actor, reason }) => [actor, reason])).toEqual([
    ['sysadmin', 'already-departed'],
    ...['director', 'enrolment-head', 'enrolment-op1', 'secadmin', 'auditadmin'].map((by) => [by, 'not-permitted']),
  ]);
  const { service, client } = county;
  const url = '/api/v1/people/enrolment-op2/departure';
  expect((await service.post(client('decide'), url, { kind: 'transferred' })).statusCode).toBe(403);
  const done = await service.post(client('scim'), url, { kind: 'transferred' });
  expect(done.json()).toMatchObject({ by: null, client: 'test-client', kind: 'transferred' });
});

test('a section head sees what a departure in the section would do, and not in another', async () => {
  expect((await preview('enrolment-op3', 'enrolment-head')).statusCode).toBe(200);
  expect((await preview('card-op1', 'enrolment-head')).statusCode).toBe(403);
  expect((await preview('enrolment-op3', 'enrolment-op1')).statusCode).toBe(403);
  const list = (who: string) => county.service.get(county.as(who), '/api/v1/departures');
  expect((await list('enrolment-head')).json().data).toMatchObject([{ username: 'enrolment-op2' }]);
  expect((await list('enrolment-op1')).json().data).toEqual([]);
  expect((await list('director')).json().data.length).toBeGreaterThan(3);
});

test('somebody who is not there: 404 for who may, 403 for who may not', async () => {
  expect((await leave('nobody')).statusCode).toBe(404);
  expect((await leave('nobody', 'newcomer')).statusCode).toBe(403);
});

test('an administrator may leave, too, and is out at once', async () => {
  expect((await leave('sysadmin')).statusCode).toBe(201);
  expect((await leave('card-op2')).json()).toMatchObject({ status: 401, code: 'account-disabled' });
});
