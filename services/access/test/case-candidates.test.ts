import type { CaseCandidate } from '@zhiheng/contracts';
import type { TestPerson } from '@zhiheng/http/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { evaluate, openCase, question, step, stepped } from './acting.ts';
import { back, onLeave } from './moving.ts';
import { type County, openCounty } from './open-county.ts';
import { decide } from './requesting.ts';
import { suspended } from './suspending.ts';

/** Who may do the next duty of a case, and why others who hold it may not. */
let county: County;
beforeAll(async () => {
  county = await openCounty((file) => {
    file.rules = file.rules.filter(({ kind }) => kind !== 'static');
    const add = (username: string, roles: string[], grants?: { role: string; unit: string }[]) =>
      file.people.push({
        ...{ staffNumber: username, username, name: username, unit: 'resident-pension', post: '-', roles },
        ...(grants ? { grants } : {}),
      });
    add('both', ['resident-pension-handle', 'resident-pension-review']);
    add('barred', ['resident-pension-handle', 'barred']);
    file.roles.push({
      code: 'barred',
      name: { zh: '不得经办', en: 'Not to handle' },
      risk: 1,
      permissions: [{ action: 'handle', resource: 'case', items: [verification.item], effect: 'deny' }],
    });
    const duties = ['handle', 'review', 'correct'];
    const like = file.items.find(({ code }) => code === verification.item) as (typeof file.items)[number];
    file.items.push({ ...like, code: 'bound', duties, bound: [['handle', 'correct']] });
    const permissions = duties.map((action) => ({ action, resource: 'case', items: ['bound'] }));
    file.roles.push({ code: 'clerk', name: { zh: '测试岗', en: 'Test clerk' }, risk: 1, permissions });
    for (const username of ['clerk-1', 'clerk-2', 'clerk-3']) add(username, ['clerk']);
    file.people.push({
      ...{ staffNumber: 'far', username: 'far', name: 'far', unit: 'hall', post: '-' },
      roles: ['resident-pension-handle'],
      grants: [{ role: 'resident-pension-handle', unit: 'resident-pension' }],
    });
  });
});
afterAll(() => county.close());

const verification = { item: 'eligibility-verification', unit: 'resident-pension' };
const machine = () => county.client('cases:write');
type Who = TestPerson | ReturnType<typeof machine>;
const url = (id: string) => `/api/v1/cases/${id}/candidates`;
const asking = (id: string, who: Who | undefined, query: Record<string, string> = {}) =>
  county.service.get(who, url(id), query);
async function candidates(id: string, who: Who = machine()): Promise<Map<string, CaseCandidate>> {
  const answer = await asking(id, who, { limit: '200' });
  expect(answer.statusCode, answer.body).toBe(200);
  expect(answer.json().nextCursor).toBeNull();
  return new Map(answer.json().data.map((one: CaseCandidate) => [one.username, one]));
}
const may = (found: Map<string, CaseCandidate>) =>
  [...found.values()]
    .filter((one) => one.may)
    .map(({ username }) => username)
    .sort();
const reasonOf = (found: Map<string, CaseCandidate>, who: string) => found.get(who)?.reason?.code;

test('those who may are those whose step is taken; of the others it is told why not, as a decision would', async () => {
  const { id } = await openCase(county, verification);
  const found = await candidates(id);
  expect(may(found)).toEqual(['both', 'far', 'resident-pension-op1', 'resident-pension-op2']);
  expect([...found.keys()].filter((one) => !found.get(one)?.may)).toEqual(['barred']);
  expect(found.get('barred')).toMatchObject({
    ...{ duty: 'handle', unit: 'resident-pension', mayReturn: false, conflicts: [] },
    reason: { code: 'denied-by-role', zh: '角色明确禁止', en: 'A role forbids it' },
  });
  expect(found.get('both')).toMatchObject({ may: true, mayReturn: false, reason: null, conflicts: [] });
  const usernames = (await county.owner.pool.query('select username from access.account')).rows;
  for (const { username } of usernames) {
    const { decision, context } = await evaluate(county, question(username, 'handle', id));
    expect(decision, username).toBe(found.get(username)?.may ?? false);
    if (found.get(username)?.reason) expect(context.reason.code).toBe(reasonOf(found, username));
  }
  expect(await county.entries('decision.searched')).toMatchObject([
    { target: expect.any(String), unit: verification.unit },
  ]);
});

test('what somebody did on the case keeps them from the next duty, and everybody who sees them is told of it', async () => {
  const { id } = await openCase(county, verification);
  await stepped(county, id, 'handle', 'both');
  for (const who of [machine(), county.as('resident-pension-op3'), county.as('inspector')]) {
    const found = await candidates(id, who);
    expect(may(found)).toEqual(['resident-pension-op3', 'resident-pension-op4']);
    expect(found.get('both')).toMatchObject({ may: false, mayReturn: false, reason: { code: 'duty-conflict' } });
    expect(found.get('both')?.conflicts[0]?.with).toMatchObject([{ duty: 'handle', round: 1 }]);
    expect(found.get('resident-pension-op3')).toMatchObject({ duty: 'review', mayReturn: true });
  }
  const refused = (await step(county, id, 'review', 'both')).json();
  expect((await candidates(id)).get('both')?.conflicts).toEqual(refused.conflicts);
});

