import { createHash } from 'node:crypto';
import type {
  Certification,
  CertificationHolding,
  CertificationReport,
  CertificationVerdicts,
} from '@zhiheng/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CentrePolicies } from '../centre-policy.ts';
import { moveCertifications } from '../certification-overdue.ts';
import { coveredBy } from './asking.ts';
import { certify, decideOn, holdingsOf, opened } from './certifying.ts';
import { type County, openCounty } from './open-county.ts';
import { approve, rolesOf, submitted } from './requesting.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const read = async (id: string, who = 'director'): Promise<Certification> =>
  (await county.service.get(county.as(who), `/api/v1/certifications/${id}`)).json();
const desk = () => ({ database: county.database, policies: new CentrePolicies() });

test('who administers security opens one; what is held in the unit at that moment is its population', async () => {
  const refused = await county.service.post(county.as('director'), '/api/v1/certifications', {
    name: 'x',
    dueInWorkingDays: 5,
  });
  expect(refused.json()).toMatchObject({ status: 403, code: 'not-permitted' });
  expect(await county.entries('certification.opened')).toMatchObject([{ outcome: 'denied', actor: 'director' }]);
  const campaign = await opened(county, { unit: 'card' });
  expect(campaign).toMatchObject({
    state: 'open',
    openedBy: 'secadmin',
    unit: 'card',
    progress: { kept: 0, removed: 0 },
  });
  const holdings = await holdingsOf(county, 'director', campaign.id);
  expect(holdings).toHaveLength(campaign.progress.holdings);
  expect(new Set(holdings.map(({ unit }) => unit))).toEqual(new Set(['card']));
  const { rows } = await county.owner.pool.query(
    "select count(*) as held from access.grant where centre = $1 and unit = 'card'",
    [county.centre],
  );
  expect(campaign.progress.holdings).toBe(rows[0].held);
  await approve(
    county,
    await submitted(county, 'newcomer', { beneficiary: 'hall-op1', role: 'card-handle', unit: 'card' }),
  );
  expect(await holdingsOf(county, 'director', campaign.id)).toHaveLength(holdings.length);
});

test('one by risk holds roles of that risk and above, over the whole centre', async () => {
  const holdings = await holdingsOf(county, 'director', (await opened(county, { risk: 3 })).id);
  expect(holdings.every(({ risk }) => risk === 3)).toBe(true);
  expect(new Set(holdings.map(({ unit }) => unit)).size).toBeGreaterThan(5);
});

test('a head reviews their section but never themselves; what waits for the head is what they are shown', async () => {
  const { id } = await opened(county, { unit: 'finance' });
  const mine = await holdingsOf(county, 'finance-head', id, { reviewer: 'me' });
  expect(mine.length).toBeGreaterThan(3);
  expect(mine.some(({ person }) => person === 'finance-head')).toBe(false);
  const own = (await holdingsOf(county, 'director', id, { person: 'finance-head' }))[0] as CertificationHolding;
  expect(own.reviewers).not.toContain('finance-head');
  expect(own.reviewers).toEqual(['deputy-director', 'deputy-director2']);
  const verdict = await certify(county, 'finance-head', id, own.grant, 'keep');
  expect(verdict.problem?.code).toBe('own-holding');
  expect((await certify(county, 'card-head', id, mine[0]?.grant as string, 'keep')).problem?.code).toBe(
    'not-a-candidate',
  );
  const outside = await county.service.get(county.as('card-op1'), `/api/v1/certifications/${id}`);
  expect(outside.statusCode).toBe(404);
});

test('nobody reviews what they asked for or approved', async () => {
  const request = await submitted(county, 'finance-op1', {
    beneficiary: 'newcomer',
    role: 'card-handle',
    unit: 'finance',
  });
  const applied = await approve(county, request);
  const approvers = applied.stages.flatMap(({ decisions }) => decisions.map(({ person }) => person));
  expect(approvers).toContain('finance-head');
  const { id } = await opened(county, { unit: 'finance' });
  const holding = (await holdingsOf(county, 'director', id, { person: 'newcomer' }))[0] as CertificationHolding;
  for (const approver of [...approvers, 'finance-op1']) expect(holding.reviewers).not.toContain(approver);
  expect((await certify(county, 'finance-head', id, holding.grant, 'keep')).problem?.code).toBe('own-holding');
  expect((await certify(county, holding.reviewers[0] as string, id, holding.grant, 'keep')).decided).toBe(true);
});

