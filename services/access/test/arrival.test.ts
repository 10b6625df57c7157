import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCase, question, reasonOf, step, stepped } from './acting.ts';
import { applied, exceptionFor, exceptionsOf } from './asking.ts';
import { inMinutes, onLeave } from './moving.ts';
import { type County, openCounty } from './open-county.ts';
import { approve, handleFor, submitted } from './requesting.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const add = (input: object, by = 'sysadmin') =>
  county.service.post(county.as(by), '/api/v1/people', { name: '新人', unit: 'card', ...input });
const depart = (who: string, kind = 'retired') =>
  county.service.post(county.as('sysadmin'), `/api/v1/people/${who}/departure`, { kind });
const rehire = (who: string, input: object = {}, by = 'sysadmin') =>
  county.service.post(county.as(by), `/api/v1/people/${who}/rehire`, { unit: 'card', reason: '返聘', ...input });
const accountsOf = async (username: string) => {
  const { rows } = await county.owner.pool.query(
    'select id, state from access.account where centre = $1 and username = $2 order by created_at',
    [county.centre, username],
  );
  return rows as { id: string; state: string }[];
};

test('somebody new has an account and nothing else; what they may do comes by request', async () => {
  const answer = await add({ username: 'wang-fang', name: '王芳', staffNumber: 'S9001', post: '经办岗' });
  expect(answer.statusCode, answer.body).toBe(201);
  expect(answer.json()).toMatchObject({
    ...{ username: 'wang-fang', name: '王芳', staffNumber: 'S9001', unit: 'card', post: '经办岗' },
    ...{ state: 'active', roles: [] },
  });
  expect(answer.headers.location).toBe(`/api/v1/people/${answer.json().id}`);
  expect(await accountsOf('wang-fang')).toMatchObject([{ state: 'active' }]);
  expect(await reasonOf(county, question('wang-fang', 'handle'))).toBe('not-permitted');
  const done = await approve(county, await submitted(county, 'card-op1', handleFor('wang-fang')));
  expect(done.state).toBe('applied');
  expect(await reasonOf(county, question('wang-fang', 'handle'))).toBe('permitted');
  expect(await county.entries('person.added')).toMatchObject([{ outcome: 'done', target: 'wang-fang', unit: 'card' }]);
});

test('one person a staff number, one a username, whoever has left included', async () => {
  expect((await add({ username: 'another', staffNumber: 'S9001' })).json()).toMatchObject({
    status: 409,
    code: 'already-exists',
  });
  expect((await add({ username: 'wang-fang', staffNumber: 'S9002' })).json().code).toBe('already-exists');
  await depart('hall-op7');
  expect((await add({ username: 'hall-op7' })).json().code).toBe('already-exists');
  expect((await add({ username: 'plain' })).json()).toMatchObject({ staffNumber: 'plain', post: '-' });
});

test('two at once of one name: one of them', async () => {
  const both = await Promise.all([
    add({ username: 'twin', staffNumber: 'T1' }),
    add({ username: 'twin', staffNumber: 'T2' }),
  ]);
  expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409]);
  expect(await accountsOf('twin')).toHaveLength(1);
});

test('who may: those who administer accounts over the unit, and the HR system', async () => {
  for (const by of ['director', 'card-head', 'card-op1', 'secadmin'])
    expect((await add({ username: 'nope', unit: 'nowhere' }, by)).json()).toMatchObject({ code: 'not-permitted' });
  expect((await add({ username: 'nope', unit: 'nowhere' })).json().code).toBe('unknown-code');
  expect((await add({ username: 'No Good' })).statusCode).toBe(400);
  const body = { username: 'by-hr', name: '人事', unit: 'hall' };
  expect((await county.service.post(county.client('scim'), '/api/v1/people', body)).statusCode).toBe(201);
  expect((await county.service.post(county.client('decide'), '/api/v1/people', body)).statusCode).toBe(403);
});

