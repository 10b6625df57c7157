import { describe, expect, test } from 'vitest';
import { County, type RequestBody, rulesOf } from '../support/county.ts';

/** Cases that are under way while people leave, exceptions end, roles are chosen and items change. */
const county = County.ofThisFile();
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

interface Found {
  results: { id: string }[];
}
/** Who may do it, as the decision point's search says. */
async function whoMay(action: string, id: string): Promise<string[]> {
  const asked = { subject: { type: 'person' }, action: { name: action }, resource: { type: 'case', id } };
  return (await county.business.post<Found>('/access/v1/search/subject', asked)).body.results.map((one) => one.id);
}
const cancel = (id: string, actor: string) =>
  county.business.post<{ code?: string; state?: string }>(`/api/v1/cases/${id}/cancellation`, {
    actor,
    reason: '撤回',
  });

/** Lets whoever may decide each stage approve it. */
async function throughAll(who: string, asked: { status: number; body: RequestBody }): Promise<RequestBody> {
  expect(asked.status, JSON.stringify(asked.body)).toBe(201);
  for (let { body } = asked; ; ) {
    const open = body.stages.find(({ state }) => state === 'open');
    if (body.state !== 'pending' || !open) return body;
    await county.decide(open.candidates[0] as string, body.id);
    ({ body } = await county.request(who, body.id));
  }
}

test('a case is returned to a handler who has left: another goes on, the same reviewer reviews, and the lost answer is told again', async () => {
  const unit = 'contribution';
  const id = await county.opened('contribution-refund', unit);
  const key = { 'idempotency-key': 'handled-by-who-left' };
  const handle = (more: object = {}) =>
    county.business.post<{ step?: { id: string }; code?: string }>(
      `/api/v1/cases/${id}/steps`,
      { duty: 'handle', actor: 'contribution-op1', ...more },
      key,
    );
  const first = await handle();
  await county.done(id, 'review', 'contribution-op3', { outcome: 'returned' });
  const { body } = await county.leaves('contribution-op1');
  expect(body.effects.openCases).toMatchObject([{ id, nextDuty: 'handle', candidates: ['contribution-op2'] }]);
  expect(await handle()).toMatchObject({ status: 201, body: { step: { id: first.body.step?.id } } });
  expect(await handle({ note: '改' })).toMatchObject({ status: 409, body: { code: 'idempotency-mismatch' } });
  expect((await county.refused(id, 'handle', 'contribution-op1')).code).toBe('not-active');
  expect(await whoMay('handle', id)).toEqual(['contribution-op2']);
  await county.done(id, 'handle', 'contribution-op2');
  await county.done(id, 'review', 'contribution-op3');
  expect((await county.done(id, 'approve', 'contribution-op5')).case.state).toBe('complete');
});

test('an exception ends while its case is under way: the second duty is refused, and what is held beyond it never was to be had', async () => {
  const unit = 'injury-unemployment';
  const who = `${unit}-op1`;
  const except = async (rule: string) => {
    const terms = { validUntil: inDays(30), compensatingControl: '每日复核', controlOwner: 'inspector' };
    const asked = await county.propose(`${unit}-head`, { change: 'exception', beneficiary: who, rule, ...terms });
    expect((await throughAll('director', asked)).state).toBe('applied');
  };
  await except('item-handle-review');
  await except('case-one-person');
  const review = { beneficiary: who, role: `${unit}-review`, unit };
  expect(rulesOf((await county.ask(`${unit}-op2`, { ...review, validUntil: inDays(60) })).body)).toEqual([
    'item-handle-review',
  ]);
  await throughAll('director', await county.ask(`${unit}-op2`, { ...review, validUntil: inDays(29) }));
  const beyond = { change: 'extend', ...review, validUntil: inDays(60) };
  expect(rulesOf((await county.propose(`${unit}-op2`, beyond)).body)).toEqual(['item-handle-review']);
  const id = await county.opened('skill-subsidy', unit);
  await county.done(id, 'handle', who);
  expect((await county.evaluate(who, 'review', id)).decision).toBe(true);
  interface Listed {
    data: { id: string; rule: string }[];
  }
  const { body } = await county.get<Listed>('inspector', '/api/v1/exceptions?rule=case-one-person');
  await county.post('inspector', `/api/v1/exceptions/${body.data[0]?.id}/end`, { reason: '同事返岗' });
  expect((await county.refused(id, 'review', who)).rules).toEqual(['case-one-person']);
  await county.done(id, 'review', `${unit}-op3`);
});

