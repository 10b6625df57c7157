import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { evaluate, openCase, question, reasonOf, step, stepped } from './acting.ts';
import { waitingForLocks } from './holding.ts';
import { type County, openCounty } from './open-county.ts';

/** With which of their roles people act: dynamic separation of duty. */
let county: County;
beforeAll(async () => {
  county = await openCounty(({ people, roles }) => {
    for (const one of people)
      if (one.username === 'hall-op1' || one.username === 'hall-op2') {
        one.roles.push('enterprise-pension-review', 'forbidden', 'hall-handle');
        one.grants = [{ role: 'enterprise-pension-review', unit: 'enterprise-pension' }];
      }
    roles.push({
      code: 'forbidden',
      name: { zh: '不得办理注销', en: 'Not to cancel' },
      risk: 1,
      permissions: [{ action: 'handle', resource: 'case', items: ['intern-injury-enrolment'], effect: 'deny' }],
    });
  });
});
afterAll(() => county.close());

const home = '/api/v1/me/session/roles';
const signIn = randomBytes(32);
const as = (who: string, mark?: Buffer) => ({
  ...county.as(who),
  ...(mark ? { signIn: mark.toString('base64url') } : {}),
});
const read = async (who: string) => (await county.service.get(county.as(who), home)).json();
const choose = (who: string, roles: string[], mark?: Buffer) =>
  county.service.send(as(who, mark), { method: 'PUT', url: home, payload: { roles } });
const chosen = async (who: string, roles: string[], mark?: Buffer) => {
  const answer = await choose(who, roles, mark);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
};
const drop = (who: string) => county.service.send(county.as(who), { method: 'DELETE', url: home });

const handling = { item: 'employer-registration', unit: 'hall-window-1' };
const handle = question('hall-op1', 'handle', handling);
const review = question('hall-op1', 'review');
const print = question('hall-op1', 'handle', { item: 'rights-record-print', unit: 'hall-window-1' });

beforeEach(async () => {
  await drop('hall-op1');
  await drop('hall-op2');
});

test('without a choice all is active that does not conflict; what conflicts waits for a choice', async () => {
  const before = await read('hall-op1');
  expect(before).toMatchObject({ chosen: false, active: ['forbidden', 'hall-handle'] });
  expect(before.available).toContainEqual({
    code: 'teller',
    name: { zh: '综合柜员', en: 'Integrated teller' },
    active: false,
  });
  expect(await reasonOf(county, handle)).toBe('role-inactive');
  expect(await reasonOf(county, review)).toBe('role-inactive');
  expect(await reasonOf(county, print)).toBe('permitted');
  expect(await read('hall-op3')).toMatchObject({ chosen: false, active: ['teller'] });
});

test('what is chosen counts, for decisions and steps, at once and in every process', async () => {
  const other = await county.secondService();
  expect(await reasonOf(county, handle, other)).toBe('role-inactive');
  const told = await chosen('hall-op1', ['teller']);
  expect(told).toMatchObject({ chosen: true, active: ['teller'] });
  const since = { context: { policyEpoch: told.policyEpoch } };
  for (const service of [county.service, other]) {
    expect(await reasonOf(county, { ...handle, ...since }, service)).toBe('permitted');
    expect(await reasonOf(county, { ...review, ...since }, service)).toBe('role-inactive');
  }
  const { id } = await openCase(county, handling);
  await stepped(county, id, 'handle', 'hall-op1');
  const { id: award } = await openCase(county);
  await stepped(county, award, 'handle', 'enterprise-pension-op1');
  const refused = await step(county, award, 'review', 'hall-op1');
  expect(refused.json()).toMatchObject({ status: 403, code: 'not-permitted' });
  expect(refused.json().detail).toContain('角色未启用');
  await chosen('hall-op1', ['enterprise-pension-review']);
  await stepped(county, award, 'review', 'hall-op1');
  expect((await step(county, (await openCase(county, handling)).id, 'handle', 'hall-op1')).statusCode).toBe(403);
});

