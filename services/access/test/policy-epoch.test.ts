import type { TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { award, evaluate, question, reasonOf } from './acting.ts';
import { applied, coveredBy, exceptionFor, inDays } from './asking.ts';
import { inMinutes } from './moving.ts';
import { type NoticeRelay, relayNotices } from './notice-relay.ts';
import { type County, openCounty } from './open-county.ts';
import { approve, decide, handleFor, submitted } from './requesting.ts';

/** Whoever has changed something is told the epoch that was reached, and is answered from no earlier by any process. */
let county: County;
let relay: NoticeRelay;
/** Another process, which hears of no change until it is let. */
let deaf: TestService;
beforeAll(async () => {
  county = await openCounty(({ roles, people }) => {
    const permissions = [{ action: 'read', resource: 'record', conditions: { 'resource.properties.status': 'open' } }];
    roles.push({ code: 'reader', name: { zh: '查阅', en: 'Reader' }, risk: 1, permissions });
    people.find(({ username }) => username === 'card-op2')?.roles.push('reader');
  });
  relay = await relayNotices(county.testDatabase.urlOf('access'));
  deaf = await county.secondService(relay.url);
});
afterAll(async () => {
  await county.close();
  await relay.close();
});

type Answer = Awaited<ReturnType<TestService['send']>>;
type Caller = Parameters<TestService['send']>[0];
const told = ({ headers }: Answer) => headers['zhiheng-policy-epoch'];
const epochOf = (answer: Answer) => Number(told(answer));
const epochNow = async (): Promise<number> =>
  (await county.owner.pool.query('select epoch from access.centre where centre = $1', [county.centre])).rows[0].epoch;
const send = (caller: Caller, method: 'POST' | 'PUT' | 'DELETE', url: string, payload?: object) =>
  county.service.send(caller, { method, url, ...(payload ? { payload } : {}) });
const sysadmin = () => county.as('sysadmin');
const business = () => county.client('cases:write');
const since = (input: object, policyEpoch: number) => ({ ...input, context: { policyEpoch } });
/** The last decision, which puts the request into effect. */
async function lastDecision(by: string, wanted: object): Promise<Answer> {
  const request = await submitted(county, by, wanted as Parameters<typeof submitted>[2]);
  const before = await approve(county, request, request.stages.length - 1);
  const open = before.stages.find(({ state }) => state === 'open');
  const answer = await decide(county, open?.candidates[0] as string, request.id);
  expect(answer.json(), answer.body).toMatchObject({ state: 'applied' });
  return answer;
}

const changes: [what: string, act: () => Promise<Answer>][] = [
  [
    'somebody new, by SCIM',
    () => send(county.client('scim'), 'POST', '/api/v1/people', { ...{ username: 'zhou', name: '周', unit: 'card' } }),
  ],
  ['a grant that is approved', () => lastDecision('card-op1', handleFor('newcomer'))],
  ['an exception that is approved', () => lastDecision('card-op1', exceptionFor('newcomer', 'item-handle-review'))],
  [
    'roles chosen for a session',
    () => send(county.as('card-op1'), 'PUT', '/api/v1/me/session/roles', { roles: ['card-handle'] }),
  ],
  ['the choice taken back', () => send(county.as('card-op1'), 'DELETE', '/api/v1/me/session/roles')],
  [
    'a deputy',
    () =>
      send(county.as('director'), 'POST', '/api/v1/deputies', {
        deputy: 'deputy-director',
        until: inDays(5),
        reason: '出差',
      }),
  ],
  ['a resource', () => send(business(), 'PUT', '/api/v1/resources/record/r0', { properties: {} })],
  ['a resource that goes', () => send(business(), 'DELETE', '/api/v1/resources/record/r0')],
  ['what the decision log keeps', () => send(county.as('auditadmin'), 'PUT', '/api/v1/decision-log/types/ledger')],
  [
    'a transfer',
    () => {
      const moved = { unit: 'card', reason: '轮岗', ...coveredBy('hall-op4') };
      return send(sysadmin(), 'POST', '/api/v1/people/hall-op1/transfer', moved);
    },
  ],
  [
    'a leave',
    () => send(sysadmin(), 'POST', '/api/v1/people/hall-op2/leave', { until: inMinutes(60), reason: '培训' }),
  ],
  [
    'a suspension',
    () =>
      send(sysadmin(), 'POST', '/api/v1/people/hall-op3/suspension', { reason: 'under-investigation', note: '举报' }),
  ],
  [
    'a departure, by SCIM',
    () => send(county.client('scim'), 'POST', '/api/v1/people/hall-op4/departure', { kind: 'resigned' }),
  ],
  ['a rehire', () => send(sysadmin(), 'POST', '/api/v1/people/hall-op4/rehire', { unit: 'card', reason: '返聘' })],
];

test.each(changes)('%s is answered with the epoch it reached', async (_what, act) => {
  const before = await epochNow();
  const answer = await act();
  expect(answer.statusCode, answer.body).toBeLessThan(300);
  expect(epochOf(answer)).toBe(await epochNow());
  expect(epochOf(answer)).toBeGreaterThan(before);
});

test('who is told that it is done already is told of when, and questions and previews of nothing', async () => {
  const url = '/api/v1/people/hall-op5/departure';
  const [scim, payload, headers] = [county.client('scim'), { kind: 'resigned' }, { 'idempotency-key': 'gone' }];
  const first = await county.service.send(scim, { method: 'POST', url, payload, headers });
  const again = await county.service.send(scim, { method: 'POST', url, payload, headers });
  expect([again.statusCode, epochOf(again)]).toEqual([201, epochOf(first)]);
  const refused = await send(scim, 'POST', url, payload);
  expect([refused.json().code, epochOf(refused)]).toEqual(['already-departed', epochOf(first)]);
  const silent = [
    await county.service.get(county.as('director'), '/api/v1/me'),
    await send(sysadmin(), 'POST', '/api/v1/people/hall-op6/departure/preview', { kind: 'retired' }),
    await send(county.client('decide'), 'POST', '/access/v1/evaluation', question('card-op1', 'handle')),
    await send(business(), 'POST', '/api/v1/cases', { ...award, reference: 'E-1' }),
    await send(undefined, 'POST', url, payload),
  ];
  expect(silent.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 201, 401]);
  expect(silent.map(told)).toEqual(silent.map(() => undefined));
});