describe('two requests of one person that conflict only together, and only for a week', () => {
  test('the first takes effect, the second fails with the week it names, and can be had from its end', async () => {
    const place = { beneficiary: 'newcomer', unit: 'enterprise-pension' };
    const until = inDays(20);
    const handle = { ...place, role: 'enterprise-pension-handle', validFrom: inDays(5), validUntil: until };
    const review = { ...place, role: 'enterprise-pension-review', validUntil: inDays(40) };
    const first = await county.ask('enterprise-pension-op1', handle);
    const second = await county.ask('enterprise-pension-op1', { ...review, validFrom: inDays(13) });
    expect([first.status, second.status]).toEqual([201, 201]);
    await county.decide('enterprise-pension-head', second.body.id);
    expect((await throughAll('director', first)).state).toBe('applied');
    const failed = await county.decide('control-head', second.body.id);
    expect(failed.body).toMatchObject({ state: 'failed', failure: 'duty-conflict' });
    expect(failed.body.conflicts[0]?.resolution.en).toContain('Conflicting');
    const later = await county.ask('enterprise-pension-op1', { ...review, validFrom: until });
    expect((await throughAll('director', later)).state).toBe('applied');
  });
});

test('who may approve an open case: nobody before its turn, nobody who is away, nobody who is related, nobody afterwards', async () => {
  const unit = 'resident-pension';
  const id = await county.opened('resident-pension-award', unit, { subject: 'father' });
  await county.done(id, 'handle', `${unit}-op1`);
  expect(await whoMay('approve', id)).toEqual([]);
  expect(await whoMay('review', id)).toEqual([`${unit}-op3`, `${unit}-op4`]);
  await county.post(`${unit}-op4`, '/api/v1/me/relations', { relation: 'parent', identity: 'FATHER' });
  await county.post(`${unit}-op4`, '/api/v1/me/relations', { relation: 'parent', identity: 'father' });
  expect(await whoMay('review', id)).toEqual([`${unit}-op3`]);
  await county.done(id, 'review', `${unit}-op3`);
  expect(await whoMay('approve', id)).toEqual([`${unit}-op5`]);
  await county.post('sysadmin', `/api/v1/people/${unit}-op5/leave`, { until: inDays(2), reason: '病假' });
  expect(await whoMay('approve', id)).toEqual([]);
  expect(await cancel(id, `${unit}-op5`)).toMatchObject({ status: 409, body: { code: 'on-leave' } });
});

test('a recovery is not called off by the approver whose mother owes it, nor by a handler who moved away', async () => {
  const id = await county.opened('overpayment-recovery', 'control', { subject: 'mother' });
  await county.done(id, 'handle', 'control-op3');
  await county.post('control-op2', '/api/v1/me/relations', { relation: 'parent', identity: 'mother' });
  expect(await cancel(id, 'control-op2')).toMatchObject({ status: 409, body: { code: 'duty-conflict' } });
  const because = { reason: 'seconded-out', note: '借调' };
  await county.post('secadmin', '/api/v1/people/control-op3/suspension', because);
  expect(await cancel(id, 'control-op3')).toMatchObject({ status: 403, body: { code: 'not-permitted' } });
  expect((await county.business.get<{ state: string }>(`/api/v1/cases/${id}`)).body.state).toBe('open');
});

test('an item loses its approval while a case waits for nothing else: refused until that case is closed', async () => {
  const unit = 'institution-pension';
  interface Item {
    name: object;
    insurance: string;
    risk: number;
    movesFund: boolean;
    channels: string[];
  }
  const code = 'occupational-annuity';
  const { name, insurance, risk, movesFund, channels } = (await county.get<Item>('secadmin', `/api/v1/items/${code}`))
    .body;
  const item = { code, name, insurance, risk, movesFund, channels, unit, duties: ['handle', 'review'] };
  const id = await county.opened(code, unit);
  await county.done(id, 'handle', `${unit}-op1`);
  await county.done(id, 'review', `${unit}-op3`);
  expect(await county.propose('secadmin', { change: 'rule', item })).toMatchObject({
    status: 409,
    body: { code: 'in-use' },
  });
  await county.done(id, 'approve', `${unit}-op5`);
  expect((await county.propose('secadmin', { change: 'rule', item })).status).toBe(201);
});

test('a teller who may also review acts as neither until they choose; as a teller they are no reviewer for anybody who asks', async () => {
  const unit = 'enterprise-pension';
  const who = 'hall-op1';
  const wish = { beneficiary: who, role: `${unit}-review`, unit, validUntil: inDays(30) };
  expect((await throughAll('director', await county.ask(`${unit}-op1`, wish))).state).toBe('applied');
  const id = await county.opened('enterprise-pension-award', unit);
  await county.done(id, 'handle', `${unit}-op2`);
  const choose = async (...roles: string[]) =>
    (await county.as(who)).send('PUT', '/api/v1/me/session/roles', { roles });
  const reason = async () => (await county.evaluate(who, 'review', id)).context.reason.code;
  expect(await reason()).toBe('role-inactive');
  expect((await choose('teller', `${unit}-review`)).status).toBe(409);
  await choose('teller');
  expect(await reason()).toBe('role-inactive');
  expect(await whoMay('review', id)).not.toContain(who);
  expect((await county.refused(id, 'review', who)).code).toBe('not-permitted');
  await choose(`${unit}-review`);
  expect(await whoMay('review', id)).toContain(who);
  await county.done(id, 'review', who);
});
