import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCase, question, reasonOf, step } from './acting.ts';
import { type County, openCounty } from './open-county.ts';
import { decide, handleFor, submit, submitted } from './requesting.ts';
import { grantIds, grantsOf, investigated, previewed, suspend, suspended, suspensionOf } from './suspending.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const op1 = 'enterprise-pension-op1';
const handle = question(op1, 'handle');
const pension = 'enterprise-pension-handle@enterprise-pension';
const read = async (id: string) => (await county.service.get(county.as('director'), `/api/v1/requests/${id}`)).json();

test('the preview says what the suspension then does, and changes nothing', async () => {
  const shown = (await previewed(county, op1)).json();
  expect(shown.suspensions).toMatchObject([
    {
      username: op1,
      effects: {
        accounts: [op1],
        grants: [{ role: 'enterprise-pension-handle', unit: 'enterprise-pension' }],
        decisionsReassigned: [],
      },
      confirmedBy: ['director'],
    },
  ]);
  expect(shown.losses).toContainEqual(
    expect.objectContaining({
      item: 'enterprise-pension-award',
      short: [{ duty: 'handle', remaining: ['enterprise-pension-op2'] }],
    }),
  );
  expect(await reasonOf(county, handle)).toBe('permitted');
  expect(await grantsOf(county, op1)).toEqual([`${pension} active`]);
  expect((await county.service.get(county.as('director'), '/api/v1/suspensions')).json().data).toEqual([]);
  expect(await county.entries('person.suspended')).toEqual([]);

  const done = await suspended(county, op1);
  const [{ effects }] = shown.suspensions;
  expect(done.effects).toEqual(effects);
  expect(done).toMatchObject({
    username: op1,
    by: 'sysadmin',
    state: 'unconfirmed',
    scope: 'everything',
    ofUnit: null,
    endedAt: null,
    keptUntil: null,
    withheld: effects.grants,
  });
  expect(await suspensionOf(county, done.id)).toEqual(done);
});

test('from then on: no decision, no step, no sign-in, nothing granted; what is held is suspended, not gone', async () => {
  const { service, as } = county;
  expect(await reasonOf(county, handle)).toBe('not-active');
  const one = await openCase(county);
  expect((await step(county, one.id, 'handle', op1)).statusCode).toBeGreaterThanOrEqual(400);
  for (const url of ['/api/v1/me', '/api/v1/units'])
    expect((await service.get(as(op1), url)).json()).toMatchObject({ status: 401, code: 'account-disabled' });
  expect(await grantsOf(county, op1)).toEqual([`${pension} suspended`]);
  const active = await service.get(as('director'), '/api/v1/grants', { person: op1, state: 'active' });
  expect(active.json().data).toEqual([]);
  const person = (await service.get(as('director'), `/api/v1/people/${op1}`)).json();
  expect(person).toMatchObject({ state: 'active', roles: [] });
  const wish = { beneficiary: op1, role: 'hall-handle', unit: 'hall' };
  expect((await submit(county, 'newcomer', wish)).json()).toMatchObject({ status: 409, code: 'suspended' });
});

test('whom they could stand in conflict with they still can: what is suspended may come back', async () => {
  const review = { beneficiary: op1, role: 'enterprise-pension-review', unit: 'enterprise-pension' };
  const preview = await county.service.post(county.as('newcomer'), '/api/v1/requests/preview', {
    change: 'grant',
    reason: '-',
    ...review,
  });
  expect(preview.json()).toMatchObject({ submittable: false });
  const { data } = (
    await county.service.get(county.as('inspector'), '/api/v1/staffing', {
      item: 'enterprise-pension-award',
      unit: 'enterprise-pension',
    })
  ).json();
  const duty = data[0].duties.find((one: { duty: string }) => one.duty === 'handle');
  expect(duty.holders.map(({ username }: { username: string }) => username)).toEqual(['enterprise-pension-op2']);
});

test('the ledger says that it is suspended, and that it was not before', async () => {
  const { service, as } = county;
  const [ordered] = (await service.get(as('director'), '/api/v1/suspensions', { person: op1 })).json().data;
  const at = (when: string) => service.get(as('director'), '/api/v1/permission-ledger', { person: op1, at: when });
  expect((await at(new Date().toISOString())).json().data).toMatchObject([{ suspended: true, endedBy: null }]);
  const before = new Date(new Date(ordered.at).getTime() - 5).toISOString();
  expect((await at(before)).json().data).toMatchObject([{ suspended: false }]);
});

