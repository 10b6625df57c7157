import { afterAll, beforeAll, expect, test } from 'vitest';
import { addAllrounders, approver, handlers, openCase, readCase, reviewers, step, stepped } from './casework.ts';
import { type County, openCounty } from './open-county.ts';

/** A case that is sent back begins a round anew; who did what in it stays what they were. */
const [allround, second] = ['allround', 'second-allround'];
let county: County;
beforeAll(async () => {
  county = await openCounty((file) => addAllrounders(file, [allround, second]));
});
afterAll(() => county.close());

async function returnedByReviewer(reviewer: string): Promise<string> {
  const id = await openCase(county);
  await stepped(county, id, 'handle', handlers[0]);
  const { case: after } = await stepped(county, id, 'review', reviewer, { outcome: 'returned', note: '材料不全' });
  expect(after).toMatchObject({ state: 'open', round: 2, nextDuty: 'handle' });
  return id;
}

test('the same people, each in their duty, bring the returned case to its end', async () => {
  const id = await returnedByReviewer(reviewers[0]);
  await stepped(county, id, 'handle', handlers[0]);
  await stepped(county, id, 'review', reviewers[0]);
  const { case: after } = await stepped(county, id, 'approve', approver);
  expect(after).toMatchObject({ state: 'complete', round: 2, nextDuty: null });
  expect(after.steps.map(({ round, duty, outcome, note }) => [round, duty, outcome, note])).toEqual([
    [1, 'handle', 'done', null],
    [1, 'review', 'returned', '材料不全'],
    [2, 'handle', 'done', null],
    [2, 'review', 'done', null],
    [2, 'approve', 'done', null],
  ]);
  expect(after.closedAt).toBe(after.steps[4]?.at);
});

test('other people may take over in the next round', async () => {
  const id = await returnedByReviewer(reviewers[0]);
  await stepped(county, id, 'handle', handlers[1]);
  await stepped(county, id, 'review', reviewers[1]);
  await stepped(county, id, 'approve', approver);
});

test('who reviewed in one round cannot handle in the next, though they hold the duty; the refusal names the prior step', async () => {
  const id = await returnedByReviewer(allround);
  const refused = await step(county, id, 'handle', allround);
  expect(refused.statusCode).toBe(409);
  expect(refused.json()).toMatchObject({ code: 'duty-conflict' });
  expect(refused.json().conflicts).toContainEqual(
    expect.objectContaining({
      rule: 'case-one-person',
      source: '杜绝一人通办',
      with: [{ person: county.as(allround).person, duty: 'review', round: 1 }],
    }),
  );
  await stepped(county, id, 'handle', second);
  expect((await step(county, id, 'review', second)).json().code).toBe('duty-conflict');
  await stepped(county, id, 'review', allround);
});

test('the database would refuse it, too, had the centre no such rule', async () => {
  const bare = await openCounty((file) => {
    addAllrounders(file, [allround]);
    file.rules = [];
  });
  try {
    const id = await openCase(bare);
    await stepped(bare, id, 'handle', handlers[0]);
    await stepped(bare, id, 'review', allround, { outcome: 'returned' });
    const refused = await step(bare, id, 'handle', allround);
    expect(refused.json()).toMatchObject({ code: 'duty-conflict', conflicts: [{ rule: 'case-one-duty-a-person' }] });
    expect((await readCase(bare, id)).steps).toHaveLength(2);
  } finally {
    await bare.close();
  }
});

test('an approver sends it back to the first duty, the first duty to nobody', async () => {
  const id = await openCase(county);
  expect((await step(county, id, 'handle', handlers[0], { outcome: 'returned' })).json()).toMatchObject({
    status: 400,
    code: 'invalid-request',
    errors: [{ path: '/outcome' }],
  });
  await stepped(county, id, 'handle', handlers[0]);
  await stepped(county, id, 'review', reviewers[0]);
  const { case: after } = await stepped(county, id, 'approve', approver, { outcome: 'returned' });
  expect(after).toMatchObject({ round: 2, nextDuty: 'handle', state: 'open', closedAt: null });
});
