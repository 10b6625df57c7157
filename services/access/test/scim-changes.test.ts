import { afterAll, beforeAll, expect, test } from 'vitest';
import { question, reasonOf } from './acting.ts';
import { type County, openCounty } from './open-county.ts';
import { employment, enterprise, HrSystem } from './provisioning.ts';

let county: County;
let hr: HrSystem;
beforeAll(async () => {
  county = await openCounty();
  hr = new HrSystem(county);
});
afterAll(() => county.close());

const about = async (action: string, who: string) =>
  (await county.entries(action)).filter(({ target, outcome }) => target === who && outcome === 'done');

test('a new user arrives: an account, nothing granted, as the HR system wrote them', async () => {
  const answer = await hr.send('POST', '/Users', {
    schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', enterprise],
    ...{ externalId: 'HR-1', userName: 'wang-fang', name: { familyName: '王', givenName: '芳' }, title: '经办岗' },
    ...{ active: true, emails: [{ value: 'wf@example.cn', type: 'work' }], password: 'never kept' },
    [enterprise]: { employeeNumber: 'S9001', department: '社会保障卡管理股', manager: { value: 'x' } },
  });
  expect(answer.statusCode, answer.body).toBe(201);
  expect(answer.headers['content-type']).toMatch(/^application\/scim\+json/);
  const user = answer.json();
  expect(user).toMatchObject({
    ...{ externalId: 'HR-1', userName: 'wang-fang', displayName: '王芳', title: '经办岗', active: true },
    name: { formatted: '王芳', familyName: '王', givenName: '芳' },
    [enterprise]: { employeeNumber: 'S9001', department: 'card' },
  });
  expect(answer.body).not.toMatch(/never kept|example\.cn/);
  expect(answer.headers.location).toBe(user.meta.location);
  expect(answer.headers.etag).toBe(user.meta.version);
  expect(await about('person.added', 'wang-fang')).toMatchObject([{ unit: 'card' }]);
  const person = await county.service.get(county.as('director'), '/api/v1/people/wang-fang');
  expect(person.json()).toMatchObject({ name: '王芳', unit: 'card', roles: [] });
});

test('the same user twice: told that they are there, which is an entry', async () => {
  for (const more of [{}, { userName: 'other', [enterprise]: { employeeNumber: 'S9001', department: 'card' } }]) {
    const answer = await hr.add('wang-fang', more);
    expect(answer.json()).toMatchObject({ status: '409', scimType: 'uniqueness' });
  }
  const refused = await county.entries('person.added');
  expect(refused.filter(({ outcome }) => outcome === 'denied').map(({ reason }) => reason)).toEqual([
    'already-exists',
    'already-exists',
  ]);
});

test('S13: no path, a capital op and a boolean in words are a departure; said again they change nothing', async () => {
  const who = await hr.idOf('hall-op3');
  const item = { item: 'flexible-enrolment', unit: 'hall' };
  const answer = await hr.patch(who, { op: 'Replace', value: { active: 'False' } });
  expect(answer.statusCode, answer.body).toBe(200);
  expect(answer.json()).toMatchObject({ active: false, [employment]: { terminationKind: 'resigned' } });
  expect(await reasonOf(county, question('hall-op3', 'handle', item))).toBe('not-active');
  expect((await county.service.get(county.as('hall-op3'), '/api/v1/me')).json().code).toBe('account-disabled');
  expect(await about('person.departed', 'hall-op3')).toHaveLength(1);
  const again = await hr.patch(who, { op: 'Replace', value: { active: 'False' } });
  expect(again.statusCode).toBe(200);
  expect(again.headers.etag).toBe(answer.headers.etag);
  expect(await about('person.departed', 'hall-op3')).toHaveLength(1);
  expect(await about('person.changed', 'hall-op3')).toEqual([]);
});

test('S13: a PATCH is done whole or not at all', async () => {
  const who = await hr.idOf('hall-op4');
  const before = (await hr.get(`/Users/${who}`)).json();
  const taken = await hr.patch(who, { op: 'replace', value: { active: false, userName: 'hall-op1' } });
  expect(taken.json()).toMatchObject({ status: '409', scimType: 'uniqueness' });
  const unknown = await hr.patch(who, { op: 'replace', value: { active: false, shoeSize: 43 } });
  expect(unknown.json()).toMatchObject({ status: '400', scimType: 'invalidPath' });
  const second = await hr.patch(who, [
    { op: 'replace', path: 'title', value: '复核岗' },
    { op: 'replace', path: `${enterprise}:department`, value: 'nowhere' },
  ]);
  expect(second.json()).toMatchObject({ status: '400', scimType: 'invalidValue' });
  expect((await hr.get(`/Users/${who}`)).json()).toMatchObject({ active: true, title: before.title });
  expect(await about('person.transferred', 'hall-op4')).toEqual([]);
  const denied = (await county.entries('person.changed')).filter(({ target }) => target === who);
  expect(denied).toMatchObject([{ outcome: 'denied', reason: 'already-exists' }]);
});

