import type { ConflictDocument } from '@zhiheng/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type County, openCounty } from './open-county.ts';
import { approve, decide, handleFor, rolesOf, submit, submitted } from './requesting.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const pension = (role: string, beneficiary = 'newcomer') => ({
  beneficiary,
  role: `enterprise-pension-${role}`,
  unit: 'enterprise-pension',
});
const ruleOf = (conflicts: ConflictDocument[], rule: string) => conflicts.find((one) => one.rule === rule);

test('S02: handle and review on the same nine items: refused, with rule, source, items, grant and ways out', async () => {
  const refused = (await submit(county, 'newcomer', pension('review', 'enterprise-pension-op1'))).json();
  expect(refused).toMatchObject({ status: 409, code: 'duty-conflict' });
  const conflict = ruleOf(refused.conflicts, 'item-handle-review');
  expect(conflict?.items).toHaveLength(9);
  expect(conflict?.source).toBeTruthy();
  expect(conflict?.effect).toBe('block');
  expect(conflict?.with).toMatchObject([{ role: 'enterprise-pension-handle', unit: 'enterprise-pension' }]);
  expect(conflict?.resolution.zh).toContain('解决办法');
  expect(conflict?.resolution.en).toContain('To resolve');
  const grant = conflict?.with[0]?.grant as string;
  expect(conflict?.resolutions).toContainEqual([grant]);
});

test('S02: review and approve on the eight items that have both', async () => {
  const refused = (await submit(county, 'newcomer', pension('approve', 'enterprise-pension-op3'))).json();
  expect(ruleOf(refused.conflicts, 'item-review-approve')?.items).toHaveLength(8);
});

test('preview says the same as the refusal, and the refusal is in the log', async () => {
  const payload = { change: 'grant', reason: '-', ...pension('review', 'enterprise-pension-op1') };
  const { service, as, entries } = county;
  const preview = (await service.post(as('newcomer'), '/api/v1/requests/preview', payload)).json();
  const refused = (await submit(county, 'newcomer', pension('review', 'enterprise-pension-op1'))).json();
  expect(preview.submittable).toBe(false);
  expect(preview.conflicts.map(({ rule }: ConflictDocument) => rule)).toEqual(
    refused.conflicts.map(({ rule }: ConflictDocument) => rule),
  );
  expect(preview.stages).toHaveLength(4);
  expect((await entries('request.refused')).at(-1)).toMatchObject({
    outcome: 'denied',
    actor: 'newcomer',
    reason: 'duty-conflict',
    target: 'enterprise-pension-review',
  });
});

test('S06: administrators stay apart from each other and from business', async () => {
  const security = { beneficiary: 'sysadmin', role: 'security-admin', unit: 'centre' };
  const teller = { beneficiary: 'secadmin', role: 'teller', unit: 'hall' };
  expect(ruleOf((await submit(county, 'newcomer', security)).json().conflicts, 'three-administrators')).toBeTruthy();
  expect(ruleOf((await submit(county, 'newcomer', teller)).json().conflicts, 'administrator-business')).toBeTruthy();
});

test('a late conflict: two requests that are each sound end with one applied and one failed, which says why', async () => {
  const handle = await submitted(county, 'newcomer', pension('handle'));
  const review = await submitted(county, 'newcomer', pension('review'));
  const almost = await approve(county, review, 3);
  expect(almost.state).toBe('pending');
  expect((await approve(county, handle)).state).toBe('applied');
  const failed = await approve(county, almost);
  expect(failed).toMatchObject({ state: 'failed', failure: 'duty-conflict' });
  expect(ruleOf(failed.conflicts, 'item-handle-review')?.items).toHaveLength(9);
  expect(await rolesOf(county, 'newcomer')).toEqual(['enterprise-pension-handle@enterprise-pension']);
  expect((await county.entries('request.failed')).at(-1)).toMatchObject({ target: failed.id, outcome: 'failed' });
});

test('what comes to conflict meanwhile fails at the very next approval, not only at the last', async () => {
  const who = 'hall-op3';
  const review = await submitted(county, who, pension('review', who));
  expect((await approve(county, review, 1)).state).toBe('pending');
  expect((await approve(county, await submitted(county, who, pension('handle', who)))).state).toBe('applied');
  const second = await decide(county, 'control-head', review.id);
  expect(second.json()).toMatchObject({ state: 'failed', failure: 'duty-conflict' });
  expect((await decide(county, 'director', review.id)).json().code).toBe('not-pending');
});

test('the story: who handles may not ask for review, nor for paying out of the fund', async () => {
  expect(
    ruleOf((await submit(county, 'newcomer', pension('review'))).json().conflicts, 'item-handle-review'),
  ).toBeTruthy();
  const pay = { beneficiary: 'newcomer', role: 'finance-pay', unit: 'finance' };
  expect(ruleOf((await submit(county, 'newcomer', pay)).json().conflicts, 'four-post-classes')).toBeTruthy();
});

test('what is held, is not held, or is pending already is refused by name', async () => {
  expect((await submit(county, 'newcomer', handleFor('newcomer'))).json().code).toBe('already-held');
  const revoke = { ...handleFor('card-op1'), change: 'revoke' as const };
  expect((await submit(county, 'newcomer', revoke)).json().code).toBe('not-held');
  const card = { beneficiary: 'hall-op1', role: 'hall-handle', unit: 'hall' };
  await submitted(county, 'newcomer', card);
  expect((await submit(county, 'hall-op1', card)).json().code).toBe('already-exists');
});

test('only a shared instant conflicts: a review that begins when the handling has ended may be asked for', async () => {
  const [soon, later] = [new Date(Date.now() + 86_400_000), new Date(Date.now() + 172_800_000)];
  await approve(county, await submitted(county, 'card-head', { ...pension('handle'), change: 'revoke' }));
  const card = { beneficiary: 'newcomer', unit: 'card' };
  const handle = { ...card, role: 'card-handle', validUntil: soon.toISOString() };
  expect((await approve(county, await submitted(county, 'newcomer', handle))).state).toBe('applied');
  const review = { ...card, role: 'card-review', validUntil: later.toISOString() };
  const conflicting = (await submit(county, 'newcomer', review)).json();
  expect(ruleOf(conflicting.conflicts, 'item-handle-review')?.with).toContainEqual(
    expect.objectContaining({ role: 'card-handle', until: soon.toISOString() }),
  );
  const after = await approve(
    county,
    await submitted(county, 'hall-head', { ...review, validFrom: soon.toISOString() }),
  );
  expect(after).toMatchObject({ state: 'applied', conflicts: [] });
  expect(await rolesOf(county, 'newcomer')).toEqual(['card-handle@card']);
});
