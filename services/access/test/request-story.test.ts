import { afterAll, beforeAll, expect, test } from 'vitest';
import { type County, openCounty } from './open-county.ts';
import { decide, handleFor, rolesOf, submitted } from './requesting.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const inboxOf = async (who: string): Promise<string[]> => {
  const { data } = (await county.service.get(county.as(who), '/api/v1/requests', { candidate: 'me' })).json();
  return data.map(({ id }: { id: string }) => id);
};

test('a newcomer asks for a role; head, control head and director approve in turn; then it is active', async () => {
  const { service, as } = county;
  const newcomer = as('newcomer');
  const wanted = { change: 'grant', reason: '新入职，任经办岗', ...handleFor('newcomer') };
  const preview = (await service.post(newcomer, '/api/v1/requests/preview', wanted)).json();
  expect(preview).toMatchObject({ submittable: true, problem: null, conflicts: [], observed: [], risk: 2 });
  const chain = preview.stages.map(({ by, candidates }: { by: string; candidates: string[] }) => [by, candidates]);
  expect(chain).toEqual([
    ['section-head', ['enterprise-pension-head']],
    ['control-head', ['control-head']],
    ['director', ['director']],
  ]);
  expect(await service.get(newcomer, '/api/v1/requests').then((answer) => answer.json().data)).toEqual([]);

  const request = await submitted(county, 'newcomer', handleFor('newcomer'));
  expect(request).toMatchObject({
    state: 'pending',
    requester: 'newcomer',
    beneficiary: 'newcomer',
    conflicts: [],
    may: { decide: false, withdraw: true },
  });
  expect(request.stages.map(({ state }) => state)).toEqual(['open', 'waiting', 'waiting']);

  const approvers = ['enterprise-pension-head', 'control-head', 'director'];
  for (const [index, approver] of approvers.entries()) {
    // Nobody but the one whose turn it is; nobody twice; never oneself.
    for (const early of approvers.slice(index + 1)) {
      expect((await decide(county, early, request.id)).json()).toMatchObject({ status: 403, code: 'not-a-candidate' });
    }
    for (const again of approvers.slice(0, index)) {
      expect((await decide(county, again, request.id)).json()).toMatchObject({ status: 409, code: 'already-decided' });
    }
    expect((await decide(county, 'newcomer', request.id)).json()).toMatchObject({ status: 403, code: 'own-request' });
    expect((await decide(county, 'finance-head', request.id)).json().code).toBe('not-a-candidate');
    for (const other of approvers) expect(await inboxOf(other)).toEqual(other === approver ? [request.id] : []);
    expect(await rolesOf(county, 'newcomer')).toEqual([]);
    expect((await decide(county, approver, request.id)).statusCode).toBe(200);
  }

  const applied = (await service.get(newcomer, `/api/v1/requests/${request.id}`)).json();
  expect(applied).toMatchObject({ state: 'applied', failure: null, may: { decide: false, withdraw: false } });
  expect(applied.closedAt).not.toBeNull();
  expect(await rolesOf(county, 'newcomer')).toEqual(['enterprise-pension-handle@enterprise-pension']);
  expect((await decide(county, 'deputy-director', request.id)).json()).toMatchObject({ code: 'not-pending' });
});

test('each act, refused ones included, is one entry of the log', async () => {
  const decisions = await county.entries('request.decided');
  const count = (outcome: string) => decisions.filter((entry) => entry.outcome === outcome).length;
  expect(count('done')).toBe(3);
  // 2+1 early, 1+2 again, 3 own, 3 by a stranger, 1 too late
  expect(count('denied')).toBe(13);
  expect(decisions.every(({ actor, target }) => actor !== null && target !== null)).toBe(true);
  expect(await county.entries('request.submitted')).toHaveLength(1);
  expect(await county.entries('grant.started')).toMatchObject([
    { outcome: 'done', actor: 'director', target: 'enterprise-pension-handle', unit: 'enterprise-pension' },
  ]);
  expect(await county.entries('request.applied')).toHaveLength(1);
});

test('the removal goes through its own chain: section head, then control head', async () => {
  const revoke = { ...handleFor('newcomer'), change: 'revoke' as const };
  const request = await submitted(county, 'enterprise-pension-op1', revoke);
  expect(request.stages.map(({ by }) => by)).toEqual(['section-head', 'control-head']);
  await decide(county, 'enterprise-pension-head', request.id);
  expect(await rolesOf(county, 'newcomer')).toHaveLength(1);
  expect((await decide(county, 'control-head', request.id)).json().state).toBe('applied');
  expect(await rolesOf(county, 'newcomer')).toEqual([]);
  expect(await county.entries('grant.ended')).toHaveLength(1);
});

test('a withdrawn request can be neither decided nor withdrawn again, and only its requester may', async () => {
  const { service, as } = county;
  const request = await submitted(county, 'enterprise-pension-op1', handleFor('newcomer'));
  const withdraw = (who: string) => service.post(as(who), `/api/v1/requests/${request.id}/withdrawal`, {});
  expect((await withdraw('newcomer')).json()).toMatchObject({ status: 403, code: 'not-permitted' });
  expect((await withdraw('enterprise-pension-op1')).json()).toMatchObject({
    state: 'withdrawn',
    may: { decide: false },
  });
  expect((await withdraw('enterprise-pension-op1')).json()).toMatchObject({ status: 409, code: 'not-pending' });
  expect((await decide(county, 'enterprise-pension-head', request.id)).json().code).toBe('not-pending');
});

test('a rejection needs a comment, ends the request and leaves no grant', async () => {
  const request = await submitted(county, 'newcomer', handleFor('newcomer'));
  expect((await decide(county, 'enterprise-pension-head', request.id, 'reject', '')).json()).toMatchObject({
    status: 400,
    code: 'comment-required',
  });
  const rejected = (await decide(county, 'enterprise-pension-head', request.id, 'reject', '岗位未定')).json();
  expect(rejected.state).toBe('rejected');
  expect(rejected.stages[0].decisions).toMatchObject([
    { person: 'enterprise-pension-head', decision: 'reject', comment: '岗位未定' },
  ]);
  expect((await decide(county, 'control-head', request.id)).json().code).toBe('not-pending');
  expect(await rolesOf(county, 'newcomer')).toEqual([]);
});
