import { afterAll, beforeAll, expect, test } from 'vitest';
import { award, evaluate, openCase, question, reasonOf, step, stepped } from './acting.ts';
import { type County, openCounty } from './open-county.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty(({ roles }) => {
    const permissions = [{ action: 'inspect', resource: 'case' }];
    roles.push({ code: 'case-inspector', name: { zh: '稽核', en: 'Inspector' }, risk: 2, permissions });
  });
});
afterAll(() => county.close());

const post = (body: object, url = '/access/v1/evaluation') => county.service.post(county.client('decide'), url, body);

test('who holds a duty on an item may do it where their grant reaches, and nobody else', async () => {
  const granted = await evaluate(county, question('enterprise-pension-op1', 'handle'));
  expect(granted).toMatchObject({ decision: true, context: { reason: { code: 'permitted', zh: '有权限' } } });
  expect(granted.context.grant).toMatch(/^[0-9a-f-]{36}$/);
  expect(granted.context.policyEpoch).toBeGreaterThan(0);
  const { person } = county.as('enterprise-pension-op1');
  expect(await reasonOf(county, question(person, 'handle'))).toBe('permitted');
  expect(
    await reasonOf(county, { ...question('enterprise-pension-op1', 'handle'), subject: { type: 'user', id: person } }),
  ).toBe('permitted');
  expect(await reasonOf(county, question('enterprise-pension-op1', 'review'))).toBe('not-permitted');
  expect(await reasonOf(county, question('newcomer', 'handle'))).toBe('not-permitted');
  expect(await reasonOf(county, question('nobody', 'handle'))).toBe('unknown-subject');
  expect(await reasonOf(county, { ...question(person, 'handle'), subject: { type: 'robot', id: person } })).toBe(
    'unknown-subject',
  );
  expect(await reasonOf(county, question('enterprise-pension-op1', 'handle', { item: 'nothing' }))).toBe(
    'unknown-resource',
  );
  expect(await reasonOf(county, question('enterprise-pension-op1', 'handle', { ...award, unit: 'nowhere' }))).toBe(
    'unknown-resource',
  );
  expect(await reasonOf(county, question('enterprise-pension-op1', 'handle', {}))).toBe('unknown-resource');
});

test('a grant reaches its subtree, and the cases elsewhere of the items that its unit owns', async () => {
  // Received by the hall, owned by the section.
  expect(await reasonOf(county, question('enterprise-pension-op1', 'handle', { ...award, unit: 'hall' }))).toBe(
    'permitted',
  );
  // An outlet handles what was received at the outlet.
  const registration = { item: 'employer-registration', unit: 'outlet-premium' };
  expect(await reasonOf(county, question('outlet-op1', 'handle', registration))).toBe('permitted');
  for (const unit of ['outlet-basic', 'hall', 'centre'])
    expect(await reasonOf(county, question('outlet-op1', 'handle', { ...registration, unit }))).toBe(
      'unit-not-covered',
    );
  // Without a unit it is the one that owns the item.
  expect(await reasonOf(county, question('outlet-op1', 'handle', { item: 'employer-registration' }))).toBe(
    'unit-not-covered',
  );
  expect(await reasonOf(county, question('enterprise-pension-op1', 'handle', { item: award.item }))).toBe('permitted');
});

test('ids stand for codes', async () => {
  const { rows } = await county.owner.pool.query(
    `select (select id from access.item where centre = $1 and code = $2) as item,
       (select id from access.unit where centre = $1 and code = $3) as unit`,
    [county.centre, award.item, award.unit],
  );
  expect(await reasonOf(county, question('enterprise-pension-op1', 'handle', rows[0]))).toBe('permitted');
});

test('a recorded case is judged by its duties and rules, whatever the request says of it', async () => {
  const { id } = await openCase(county);
  expect(await reasonOf(county, question('enterprise-pension-op1', 'handle', id))).toBe('permitted');
  expect(await reasonOf(county, question('enterprise-pension-op3', 'review', id))).toBe('out-of-order');
  const properties = { item: 'card-first-issue', unit: 'card' };
  expect(await reasonOf(county, question('card-op1', 'handle', properties))).toBe('permitted');
  const lied = { ...question('card-op1', 'handle'), resource: { type: 'case', id, properties } };
  expect(await reasonOf(county, lied)).toBe('not-permitted');
  await stepped(county, id, 'handle', 'enterprise-pension-op1');
  expect(await reasonOf(county, question('enterprise-pension-op1', 'handle', id))).toBe('already-recorded');
  await giveToo('enterprise-pension-op1', 'enterprise-pension-review');
  const conflict = await evaluate(county, question('enterprise-pension-op1', 'review', id));
  expect(conflict).toMatchObject({
    decision: false,
    context: {
      reason: { code: 'duty-conflict' },
      rule: 'case-one-person',
      step: { duty: 'handle', person: 'enterprise-pension-op1', round: 1 },
    },
  });
  const refused = (await step(county, id, 'review', 'enterprise-pension-op1')).json();
  expect(refused.code).toBe('duty-conflict');
  // In the words of the step's own refusal, whether it is asked for alone or among others.
  expect(conflict.context.conflicts).toEqual(refused.conflicts);
  expect(conflict.context.conflicts?.[0]).toMatchObject({
    name: { zh: expect.stringMatching(/\S/), en: expect.stringMatching(/\S/) },
    source: expect.stringMatching(/\S/),
  });
  const among = await post(
    { evaluations: [question('enterprise-pension-op1', 'review', id)] },
    '/access/v1/evaluations',
  );
  expect(among.json().evaluations[0].context.conflicts).toEqual(refused.conflicts);
  await stepped(county, id, 'review', 'enterprise-pension-op3');
  await stepped(county, id, 'approve', 'enterprise-pension-op5');
  expect(await reasonOf(county, question('enterprise-pension-op5', 'approve', id))).toBe('already-recorded');
});

