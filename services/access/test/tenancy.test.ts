import { inCentre } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import {
  openTestService,
  startTestIssuer,
  type TestIssuer,
  type TestPerson,
  type TestService,
} from '@zhiheng/http/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { access, foundCentre } from '../plugin.ts';
import { countyFile } from './open-county.ts';

/** Two centres in one database with the same units, roles and usernames. */
const centres = ['county', 'neighbour'] as const;
let testDatabase: TestDatabase;
let issuer: TestIssuer;
let service: TestService;
const people = new Map<string, TestPerson>();

beforeAll(async () => {
  testDatabase = await openTestDatabase();
  const database = await testDatabase.connect('access');
  for (const centre of centres) {
    await foundCentre(database, { ...countyFile(), centre }, (code) => `test/${code}`);
    const rows = await inCentre(database, centre, (transaction) =>
      transaction.selectFrom('access.account').select(['id as account', 'person', 'username']).execute(),
    );
    for (const row of rows) people.set(`${centre}/${row.username}`, { centre, ...row });
  }
  issuer = await startTestIssuer();
  service = await openTestService(access, { database, issuer });
});
afterAll(async () => {
  await service.close();
  await issuer.close();
  await testDatabase.drop();
});

const as = (centre: string, username: string) => people.get(`${centre}/${username}`) as TestPerson;
const wanted = {
  change: 'grant',
  beneficiary: 'newcomer',
  role: 'hall-handle',
  unit: 'hall',
  reason: '-',
};

test('each centre is founded with all of its own', () => {
  expect(people.size).toBe(2 * 83);
});

test('what one asks for, the other neither sees, decides nor withdraws', async () => {
  const [mine, theirs] = centres;
  const request = (await service.post(as(mine, 'newcomer'), '/api/v1/requests', wanted)).json();
  expect(request.state).toBe('pending');
  const url = `/api/v1/requests/${request.id}`;
  expect((await service.get(as(theirs, 'director'), url)).statusCode).toBe(404);
  expect((await service.post(as(theirs, 'hall-head'), `${url}/decisions`, { decision: 'approve' })).statusCode).toBe(
    404,
  );
  expect((await service.post(as(theirs, 'newcomer'), `${url}/withdrawal`, {})).statusCode).toBe(404);
  const inbox = await service.get(as(theirs, 'hall-head'), '/api/v1/requests', { candidate: 'me' });
  expect(inbox.json().data).toEqual([]);
});

test('what one is told, the other neither reads nor marks', async () => {
  const [mine, theirs] = centres;
  const request = (await service.post(as(mine, 'newcomer'), '/api/v1/requests', { ...wanted, unit: 'card' })).json();
  const rejected = { decision: 'reject', comment: '不需要' };
  await service.post(as(mine, 'card-head'), `/api/v1/requests/${request.id}/decisions`, rejected);
  const told = (await service.get(as(mine, 'newcomer'), '/api/v1/notices')).json().data;
  expect(told).toMatchObject([{ kind: 'request-rejected', about: { id: request.id } }]);
  // The same person as far as a token can say, of the other centre.
  const other = { ...as(theirs, 'newcomer'), person: as(mine, 'newcomer').person };
  expect((await service.get(as(theirs, 'newcomer'), '/api/v1/notices')).json().data).toEqual([]);
  expect((await service.post(other, `/api/v1/notices/${told[0].id}/seen`, {})).statusCode).not.toBe(200);
  expect((await service.post(as(theirs, 'newcomer'), `/api/v1/notices/${told[0].id}/seen`, {})).statusCode).toBe(404);
  expect((await service.get(as(mine, 'newcomer'), '/api/v1/notices', { seen: 'false' })).json().data).toHaveLength(1);
});

test('people, grants, conflicts and staffing are one’s own', async () => {
  const [mine, theirs] = centres;
  const other = as(mine, 'director').person;
  expect((await service.get(as(theirs, 'director'), `/api/v1/people/${other}`)).statusCode).toBe(404);
  for (const centre of centres) {
    const list = await service.get(as(centre, 'director'), '/api/v1/people', { limit: '500' });
    expect(list.json().data).toHaveLength(83);
    const grants = (await service.get(as(centre, 'director'), '/api/v1/grants', { limit: '500' })).json().data;
    expect(grants.every(({ person }: { person: string }) => ownPeople(centre).has(person))).toBe(true);
    const conflicts = (await service.get(as(centre, 'director'), '/api/v1/conflicts')).json().data;
    expect(conflicts.every(({ person }: { person: string }) => ownPeople(centre).has(person))).toBe(true);
  }
});

const ownPeople = (centre: string): Set<string> =>
  new Set([...people.values()].filter((person) => person.centre === centre).map(({ person }) => person));

test('a departure in one leaves the namesake in the other alone', async () => {
  const [mine, theirs] = centres;
  await service.post(as(mine, 'sysadmin'), '/api/v1/people/hall-op1/departure', { kind: 'retired' });
  expect((await service.get(as(mine, 'hall-op1'), '/api/v1/me')).statusCode).toBe(401);
  expect((await service.get(as(theirs, 'hall-op1'), '/api/v1/me')).json().grants).toHaveLength(1);
});

test('a token that names another centre than its account’s is refused', async () => {
  const forged = { ...as(centres[0], 'director'), centre: centres[1] };
  expect((await service.get(forged, '/api/v1/me')).statusCode).toBe(401);
});

test('the second fence: without a centre set, or with another one, the login reads and writes no row', async () => {
  const { pool } = await testDatabase.connect('access');
  const { rows } = await pool.query('select count(*) from access.person');
  expect(rows).toEqual([{ count: 0 }]);
  const foreign = inCentre(await testDatabase.connect('access'), centres[0], (transaction) =>
    transaction
      .insertInto('access.resource')
      .values({ centre: centres[1], type: 't', id: 'i', properties: '{}', client: 'c' })
      .execute(),
  );
  await expect(foreign).rejects.toMatchObject({ code: '42501' });
  const seen = await inCentre(await testDatabase.connect('access'), centres[0], (transaction) =>
    transaction.selectFrom('access.grant').select('centre').distinct().execute(),
  );
  expect(seen).toEqual([{ centre: centres[0] }]);
});

test('what retires in one centre goes on in the other', async () => {
  const [mine, theirs] = centres;
  const retire = { change: 'rule', unitContent: { code: 'village-28', retired: true }, reason: '-' };
  const asked = async (centre: string) =>
    (await service.post(as(centre, 'secadmin'), '/api/v1/requests', retire)).json();
  let request = await asked(mine);
  while (request.state === 'pending') {
    const open = request.stages.find(({ state }: { state: string }) => state === 'open');
    const url = `/api/v1/requests/${request.id}/decisions`;
    request = (await service.post(as(mine, open.candidates[0]), url, { decision: 'approve' })).json();
  }
  expect(request.state).toBe('applied');
  const isRetired = async (centre: string) =>
    (await service.get(as(centre, 'director'), '/api/v1/units/village-28')).json().retired;
  expect([await isRetired(mine), await isRetired(theirs)]).toEqual([true, false]);
  const here = { ...wanted, role: 'resident-pension-handle', unit: 'village-28' };
  const grant = async (centre: string) =>
    (await service.post(as(centre, 'newcomer'), '/api/v1/requests/preview', here)).json().problem?.code;
  expect([await grant(mine), await grant(theirs)]).toEqual(['retired', undefined]);
});
