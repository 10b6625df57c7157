import { afterAll, beforeAll, expect, test } from 'vitest';
import { type County, openCounty } from './open-county.ts';
import { approve, decide, handleFor, rolesOf, submitted } from './requesting.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

test('S03: a head who asks does not decide: stage 1 goes to a deputy director, and all are distinct people', async () => {
  const request = await submitted(county, 'enterprise-pension-head', handleFor('newcomer'));
  expect(request.stages.map(({ by, escalated }) => [by, escalated])).toEqual([
    ['deputy-director', true],
    ['control-head', false],
    ['director', false],
  ]);
  const escalations = await county.entries('request.escalated');
  expect(escalations).toEqual([expect.objectContaining({ target: request.id, reason: 'no-approver' })]);
  expect((await decide(county, 'enterprise-pension-head', request.id)).json().code).toBe('own-request');
  const applied = await approve(county, request);
  const deciders = applied.stages.flatMap(({ decisions }) => decisions.map(({ person }) => person));
  expect(applied.state).toBe('applied');
  expect(deciders).toHaveLength(3);
  expect(new Set([...deciders, 'enterprise-pension-head', 'newcomer']).size).toBe(5);
});

test('S03: risk 3 takes four stages up to the city, and nothing is active before the last', async () => {
  await approve(
    county,
    await submitted(county, 'enterprise-pension-op1', { ...handleFor('newcomer'), change: 'revoke' }),
  );
  const wanted = { beneficiary: 'newcomer', role: 'enterprise-pension-review', unit: 'enterprise-pension' };
  const request = await submitted(county, 'enterprise-pension-op1', wanted);
  expect(request.stages.map(({ by }) => by)).toEqual([
    'section-head',
    'control-head',
    'director',
    'permission-maintainer',
  ]);
  expect((await approve(county, request, 3)).state).toBe('pending');
  expect(await rolesOf(county, 'newcomer')).toEqual([]);
  expect((await decide(county, 'city-maintainer2', request.id)).json().state).toBe('applied');
  expect(await rolesOf(county, 'newcomer')).toEqual(['enterprise-pension-review@enterprise-pension']);
});

test('S03: a grant in another section is decided by the head of its unit', async () => {
  const request = await submitted(county, 'newcomer', { beneficiary: 'hall-op1', role: 'card-handle', unit: 'card' });
  expect(request.stages[0]?.candidates).toEqual(['card-head']);
});

test('S04: between the two approvals of a removal the person may still act; a rejection leaves the grant', async () => {
  const revoke = {
    ...handleFor('enterprise-pension-op2'),
    change: 'revoke' as const,
  };
  const held = ['enterprise-pension-handle@enterprise-pension'];
  const first = await submitted(county, 'newcomer', revoke);
  expect((await decide(county, 'enterprise-pension-head', first.id)).json().state).toBe('pending');
  expect(await rolesOf(county, 'enterprise-pension-op2')).toEqual(held);
  expect((await decide(county, 'control-head', first.id, 'reject', '人手不足')).json().state).toBe('rejected');
  expect(await rolesOf(county, 'enterprise-pension-op2')).toEqual(held);
  const second = await approve(county, await submitted(county, 'newcomer', revoke));
  expect(second.state).toBe('applied');
  expect(await rolesOf(county, 'enterprise-pension-op2')).toEqual([]);
});

test('a stage that nobody could decide is told at preview and refused at submission', async () => {
  const { service, as, owner, centre } = county;
  await owner.pool.query(
    `update access.chain set stages = jsonb_set(stages, '{0}', '{"by": "village-agent", "of": "grant-unit", "workingDays": 1}')
      where centre = $1 and change = 'grant' and risk = 1`,
    [centre],
  );
  await owner.pool.query('update access.centre set policy_epoch = policy_epoch + 1, epoch = epoch + 1');
  const payload = { change: 'grant', reason: '-', beneficiary: 'newcomer', role: 'card-handle', unit: 'card' };
  const preview = (await service.post(as('newcomer'), '/api/v1/requests/preview', payload)).json();
  expect(preview).toMatchObject({ submittable: false, stages: [], problem: { code: 'no-approver' } });
  const refused = await service.post(as('newcomer'), '/api/v1/requests', payload);
  expect(refused.json()).toMatchObject({ status: 409, code: 'no-approver' });
});
