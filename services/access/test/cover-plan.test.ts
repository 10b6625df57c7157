import { afterAll, beforeAll, expect, test } from 'vitest';
import { applied, ask, asked, coveredBy, inDays, previewed } from './asking.ts';
import { type County, openCounty } from './open-county.ts';
import { approve, rolesOf } from './requesting.ts';
import { suspended } from './suspending.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const unit = 'enterprise-pension';
const revoke = (beneficiary: string, role: string, more: object = {}) => ({
  change: 'revoke',
  beneficiary,
  role: `${unit}-${role}`,
  unit,
  ...more,
});
const award = (duty: string, remaining: number) => ({
  item: 'enterprise-pension-award',
  unit,
  duty,
  remaining,
});

test('who leaves one other behind needs no plan; the loss is told, and stands before those who decide', async () => {
  await applied(county, 'hall-op1', { ...revoke('newcomer', 'handle'), change: 'grant' });
  const wanted = revoke(`${unit}-op2`, 'handle');
  const enough = await previewed(county, 'newcomer', wanted);
  expect(enough.thinlyCovered).not.toContainEqual(expect.objectContaining({ item: 'enterprise-pension-award' }));
  const first = await asked(county, 'newcomer', revoke('newcomer', 'handle'));
  expect((await approve(county, first)).state).toBe('applied');

  const preview = await previewed(county, 'newcomer', wanted);
  expect(preview).toMatchObject({ submittable: true, problem: null });
  expect(preview.thinlyCovered).toContainEqual(award('handle', 1));
  const unplanned = await asked(county, 'newcomer', wanted);
  expect(unplanned.proposal).toMatchObject({ kind: 'cover', plan: null });
  expect(unplanned.proposal?.duties).toContainEqual(award('handle', 1));
  await county.service.post(county.as('newcomer'), `/api/v1/requests/${unplanned.id}/withdrawal`, {});
  // Whoever remains may be who covers.
  const request = await asked(county, 'newcomer', { ...wanted, ...coveredBy(`${unit}-op1`) });
  expect(request.proposal).toMatchObject({ kind: 'cover', plan: { by: [`${unit}-op1`] } });
  expect((await approve(county, request)).state).toBe('applied');
});

test('of a duty for which somebody did not count nothing is asked, though it has nobody to spare', async () => {
  await applied(county, 'hall-op1', { ...revoke('hall-op3', 'review'), change: 'grant' });
  const preview = await previewed(county, 'card-op1', revoke('hall-op3', 'review'));
  expect(preview).toMatchObject({ submittable: true, problem: null, thinlyCovered: [] });
});

test('who leaves nobody behind needs one: refused without, with what it would leave open', async () => {
  const wanted = revoke(`${unit}-op5`, 'approve');
  const preview = await previewed(county, 'newcomer', wanted);
  expect(preview).toMatchObject({ submittable: false, problem: { code: 'cover-plan-required' } });
  expect(preview.thinlyCovered).toContainEqual(award('approve', 0));
  const refused = await ask(county, 'newcomer', wanted);
  expect(refused.json()).toMatchObject({ status: 409, code: 'cover-plan-required' });
  expect(refused.json().errors).toContainEqual({
    path: '/coverPlan',
    message: `${unit} 的 enterprise-pension-award 的审核：尚余 0 人`,
  });
  expect((await county.entries('request.refused')).at(-1)).toMatchObject({ reason: 'cover-plan-required' });
});

test('those named have to be there, not be who loses it, and be able to take it over without a conflict', async () => {
  const wanted = (cover: object) => revoke(`${unit}-op5`, 'approve', cover);
  const refusal = async (cover: object) => (await ask(county, 'newcomer', wanted(cover))).json();
  expect(await refusal(coveredBy(`${unit}-op5`))).toMatchObject({ errors: [{ path: '/coverPlan/by/0' }] });
  expect(await refusal(coveredBy('nobody'))).toMatchObject({
    code: 'unknown-code',
    errors: [{ path: '/coverPlan/by/0' }],
  });
  expect(await refusal(coveredBy('newcomer', `${unit}-op3`))).toMatchObject({
    code: 'duty-conflict',
    conflicts: [{ rule: 'item-review-approve', person: `${unit}-op3` }],
  });
  expect(await previewed(county, 'newcomer', wanted(coveredBy(`${unit}-op3`)))).toMatchObject({
    submittable: false,
    problem: { code: 'duty-conflict' },
  });
  const past = { coverPlan: { by: ['newcomer'], until: inDays(-1), note: '-' } };
  expect(await refusal(past)).toMatchObject({ code: 'invalid-period', errors: [{ path: '/coverPlan/until' }] });
  await county.service.post(county.as('sysadmin'), '/api/v1/people/card-op4/departure', { kind: 'resigned' });
  expect(await refusal(coveredBy('card-op4'))).toMatchObject({ code: 'not-active' });
  await suspended(county, 'card-op3', { reason: 'seconded-out', note: '借调' });
  expect(await refusal(coveredBy('card-op3'))).toMatchObject({ code: 'suspended' });
  const grant = { change: 'grant', beneficiary: 'newcomer', role: `${unit}-handle`, unit, ...coveredBy('hall-op1') };
  expect((await ask(county, 'newcomer', grant)).json()).toMatchObject({ errors: [{ path: '/coverPlan' }] });
});

