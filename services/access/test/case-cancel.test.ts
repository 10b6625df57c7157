import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCase, step, stepped } from './acting.ts';
import { handlers, reviewers } from './casework.ts';
import { holdRow, waitingForLocks } from './holding.ts';
import { type County, openCounty } from './open-county.ts';

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