test('roles that a session rule keeps apart are not active together; the refusal says which and why', async () => {
  const answer = await choose('hall-op1', ['teller', 'enterprise-pension-review', 'hall-handle']);
  expect(answer.json()).toMatchObject({ status: 409, code: 'duty-conflict' });
  const [conflict, ...others] = answer.json().conflicts;
  expect(others).toEqual([]);
  expect(conflict).toMatchObject({
    rule: 'teller-review-session',
    source: '综合柜员制风险防控',
    resolutions: [['enterprise-pension-review'], ['teller']],
  });
  expect(conflict.with.map(({ role }: { role: string }) => role).sort()).toEqual([
    'enterprise-pension-review',
    'teller',
  ]);
  expect(conflict.resolution.zh).toBe('不启用“企业养老保险股复核岗”；或不启用“综合柜员”。');
  expect((await read('hall-op1')).chosen).toBe(false);
  const entries = await county.entries('session.roles-chosen');
  expect(entries.at(-1)).toMatchObject({ outcome: 'denied', actor: 'hall-op1', reason: 'duty-conflict' });
});

test('only what is held can be chosen, and unknown roles are named', async () => {
  expect((await choose('hall-op3', ['enterprise-pension-review'])).json()).toMatchObject({ code: 'not-held' });
  expect((await choose('hall-op3', ['nothing'])).json()).toMatchObject({ status: 422, code: 'unknown-code' });
  expect((await choose('hall-op3', [])).json()).toMatchObject({ status: 400, code: 'invalid-request' });
  expect((await county.service.get(county.client('decide'), home)).statusCode).toBe(403);
});

test('a denial is not shed by leaving its role out', async () => {
  const denied = question('hall-op1', 'handle', { item: 'intern-injury-enrolment', unit: 'hall-window-1' });
  await chosen('hall-op1', ['teller']);
  expect(await reasonOf(county, denied)).toBe('denied-by-role');
});

test('a choice ends with the sign-in that made it, heard of at once', async () => {
  await county.owner.pool.query(
    `insert into identity.artefact (centre, kind, digest, payload, account, person, expires_at)
     values ($1, 'Grant', $2, '{}', $3, $4, now() + interval '1 hour')`,
    [county.centre, signIn, county.as('hall-op2').account, county.as('hall-op2').person],
  );
  const question2 = question('hall-op2', 'handle', handling);
  await chosen('hall-op2', ['teller'], signIn);
  expect(await reasonOf(county, { ...question2, resource: { ...question2.resource } })).toBe('unit-not-covered');
  const own = question('hall-op2', 'handle', { ...handling, unit: 'hall-window-2' });
  expect(await reasonOf(county, own)).toBe('permitted');
  await county.owner.pool.query('delete from identity.artefact where digest = $1', [signIn]);
  await expect.poll(() => reasonOf(county, own), { timeout: 5_000 }).toBe('role-inactive');
  expect(await read('hall-op2')).toMatchObject({ chosen: false });
  const { id } = await openCase(county, { ...handling, unit: 'hall-window-2' });
  expect((await step(county, id, 'handle', 'hall-op2')).statusCode).toBe(403);
  await chosen('hall-op2', ['teller'], randomBytes(32));
  expect(await read('hall-op2')).toMatchObject({ chosen: false });
});

test('a step in flight is before the switch or after it: the switch waits', async () => {
  await chosen('hall-op1', ['teller']);
  const { id } = await openCase(county, handling);
  const holder = await county.owner.pool.connect();
  await holder.query('begin');
  await holder.query('select from access.case where id = $1 for update', [id]);
  const act = step(county, id, 'handle', 'hall-op1');
  await waitingForLocks(county, 1);
  const change = choose('hall-op1', ['enterprise-pension-review']);
  await waitingForLocks(county, 2);
  await holder.query('rollback');
  holder.release();
  expect((await act).statusCode).toBe(201);
  expect((await change).statusCode).toBe(200);
  expect((await step(county, (await openCase(county, handling)).id, 'handle', 'hall-op1')).statusCode).toBe(403);
});

test('a choice is a person’s own: an administrator’s changes nothing of theirs', async () => {
  await chosen(
    'sysadmin',
    (await read('sysadmin')).available.map(({ code }: { code: string }) => code),
  );
  expect((await read('hall-op1')).chosen).toBe(false);
  expect((await evaluate(county, print)).decision).toBe(true);
});

test('who has left has no choice', async () => {
  const left = await county.service.post(county.as('sysadmin'), '/api/v1/people/hall-op4/departure', {
    kind: 'resigned',
  });
  expect(left.statusCode, left.body).toBe(201);
  expect((await choose('hall-op4', ['teller'])).json()).toMatchObject({ status: 401, code: 'account-disabled' });
});
