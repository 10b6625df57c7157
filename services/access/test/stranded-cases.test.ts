import type { Item } from '@zhiheng/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCase, step, stepped } from './acting.ts';
import { applied, ask, asked, previewed } from './asking.ts';
import { holdRow, waitingForLocks } from './holding.ts';
import { type County, openCounty } from './open-county.ts';
import { approve, decide } from './requesting.ts';

/** An item that loses a duty leaves no case behind that waits for nothing: nobody could close it any more. */
let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const unit = 'injury-unemployment';
const full = ['handle', 'review', 'approve'];

async function withDuties(code: string, duties: string[]) {
  const { service, as } = county;
  const one = (await service.get(as('secadmin'), `/api/v1/items/${code}`)).json<Item>();
  const { name, insurance, risk, movesFund, channels } = one;
  return { change: 'rule', item: { code, name, insurance, unit, risk, movesFund, channels, duties } };
}

async function reviewed(item: string): Promise<string> {
  const { id } = await openCase(county, { item, unit });
  await stepped(county, id, 'handle', `${unit}-op1`);
  await stepped(county, id, 'review', `${unit}-op3`);
  return id;
}

test('refused with the cases that wait for what would go; those that wait for something else do not stand in the way', async () => {
  const item = 'unemployment-benefit';
  const lesser = await withDuties(item, ['handle', 'review']);
  const { id: early } = await openCase(county, { item, unit });
  await stepped(county, early, 'handle', `${unit}-op1`);
  const late = await reviewed(item);
  const refused = (await ask(county, 'secadmin', lesser)).json();
  expect(refused).toMatchObject({ status: 409, code: 'in-use' });
  expect(await previewed(county, 'secadmin', lesser)).toMatchObject({
    submittable: false,
    problem: { code: 'in-use' },
    left: [{ kind: 'case', refuses: true, count: 1, some: [late] }],
  });
  await stepped(county, late, 'approve', `${unit}-op5`);
  await applied(county, 'secadmin', lesser);
  expect((await stepped(county, early, 'review', `${unit}-op3`)).state).toBe('complete');
});

test('judged again when it takes effect', async () => {
  const item = 'skill-subsidy';
  const request = await asked(county, 'secadmin', await withDuties(item, ['handle', 'review']));
  const id = await reviewed(item);
  expect(await approve(county, request)).toMatchObject({ state: 'failed', failure: 'in-use' });
  expect((await stepped(county, id, 'approve', `${unit}-op5`)).state).toBe('complete');
});

test('at once with the step after which a case would wait for nothing: one is before the other', async () => {
  const item = 'job-stabilisation-refund';
  for (let round = 0; round < 4; round++) {
    const request = await approve(county, await asked(county, 'secadmin', await withDuties(item, full.slice(0, 2))), 2);
    const { id } = await openCase(county, { item, unit });
    await stepped(county, id, 'handle', `${unit}-op1`);
    const held = await holdRow(county, 'access.case', id);
    const last = request.stages.find(({ state }) => state === 'open')?.candidates[0] as string;
    const tries = [() => decide(county, last, request.id), () => step(county, id, 'review', `${unit}-op3`)];
    if (round % 2) tries.reverse();
    const started = [];
    for (const [index, act] of tries.entries()) {
      started.push(act());
      await waitingForLocks(county, index + 1);
    }
    await held.release();
    const codes = (await Promise.all(started)).map(({ statusCode }) => statusCode);
    expect(codes.toSorted()).toEqual([200, 201]);
    const one = (await county.service.get(county.client('cases:write'), `/api/v1/cases/${id}`)).json();
    const { state } = (await county.service.get(county.as('director'), `/api/v1/requests/${request.id}`)).json();
    const outcome = [state, one.state, one.nextDuty];
    expect([
      ['applied', 'complete', null],
      ['failed', 'open', 'approve'],
    ]).toContainEqual(outcome);
    if (state === 'applied') await applied(county, 'secadmin', await withDuties(item, full));
    else await stepped(county, id, 'approve', `${unit}-op5`);
  }
});
