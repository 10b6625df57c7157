import type { Bulk, BulkPreview, BulkVerdicts, PostTemplate } from '@zhiheng/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applied, exceptionFor, inDays } from './asking.ts';
import { type County, openCounty } from './open-county.ts';
import { approve, rolesOf } from './requesting.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const url = '/api/v1/requests/bulk';
const post = (who: string, path: string, payload: object, headers: Record<string, string> = {}) =>
  county.service.send(county.as(who), { method: 'POST', url: `${url}${path}`, payload, headers });
const card = (beneficiary: string) => ({ change: 'grant', beneficiary, role: 'card-handle', unit: 'card' });
const reason = '批量测试';
const pendingOf = async () => {
  const { rows } = await county.owner.pool.query("select count(*) as n from access.request where state = 'pending'");
  return rows[0].n as number;
};

test('each post has the template of what its people hold alike: of a kind of unit where units agree, else of the unit', async () => {
  const answer = await county.service.get(county.as('newcomer'), '/api/v1/post-templates', { limit: '500' });
  const templates: PostTemplate[] = answer.json().data;
  const find = (post: string, unit: string | null) =>
    templates.find((one) => one.post === post && one.unit === unit)?.roles;
  expect(find('负责人', null)).toEqual([{ role: 'section-head', place: 'unit' }]);
  expect(find('综合柜员', null)).toEqual([{ role: 'teller', place: 'unit' }]);
  expect(find('经办岗', null)).toBeUndefined();
  expect(find('经办岗', 'enterprise-pension')).toEqual([{ role: 'enterprise-pension-handle', place: 'unit' }]);
  expect(find('稽核员', 'control')).toEqual([
    { role: 'control-inspect', place: 'unit' },
    { role: 'inspector', place: 'centre' },
  ]);
  expect(find('待定岗', 'enterprise-pension')).toBeUndefined();
});

test('two lines of one person that break a rule together are told, each being fine by itself', async () => {
  const lines = ['resident-pension-handle', 'resident-pension-review'].map((role) => ({
    change: 'grant',
    beneficiary: 'newcomer',
    role,
    unit: 'resident-pension',
  }));
  for (const line of lines)
    expect((await post('hall-op1', '/preview', { reason, lines: [line] })).json().submittable).toBe(true);
  const preview: BulkPreview = (await post('hall-op1', '/preview', { reason, lines })).json();
  expect(preview.lines.map(({ problem }) => problem?.code ?? null)).toEqual([null, 'duty-conflict']);
  expect(preview.lines[1]?.preview?.conflicts.length).toBeGreaterThan(0);
  const refused = await post('hall-op1', '', { reason, lines });
  expect(refused.json().errors).toMatchObject([{ path: '/lines/1', message: expect.stringContaining('职责不相容') }]);
});

test('what an exception permits, it permits lines together as it does one by one', async () => {
  const beneficiary = 'card-op2';
  const lines = ['resident-pension-handle', 'resident-pension-review'].map((role) => ({
    ...{ change: 'grant', beneficiary, role, unit: 'resident-pension' },
    validUntil: inDays(10),
  }));
  const told = async () => {
    const preview: BulkPreview = (await post('hall-op1', '/preview', { reason, lines })).json();
    return preview.lines.map(({ problem }) => problem?.code ?? null);
  };
  const rules = (
    await county.service.get(county.as('director'), '/api/v1/rules', { kind: 'static', limit: '500' })
  ).json();
  const before: BulkPreview = (await post('hall-op1', '/preview', { reason, lines })).json();
  const broken = new Set(before.lines.flatMap(({ preview }) => preview?.conflicts.map(({ rule }) => rule) ?? []));
  expect(await told()).toContain('duty-conflict');
  for (const { code } of rules.data.filter((one: { code: string }) => broken.has(one.code)))
    await applied(county, 'newcomer', exceptionFor(beneficiary, code));
  expect(await told()).toEqual([null, null]);
});

test('a newcomer gets what the post is given in one request', async () => {
  const line = { beneficiary: 'newcomer', post: '稽核员', unit: 'control' };
  const preview: BulkPreview = (await post('enterprise-pension-op1', '/preview', { reason, lines: [line] })).json();
  expect(preview).toMatchObject({
    submittable: true,
    lines: [
      { line: 1, problem: null },
      { line: 1, problem: null },
    ],
  });
  expect(await pendingOf()).toBe(0);
  const answer = await post('enterprise-pension-op1', '', { reason, lines: [line] });
  expect(answer.statusCode, answer.body).toBe(201);
  const bulk: Bulk = answer.json();
  expect(bulk.lines.map(({ request }) => `${request?.role}@${request?.unit}`)).toEqual([
    'control-inspect@control',
    'inspector@centre',
  ]);
  for (const { request } of bulk.lines) await approve(county, request as NonNullable<typeof request>);
  expect(await rolesOf(county, 'newcomer')).toEqual(['control-inspect@control', 'inspector@centre']);
});