test('an epoch that cannot be read is no success: who asks again is told it, of the change that was made', async () => {
  const url = '/api/v1/resources/record/r9';
  const put = () => send(business(), 'PUT', url, { properties: {} });
  const { pool } = county.owner;
  await pool.query('revoke execute on function access.epoch_of(text) from zhiheng_access');
  const lost = await put();
  expect([lost.statusCode, told(lost), lost.json().code]).toEqual([500, undefined, 'internal']);
  await pool.query('grant execute on function access.epoch_of(text) to zhiheng_access');
  const again = await put();
  expect([again.statusCode, epochOf(again)]).toEqual([200, await epochNow()]);
});

test('OpenAPI says so of every route that may change something, and of no other', async () => {
  const { paths } = (await county.service.get(undefined, '/openapi.json')).json();
  const says = (method: string, path: string, status: string) =>
    paths[path][method].responses[status].headers?.['zhiheng-policy-epoch']?.schema.type;
  expect(says('post', '/api/v1/people/{idOrUsername}/departure', '201')).toBe('integer');
  expect(says('post', '/api/v1/requests/{id}/decisions', '200')).toBe('integer');
  expect(says('delete', '/api/v1/resources/{type}/{id}', '204')).toBe('integer');
  expect(says('post', '/api/v1/requests/preview', '200')).toBeUndefined();
  expect(says('get', '/api/v1/requests', '200')).toBeUndefined();
  expect(says('post', '/access/v1/evaluation', '200')).toBeUndefined();
});

/** Changes something here while the other process hears nothing; gives the epoch of it. */
async function unheard(act: () => Promise<Answer>): Promise<number> {
  relay.hold();
  const answer = await act();
  expect(answer.statusCode, answer.body).toBeLessThan(300);
  return epochOf(answer);
}

test('a departure by SCIM that another process has not heard of: with its epoch nobody gone is allowed', async () => {
  const asked = question('enterprise-pension-op1', 'handle');
  expect(await reasonOf(county, asked, deaf)).toBe('permitted');
  const epoch = await unheard(() =>
    send(county.client('scim'), 'POST', '/api/v1/people/enterprise-pension-op1/departure', { kind: 'retired' }),
  );
  // So it is deaf indeed: what it remembers is from before.
  expect(await reasonOf(county, asked, deaf)).toBe('permitted');
  expect(await reasonOf(county, since(asked, epoch), deaf)).toBe('not-active');
  relay.release();
});

