import type { BulkPreview, CertificationPreview } from '@zhiheng/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ask, asked, inDays, previewed } from './asking.ts';
import { decideOn, holdingsOf, opened } from './certifying.ts';
import { type County, openCounty } from './open-county.ts';
import { decide } from './requesting.ts';

/** Of two people with one duty each removal leaves one; both together leave nobody. */
let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const reason = '批量收回';
const plan = (...by: string[]) => ({ by, until: inDays(60), note: '暂由其顶岗' });
const line = (section: string, op: number, duty: string, more: object = {}) => ({
  change: 'revoke',
  beneficiary: `${section}-op${op}`,
  role: `${section}-${duty}`,
  unit: section,
  ...more,
});
const post = (who: string, path: string, payload: object) =>
  county.service.post(county.as(who), `/api/v1/requests/bulk${path}`, payload);
const previewOf = async (body: object): Promise<BulkPreview> =>
  (await post('newcomer', '/preview', { reason, ...body })).json();
const pairs = ['enterprise-pension', 'institution-pension', 'resident-pension'] as const;
const both = (section: string, first: object = {}, second: object = {}) => [
  line(section, 1, 'handle', first),
  line(section, 2, 'handle', second),
];
const withdraw = (who: string, request: string) =>
  county.service.post(county.as(who), `/api/v1/requests/${request}/withdrawal`, {});

test('a file’s lines are reckoned one after the other: the one that leaves nobody needs the plan', async () => {
  const [section] = pairs;
  const preview = await previewOf({ lines: both(section) });
  expect(preview.submittable).toBe(false);
  expect(preview.lines.map(({ preview: one, problem }) => [one?.submittable, problem?.code])).toEqual([
    [true, undefined],
    [false, 'cover-plan-required'],
  ]);
  const of = (index: number) => preview.lines[index]?.preview?.thinlyCovered;
  const award = { item: `${section}-award`, unit: section, duty: 'handle' };
  expect(of(0)).toContainEqual({ ...award, remaining: 1 });
  expect(of(1)).toContainEqual({ ...award, remaining: 0 });
  const seen: BulkPreview = (await post('director', '/preview', { reason, lines: both(section) })).json();
  expect(seen.lines[1]?.preview?.losses).toContainEqual(
    expect.objectContaining({ item: award.item, unit: section, broken: true }),
  );
  expect(preview.lines[1]?.preview?.losses).toEqual([]);
  const refused = await post('newcomer', '', { reason, lines: both(section) });
  expect(refused.json()).toMatchObject({ status: 409, code: 'bulk-refused', errors: [{ path: '/lines/1' }] });
  expect(refused.json().errors[0].message).toContain('须先提交顶岗方案');
});

test('one plan for the file is for the lines that need one; a line’s own comes first; nobody covers what they lose', async () => {
  const [section] = pairs;
  const lines = both(section);
  const losing = await previewOf({ lines, coverPlan: plan(`${section}-op1`) });
  expect(losing.lines[1]?.problem).toMatchObject({ code: 'invalid-request' });
  const own = await previewOf({
    lines: both(section, {}, { coverPlan: plan(`${section}-op3`) }),
    coverPlan: plan('newcomer'),
  });
  expect(own.lines[1]?.problem).toMatchObject({ code: 'duty-conflict' });
  const answer = await post('newcomer', '', { reason, lines, coverPlan: plan('hall-op1') });
  expect(answer.statusCode, answer.body).toBe(201);
  const [first, second] = answer.json().lines.map(({ request }: { request: { id: string } }) => request);
  const shown = await county.service.get(county.as(`${section}-head`), `/api/v1/requests/${second.id}`);
  expect(shown.json().proposal).toMatchObject({ kind: 'cover', plan: { by: ['hall-op1'] } });
  expect(first.proposal).toMatchObject({ kind: 'cover', plan: null });
  for (const { id } of [first, second]) await withdraw('newcomer', id);
});

test('a plan stands in the file as well: who, until when, how, or the line is none', async () => {
  const text = `人员,变更,角色,机构,顶岗人,顶岗至,顶岗安排
hall-op1,收回,hall-handle,hall,hall-op5、hall-op6,2027/1/5,轮流
hall-op2,收回,hall-handle,hall,hall-op5,,
`;
  const read = await county.service.send(county.as('newcomer'), {
    method: 'POST',
    url: '/api/v1/requests/bulk/lines',
    payload: text,
    headers: { 'content-type': 'text/csv' },
  });
  expect(read.json().lines).toMatchObject([
    { coverPlan: { by: ['hall-op5', 'hall-op6'], until: '2027-01-05T16:00:00.000Z', note: '轮流' } },
  ]);
  expect(read.json().errors).toMatchObject([{ line: 3, message: expect.stringContaining('coverUntil') }]);
  const granted = await previewOf({
    lines: [{ beneficiary: 'newcomer', post: '经办岗', unit: 'card', coverPlan: plan('hall-op1') }],
  });
  expect(granted.lines[0]?.problem).toMatchObject({ code: 'invalid-request' });
});