test('all lines or none: one that is refused is told with its place, and nothing is submitted', async () => {
  const lines = [card('hall-op1'), card('nobody'), { beneficiary: 'hall-op2' }, card('card-op1')];
  const before = await pendingOf();
  const refused = await post('newcomer', '', { reason, lines });
  expect(refused.json()).toMatchObject({ status: 409, code: 'bulk-refused' });
  expect(refused.json().errors.map(({ path }: { path: string }) => path)).toEqual(['/lines/1', '/lines/2', '/lines/3']);
  expect(refused.json().errors[2].message).toBe('已持有该权限');
  expect(await pendingOf()).toBe(before);
  expect(await county.entries('bulk.submitted')).toContainEqual(
    expect.objectContaining({ outcome: 'denied', reason: 'bulk-refused' }),
  );
  const answer = await post('newcomer', '', { reason, lines, whole: false });
  expect(answer.statusCode, answer.body).toBe(201);
  expect(
    (answer.json() as Bulk).lines.map(({ line, request, problem }) => [line, request?.beneficiary ?? problem?.code]),
  ).toEqual([
    [1, 'hall-op1'],
    [2, 'unknown-code'],
    [3, 'invalid-request'],
    [4, 'already-held'],
  ]);
  expect(await pendingOf()).toBe(before + 1);
});

test('the same line twice, and a line that is pending already, are refused and do not spoil the others', async () => {
  const lines = [card('resident-pension-op1'), card('resident-pension-op1'), card('resident-pension-op2')];
  const answer = await post('newcomer', '', { reason, lines, whole: false });
  expect((answer.json() as Bulk).lines.map(({ request, problem }) => request?.state ?? problem?.code)).toEqual([
    'pending',
    'already-exists',
    'pending',
  ]);
});

test('the same key again, at once from two processes or later, submits nothing twice', async () => {
  const body = { reason, lines: [card('contribution-op1'), card('contribution-op2')] };
  const second = await county.secondService();
  const send = (service: typeof second, payload: object) =>
    service.send(county.as('newcomer'), { method: 'POST', url, payload, headers: { 'idempotency-key': 'k1' } });
  const answers = await Promise.all([send(county.service, body), send(second, body), send(county.service, body)]);
  expect(new Set(answers.map((answer) => answer.json().id)).size).toBe(1);
  expect((await send(second, body)).json().id).toBe(answers[0]?.json().id);
  expect((await send(second, { ...body, reason: 'x' })).json().code).toBe('idempotency-mismatch');
});

test('one file, one approval: an approver decides every line by one act, each with its own verdict', async () => {
  const lines = [card('enrolment-op1'), card('enrolment-op2'), { ...card('card-head'), beneficiary: 'card-head' }];
  const bulk: Bulk = (await post('newcomer', '', { reason, lines })).json();
  expect(bulk.lines).toHaveLength(3);
  const decide = async (who: string, body: object): Promise<BulkVerdicts['verdicts']> => {
    const answer = await post(who, `/${bulk.id}/decisions`, body);
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json().verdicts;
  };
  const first = await decide('card-head', { decision: 'approve' });
  expect(first.map(({ decided, problem }) => [decided, problem?.code])).toEqual([
    [true, undefined],
    [true, undefined],
    [false, 'own-request'],
  ]);
  const one = first[0]?.request as string;
  expect(await decide('control-head', { decision: 'reject', comment: '人手够', requests: [one] })).toMatchObject([
    { decided: true, state: 'rejected' },
  ]);
  expect(await decide('control-head', { decision: 'approve' })).toMatchObject([
    { decided: false, problem: { code: 'not-pending' } },
    { decided: true },
    { decided: false },
  ]);
  const seen: Bulk = (await county.service.get(county.as('enrolment-op2'), `${url}/${bulk.id}`)).json();
  expect(seen.lines.map(({ request }) => request?.beneficiary)).toContain('enrolment-op2');
  expect((await county.service.get(county.as('finance-op1'), `${url}/${bulk.id}`)).statusCode).toBe(404);
  expect((await post('finance-op1', `/${bulk.id}/decisions`, { decision: 'approve' })).statusCode).toBe(404);
  const foreign = await decide('card-head', {
    decision: 'approve',
    requests: ['01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11'],
  });
  expect(foreign).toMatchObject([{ decided: false, problem: { code: 'not-found' } }]);
});

test('lines are read from a file: days of Shanghai, Chinese titles and words, faults by their line', async () => {
  const text =
    '人员,变更,角色,机构,起,止,岗位\nnewcomer,授予,card-handle,card,2027/1/5,2027-02-28,\n张 三,,,,,,经办岗\nhall-op1,收回,hall-handle,hall,2027-02-30,,\n';
  const send = (payload: string | Buffer, type = 'text/csv') =>
    county.service.send(county.as('newcomer'), {
      method: 'POST',
      url: `${url}/lines`,
      payload,
      headers: { 'content-type': type },
    });
  const answer = await send(text);
  expect(answer.json()).toEqual({
    lines: [
      {
        beneficiary: 'newcomer',
        change: 'grant',
        role: 'card-handle',
        unit: 'card',
        validFrom: '2027-01-04T16:00:00.000Z',
        validUntil: '2027-02-28T16:00:00.000Z',
      },
    ],
    errors: [
      { line: 3, message: 'beneficiary：“张 三”无效' },
      { line: 4, message: 'validFrom：“2027-02-30”无效' },
    ],
  });
  expect((await send('谁,变更\na,授予\n')).json()).toMatchObject({ status: 400, code: 'invalid-request' });
  expect((await send('{}', 'application/json')).json().status).toBe(415);
  const preview = await post('newcomer', '/preview', { reason, lines: answer.json().lines });
  expect(preview.statusCode).toBe(200);
});

test('the database lets no template in without the founding or an approved change', async () => {
  const insert = county.owner.pool.query(
    "insert into access.post_template (centre, post, unit_kind, role, place) values ($1, 'x', 'section', 'director', 'centre')",
    [county.centre],
  );
  await expect(insert).rejects.toMatchObject({ constraint: 'post_template_needs_approval' });
});
