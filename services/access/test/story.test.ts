import { afterAll, beforeAll, expect, test } from 'vitest';
import { type County, openCounty } from './open-county.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const wanted = {
  change: 'grant',
  beneficiary: 'newcomer',
  role: 'enterprise-pension-handle',
  unit: 'enterprise-pension',
  reason: '新入职，任经办岗',
} as const;

test('a newcomer asks for a role, three approve in turn, the grant is active', async () => {
  const { service, as } = county;
  const newcomer = as('newcomer');
  const preview = (await service.post(newcomer, '/api/v1/requests/preview', wanted)).json();
  expect(preview).toMatchObject({ submittable: true, problem: null, conflicts: [], risk: 2 });
  expect(preview.stages.map(({ by }: { by: string }) => by)).toEqual(['section-head', 'control-head', 'director']);
  const submitted = await service.post(newcomer, '/api/v1/requests', wanted);
  expect(submitted.statusCode).toBe(201);
  const { id } = submitted.json();
  for (const approver of ['enterprise-pension-head', 'control-head', 'director']) {
    const inbox = (await service.get(as(approver), '/api/v1/requests', { candidate: 'me' })).json();
    expect(inbox.data.map((one: { id: string }) => one.id)).toEqual([id]);
    const decided = await service.post(as(approver), `/api/v1/requests/${id}/decisions`, { decision: 'approve' });
    expect(decided.statusCode, decided.body).toBe(200);
  }
  const applied = (await service.get(newcomer, `/api/v1/requests/${id}`)).json();
  expect(applied.state).toBe('applied');
  const { grants, permissions } = (await service.get(newcomer, '/api/v1/me')).json();
  expect(grants).toMatchObject([{ role: wanted.role, unit: wanted.unit, state: 'active', request: id }]);
  expect(permissions[0].items).toHaveLength(9);
});

test.for([
  '/api/v1/units?kind=section',
  '/api/v1/items?risk=3&movesFund=true',
  '/api/v1/roles',
  '/api/v1/rules?kind=static',
  '/api/v1/chains?change=grant',
  '/api/v1/people?limit=3',
  '/api/v1/people/newcomer',
  '/api/v1/grants?person=newcomer',
  '/api/v1/conflicts',
  '/api/v1/staffing?limit=5&away=enterprise-pension-op1',
  '/api/v1/departures',
  '/api/v1/requests',
  '/api/v1/people/newcomer/departure/preview',
])('%s answers', async (url) => {
  const answer = await county.service.get(county.as('sysadmin'), url);
  expect(answer.statusCode, answer.body).toBe(200);
  const { data } = answer.json();
  if (data && !url.includes('departures')) expect(data.length).toBeGreaterThan(0);
});