test('a grant, the same: one question, several at once, and a search', async () => {
  const asked = question('card-op1', 'handle');
  expect(await reasonOf(county, asked, deaf)).not.toBe('permitted');
  const epoch = await unheard(() => lastDecision('hall-op7', handleFor('card-op1')));
  expect(await reasonOf(county, asked, deaf)).not.toBe('permitted');
  const all = { ...since({}, epoch), evaluations: [asked, { ...asked, action: { name: 'review' } }] };
  const several = await deaf.post(county.client('decide'), '/access/v1/evaluations', all);
  expect(several.json().evaluations.map(({ decision }: { decision: boolean }) => decision)).toEqual([true, false]);
  const { subject, resource } = asked;
  const found = await deaf.post(
    county.client('decide'),
    '/access/v1/search/action',
    since({ subject, resource }, epoch),
  );
  expect(found.json().results).toContainEqual({ name: 'handle' });
  relay.release();
});

test('what is registered of a resource, the same, though nothing changed of the person', async () => {
  const url = '/api/v1/resources/record/r1';
  const asked = { ...question('card-op2', 'read'), resource: { type: 'record', id: 'r1' } };
  const put = (status: string) => () => send(business(), 'PUT', url, { properties: { status } });
  await unheard(put('open'));
  relay.release();
  await expect.poll(() => reasonOf(county, asked, deaf)).toBe('permitted');
  const shut = await unheard(put('shut'));
  expect(await reasonOf(county, asked, deaf)).toBe('permitted');
  // The second time the person is remembered as of that epoch; so must the resource be.
  for (let time = 0; time < 3; time++)
    expect(await reasonOf(county, since(asked, shut), deaf)).toBe('condition-not-met');
  // Of a type that the other process has never known.
  const opened = await unheard(() => send(business(), 'DELETE', url));
  const claimed = { ...asked, resource: { ...asked.resource, properties: { status: 'open' } } };
  expect(await reasonOf(county, since(claimed, opened), deaf)).toBe('permitted');
  relay.release();
});

test('what the log is to keep of permits, the same', async () => {
  const asked = {
    ...question('card-op2', 'read'),
    resource: { type: 'record', id: 'r2', properties: { status: 'open' } },
  };
  const kept = async () =>
    (await county.entries('decision.evaluated')).filter(({ outcome }) => outcome === 'allowed').length;
  expect([await reasonOf(county, asked, deaf), await kept()]).toEqual(['permitted', 0]);
  const url = '/api/v1/decision-log/types/record';
  const epoch = await unheard(() => send(county.as('auditadmin'), 'PUT', url));
  expect(await reasonOf(county, since(asked, epoch), deaf)).toBe('permitted');
  await expect.poll(kept).toBe(1);
  relay.release();
});

test('an epoch that has not been reached is answered by nobody', async () => {
  const asked = question('card-op1', 'handle');
  const future = (await epochNow()) + 1;
  for (const service of [county.service, deaf])
    expect(await reasonOf(county, since(asked, future), service)).toBe('unavailable');
  const { subject, resource } = asked;
  for (const [epoch, code] of [
    [future, 'unavailable'],
    [-1, 'invalid-request'],
  ] as const)
    expect(
      (
        await deaf.post(county.client('decide'), '/access/v1/search/action', since({ subject, resource }, epoch))
      ).json(),
    ).toMatchObject({ code });
  expect((await evaluate(county, since(asked, future - 1))).context.policyEpoch).toBeGreaterThanOrEqual(future - 1);
});

test('from page to page of a search the epoch may rise', async () => {
  const search = async (more: object) =>
    (
      await county.service.post(county.client('decide'), '/access/v1/search/subject', {
        ...{ subject: { type: 'person' }, action: { name: 'handle' }, resource: question('', 'handle').resource },
        ...more,
      })
    ).json();
  const first = await search({ page: { limit: 1 } });
  const token = first.page.next_token;
  expect(token).not.toBe('');
  const next = await search({ ...since({}, await epochNow()), page: { limit: 1, token } });
  expect(next.results).toHaveLength(1);
  expect(next.results).not.toEqual(first.results);
  expect(await search({ context: { purpose: 'x' }, page: { token } })).toMatchObject({ code: 'invalid-cursor' });
});

test('what a process has changed itself it knows from its answer on, whatever it hears', async () => {
  const asked = {
    ...question('card-op2', 'read'),
    resource: { type: 'record', id: 'r3', properties: { status: 'open' } },
  };
  const own = { ...county, service: deaf };
  expect(await reasonOf(county, asked, deaf)).toBe('permitted');
  relay.hold();
  await applied(own, 'secadmin', { change: 'role-content', role: 'reader', content: { permissions: [] } });
  expect(await reasonOf(county, asked, deaf)).toBe('not-permitted');
  const grant = handleFor('card-op3');
  await applied(own, 'card-op1', { change: 'grant', ...grant });
  expect(await reasonOf(county, question('card-op3', 'handle'), deaf)).toBe('permitted');
  relay.release();
  await expect.poll(() => reasonOf(county, asked)).toBe('not-permitted');
});