/** Gives a role past the duty rules, as an old violation would stand. */
async function giveToo(username: string, role: string, action = 'review') {
  const { pool } = county.owner;
  await pool.query('alter table access.grant disable trigger user');
  await pool.query(
    `insert into access.grant (centre, id, person, role, unit, validity)
     values ($1, gen_random_uuid(), $2, $3, 'enterprise-pension', tstzrange(now(), null))`,
    [county.centre, county.as(username).person, role],
  );
  await pool.query('alter table access.grant enable trigger user');
  await pool.query(`select pg_notify('zhiheng_access', $1)`, [
    JSON.stringify({ centre: county.centre, epoch: 1, person: county.as(username).person }),
  ]);
  await expect.poll(() => reasonOf(county, question(username, action))).toBe('permitted');
}

test('who took part in a case does not inspect it, whoever else may', async () => {
  const { id } = await openCase(county);
  await stepped(county, id, 'handle', 'enterprise-pension-op2');
  await giveToo('enterprise-pension-op2', 'case-inspector', 'inspect');
  await giveToo('card-op1', 'case-inspector', 'inspect');
  expect(await reasonOf(county, question('card-op1', 'inspect', id))).toBe('permitted');
  expect(await evaluate(county, question('enterprise-pension-op2', 'inspect', id))).toMatchObject({
    decision: false,
    context: { rule: 'case-inspector-own', step: { duty: 'handle' } },
  });
  expect(await reasonOf(county, question('enterprise-pension-op2', 'inspect'))).toBe('permitted');
});

test('a person asks about themselves only; the attempt is in the log', async () => {
  const url = '/access/v1/evaluation';
  const me = county.as('enterprise-pension-op2');
  const own = await county.service.post(me, url, question('enterprise-pension-op2', 'handle'));
  expect(own.json().decision).toBe(true);
  expect((await county.service.post(me, url, question(me.person, 'handle'))).json().decision).toBe(true);
  const other = await county.service.post(me, url, question('enterprise-pension-op1', 'handle'));
  expect([other.statusCode, other.json().code]).toEqual([403, 'not-permitted']);
  const [entry] = (await county.entries('access.refused')).slice(-1);
  expect(entry).toMatchObject({ actor: 'enterprise-pension-op2', target: 'enterprise-pension-op1', outcome: 'denied' });
  expect((await county.service.post(county.client('cases:write'), url, question('x', 'y'))).statusCode).toBe(403);
  expect((await county.service.post(undefined, url, question('x', 'y'))).statusCode).toBe(401);
});

test('a denial is in the log before it is told, under its own id; what is allowed is not written', async () => {
  const before = (await county.entries('decision.evaluated')).length;
  const denied = await evaluate(county, question('enterprise-pension-op2', 'approve'));
  await evaluate(county, question('enterprise-pension-op2', 'handle'));
  const { rows } = await county.owner.pool.query('select * from audit.entry where id = $1', [denied.context.id]);
  expect(rows[0]).toMatchObject({
    action: 'decision.evaluated',
    outcome: 'denied',
    reason: 'not-permitted',
    actor: 'enterprise-pension-op2',
    client: 'test-client',
    ...award,
    details: { action: 'approve' },
  });
  expect(await county.entries('decision.evaluated')).toHaveLength(before + 1);
});

test('denials that come together share commits and are all written', async () => {
  const before = (await county.entries('decision.evaluated')).length;
  const answers = await Promise.all(
    Array.from({ length: 300 }, (_, n) => evaluate(county, question(n % 2 ? 'newcomer' : 'nobody', 'handle'))),
  );
  expect(answers.every(({ decision }) => !decision)).toBe(true);
  expect(new Set(answers.map(({ context }) => context.id)).size).toBe(300);
  expect(await county.entries('decision.evaluated')).toHaveLength(before + 300);
});

