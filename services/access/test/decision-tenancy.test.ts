import { afterAll, beforeAll, expect, test } from 'vitest';
import { foundCentre } from '../plugin.ts';
import { award, evaluate, openCase, question, stepped } from './acting.ts';
import { type County, countyFile, openCounty } from './open-county.ts';

/** Two centres of one database whose codes, usernames and roles are the same. */
let county: County;
const second = 'second-county';
const there = (...scopes: string[]) => ({ centre: second, client: 'test-client', scopes });
beforeAll(async () => {
  county = await openCounty();
  const file = countyFile();
  file.centre = second;
  for (const person of file.people) if (person.username === 'enterprise-pension-op1') person.roles = [];
  await foundCentre(county.database, file, (centre) => `test/log/${centre}`);
});
afterAll(() => county.close());

const evaluateThere = async (input: object) =>
  (await county.service.post(there('decide'), '/access/v1/evaluation', input)).json();

test('the same username is somebody else in another centre, in memory as in the database', async () => {
  for (let n = 0; n < 2; n++) {
    expect((await evaluate(county, question('enterprise-pension-op1', 'handle'))).decision).toBe(true);
    expect((await evaluateThere(question('enterprise-pension-op1', 'handle'))).decision).toBe(false);
    expect((await evaluateThere(question('enterprise-pension-op2', 'handle'))).decision).toBe(true);
  }
  const { person } = county.as('enterprise-pension-op1');
  expect((await evaluateThere(question(person, 'handle'))).context.reason.code).toBe('unknown-subject');
});

test('a departure in one centre leaves the namesake in the other', async () => {
  expect((await evaluateThere(question('enterprise-pension-op3', 'review'))).decision).toBe(true);
  const url = '/api/v1/people/enterprise-pension-op3/departure';
  expect((await county.service.post(county.as('sysadmin'), url, { kind: 'retired' })).statusCode).toBe(201);
  expect((await evaluate(county, question('enterprise-pension-op3', 'review'))).decision).toBe(false);
  expect((await evaluateThere(question('enterprise-pension-op3', 'review'))).decision).toBe(true);
});

test('cases, searches and resources of another centre are not there', async () => {
  const { service, client } = county;
  const { id, reference } = await openCase(county);
  await stepped(county, id, 'handle', 'enterprise-pension-op1');
  expect((await service.get(there('cases:write'), `/api/v1/cases/${id}`)).statusCode).toBe(404);
  expect((await service.get(there('cases:write'), '/api/v1/cases')).json().data).toEqual([]);
  const step = await service.post(there('cases:write'), `/api/v1/cases/${id}/steps`, {
    duty: 'review',
    actor: 'enterprise-pension-op4',
  });
  expect(step.statusCode).toBe(404);
  expect((await evaluateThere(question('enterprise-pension-op4', 'review', id))).context.reason.code).toBe(
    'unknown-resource',
  );
  // The same reference may stand in both.
  expect((await service.post(there('cases:write'), '/api/v1/cases', { ...award, reference })).statusCode).toBe(201);
  const put = (caller: ReturnType<typeof there>, properties: object) =>
    service.send(caller, { method: 'PUT', url: '/api/v1/resources/record/same', payload: { properties } });
  await put(client('cases:write'), { here: true });
  expect((await service.get(there('cases:write'), '/api/v1/resources/record/same')).statusCode).toBe(404);
  await put(there('cases:write'), { here: false });
  const own = await service.get(client('cases:write'), '/api/v1/resources/record/same');
  expect(own.json().properties).toEqual({ here: true });
  const whoMay = { subject: { type: 'person' }, action: { name: 'handle' }, resource: question('x', 'y').resource };
  const found = (await service.post(there('decide'), '/access/v1/search/subject', whoMay)).json().results;
  expect(found).toEqual([{ type: 'person', id: 'enterprise-pension-op2' }]);
});

test('a client of a centre that is not there is told no yes: its denial has no log to stand in', async () => {
  const nowhere = { centre: 'nowhere', client: 'test-client', scopes: ['decide', 'cases:write'] };
  const answer = await county.service.post(nowhere, '/access/v1/evaluation', question('x', 'handle'));
  expect([answer.statusCode, answer.json().code]).toEqual([503, 'unavailable']);
  expect((await county.service.post(nowhere, '/api/v1/cases', { ...award, reference: 'N' })).statusCode).toBe(404);
});