test('another department is a transfer at once, whatever stands open; a title alone moves within it', async () => {
  const who = await hr.idOf('enterprise-pension-op1');
  const answer = await hr.patch(who, [
    { op: 'Add', path: `${enterprise}:department`, value: '社会保障卡管理股' },
    { op: 'replace', path: 'title', value: '制卡岗' },
  ]);
  expect(answer.statusCode, answer.body).toBe(200);
  expect(answer.json()).toMatchObject({ title: '制卡岗', [enterprise]: { department: 'card' } });
  expect(await about('person.transferred', 'enterprise-pension-op1')).toMatchObject([{ unit: 'card' }]);
  expect(await reasonOf(county, question('enterprise-pension-op1', 'handle'))).toBe('not-permitted');
  await hr.patch(who, { op: 'remove', path: 'title' });
  expect((await hr.get(`/Users/${who}`)).json().title).toBeUndefined();
});

test('who has left and is active again comes back with a new account and nothing granted', async () => {
  const who = await hr.idOf('card-op1');
  const before = (await hr.patch(who, { op: 'replace', path: 'active', value: false })).headers.etag;
  const answer = await hr.patch(who, { op: 'replace', path: 'active', value: true });
  expect(answer.json()).toMatchObject({ id: who, active: true, [enterprise]: { department: 'card' } });
  expect(answer.json()[employment].terminationDate).toBeUndefined();
  expect(answer.headers.etag).not.toBe(before);
  const person = await county.service.get(county.as('director'), '/api/v1/people/card-op1');
  expect(person.json()).toMatchObject({ state: 'active', roles: [] });
  expect((await county.service.get(county.as('card-op1'), '/api/v1/me')).json().code).toBe('account-disabled');
  expect(await about('person.rehired', 'card-op1')).toHaveLength(1);
});

test('a user who is deleted leaves and is seen no more, but stays on record; named anew they come back as who they were', async () => {
  const who = await hr.idOf('card-op2');
  const staffNumber = (await hr.get(`/Users/${who}`)).json()[enterprise].employeeNumber;
  const answer = await hr.send('DELETE', `/Users/${who}`);
  expect([answer.statusCode, answer.body]).toEqual([204, '']);
  for (const method of ['GET', 'DELETE', 'PATCH', 'PUT'] as const) {
    const body = method === 'PATCH' ? { Operations: [{ op: 'replace', path: 'active', value: true }] } : {};
    const gone = await hr.send(method, `/Users/${who}`, method === 'GET' || method === 'DELETE' ? undefined : body);
    expect(gone.json(), method).toMatchObject({ status: '404' });
  }
  expect(await hr.found('userName eq "card-op2"')).toEqual([]);
  const person = () => county.service.get(county.as('director'), `/api/v1/people/${who}`);
  expect((await person()).json()).toMatchObject({ username: 'card-op2', state: 'departed' });
  expect(await about('person.departed', 'card-op2')).toHaveLength(1);
  const back = await hr.add('card-op2', { [enterprise]: { employeeNumber: staffNumber, department: 'hall' } });
  expect(back.json(), back.body).toMatchObject({ id: who, active: true, [enterprise]: { department: 'hall' } });
  expect((await person()).json()).toMatchObject({ state: 'active', unit: 'hall', roles: [] });
});

test('a PUT says what is to be so; what it leaves out stays, and what is so already is no act', async () => {
  const who = await hr.idOf('card-op3');
  const user = (await hr.get(`/Users/${who}`)).json();
  const same = await hr.send('PUT', `/Users/${who}`, { ...user, groups: [], locale: 'zh-CN' });
  expect([same.statusCode, same.headers.etag]).toEqual([200, user.meta.version]);
  await hr.send('PUT', `/Users/${who}`, { ...user, externalId: 'HR-3', displayName: '赵新', active: undefined });
  expect((await hr.get(`/Users/${who}`)).json()).toMatchObject({
    externalId: 'HR-3',
    displayName: '赵新',
    active: true,
  });
  const [entry, ...more] = await about('person.changed', 'card-op3');
  expect([entry?.details, more]).toEqual([{ source: 'scim', changed: ['name', 'externalId'] }, []]);
  const left = await hr.send('PUT', `/Users/${who}`, { ...user, active: false });
  expect(left.json()).toMatchObject({ active: false, displayName: user.displayName });
  const other = await hr.patch(await hr.idOf('card-op4'), { op: 'add', path: 'externalId', value: 'HR-3' });
  expect(other.json()).toMatchObject({ status: '409', scimType: 'uniqueness' });
});