test('leave and suspension are told to who oversees the person, to colleagues only that they are not available', async () => {
  const { id } = await openCase(county, verification);
  const leave = await onLeave(county, 'resident-pension-op1');
  const { request } = await suspended(county, 'resident-pension-op2');
  for (const who of [machine(), county.as('inspector')]) {
    const found = await candidates(id, who);
    expect(may(found)).toEqual(['both', 'far']);
    expect(reasonOf(found, 'resident-pension-op1')).toBe('on-leave');
    expect(reasonOf(found, 'resident-pension-op2')).toBe('suspended');
  }
  const colleague = await candidates(id, county.as('both'));
  for (const who of ['resident-pension-op1', 'resident-pension-op2'])
    expect(colleague.get(who)).toMatchObject({ may: false, reason: { code: 'not-available' }, conflicts: [] });
  expect((await step(county, id, 'handle', 'resident-pension-op1')).json().code).toBe('on-leave');
  expect((await back(county, leave.id)).statusCode).toBe(200);
  expect((await decide(county, 'director', request, 'reject', '无事')).statusCode).toBe(200);
  expect(may(await candidates(id))).toEqual(['both', 'far', 'resident-pension-op1', 'resident-pension-op2']);
});

test('a relation, and what was done on other cases, is told to nobody but oneself and machines', async () => {
  const { service, as } = county;
  const declared = await service.post(as('resident-pension-op1'), '/api/v1/me/relations', {
    ...{ relation: 'parent', identity: 'Z' },
  });
  expect(declared.statusCode, declared.body).toBe(201);
  const related = await openCase(county, { ...verification, subject: 'Z' });
  const changed = await openCase(county, {
    ...{ item: 'resident-payee-account-change', unit: 'resident-pension', subject: 'X' },
  });
  await stepped(county, changed.id, 'handle', 'resident-pension-op1');
  const after = await openCase(county, { item: 'resident-pension-resumption', unit: 'resident-pension', subject: 'X' });
  for (const [{ id }, rule] of [
    [related, 'recusal'],
    [after, 'payee-cooling-off'],
  ] as const) {
    for (const who of [as('resident-pension-op2'), as('inspector')]) {
      const hidden = (await candidates(id, who)).get('resident-pension-op1');
      expect(hidden).toMatchObject({ may: false, reason: { code: 'not-available' }, conflicts: [] });
      expect(JSON.stringify(hidden)).not.toMatch(new RegExp(`${rule}|${changed.id}`));
    }
    for (const who of [as('resident-pension-op1'), machine()])
      expect((await candidates(id, who)).get('resident-pension-op1')).toMatchObject({
        ...{ may: false, reason: { code: 'duty-conflict' }, conflicts: [{ rule }] },
      });
  }
});

test('a case that waits for nothing waits for nobody', async () => {
  const done = await openCase(county, verification);
  await stepped(county, done.id, 'handle', 'both');
  expect(await stepped(county, done.id, 'review', 'resident-pension-op3')).toMatchObject({ state: 'complete' });
  const cancelled = await openCase(county, verification);
  await stepped(county, cancelled.id, 'handle', 'both');
  const order = { reason: '申请人撤回', actor: 'both' };
  const answer = await county.service.post(machine(), `/api/v1/cases/${cancelled.id}/cancellation`, order);
  expect(answer.json()).toMatchObject({ state: 'cancelled' });
  for (const { id } of [done, cancelled]) expect((await candidates(id)).size).toBe(0);
});

test('what is bound to somebody else’s duty others may only send back', async () => {
  const { id } = await openCase(county, { item: 'bound', unit: 'resident-pension' });
  await stepped(county, id, 'handle', 'clerk-1');
  await stepped(county, id, 'review', 'clerk-2');
  const found = await candidates(id);
  expect(may(found)).toEqual(['clerk-1']);
  for (const who of ['clerk-2', 'clerk-3'])
    expect(found.get(who)).toMatchObject({ duty: 'correct', reason: { code: 'bound-duty', zh: '须由同一人办理' } });
  expect(found.get('clerk-3')).toMatchObject({ may: false, mayReturn: true });
  await stepped(county, id, 'correct', 'clerk-3', { outcome: 'returned' });
});

test('page by page it is the same list, each person once', async () => {
  const { id } = await openCase(county, verification);
  const whole = [...(await candidates(id)).keys()];
  const paged: string[] = [];
  let query: Record<string, string> = { limit: '2' };
  for (;;) {
    const { data, nextCursor } = (await asking(id, machine(), query)).json();
    paged.push(...data.map(({ username }: CaseCandidate) => username));
    if (nextCursor === null) break;
    query = { limit: '2', cursor: nextCursor };
  }
  expect(paged).toEqual(whole);
  expect((await asking(id, machine(), { cursor: 'nonsense' })).json().code).toBe('invalid-cursor');
  expect((await asking(id, machine(), { duty: 'handle' })).statusCode).toBe(400);
});

test('only those whom the caller sees, on a case that they may read', async () => {
  const { id } = await openCase(county, verification);
  expect([...(await candidates(id, county.as('far'))).keys()]).toEqual(['far']);
  expect((await candidates(id, county.as('resident-pension-op1'))).has('far')).toBe(false);
  expect((await asking(id, county.as('card-op1'))).json().code).toBe('not-found');
  expect((await asking(id, county.as('resident-pension-head'))).json().code).toBe('not-found');
  expect((await asking(id, undefined)).statusCode).toBe(401);
  expect((await asking(id, county.client('scim'))).json().code).toBe('not-permitted');
  expect((await asking('01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11', machine())).json().code).toBe('not-found');
  expect((await asking('1', machine())).statusCode).toBe(400);
});
