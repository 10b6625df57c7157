import { afterAll, beforeAll, expect, test } from 'vitest';
import { draftDays, dropOldDrafts } from '../draft-endings.ts';
import { type County, openCounty } from './open-county.ts';
import { approve, handleFor } from './requesting.ts';

/** What somebody is about to ask for is theirs alone, judged when it is submitted and in nobody's way before. */
let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const home = '/api/v1/requests/drafts';
const op = 'enterprise-pension-op1';
const send = (who: string, method: 'GET' | 'POST' | 'PUT' | 'DELETE', path = '', payload?: object) =>
  county.service.send(county.as(who), { method, url: `${home}${path}`, ...(payload ? { payload } : {}) });
const saved = async (who: string, content: object = { change: 'grant', ...handleFor('newcomer') }) => {
  const answer = await send(who, 'POST', '', content);
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json();
};
const submission = (who: string, id: string) => send(who, 'POST', `/${id}/submission`);
const detailsOf = async (target: string) =>
  (await county.entries('draft.deleted')).filter((one) => one.target === target).map(({ reason }) => reason);

test('a draft keeps what is typed, is changed, listed and deleted by its author, and seen by nobody else', async () => {
  const half = { change: 'grant', role: 'card-handle' };
  const { id, content } = await saved(op, half);
  expect(content).toEqual(half);
  const whole = { ...half, beneficiary: 'newcomer', unit: 'card', reason: '试' };
  expect((await send(op, 'PUT', `/${id}`, whole)).json().content).toEqual(whole);
  expect((await send(op, 'GET', `/${id}`)).json().content).toEqual(whole);
  for (const other of ['newcomer', 'enterprise-pension-head', 'director']) {
    expect((await send(other, 'GET')).json().data).toEqual([]);
    for (const method of ['GET', 'PUT', 'DELETE'] as const)
      expect((await send(other, method, `/${id}`, method === 'PUT' ? whole : undefined)).statusCode).toBe(404);
    expect((await submission(other, id)).statusCode).toBe(404);
  }
  const { id: second } = await saved(op, half);
  const first = (await send(op, 'GET', '?limit=1')).json();
  expect(first.data.map((one: { id: string }) => one.id)).toEqual([second]);
  const rest = (await send(op, 'GET', `?limit=1&cursor=${first.nextCursor}`)).json();
  expect(rest).toMatchObject({ data: [{ id }], nextCursor: null });
  for (const one of [id, second]) expect((await send(op, 'DELETE', `/${one}`)).statusCode).toBe(204);
  expect((await send(op, 'DELETE', `/${id}`)).statusCode).toBe(404);
  expect((await send(op, 'GET')).json().data).toEqual([]);
  expect((await county.service.get(county.client('decide'), home)).statusCode).toBe(403);
  expect((await send(op, 'POST', '', { change: 'grant', colour: 'red' })).json().code).toBe('invalid-request');
});

test('it is judged when it is submitted, and submitted once however often it is sent', async () => {
  const wanted = { change: 'grant', ...handleFor('newcomer') };
  const { id } = await saved(op, wanted);
  // Two drafts of the same are in nobody's way, nor in each other's.
  const { id: twin } = await saved(op, wanted);
  expect((await submission(op, id)).json()).toMatchObject({ status: 400, errors: [{ path: '/reason' }] });
  await send(op, 'PUT', `/${id}`, { ...wanted, reason: '新入职' });
  await send(op, 'PUT', `/${twin}`, { ...wanted, reason: '新入职' });
  const answers = await Promise.all([submission(op, id), submission(op, id)]);
  // One that met the other on its way is told so; sent again it is told the same request.
  const made = answers.find(({ statusCode }) => statusCode === 201)?.json();
  expect(made).toMatchObject({ state: 'pending', requester: op, beneficiary: 'newcomer' });
  expect((await submission(op, id)).json().id).toBe(made.id);
  expect((await submission(op, twin)).json()).toMatchObject({ code: 'already-exists', request: made.id });
  // What was refused is still there.
  expect((await send(op, 'GET')).json().data.map((one: { id: string }) => one.id)).toEqual([twin]);
  expect(await detailsOf(id)).toEqual(['submitted']);
  expect((await county.entries('request.submitted')).filter(({ target }) => target === made.id)).toHaveLength(1);
  expect((await approve(county, made)).state).toBe('applied');
});

test('saved under a key, however often and however many at once, it is one draft, and none anew once that is deleted', async () => {
  const wanted = { change: 'grant', ...handleFor('card-op4'), role: 'card-handle', unit: 'card', reason: '轮岗' };
  const save = () =>
    county.service.send(county.as(op), {
      method: 'POST',
      url: home,
      payload: wanted,
      headers: { 'idempotency-key': 'draft-once' },
    });
  const answers = await Promise.all(Array.from({ length: 5 }, save));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([201, 201, 201, 201, 201]);
  const [id, ...others] = new Set(answers.map((one) => one.json().id as string));
  expect(others).toEqual([]);
  expect((await county.entries('draft.saved')).filter(({ target }) => target === id)).toHaveLength(1);
  await send(op, 'PUT', `/${id}`, { ...wanted, reason: '轮岗至社保卡股' });
  expect((await save()).json()).toMatchObject({ id, content: { reason: '轮岗至社保卡股' } });
  await send(op, 'DELETE', `/${id}`);
  expect((await save()).json()).toMatchObject({ status: 404, code: 'not-found' });
  expect((await send(op, 'GET')).json().data.map((one: { id: string }) => one.id)).not.toContain(id);
});

test('drafts end with their author’s departure, and with time', async () => {
  const { id } = await saved('card-op1');
  const { id: kept } = await saved('card-op2');
  await county.service.post(county.as('sysadmin'), '/api/v1/people/card-op1/departure', { kind: 'retired' });
  expect(await detailsOf(id)).toEqual(['departure']);
  expect((await send('card-op1', 'POST', '', { change: 'grant' })).statusCode).toBe(401);
  const desk = { database: county.database };
  const moveBack = (days: number) =>
    county.owner.pool.query('update access.request_draft set updated_at = updated_at - make_interval(days => $1)', [
      days,
    ]);
  await moveBack(draftDays - 1);
  expect(await dropOldDrafts(desk, county.centre)).toBe(0);
  await moveBack(1);
  expect(await dropOldDrafts(desk, county.centre)).toBeGreaterThan(0);
  expect(await detailsOf(kept)).toEqual(['expiry']);
  expect((await send('card-op2', 'GET')).json().data).toEqual([]);
});

test('no more than a hundred', async () => {
  for (let number = 0; number < 100; number++) await saved('hall-op1', { change: 'revoke' });
  expect((await send('hall-op1', 'POST', '', { change: 'revoke' })).json()).toMatchObject({
    status: 409,
    code: 'too-many-drafts',
  });
});