test('usernames, staff numbers and what a user cannot be without stay', async () => {
  const who = await hr.idOf('hall-op5');
  const refused = async (operation: object) => {
    const { status, scimType } = (await hr.patch(who, operation)).json();
    return `${status} ${scimType}`;
  };
  expect(await refused({ op: 'replace', path: 'userName', value: 'somebody-new' })).toBe('400 mutability');
  expect(await refused({ op: 'replace', path: `${enterprise}:employeeNumber`, value: 'S777' })).toBe('400 mutability');
  for (const path of ['active', 'displayName', `${enterprise}:department`])
    expect(await refused({ op: 'remove', path })).toBe('400 invalidValue');
  expect((await hr.patch(who, { op: 'replace', path: 'userName', value: 'HALL-OP5' })).statusCode).toBe(200);
  expect((await hr.add('early', { active: false })).json()).toMatchObject({ status: '400', scimType: 'invalidValue' });
});

test('who is on record as deceased does not come back', async () => {
  const who = await hr.idOf('hall-op6');
  await hr.patch(who, { op: 'replace', value: { active: false, [`${employment}:terminationKind`]: 'Deceased' } });
  expect((await hr.patch(who, { op: 'replace', path: 'active', value: 'true' })).json().status).toBe('409');
  expect((await hr.get(`/Users/${who}`)).json()).toMatchObject({ active: false });
});

test('a day to come is a planned departure, moved and taken back; a day that has come is a departure', async () => {
  const who = await hr.idOf('hall-op7');
  const day = `${employment}:terminationDate`;
  const planned = await hr.patch(who, { op: 'add', value: { [employment]: { terminationDate: '2031-12-31' } } });
  expect(planned.json(), planned.body).toMatchObject({
    active: true,
    [employment]: { terminationDate: '2031-12-31', terminationKind: 'resigned' },
  });
  // 16:00 in London is midnight in China.
  await hr.patch(who, { op: 'replace', path: day, value: '2031-12-31T16:00:00Z' });
  await hr.patch(who, { op: 'replace', path: `${employment}:terminationKind`, value: 'retired' });
  const then = (await hr.get(`/Users/${who}`)).json();
  expect(then[employment]).toMatchObject({ terminationDate: '2032-01-01', terminationKind: 'retired' });
  expect(await hr.found(`${day} ge "2032" and active eq true`)).toEqual(['hall-op7']);
  await hr.patch(who, { op: 'remove', path: day });
  expect((await hr.get(`/Users/${who}`)).json()[employment].terminationDate).toBeUndefined();
  const kinds = ['departure.planned', 'departure.changed', 'departure.withdrawn'];
  const entries = await Promise.all(kinds.map((action) => about(action, 'hall-op7')));
  expect(entries.map(({ length }) => length)).toEqual([1, 2, 1]);
  const alone = await hr.patch(who, { op: 'replace', path: `${employment}:terminationKind`, value: 'retired' });
  expect(alone.json()).toMatchObject({ status: '400', scimType: 'invalidValue' });
  const left = await hr.patch(who, { op: 'replace', path: day, value: '2026-01-31' });
  expect(left.json()).toMatchObject({ active: false, [employment]: { terminationDate: '2026-01-31' } });
  expect(await about('person.departed', 'hall-op7')).toHaveLength(1);
  expect(await about('person.changed', 'hall-op7')).toEqual([]);
});

test('who arrives for a time has their last day planned; one that is over already does not arrive', async () => {
  const passing = { [employment]: { terminationDate: '2031-06-30', terminationKind: 'retired' } };
  expect((await hr.add('for-a-time', passing)).json()).toMatchObject({ active: true, ...passing });
  const over = await hr.add('too-late', { [employment]: { terminationDate: '2026-01-31' } });
  expect(over.json()).toMatchObject({ status: '400', scimType: 'invalidValue' });
  expect(await hr.found('userName eq "too-late"')).toEqual([]);
});

test('whose last day has come has left before the schedule says so, and comes back as anybody does', async () => {
  const user = (await hr.add('gone-by-the-clock')).json();
  await hr.patch(user.id, { op: 'add', path: `${employment}:terminationDate`, value: '2031-06-30' });
  // As if the day had come: what no login of ours may.
  await county.owner.pool.query('alter table access.planned_departure disable trigger user');
  await county.owner.pool.query("update access.planned_departure set day = '2026-06-30' where person = $1", [user.id]);
  await county.owner.pool.query('alter table access.planned_departure enable trigger user');
  await county.owner.pool.query("update access.person set leaves_at = '2026-06-29T16:00Z' where id = $1", [user.id]);
  expect((await hr.get(`/Users/${user.id}`)).json()).toMatchObject({ active: false });
  const back = await hr.patch(user.id, { op: 'replace', path: 'active', value: true });
  expect(back.json(), back.body).toMatchObject({ active: true });
  expect(back.json()[employment].terminationDate).toBeUndefined();
  expect(await about('person.departed', 'gone-by-the-clock')).toHaveLength(1);
  expect(await about('person.rehired', 'gone-by-the-clock')).toHaveLength(1);
});