test('to remove opens a request through the chain for removals; the grant stays until that has its approvals', async () => {
  const { id } = await opened(county, { unit: 'card' });
  const [holding] = await holdingsOf(county, 'card-head', id, { reviewer: 'me', person: 'card-op2' });
  const grant = holding?.grant as string;
  expect((await certify(county, 'card-head', id, grant, 'remove')).problem?.code).toBe('comment-required');
  const verdict = await certify(county, 'card-head', id, grant, 'remove', '已不在本岗');
  expect(verdict.holding?.decision).toMatchObject({ decision: 'remove', reviewer: 'card-head', removal: 'requested' });
  const url = `/api/v1/requests/${verdict.holding?.decision?.request}`;
  const request = (await county.service.get(county.as('director'), url)).json();
  expect(request).toMatchObject({
    change: 'revoke',
    requester: 'card-head',
    beneficiary: 'card-op2',
    state: 'pending',
  });
  expect(request.stages.flatMap((stage: { candidates: string[] }) => stage.candidates)).not.toContain('card-head');
  expect(await rolesOf(county, 'card-op2')).toContain('card-handle@card');
  expect((await approve(county, request)).state).toBe('applied');
  expect(await rolesOf(county, 'card-op2')).not.toContain('card-handle@card');
});

test('a second removal of the same holding joins the request under way; of what has ended there is none', async () => {
  const [one, other, third] = [
    await opened(county, { unit: 'card' }),
    await opened(county, { unit: 'card' }),
    await opened(county, { unit: 'card' }),
  ];
  const [holding] = await holdingsOf(county, 'card-head', one.id, { reviewer: 'me', person: 'card-op1' });
  const grant = holding?.grant as string;
  const first = await certify(county, 'card-head', one.id, grant, 'remove', 'a', coveredBy('hall-op1'));
  const second = await certify(county, 'card-head', other.id, grant, 'remove', 'b');
  expect(second.holding?.decision?.request).toBe(first.holding?.decision?.request);
  const request = (
    await county.service.get(county.as('director'), `/api/v1/requests/${first.holding?.decision?.request}`)
  ).json();
  await approve(county, request);
  const late = await certify(county, 'card-head', third.id, grant, 'remove', 'c');
  expect(late.holding).toMatchObject({ held: false, decision: { removal: 'ended', request: null } });
});

test('undecided at the deadline goes to the next reviewer, with a deadline of its own; at the end it is told as undecided', async () => {
  const { id } = await opened(county, { unit: 'injury-unemployment' });
  const [before] = await holdingsOf(county, 'director', id, { role: 'injury-unemployment-handle' });
  expect(before?.reviewers).toEqual(['injury-unemployment-head']);
  expect(await moveCertifications(desk(), county.centre)).toBe(0);
  const pass = () =>
    county.owner.pool.query(
      "update access.certification_turn set due_at = clock_timestamp() - interval '1 second' where certification = $1",
      [id],
    );
  await pass();
  expect(await moveCertifications(desk(), county.centre)).toBe(1);
  expect(await moveCertifications(desk(), county.centre)).toBe(0);
  const [after] = await holdingsOf(county, 'director', id, { role: 'injury-unemployment-handle' });
  expect(after).toMatchObject({ escalated: true, reviewers: ['deputy-director', 'deputy-director2'] });
  expect(Date.parse(after?.dueAt as string)).toBeGreaterThan(Date.now());
  expect((await certify(county, 'injury-unemployment-head', id, after?.grant as string, 'keep')).problem?.code).toBe(
    'not-a-candidate',
  );
  expect(
    (await county.service.post(county.as('director'), `/api/v1/certifications/${id}/sign-off`, {})).json().code,
  ).toBe('undecided-holdings');
  for (let rung = 0; rung < 12; rung++) {
    await pass();
    await moveCertifications(desk(), county.centre);
  }
  const done = await county.service.post(county.as('director'), `/api/v1/certifications/${id}/sign-off`, {});
  expect(done.json()).toMatchObject({
    state: 'signed-off',
    progress: { kept: 0, undecided: done.json().progress.holdings },
  });
  expect((await county.entries('certification.escalated')).at(-1)).toMatchObject({
    outcome: 'failed',
    reason: 'no-approver',
  });
});

