import { type Listener, listen } from '@zhiheng/database';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { type County, openCounty } from './open-county.ts';
import { approve, decide, handleFor, submitted } from './requesting.ts';

/** What every process hears when grants change, and when it may rely on that. */
let county: County;
let listener: Listener;
const heard: unknown[] = [];
beforeAll(async () => {
  county = await openCounty();
  listener = await listen(county.owner, 'zhiheng_access', { onNotice: (payload) => heard.push(JSON.parse(payload)) });
});
beforeEach(() => {
  heard.length = 0;
});
afterAll(async () => {
  await listener.close();
  await county.close();
});

const epoch = async (): Promise<number> =>
  (await county.service.get(county.as('director'), '/api/v1/me')).json().policyEpoch;

test('a grant that begins, and one that ends, raise the epoch by one and name the person', async () => {
  const person = county.as('newcomer').person;
  const before = await epoch();
  expect((await approve(county, await submitted(county, 'newcomer', handleFor('newcomer')))).state).toBe('applied');
  expect(await epoch()).toBe(before + 1);
  const revoke = { ...handleFor('newcomer'), change: 'revoke' as const };
  expect((await approve(county, await submitted(county, 'card-op1', revoke))).state).toBe('applied');
  expect(await epoch()).toBe(before + 2);
  const { centre } = county;
  await vi.waitFor(() =>
    expect(heard).toEqual([
      { centre, epoch: before + 1, person },
      { centre, epoch: before + 2, person },
    ]),
  );
});

test('a departure does, too, and its preview does not', async () => {
  const before = await epoch();
  const url = '/api/v1/people/hall-op1/departure';
  await county.service.get(county.as('sysadmin'), `${url}/preview`);
  expect(await epoch()).toBe(before);
  await county.service.post(county.as('sysadmin'), url, { kind: 'retired' });
  expect(await epoch()).toBe(before + 1);
  const person = county.as('hall-op1').person;
  await vi.waitFor(() => expect(heard).toEqual([{ centre: county.centre, epoch: before + 1, person, departed: true }]));
});

test('what changes no grant is not told: submission, approval in between, rejection, withdrawal', async () => {
  const before = await epoch();
  const request = await submitted(county, 'newcomer', handleFor('newcomer'));
  await decide(county, 'enterprise-pension-head', request.id);
  await decide(county, 'control-head', request.id, 'reject');
  const again = await submitted(county, 'newcomer', handleFor('newcomer'));
  await county.service.post(county.as('newcomer'), `/api/v1/requests/${again.id}/withdrawal`, {});
  expect(await epoch()).toBe(before);
});