test('a rehire starts with nothing: a new account, no grants, no exception, deputyship or leave of before', async () => {
  const who = 'card-op1';
  await applied(county, 'card-op2', exceptionFor(who, 'item-handle-review'));
  const head = 'card-head';
  const named = { deputy: 'hall-head', until: inMinutes(600), reason: '出差' };
  expect((await county.service.post(county.as(head), '/api/v1/deputies', named)).statusCode).toBe(201);
  await onLeave(county, head);
  for (const one of [who, head]) {
    await depart(one);
    const answer = await rehire(one);
    expect(answer.statusCode, answer.body).toBe(201);
    expect(answer.json()).toMatchObject({ username: one, unit: 'card', state: 'active', roles: [] });
    expect(await accountsOf(one)).toMatchObject([{ state: 'disabled' }, { state: 'active' }]);
    expect(await reasonOf(county, question(one, 'handle', { item: 'card-first-issue', unit: 'card' }))).toBe(
      'not-permitted',
    );
  }
  const grants = await county.service.get(county.as('director'), '/api/v1/grants', { person: who });
  expect(grants.json().data.map(({ state }: { state: string }) => state)).toEqual(['ended']);
  expect(await exceptionsOf(county, 'director', { person: who })).toMatchObject([{ state: 'ended' }]);
  const deputies = await county.service.get(county.as('director'), '/api/v1/deputies', { principal: head });
  expect(deputies.json().data).toMatchObject([{ state: 'ended' }]);
  const leaves = await county.service.get(county.as('sysadmin'), '/api/v1/leaves', { person: head });
  expect(leaves.json().data).toMatchObject([{ state: 'ended' }]);
});

test('the old account stays dead, and a new one of theirs is heard', async () => {
  // As they signed in before they left.
  const left = await county.service.get(county.as('card-op1'), '/api/v1/me');
  expect(left.json()).toMatchObject({ status: 401, code: 'account-disabled' });
  const [, account] = await accountsOf('card-op1');
  const now = { ...county.as('card-op1'), account: account?.id as string };
  expect((await county.service.get(now, '/api/v1/me')).json()).toMatchObject({ username: 'card-op1', grants: [] });
});

test('what they did before still counts: they get no second duty on a case of then', async () => {
  const who = 'enterprise-pension-op1';
  const { id } = await openCase(county);
  await stepped(county, id, 'handle', who);
  await depart(who, 'resigned');
  expect((await rehire(who, { unit: 'enterprise-pension', post: '复核岗' })).statusCode).toBe(201);
  const review = { beneficiary: who, role: 'enterprise-pension-review', unit: 'enterprise-pension' };
  expect((await approve(county, await submitted(county, 'enterprise-pension-op2', review))).state).toBe('applied');
  expect((await step(county, id, 'review', who)).json()).toMatchObject({ status: 409, code: 'duty-conflict' });
  const other = await openCase(county);
  await stepped(county, other.id, 'handle', 'enterprise-pension-op2');
  await stepped(county, other.id, 'review', who);
});

test('under another username they are still the same person, and the old one is nobody else’s', async () => {
  await depart('card-op3');
  expect((await rehire('card-op3', { username: 'newcomer' })).json().code).toBe('already-exists');
  const back = await rehire('card-op3', { username: 'card-op3-back' });
  expect(back.json()).toMatchObject({ username: 'card-op3-back', unit: 'card' });
  const byOldName = await county.service.get(county.as('director'), '/api/v1/people/card-op3');
  expect(byOldName.json()).toMatchObject({ id: back.json().id, username: 'card-op3-back' });
});

test('twice at once: one rehire, one account', async () => {
  await depart('card-op4');
  const both = await Promise.all([rehire('card-op4'), rehire('card-op4')]);
  expect(both.map((answer) => answer.json().code ?? answer.statusCode).sort()).toEqual([201, 'already-active']);
  expect(await accountsOf('card-op4')).toMatchObject([{ state: 'disabled' }, { state: 'active' }]);
  const entries = (await county.entries('person.rehired')).filter(({ target }) => target === 'card-op4');
  expect(entries.map(({ outcome }) => outcome).sort()).toEqual(['denied', 'done']);
});

test('refused: who has not left, who is on record as deceased, and whoever may not', async () => {
  expect((await rehire('card-op2')).json()).toMatchObject({ status: 409, code: 'already-active' });
  expect((await rehire('nobody')).statusCode).toBe(404);
  await depart('card-op2', 'deceased');
  expect((await rehire('card-op2')).json().code).toBe('already-departed');
  await depart('hall-op2');
  for (const by of ['director', 'secadmin', 'enrolment-head'])
    expect((await rehire('hall-op2', {}, by)).json().code).toBe('not-permitted');
  expect((await rehire('hall-op2', { unit: 'nowhere' })).json().code).toBe('unknown-code');
});
