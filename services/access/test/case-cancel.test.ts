import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCase, step, stepped } from './acting.ts';
import { handlers, reviewers } from './casework.ts';
import { holdRow, waitingForLocks } from './holding.ts';
import { back, moved, onLeave } from './moving.ts';
import { type County, openCounty } from './open-county.ts';
import { suspended } from './suspending.ts';

/** A case that is called off takes no further step; who had a part in it has had it. */
let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const url = (id: string) => `/api/v1/cases/${id}/cancellation`;
const cancel = (id: string, actor: string, reason = '申请人撤回') =>
  county.service.post(county.client('cases:write'), url(id), { reason, actor });

async function handled(): Promise<string> {
  const { id } = await openCase(county);
  await stepped(county, id, 'handle', handlers[0]);
  return id;
}

test('by who handled it: it takes no step, shows why, and is cancelled once', async () => {
  const id = await handled();
  const answer = await cancel(id, handlers[0]);
  expect(answer.statusCode, answer.body).toBe(200);
  expect(answer.json()).toMatchObject({
    state: 'cancelled',
    nextDuty: null,
    cancellation: { by: handlers[0], reason: '申请人撤回' },
    steps: [{ duty: 'handle' }],
  });
  expect(answer.json().closedAt).not.toBeNull();
  expect((await step(county, id, 'review', reviewers[0])).json()).toMatchObject({ status: 409, code: 'case-closed' });
  const again = await cancel(id, handlers[0], '再来一次');
  expect([again.statusCode, again.json().cancellation.reason]).toEqual([200, '申请人撤回']);
  const entries = (await county.entries('case.cancelled')).filter(({ outcome }) => outcome === 'done');
  expect(entries).toMatchObject([{ actor: handlers[0], reason: '申请人撤回' }]);
  const list = await county.service.get(county.client('cases:write'), '/api/v1/cases', { state: 'cancelled' });
  expect(list.json().data.map((one: { id: string }) => one.id)).toEqual([id]);
});

test('by who may approve it, in their own name; by nobody else', async () => {
  const id = await handled();
  const { service, as } = county;
  for (const other of [handlers[1], reviewers[0], 'card-op1'])
    expect((await service.post(as(other), url(id), { reason: '无' })).json(), other).toMatchObject({
      status: 403,
      code: 'not-permitted',
    });
  const forged = await service.post(as(handlers[1]), url(id), { reason: '无', actor: handlers[0] });
  expect(forged.json()).toMatchObject({ code: 'not-permitted' });
  expect((await service.post(county.client('decide'), url(id), { reason: '无' })).statusCode).toBe(403);
  const done = await service.post(as('enterprise-pension-op5'), url(id), { reason: '重复受理' });
  expect(done.json(), done.body).toMatchObject({ cancellation: { by: 'enterprise-pension-op5' } });
});

test('not one that is complete, nor one that is not there, nor without a reason', async () => {
  const id = await handled();
  await stepped(county, id, 'review', reviewers[0]);
  await stepped(county, id, 'approve', 'enterprise-pension-op5');
  expect((await cancel(id, handlers[0])).json()).toMatchObject({ status: 409, code: 'case-closed' });
  expect((await cancel('01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11', handlers[0])).statusCode).toBe(404);
  expect((await cancel(id, handlers[0], '')).statusCode).toBe(400);
});

test('S08: a cancelled change still counts: the person had touched the account', async () => {
  const unit = 'resident-pension';
  const change = await openCase(county, { item: 'resident-payee-account-change', unit, subject: 'S' });
  await stepped(county, change.id, 'handle', 'resident-pension-op1');
  expect((await cancel(change.id, 'resident-pension-op1')).statusCode).toBe(200);
  const { id } = await openCase(county, { item: 'resident-pension-resumption', unit, subject: 'S' });
  expect((await step(county, id, 'handle', 'resident-pension-op1')).json()).toMatchObject({
    code: 'duty-conflict',
    conflicts: [{ rule: 'payee-cooling-off' }],
  });
});

