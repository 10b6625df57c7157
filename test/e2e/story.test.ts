import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, asClient, asPerson, type Caller } from '../support/api.ts';
import { refresh, SignInRefused, signIn, type Tokens, token } from '../support/sign-in.ts';
import { type Running, startZhiheng } from '../support/standalone.ts';

/** The story of the main job, told over HTTP: every step rests on the ones before it. */
let zhiheng: Running;
const callers = new Map<string, Caller>();
const as = (username: string): Caller => callers.get(username) as Caller;
let business: Caller;

const award = { item: 'enterprise-pension-award', unit: 'enterprise-pension' };
const wish = (role: string, more: object = {}) => ({
  change: 'grant',
  beneficiary: 'newcomer',
  role,
  unit: 'enterprise-pension',
  reason: '新入职',
  ...more,
});

interface Stage {
  by: string;
  state: string;
  candidates: string[];
}
interface Request {
  id: string;
  state: string;
  stages: Stage[];
  conflicts: unknown[];
  submittable?: boolean;
}
interface Problem {
  code: string;
  title: string;
  conflicts: {
    rule: string;
    source: string;
    items: string[];
    with: { grant?: string; role?: string }[];
    resolution: { zh: string; en: string };
  }[];
}

const decide = (username: string, id: string, decision = 'approve') =>
  as(username).post<Request & Problem>(`/api/v1/requests/${id}/decisions`, { decision, comment: '已核对' });

const may = async (
  username: string,
  action: string,
  resource: object = { type: 'case', id: 'new', properties: award },
) => {
  const { status, body } = await business.post<{ decision: boolean }>('/access/v1/evaluation', {
    subject: { type: 'person', id: username },
    action: { name: action },
    resource,
  });
  expect(status).toBe(200);
  return body.decision;
};

const step = (id: string, duty: string, actor: string) =>
  business.post<Problem & { case: { state: string; nextDuty: string | null } }>(`/api/v1/cases/${id}/steps`, {
    duty,
    actor,
  });

beforeAll(async () => {
  zhiheng = await startZhiheng();
  const people = [
    'newcomer',
    'enterprise-pension-head',
    'control-head',
    'director',
    'sysadmin',
    'inspector',
    'enterprise-pension-op1',
  ];
  for (const username of people) callers.set(username, await asPerson(zhiheng.origin, username));
  business = await asClient(zhiheng.origin, 'demo-business', 'decide cases:write audit:read audit:write');
}, 120_000);
afterAll(() => zhiheng?.stop());