test('it is in the log, in one transaction', async () => {
  const [done] = await county.entries('person.suspended');
  expect(done).toMatchObject({ outcome: 'done', actor: 'sysadmin', target: op1, reason: 'under-investigation' });
  expect(await county.entries('account.suspended')).toMatchObject([{ target: op1 }]);
  expect(await county.entries('grant.suspended')).toMatchObject([{ target: 'enterprise-pension-handle' }]);
  const { rows } = await county.owner.pool.query(
    "select count(distinct xid) from audit.entry where action in ('person.suspended', 'account.suspended', 'grant.suspended')",
  );
  expect(rows).toEqual([{ count: 1 }]);
});

test('the confirmation: due within a working day, decided by neither who ordered it nor whom it hits', async () => {
  const [{ request }] = (await county.service.get(county.as('director'), '/api/v1/suspensions')).json().data;
  const asked = await read(request);
  expect(asked).toMatchObject({
    change: 'suspension',
    requester: 'sysadmin',
    beneficiary: op1,
    state: 'pending',
    role: null,
    proposal: { kind: 'suspension', because: 'under-investigation', scope: 'everything' },
    stages: [{ by: 'director', state: 'open', candidates: ['director'], workingDays: 1 }],
  });
  expect(asked.stages[0].dueAt).toMatch(/T16:00:00.000Z$/);
  expect((await decide(county, 'sysadmin', request)).json()).toMatchObject({ status: 403, code: 'own-request' });
  expect((await decide(county, 'control-head', request)).json()).toMatchObject({ code: 'not-a-candidate' });
  const withdrawal = await county.service.post(county.as('sysadmin'), `/api/v1/requests/${request}/withdrawal`, {});
  expect(withdrawal.json()).toMatchObject({ status: 403, code: 'not-permitted' });
  const inbox = await county.service.get(county.as('director'), '/api/v1/requests', { candidate: 'me' });
  expect(inbox.json().data.map(({ id }: { id: string }) => id)).toContain(request);

  expect((await decide(county, 'director', request)).json()).toMatchObject({ state: 'applied' });
  expect(await grantsOf(county, op1)).toEqual([`${pension} ended`]);
  const [{ state, endedAt, withheld }] = (
    await county.service.get(county.as('director'), '/api/v1/suspensions', { person: op1 })
  ).json().data;
  expect([state, withheld]).toEqual(['removed', []]);
  expect(endedAt).not.toBeNull();
  expect(await county.entries('suspension.confirmed')).toHaveLength(1);
  expect(await county.entries('grant.ended')).toMatchObject([{ reason: 'suspension' }]);
});

test('rejected, everything comes back: the grants, the sign-in, the place among the approvers', async () => {
  const head = 'enterprise-pension-head';
  const waiting = await submitted(county, 'newcomer', handleFor('newcomer'));
  expect(waiting.stages[0]?.candidates).toEqual([head]);
  const done = await suspended(county, head);
  expect(done.effects.decisionsReassigned).toEqual([
    { request: waiting.id, stage: 1, to: ['deputy-director', 'deputy-director2'], escalated: true },
  ]);
  expect((await decide(county, head, waiting.id)).statusCode).toBe(401);
  expect(await county.entries('request.reassigned')).toMatchObject([{ target: waiting.id, reason: 'suspension' }]);

  expect((await decide(county, 'director', done.request, 'reject', '查无此事')).json().state).toBe('rejected');
  expect(await grantsOf(county, head)).toEqual([`section-head@enterprise-pension active`]);
  expect(await suspensionOf(county, done.id)).toMatchObject({ state: 'lifted', withheld: [] });
  expect((await county.service.get(county.as(head), '/api/v1/me')).statusCode).toBe(200);
  const anew = await submitted(county, 'card-op1', {
    beneficiary: 'card-op3',
    role: 'hall-handle',
    unit: 'enterprise-pension',
  });
  expect(anew.stages[0]?.candidates).toEqual([head]);
  expect(await county.entries('grant.restored')).toHaveLength(1);
  expect(await county.entries('account.restored')).toMatchObject([{ target: head }]);
});

test('named grants only: they do not act, the others do, and the sign-in stays', async () => {
  const inspector = 'inspector';
  const before = await grantsOf(county, inspector);
  const { data } = (await county.service.get(county.as('director'), '/api/v1/grants', { person: inspector })).json();
  const { id } = data.find(({ role }: { role: string }) => role === 'inspector');
  const done = await suspended(county, inspector, { ...investigated, grants: [id] });
  expect(done).toMatchObject({ scope: 'grants', effects: { accounts: [], grants: [{ id, role: 'inspector' }] } });
  expect(await grantsOf(county, inspector)).toEqual(
    before.map((one) => one.replace(/^(inspector@.*) active/, '$1 suspended')),
  );
  expect((await county.service.get(county.as(inspector), '/api/v1/me')).statusCode).toBe(200);
  expect((await suspend(county, inspector, { ...investigated, grants: [id] })).json()).toMatchObject({
    status: 409,
    code: 'already-suspended',
  });
  // All of them as well, by a second suspension: that one lifted, the first still holds.
  const whole = await suspended(county, inspector, { reason: 'seconded-out', note: '借调市局' });
  expect((await county.service.get(county.as(inspector), '/api/v1/me')).statusCode).toBe(200);
  expect((await decide(county, 'director', whole.request, 'reject', '未借调')).json().state).toBe('rejected');
  expect((await grantsOf(county, inspector)).filter((one) => one.endsWith('suspended'))).toHaveLength(1);
  expect((await decide(county, 'director', done.request, 'reject', '查无此事')).json().state).toBe('rejected');
  expect(await grantsOf(county, inspector)).toEqual(before);
});