test('with a plan it goes its way: approvers read it, the log keeps it, a retry makes no second one', async () => {
  const wanted = revoke(`${unit}-op5`, 'approve', coveredBy('hall-op6'));
  expect(await previewed(county, 'newcomer', wanted)).toMatchObject({ submittable: true, problem: null });
  const headers = { 'idempotency-key': 'cover-1' };
  const [first, again] = [
    await ask(county, 'newcomer', wanted, headers),
    await ask(county, 'newcomer', wanted, headers),
  ];
  expect(first.statusCode, first.body).toBe(201);
  expect(again.json().id).toBe(first.json().id);
  const other = revoke(`${unit}-op5`, 'approve', coveredBy('hall-op5'));
  expect((await ask(county, 'newcomer', other, headers)).json().code).toBe('idempotency-mismatch');
  const seen = await county.service.get(county.as(`${unit}-head`), `/api/v1/requests/${first.json().id}`);
  expect(seen.json().proposal).toMatchObject({ kind: 'cover', plan: { by: ['hall-op6'], note: '暂由其顶岗' } });
  const { rows } = await county.owner.pool.query<{ after: object }>(
    "select after from audit.entry where action = 'request.submitted' and target = $1",
    [first.json().id],
  );
  expect(rows).toMatchObject([{ after: { coverPlan: { by: ['hall-op6'] } } }]);
  expect((await approve(county, first.json())).state).toBe('applied');
  expect(await rolesOf(county, `${unit}-op5`)).toEqual([]);
});

test('departures and suspensions wait for no plan', async () => {
  await suspended(county, 'finance-op6');
  const left = await county.service.post(county.as('sysadmin'), '/api/v1/people/finance-op7/departure', {
    kind: 'dismissed',
  });
  expect(left.statusCode).toBe(201);
});

const section = 'institution-pension';
const removal = (op: number, more: object = {}) => ({
  change: 'revoke',
  beneficiary: `${section}-op${op}`,
  role: `${section}-handle`,
  unit: section,
  ...more,
});
const depart = (who: string) =>
  county.service.post(county.as('sysadmin'), `/api/v1/people/${who}/departure`, { kind: 'resigned' });

test('who remained departs meanwhile: the removal fails for want of a plan, asked for with one it takes effect', async () => {
  const unplanned = await asked(county, 'newcomer', removal(1));
  expect((await depart(`${section}-op2`)).statusCode).toBe(201);
  const failed = await approve(county, unplanned, 1);
  expect(failed).toMatchObject({ state: 'failed', failure: 'cover-plan-required' });
  expect(await rolesOf(county, `${section}-op1`)).toContain(`${section}-handle@${section}`);
  expect((await county.entries('request.failed')).at(-1)).toMatchObject({ reason: 'cover-plan-required' });

  const planned = await asked(county, 'newcomer', removal(1, coveredBy('hall-op2')));
  expect((await approve(county, planned)).state).toBe('applied');
});

test('so it does when who was to cover departs before it takes effect', async () => {
  const other = 'resident-pension';
  const wanted = { change: 'revoke', role: `${other}-handle`, unit: other };
  await depart(`${other}-op2`);
  const cover = coveredBy('hall-op3');
  const request = await asked(county, 'newcomer', { ...wanted, beneficiary: `${other}-op1`, ...cover });
  const almost = await approve(county, request, request.stages.length - 1);
  expect(almost.state).toBe('pending');
  await depart('hall-op3');
  expect(await approve(county, almost)).toMatchObject({ state: 'failed', failure: 'cover-plan-required' });
  expect(await rolesOf(county, `${other}-op1`)).toContain(`${other}-handle@${other}`);
});