describe('a newcomer is granted a role', () => {
  let request: Request;

  test('the preview shows no conflict and the chain', async () => {
    const { status, body } = await as('newcomer').post<Request>(
      '/api/v1/requests/preview',
      wish('enterprise-pension-handle'),
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({ submittable: true, conflicts: [] });
    expect(body.stages.map(({ by }) => by)).toEqual(['section-head', 'control-head', 'director']);
    expect(body.stages.map(({ candidates }) => candidates)).toEqual([
      ['enterprise-pension-head'],
      ['control-head'],
      ['director'],
    ]);
  });

  test('the request waits for its first stage, and nothing is allowed yet', async () => {
    const submitted = await as('newcomer').post<Request>('/api/v1/requests', wish('enterprise-pension-handle'));
    expect(submitted.status).toBe(201);
    request = submitted.body;
    expect(request).toMatchObject({ state: 'pending', conflicts: [] });
    expect(request.stages.map(({ state }) => state)).toEqual(['open', 'waiting', 'waiting']);
    expect(await may('newcomer', 'handle')).toBe(false);
  });

  test('nobody approves out of turn, for themselves, or twice', async () => {
    expect(await decide('newcomer', request.id)).toMatchObject({ status: 403, body: { code: 'own-request' } });
    expect(await decide('director', request.id)).toMatchObject({ status: 403, body: { code: 'not-a-candidate' } });
    expect(await decide('enterprise-pension-head', request.id)).toMatchObject({
      status: 200,
      body: { state: 'pending' },
    });
    const again = await decide('enterprise-pension-head', request.id);
    expect(again.status).toBeGreaterThanOrEqual(403);
    expect(['already-decided', 'not-a-candidate']).toContain(again.body.code);
  });

  test('after the last approval the grant is active', async () => {
    expect(await decide('control-head', request.id)).toMatchObject({ status: 200, body: { state: 'pending' } });
    expect(await may('newcomer', 'handle')).toBe(false);
    expect(await decide('director', request.id)).toMatchObject({ status: 200, body: { state: 'applied' } });
    expect(await may('newcomer', 'handle')).toBe(true);
    expect(await may('newcomer', 'review')).toBe(false);
  });
});

describe('incompatible duties are refused, with the reason', () => {
  test('review beside handle breaks item-handle-review', async () => {
    const { status, body } = await as('newcomer').post<Problem>('/api/v1/requests', wish('enterprise-pension-review'), {
      'accept-language': 'zh-CN',
    });
    expect(status).toBe(409);
    expect(body).toMatchObject({ code: 'duty-conflict', title: '职责不相容' });
    const conflict = body.conflicts.find(({ rule }) => rule === 'item-handle-review');
    expect(conflict?.items).toContain('enterprise-pension-award');
    expect(conflict?.items).toHaveLength(9);
    expect(conflict?.with).toEqual([
      expect.objectContaining({ role: 'enterprise-pension-handle', grant: expect.any(String) }),
    ]);
    expect(conflict?.source).toContain('会计法');
    expect(conflict?.resolution.zh).toContain('收回');
    expect(conflict?.resolution.en).toContain('revoke');
  });

  test('paying in the finance section breaks four-post-classes', async () => {
    const { status, body } = await as('newcomer').post<Problem>(
      '/api/v1/requests',
      wish('finance-pay', { unit: 'finance' }),
    );
    expect(status).toBe(409);
    expect(body.conflicts.map(({ rule }) => rule)).toContain('four-post-classes');
  });
});

describe('a case goes through as many hands as it has duties', () => {
  let id: string;

  test('one handles, another reviews, a third approves', async () => {
    const opened = await business.post<{ id: string; nextDuty: string }>('/api/v1/cases', {
      ...award,
      reference: 'YL-2026-0001',
    });
    expect(opened).toMatchObject({ status: 201, body: { nextDuty: 'handle' } });
    id = opened.body.id;
    expect(await step(id, 'review', 'enterprise-pension-op3')).toMatchObject({
      status: 409,
      body: { code: 'out-of-order' },
    });
    expect(await step(id, 'handle', 'newcomer')).toMatchObject({ status: 201 });
    expect(await step(id, 'review', 'newcomer')).toMatchObject({ status: 403, body: { code: 'not-permitted' } });
    expect(await step(id, 'review', 'enterprise-pension-op3')).toMatchObject({ status: 201 });
    const same = await step(id, 'approve', 'enterprise-pension-op3');
    expect([403, 409]).toContain(same.status);
    const approved = await step(id, 'approve', 'enterprise-pension-op5');
    expect(approved).toMatchObject({ status: 201, body: { case: { state: 'complete', nextDuty: null } } });
    const repeated = await step(id, 'approve', 'enterprise-pension-op5');
    expect(repeated.status).toBe(409);
    expect((await business.get<{ steps: unknown[] }>(`/api/v1/cases/${id}`)).body.steps).toHaveLength(3);
  });

  test('of two reviews at once one wins', async () => {
    const opened = await business.post<{ id: string }>('/api/v1/cases', { ...award, reference: 'YL-2026-0002' });
    await step(opened.body.id, 'handle', 'newcomer');
    const both = await Promise.all(
      ['enterprise-pension-op3', 'enterprise-pension-op4'].map((actor) => step(opened.body.id, 'review', actor)),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
  });

  test('its entries belong together and lie in the signed tree', async () => {
    const { body } = await business.get<{ data: { id: string; action: string; correlationId: string }[] }>(
      `/audit/v1/entries?case=${id}&outcome=done`,
    );
    expect(body.data.map(({ action }) => action).reverse()).toEqual([
      'case.opened',
      'step.recorded',
      'step.recorded',
      'step.recorded',
      'case.completed',
    ]);
    expect(new Set(body.data.map(({ correlationId }) => correlationId)).size).toBe(1);
    for (const entry of body.data) expect((await business.get(`/audit/v1/entries/${entry.id}/proof`)).status).toBe(200);
  });
});

describe('a role is taken away through its own chain', () => {
  test('section head, then control head; then nothing is allowed any more', async () => {
    const asked = await as('enterprise-pension-op1').post<Request>(
      '/api/v1/requests',
      wish('enterprise-pension-handle', { change: 'revoke' }),
    );
    expect(asked.status).toBe(201);
    expect(asked.body.stages.map(({ by }) => by)).toEqual(['section-head', 'control-head']);
    await decide('enterprise-pension-head', asked.body.id);
    expect(await may('newcomer', 'handle'), 'until the last approval it holds').toBe(true);
    expect(await decide('control-head', asked.body.id)).toMatchObject({ status: 200, body: { state: 'applied' } });
    expect(await may('newcomer', 'handle')).toBe(false);
  });
});

describe('a retirement shuts everything at once', () => {
  let leaver: Tokens;
  let own: Answer<Request>;

  test('what they had works until then', async () => {
    leaver = await signIn(zhiheng.origin, 'enterprise-pension-op1');
    leaver = await refresh(zhiheng.origin, leaver.refresh_token as string);
    expect(leaver.access_token).toBeTruthy();
    expect(await introspect(leaver.access_token)).toMatchObject({ active: true });
    expect(await may('enterprise-pension-op1', 'handle')).toBe(true);
    own = await as('enterprise-pension-op1').post<Request>('/api/v1/requests', wish('enterprise-pension-handle'));
    expect(own.status).toBe(201);
  });

  test('only who administers accounts may', async () => {
    const path = '/api/v1/people/enterprise-pension-op1/departure';
    expect(await as('newcomer').post(path, { kind: 'retired' })).toMatchObject({ status: 403 });
    const preview = await as('sysadmin').post<{ effects: { grantsEnded: unknown[] } }>(`${path}/preview`);
    expect(preview.status).toBe(200);
    expect(preview.body.effects.grantsEnded).toHaveLength(1);
    expect(await may('enterprise-pension-op1', 'handle'), 'a preview changes nothing').toBe(true);
    expect(await as('sysadmin').post(path, { kind: 'retired', reason: '到龄退休' })).toMatchObject({ status: 201 });
    expect(await as('sysadmin').post(path, { kind: 'retired' })).toMatchObject({
      status: 409,
      body: { code: 'already-departed' },
    });
  });

  test('from then on nothing works', async () => {
    expect(await may('enterprise-pension-op1', 'handle')).toBe(false);
    expect(await as('enterprise-pension-op1').get('/api/v1/me')).toMatchObject({
      status: 401,
      body: { code: 'account-disabled' },
    });
    expect(await refresh(zhiheng.origin, leaver.refresh_token as string)).toMatchObject({ error: 'invalid_grant' });
    expect(await introspect(leaver.access_token)).toMatchObject({ active: false });
    const refused = await signIn(zhiheng.origin, 'enterprise-pension-op1').catch((error) => error);
    expect(refused).toBeInstanceOf(SignInRefused);
    expect(refused.message).toMatch(/停用/);
    const opened = await business.post<{ id: string }>('/api/v1/cases', { ...award, reference: 'YL-2026-0003' });
    expect((await step(opened.body.id, 'handle', 'enterprise-pension-op1')).status).toBe(409);
    expect((await as('newcomer').get<Request>(`/api/v1/requests/${own.body.id}`)).body.state).toBe('withdrawn');
  });

  test('decisions that waited for a leaver go to somebody else', async () => {
    const asked = await as('newcomer').post<Request>('/api/v1/requests', wish('enterprise-pension-handle'));
    expect(asked.body.stages[0]?.candidates).toEqual(['enterprise-pension-head']);
    const left = await as('sysadmin').post<{ id: string }>('/api/v1/people/enterprise-pension-head/departure', {
      kind: 'resigned',
    });
    expect(left.status).toBe(201);
    const after = await as('newcomer').get<Request>(`/api/v1/requests/${asked.body.id}`);
    expect(after.body.stages[0]).toMatchObject({ by: 'deputy-director', state: 'open' });
    expect(after.body.stages[0]?.candidates).toEqual(['deputy-director', 'deputy-director2']);
    expect((await decide('enterprise-pension-head', asked.body.id)).status).toBe(401);
    const report = await as('sysadmin').get<{ effects: { decisionsReassigned: { request: string; to: string[] }[] } }>(
      `/api/v1/departures/${left.body.id}`,
    );
    expect(report.body.effects.decisionsReassigned).toEqual([expect.objectContaining({ request: asked.body.id })]);
  });

  const introspect = async (accessToken: string) => {
    const response = await fetch(new URL('/oidc/token/introspection', zhiheng.origin), {
      method: 'POST',
      body: new URLSearchParams({ token: accessToken }),
      headers: { authorization: `Basic ${Buffer.from('demo-business:demo-business-secret').toString('base64')}` },
    });
    return (await response.json()) as { active: boolean };
  };
});

describe('the trail', () => {
  test('an inspector filters it by the person; others may not', async () => {
    const { status, body } = await as('inspector').get<{ data: { action: string; id: string }[] }>(
      '/audit/v1/entries?person=enterprise-pension-op1',
    );
    expect(status).toBe(200);
    const actions = body.data.map(({ action }) => action);
    for (const action of [
      'sign-in.succeeded',
      'request.submitted',
      'person.departed',
      'account.disabled',
      'grant.ended',
      'sign-in.refused',
      'step.refused',
    ])
      expect(actions, action).toContain(action);
    expect((await as('newcomer').get('/audit/v1/entries')).status).toBe(403);
  });

  test('an edit by the superuser is named', async () => {
    const clean = await as('inspector').get<{ intact: boolean; size: number }>('/audit/v1/verification');
    expect(clean.body).toMatchObject({ intact: true });
    const { body } = await as('inspector').get<{ data: { id: string; index: number }[] }>(
      '/audit/v1/entries?action=person.departed',
    );
    const entry = body.data.at(-1) as { id: string; index: number };
    const owner = await zhiheng.database.owner();
    await owner.pool.query(
      `begin; set local session_replication_role = replica; update audit.entry set reason = '调离' where id = '${entry.id}'; commit`,
    );
    const after = await as('inspector').get<{ intact: boolean; findings: unknown[] }>('/audit/v1/verification');
    expect(after.body.intact).toBe(false);
    expect(after.body.findings).toEqual([{ kind: 'altered', index: entry.index, id: entry.id }]);
  });

  test('the tokens of the demo clients reach no further than their scopes', async () => {
    const wrong = await token(
      zhiheng.origin,
      { grant_type: 'client_credentials', scope: 'decide' },
      'demo-hr:demo-hr-secret',
    );
    expect(wrong.error).toBe('invalid_scope');
    const hr = await asClient(zhiheng.origin, 'demo-hr', 'scim');
    expect((await hr.get('/audit/v1/entries')).status).toBe(403);
  });
});