test('what other requests are about to take away counts as gone, until they come to nothing', async () => {
  const [section] = pairs;
  const [first, second] = both(section) as [object, object];
  const before = await asked(county, 'newcomer', first);
  expect((await previewed(county, 'newcomer', second)).problem).toMatchObject({ code: 'cover-plan-required' });
  const covered = { ...second, coverPlan: plan(`${section}-op1`) };
  expect((await ask(county, 'newcomer', covered)).json()).toMatchObject({ errors: [{ path: '/coverPlan/by/0' }] });
  await withdraw('newcomer', before.id);
  expect((await previewed(county, 'newcomer', second)).problem).toBeNull();
});

test('of two that would together leave nobody, asked for at once by two processes, one needs a plan', async () => {
  const second = await county.secondService();
  const [, section] = pairs;
  for (let round = 0; round < 5; round++) {
    const answers = await Promise.all(
      both(section).map((wanted, index) =>
        (index ? second : county.service).post(county.as(index ? 'newcomer' : 'card-op1'), '/api/v1/requests', {
          reason,
          ...wanted,
        }),
      ),
    );
    expect(answers.map((answer) => answer.json().code ?? 'submitted').sort()).toEqual([
      'cover-plan-required',
      'submitted',
    ]);
    const done = answers.find(({ statusCode }) => statusCode === 201)?.json();
    await withdraw(done.requester, done.id);
  }
});

test('nor do a file, a review and a single request pass each other by', async () => {
  const other = await county.secondService();
  const section = 'contribution';
  const { id } = await opened(county, { unit: section });
  const [grant] = await holdingsOf(county, 'director', id, { person: `${section}-op1` });
  const [first, second] = both(section) as [object, object];
  const single = () => other.post(county.as('newcomer'), '/api/v1/requests', { reason, ...second });
  const file = () => post('card-op1', '', { reason, lines: [first] });
  const review = () =>
    decideOn(county, `${section}-head`, id, [{ grant: grant?.grant as string, decision: 'remove', reason: '精简' }]);
  const codeOf = (body: { code?: string; verdicts?: { problem: { code: string } | null }[] }) =>
    body.code ?? body.verdicts?.[0]?.problem?.code ?? 'submitted';
  const pending = async () =>
    (await county.service.get(county.as('director'), '/api/v1/requests', { state: 'pending', limit: '200' }))
      .json()
      .data.filter(({ unit }: { unit: string }) => unit === section);
  for (let round = 0; round < 6; round++) {
    // The review decides a holding once: last.
    const against = round < 5 ? file : review;
    const answers = await Promise.all([single(), against()]);
    expect(answers.map((answer) => codeOf(answer.json())).filter((code) => code === 'submitted')).toHaveLength(1);
    const [left, ...more] = await pending();
    expect(more).toEqual([]);
    if (round < 5) await withdraw(left.requester, left.id);
  }
});

test('a review’s removals are previewed together, and refused without the plan that the last of them needs', async () => {
  const [, , section] = pairs;
  const { id } = await opened(county, { unit: section });
  const mine = await holdingsOf(county, `${section}-head`, id, { role: `${section}-handle`, reviewer: 'me' });
  const grants = mine.map(({ grant }) => grant);
  const last = grants.at(-1) as string;
  const preview = async (who: string, removals: object[]) =>
    county.service.post(county.as(who), `/api/v1/certifications/${id}/holdings/decisions/preview`, { removals });
  const seen: CertificationPreview = (
    await preview(
      `${section}-head`,
      grants.map((grant) => ({ grant })),
    )
  ).json();
  expect(seen.removals.map(({ grant }) => grant)).toEqual(grants);
  const needy = seen.removals.filter(({ thinlyCovered }) => thinlyCovered.some(({ remaining }) => remaining === 0));
  expect(needy.map(({ grant, problem }) => [grant, problem?.code])).toEqual([[last, 'cover-plan-required']]);
  expect(needy[0]?.losses.some(({ broken, unit }) => broken && unit === section)).toBe(true);
  const outside = await preview('card-op1', [{ grant: last }]);
  expect(outside.statusCode).toBe(404);
  const foreign = await preview('director', [{ grant: '01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11' }]);
  expect(foreign.json()).toMatchObject({ status: 404 });

  const removal = (grant: string, more: object = {}) => ({
    grant,
    decision: 'remove' as const,
    reason: '精简',
    ...more,
  });
  const all = await decideOn(
    county,
    `${section}-head`,
    id,
    grants.map((grant) => removal(grant)),
  );
  expect(
    all
      .json()
      .verdicts.map(
        ({ decided, problem }: { decided: boolean; problem?: { code: string } }) => problem?.code ?? decided,
      ),
  ).toEqual([...grants.slice(1).map(() => true), 'cover-plan-required']);
  const planned = await decideOn(county, `${section}-head`, id, [removal(last, { coverPlan: plan('hall-op1') })]);
  const [{ holding }] = planned.json().verdicts;
  expect(holding.decision).toMatchObject({ decision: 'remove', removal: 'requested' });
  const request = await county.service.get(county.as('director'), `/api/v1/requests/${holding.decision.request}`);
  expect(request.json().proposal).toMatchObject({ kind: 'cover', plan: { by: ['hall-op1'] } });
  const joined: CertificationPreview = (await preview('director', [{ grant: last }])).json();
  expect(joined.removals).toEqual([{ grant: last, thinlyCovered: [], losses: [], problem: null }]);
  expect((await decide(county, request.json().stages[0].candidates[0], holding.decision.request)).statusCode).toBe(200);
});