test('the signed report keeps how each reviewer decided; its bytes are those whose digest is in the log', async () => {
  const { id } = await opened(county, { unit: 'institution-pension' });
  const url = `/api/v1/certifications/${id}`;
  const mine = await holdingsOf(county, 'institution-pension-head', id, { reviewer: 'me' });
  const verdicts: CertificationVerdicts = (
    await decideOn(
      county,
      'institution-pension-head',
      id,
      mine.map(({ grant }) => ({ grant, decision: 'keep' })),
    )
  ).json();
  expect(verdicts.verdicts.every(({ decided }) => decided)).toBe(true);
  for (const { grant, reviewers } of await holdingsOf(county, 'director', id, { state: 'undecided' }))
    expect((await certify(county, reviewers[0] as string, id, grant, 'keep')).decided).toBe(true);
  expect((await county.service.post(county.as('secadmin'), `${url}/sign-off`, {})).json().code).toBe('not-permitted');
  expect((await county.service.post(county.as('institution-pension-head'), `${url}/sign-off`, {})).json().code).toBe(
    'not-permitted',
  );
  const signed = await county.service.post(county.as('director'), `${url}/sign-off`, {});
  expect(signed.json()).toMatchObject({ state: 'signed-off', signedOffBy: 'director', may: { signOff: false } });
  const answer = await county.service.get(county.as('director'), `${url}/report`);
  const digest = createHash('sha256').update(answer.rawPayload).digest();
  expect(answer.headers['content-digest']).toBe(`sha-256=:${digest.toString('base64')}:`);
  const entry = (await county.entries('certification.signed-off')).find(
    (one) => one.target === id && one.outcome === 'done',
  );
  expect((entry as unknown as { after: { digest: string } }).after.digest).toBe(digest.toString('hex'));
  const report: CertificationReport = answer.json();
  const head = report.reviewers.find(({ reviewer }) => reviewer === 'institution-pension-head');
  expect(head).toMatchObject({
    decided: mine.length,
    acts: 1,
    mostTogether: mine.length,
    unseen: 0,
    hasty: mine.length,
  });
  const unseen = report.reviewers.find(({ reviewer }) => reviewer !== 'institution-pension-head');
  expect(unseen).toMatchObject({ unseen: unseen?.decided, medianSecondsEach: null });
  expect(report.holdings).toHaveLength(report.totals.holdings);
  expect(
    (await county.service.get(county.as('director'), `${url}/report.xlsx`)).rawPayload.toString('latin1', 0, 2),
  ).toBe('PK');
  expect((await county.service.post(county.as('deputy-director'), `${url}/sign-off`, {})).json().code).toBe(
    'certification-closed',
  );
  expect((await certify(county, 'institution-pension-head', id, mine[0]?.grant as string, 'keep')).problem?.code).toBe(
    'certification-closed',
  );
  expect((await county.service.get(county.as('card-op1'), `${url}/report`)).statusCode).toBe(404);
  expect((await read(id)).digest).toBe(digest.toString('hex'));
});

test('a period that is past, none or two deadlines, and an unknown unit are refused', async () => {
  const open = async (body: object) =>
    (await county.service.post(county.as('secadmin'), '/api/v1/certifications', { name: 'x', ...body })).json().code;
  expect(await open({})).toBe('invalid-request');
  expect(await open({ dueInWorkingDays: 1, dueAt: '2099-01-01T00:00:00Z' })).toBe('invalid-request');
  expect(await open({ dueAt: '2020-01-01T00:00:00Z' })).toBe('invalid-period');
  expect(await open({ dueInWorkingDays: 1, unit: 'nowhere' })).toBe('unknown-code');
});

test('holdings that are nobody’s are in it as well: of who has left, and those that nobody may review', async () => {
  const [gone, alone] = ['resident-pension-op1', 'resident-pension-op2'].map((who) => county.as(who).person);
  await county.owner.pool.query("update access.person set state = 'departed' where id = $1", [gone]);
  await county.owner.pool.query(`alter table access.certification_holding disable trigger user`);
  const { id } = await opened(county, { unit: 'resident-pension' });
  const everyone = "array(select id from access.person where state = 'active')";
  await county.owner.pool.query(
    `update access.certification_holding set granters = ${everyone} where certification = $1 and holder = $2`,
    [id, alone],
  );
  await county.owner.pool.query(`alter table access.certification_holding enable trigger user`);
  const orphans = await holdingsOf(county, 'director', id, { orphans: 'true' });
  expect(orphans.map(({ person, orphan }) => [person, orphan]).sort()).toEqual([
    ['resident-pension-op1', 'departed'],
    ['resident-pension-op2', 'no-reviewer'],
  ]);
  const left = orphans.find(({ orphan }) => orphan === 'departed') as CertificationHolding;
  const verdict = await certify(county, 'resident-pension-head', id, left.grant, 'remove', '已离岗');
  expect(verdict.holding?.decision).toMatchObject({ decision: 'remove', removal: 'refused', request: null });
});