test('not by who is on leave, though they handled it or may approve it', async () => {
  const id = await handled();
  const away = [await onLeave(county, handlers[0]), await onLeave(county, 'enterprise-pension-op5')];
  for (const actor of [handlers[0], 'enterprise-pension-op5'])
    expect((await cancel(id, actor)).json(), actor).toMatchObject({ status: 409, code: 'on-leave' });
  for (const { id } of away) await back(county, id);
  expect((await cancel(id, handlers[0])).statusCode).toBe(200);
});

test('not by who handled it and may do so no more: suspended, or moved elsewhere', async () => {
  const unit = 'resident-pension';
  const ids = [];
  for (const actor of ['resident-pension-op1', 'resident-pension-op2']) {
    const { id } = await openCase(county, { item: 'resident-pension-award', unit });
    await stepped(county, id, 'handle', actor);
    ids.push([id, actor] as const);
  }
  await suspended(county, 'resident-pension-op1', { reason: 'seconded-out', note: '借调' });
  const plan = { by: ['newcomer'], until: new Date(Date.now() + 86_400_000).toISOString(), note: '顶岗' };
  await moved(county, 'resident-pension-op2', { unit: 'office', post: '文员', coverPlan: plan });
  for (const [id, actor] of ids)
    expect((await cancel(id, actor)).json(), actor).toMatchObject({ status: 403, code: 'not-permitted' });
  expect((await cancel(ids[0]?.[0] as string, 'resident-pension-op5')).statusCode).toBe(200);
});

test('not by who is related to whom it is about: no relative ends a recovery', async () => {
  const { service, as } = county;
  const { id } = await openCase(county, { item: 'overpayment-recovery', unit: 'control', subject: 'mother' });
  await stepped(county, id, 'handle', 'control-op3');
  const declared = await service.post(as('control-op2'), '/api/v1/me/relations', {
    ...{ relation: 'parent', identity: 'mother' },
  });
  expect(declared.statusCode, declared.body).toBe(201);
  const refused = await cancel(id, 'control-op2');
  expect(refused.json()).toMatchObject({ status: 409, code: 'duty-conflict', conflicts: [{ rule: 'recusal' }] });
  expect(await county.entries('case.cancelled')).toContainEqual(
    expect.objectContaining({ outcome: 'denied', actor: 'control-op2', reason: 'duty-conflict' }),
  );
  expect((await cancel(id, 'control-op3')).statusCode).toBe(200);
});

test('where an item has no approval, by who may close it: also when its handler has left', async () => {
  const { id } = await openCase(county, { item: 'employer-change', unit: 'enrolment' });
  await stepped(county, id, 'handle', 'enrolment-op1');
  const left = await county.service.post(county.as('sysadmin'), '/api/v1/people/enrolment-op1/departure', {
    kind: 'resigned',
  });
  expect(left.statusCode, left.body).toBe(201);
  expect((await cancel(id, 'enrolment-op2')).json()).toMatchObject({ code: 'not-permitted' });
  expect((await cancel(id, 'enrolment-op3')).json()).toMatchObject({ cancellation: { by: 'enrolment-op3' } });
});

test('a step and a cancellation at once: one waits for the other, and no step follows it', async () => {
  for (let round = 0; round < 8; round++) {
    const id = await handled();
    const held = await holdRow(county, 'access.case', id);
    const tries = [cancel(id, handlers[0]), step(county, id, 'review', reviewers[0])];
    if (round % 2) tries.reverse();
    await waitingForLocks(county, 2);
    await held.release();
    await Promise.all(tries);
    const { rows } = await county.owner.pool.query(
      `select c.state, c.closed_at >= all (select at from access.step s where s."case" = c.id) as last from access.case c where id = $1`,
      [id],
    );
    expect(rows).toEqual([{ state: 'cancelled', last: true }]);
  }
});

test('the database lets no cancelled case come back', async () => {
  const id = await handled();
  await cancel(id, handlers[0]);
  const back = county.owner.pool.query(
    `update access.case set state = 'open', closed_at = null, cancelled_by = null, cancel_reason = null where id = $1`,
    [id],
  );
  await expect(back).rejects.toMatchObject({ constraint: 'case_cancelled_stays' });
});