test('AuthZEN: members of others are let through, what is malformed is 400, the request id comes back', async () => {
  const body = { ...question('enterprise-pension-op2', 'handle'), vendor: { extra: true } };
  const answer = await county.service.send(county.client('decide'), {
    method: 'POST',
    url: '/access/v1/evaluation',
    payload: {
      ...body,
      subject: { ...body.subject, properties: { department: 'x' }, more: 1 },
      context: { time: 'now' },
    },
    headers: { 'x-request-id': 'bfe9eb29-ab87-4ca3-be83-a1d5d8305716' },
  });
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['x-request-id']).toBe('bfe9eb29-ab87-4ca3-be83-a1d5d8305716');
  expect(answer.headers['content-type']).toMatch(/^application\/json/);
  const { subject, action, resource } = question('enterprise-pension-op2', 'handle');
  const malformed: object[] = [
    {},
    { subject, action },
    { subject, resource },
    { action, resource },
    { subject: 'op', action, resource },
    { subject: { id: 'x' }, action, resource },
    { subject: { type: 'person' }, action, resource },
    { subject: { type: 'person', id: 7 }, action, resource },
    { subject, action: {}, resource },
    { subject, action: { name: 7 }, resource },
    { subject, action, resource: { type: 'case' } },
    { subject, action, resource, context: 'x' },
    { subject, action, resource, context: { policyEpoch: '7' } },
    { subject, action, resource, context: { policyEpoch: -1 } },
    [],
  ];
  for (const one of malformed) expect((await post(one)).statusCode, JSON.stringify(one)).toBe(400);
  const text = {
    method: 'POST',
    url: '/access/v1/evaluation',
    payload: '{"subject":',
    headers: { 'content-type': 'application/json' },
  } as const;
  expect((await county.service.send(county.client('decide'), text)).json().code).toBe('malformed-json');
  const xml = { ...text, payload: '<a/>', headers: { 'content-type': 'application/xml' } };
  expect((await county.service.send(county.client('decide'), xml)).json()).toMatchObject({
    status: 400,
    code: 'invalid-request',
  });
});

test('AuthZEN: the metadata names every endpoint, to anybody', async () => {
  const answer = await county.service.get(undefined, '/.well-known/authzen-configuration');
  expect(answer.statusCode).toBe(200);
  const { policy_decision_point: origin, ...endpoints } = answer.json();
  expect(endpoints).toEqual({
    access_evaluation_endpoint: `${origin}/access/v1/evaluation`,
    access_evaluations_endpoint: `${origin}/access/v1/evaluations`,
    search_subject_endpoint: `${origin}/access/v1/search/subject`,
    search_resource_endpoint: `${origin}/access/v1/search/resource`,
    search_action_endpoint: `${origin}/access/v1/search/action`,
    access_request_endpoint: `${origin}/access/v1/requests`,
    jwks_uri: `${origin}/access/v1/jwks`,
    capabilities: ['urn:openid:authzen:capability:access-request'],
  });
});

test('AuthZEN: a batch takes what its items leave out from the members beside them', async () => {
  const url = '/access/v1/evaluations';
  const { subject, action, resource } = question('enterprise-pension-op2', 'handle');
  const batch = async (body: object) => (await post(body, url)).json();
  const decisions = async (body: object) =>
    (await batch(body)).evaluations.map(({ decision }: { decision: boolean }) => decision);
  const review = { action: { name: 'review' } };
  expect(
    await decisions({
      subject,
      action,
      resource,
      evaluations: [{}, review, { subject: { type: 'person', id: 'newcomer' } }],
    }),
  ).toEqual([true, false, false]);
  const invalid = await batch({ subject, evaluations: [{ action, resource }, { action }, { action, resource: 'x' }] });
  expect(
    invalid.evaluations.map(({ context }: { context: { reason: { code: string } } }) => context.reason.code),
  ).toEqual(['permitted', 'invalid-request', 'invalid-request']);
  expect(await batch({ subject, action, resource })).toMatchObject({ decision: true });
  expect(await batch({ subject, action, resource, evaluations: [] })).toMatchObject({ decision: true });
  expect((await post({ subject, action }, url)).statusCode).toBe(400);
  expect((await post({ subject, action, resource, evaluations: 'x' }, url)).statusCode).toBe(400);
  const mixed = { subject, action, resource, evaluations: [{}, review, {}, review] };
  const semantic = (evaluations_semantic: string) => decisions({ ...mixed, options: { evaluations_semantic } });
  expect(await semantic('execute_all')).toEqual([true, false, true, false]);
  expect(await semantic('deny_on_first_deny')).toEqual([true, false]);
  expect(await semantic('permit_on_first_permit')).toEqual([true]);
  expect((await post({ ...mixed, options: { evaluations_semantic: 'whatever' } }, url)).statusCode).toBe(400);
  const foreign = await county.service.post(county.as('enterprise-pension-op2'), url, {
    action,
    resource,
    evaluations: [{ subject }, { subject: { type: 'person', id: 'newcomer' } }],
  });
  expect(foreign.statusCode).toBe(403);
});
