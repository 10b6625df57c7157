import { describe, expect, test } from 'vitest';
import { County } from '../support/county.ts';

/** Deputies decide while somebody is away: dated, both recorded, never for themselves, never two voices of one request. */
const county = County.ofThisFile();
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const name = (who: string, deputy: string, more: object = {}) =>
  county.post<{ id: string; state: string; code?: string }>(who, '/api/v1/deputies', {
    ...{ deputy, until: inDays(5), reason: '年休假' },
    ...more,
  });
const hall = (beneficiary: string) => ({ beneficiary, role: 'hall-handle', unit: 'hall' });

describe('the deputy of a section head', () => {
  test('decides for the head, and both are recorded', async () => {
    expect(await name('hall-head', 'card-head')).toMatchObject({ status: 201, body: { state: 'active' } });
    const asked = await county.ask('newcomer', hall('card-op1'));
    expect(asked.body.stages[0]?.candidates.toSorted()).toEqual(['card-head', 'hall-head']);
    const decided = await county.decide('card-head', asked.body.id);
    expect(decided.body.stages[0]?.decisions).toMatchObject([{ person: 'card-head', onBehalfOf: 'hall-head' }]);
    expect((await county.decide('hall-head', asked.body.id)).status).toBeGreaterThanOrEqual(403);
    expect((await county.decide('control-head', asked.body.id)).body.state).toBe('applied');
  });

  test('not for what they ask or gain', async () => {
    const own = await county.ask('card-head', hall('card-op2'));
    expect(own.body.stages[0]?.candidates).toEqual(['hall-head']);
    expect((await county.decide('card-head', own.body.id)).body.code).toBe('own-request');
    const gain = await county.ask('newcomer', hall('card-head'));
    expect((await county.decide('card-head', gain.body.id)).body.code).toBe('own-request');
  });

  test('not for what the head asks or gains either: a deputy is no way round', async () => {
    const asked = await county.ask('hall-head', hall('card-op3'));
    expect(asked.body.stages[0]?.candidates).not.toContain('card-head');
    expect(
      (await county.decide('card-head', asked.body.id, 'approve', '同意', { onBehalfOf: 'hall-head' })).status,
    ).toBe(403);
  });

  test('handles no business by it', async () => {
    await name('finance-head', 'enrolment-head');
    expect(await county.may('enrolment-head', 'handle', 'payment-batch', 'finance')).toBe(false);
  });
});

describe('nobody decides two stages of one request', () => {
  test('as themselves and then as a deputy, or the other way round', async () => {
    expect((await name('control-head', 'hall-head')).status).toBe(201);
    const asked = await county.ask('newcomer', hall('card-op4'));
    expect((await county.decide('hall-head', asked.body.id)).body.state).toBe('pending');
    const second = await county.decide('hall-head', asked.body.id, 'approve', '同意', { onBehalfOf: 'control-head' });
    expect(second.status).toBeGreaterThanOrEqual(403);
    expect((await county.request('newcomer', asked.body.id)).body.state).toBe('pending');
    expect((await county.decide('control-head', asked.body.id)).body.state).toBe('applied');
  });
});

describe('who may be named, and by whom', () => {
  test.each([
    ['hall-head', 'hall-head', {}, 400],
    ['hall-head', 'no-such-person', {}, 422],
    ['newcomer', 'card-head', { principal: 'finance-head' }, 403],
    ['sysadmin', 'sysadmin', { principal: 'information-head' }, 403],
    ['hall-head', 'finance-head', { until: inDays(-1) }, 422],
  ])('%s names %s: refused', async (who, deputy, more, status) => {
    expect((await name(who, deputy, more)).status).toBe(status);
  });

  test('an administrator for somebody on leave, and it is in the log', async () => {
    expect((await name('sysadmin', 'contribution-head', { principal: 'enterprise-pension-head' })).status).toBe(201);
    expect((await county.entries({ action: 'deputy.named', actor: 'sysadmin' })).length).toBeGreaterThanOrEqual(1);
  });

  test('a deputyship ends with its end, and with the departure of the deputy', async () => {
    const request = { beneficiary: 'newcomer', role: 'enterprise-pension-handle', unit: 'enterprise-pension' };
    const asked = await county.ask('enterprise-pension-op1', request);
    expect(asked.body.stages[0]?.candidates).toContain('contribution-head');
    await county.as('contribution-head');
    expect((await county.leaves('contribution-head')).status).toBe(201);
    const { body } = await county.request('enterprise-pension-op1', asked.body.id);
    expect(body.stages[0]?.candidates).toEqual(['enterprise-pension-head']);
    expect((await county.decide('contribution-head', asked.body.id)).status).toBe(401);
  });

  test('planned, it gives no voice yet', async () => {
    const planned = await name('card-head', 'office-nobody', { from: inDays(1) });
    expect(planned.status).toBe(422);
    expect(await name('card-head', 'information-head', { from: inDays(1) })).toMatchObject({
      status: 201,
      body: { state: 'planned' },
    });
    const asked = await county.ask('card-op1', { beneficiary: 'newcomer', role: 'card-handle', unit: 'card' });
    expect(asked.body.stages[0]?.candidates).toEqual(['card-head']);
    expect((await county.decide('information-head', asked.body.id)).status).toBe(403);
  });
});