test('a suspended deputy and a suspended principal have no voice', async () => {
  const { service, as } = county;
  const named = await service.post(as('hall-head'), '/api/v1/deputies', {
    deputy: 'hall-op1',
    until: new Date(Date.now() + 86_400_000).toISOString(),
    reason: '外出',
  });
  expect(named.statusCode, named.body).toBe(201);
  const wish = { beneficiary: 'card-op2', role: 'hall-handle', unit: 'hall' };
  const { id, stages } = await submitted(county, 'newcomer', wish);
  expect(stages[0]?.candidates).toEqual(['hall-head', 'hall-op1']);
  const deputy = await suspended(county, 'hall-op1', { reason: 'seconded-out', note: '借调' });
  expect((await read(id)).stages[0].candidates).toEqual(['hall-head']);
  expect((await decide(county, 'hall-op1', id)).json()).toMatchObject({ status: 403 });
  await decide(county, 'director', deputy.request, 'reject', '已返回');
  expect((await read(id)).stages[0].candidates).toEqual(['hall-head', 'hall-op1']);
  await suspended(county, 'hall-head', { reason: 'seconded-out', note: '借调' });
  expect((await read(id)).stages[0].candidates).toEqual(['deputy-director', 'deputy-director2']);
});

test('who may: accounts’ and security’s administrators, never oneself; a refused attempt is an entry', async () => {
  const who = 'card-op1';
  for (const by of ['director', 'card-head', 'card-op2', 'auditadmin', 'inspector']) {
    expect((await suspend(county, who, investigated, by)).json()).toMatchObject({ status: 403, code: 'not-permitted' });
    expect((await previewed(county, who, investigated, by)).statusCode).toBe(403);
  }
  expect((await suspend(county, 'secadmin', investigated, 'secadmin')).json()).toMatchObject({ code: 'not-permitted' });
  const denied = (await county.entries('person.suspended')).filter(({ reason }) => reason === 'not-permitted');
  expect(denied.map(({ actor }) => actor)).toEqual([
    'director',
    'card-head',
    'card-op2',
    'auditadmin',
    'inspector',
    'secadmin',
  ]);
  expect((await suspend(county, 'nobody')).statusCode).toBe(404);
  expect((await suspend(county, 'nobody', investigated, 'card-op2')).statusCode).toBe(403);
  expect((await suspend(county, who, investigated, 'secadmin')).statusCode).toBe(201);
  expect((await suspend(county, who)).json()).toMatchObject({ status: 409, code: 'already-suspended' });
});

test('what makes no sense is refused', async () => {
  const who = 'card-op2';
  const [id] = await grantIds(county, who);
  const [foreign] = await grantIds(county, 'card-op3');
  expect((await suspend(county, who, { reason: 'dislike', note: '-' })).statusCode).toBe(400);
  expect((await suspend(county, who, { reason: 'seconded-out' })).statusCode).toBe(400);
  expect((await suspend(county, who, { ...investigated, grants: [foreign] })).json()).toMatchObject({
    code: 'not-held',
    errors: [{ path: '/grants/0' }],
  });
  const compromised = { reason: 'credential-compromised', note: '-', grants: [id] };
  expect((await suspend(county, who, compromised)).statusCode).toBe(400);
  const past = { ...investigated, keptUntil: '2020-01-01T00:00:00Z' };
  expect((await suspend(county, who, past)).json()).toMatchObject({ code: 'invalid-period' });
  expect(await grantsOf(county, who)).toEqual(['card-handle@card active']);
});

test('seen by whom it hits and who oversees them, by nobody else', async () => {
  const list = async (who: string) =>
    (await county.service.get(county.as(who), '/api/v1/suspensions'))
      .json()
      .data.map(({ username }: { username: string }) => username);
  expect(new Set(await list('inspector'))).toContain('inspector');
  expect(await list('card-op2')).toEqual([]);
  expect(await list('card-head')).toEqual(['card-op1']);
  const [{ id }] = (await county.service.get(county.as('card-head'), '/api/v1/suspensions')).json().data;
  expect((await county.service.get(county.as('card-op2'), `/api/v1/suspensions/${id}`)).statusCode).toBe(404);
});
