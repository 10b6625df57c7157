import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCase, step, stepped } from './acting.ts';
import { type County, openCounty } from './open-county.ts';
import { approve, submitted } from './requesting.ts';

/** A rule that only observes refuses nothing, and what breaks it says so in the entry of the act. */
let county: County;
beforeAll(async () => {
  county = await openCounty(({ rules, people }) => {
    for (const rule of rules)
      if (['payee-cooling-off', 'teller-review-session', 'outlet-ceiling', 'item-handle-review'].includes(rule.code))
        rule.effect = 'observe';
    for (const one of people)
      if (one.username === 'hall-op1') one.grants = [{ role: 'enterprise-pension-review', unit: 'enterprise-pension' }];
  });
});
afterAll(() => county.close());

const unit = 'resident-pension';
const detailsOf = async (action: string, about: (entry: { target: string | null }) => boolean = () => true) =>
  (await county.entries(action)).filter(about).map(({ details }) => details?.observed);

test('a step against an observed rule is recorded with the rule, one that breaks none without', async () => {
  const changed = await openCase(county, { item: 'resident-payee-account-change', unit, subject: 'X' });
  await stepped(county, changed.id, 'handle', 'resident-pension-op1');
  const paid = await openCase(county, { item: 'resident-pension-resumption', unit, subject: 'X' });
  await stepped(county, paid.id, 'handle', 'resident-pension-op1');
  const told = await detailsOf('step.recorded', ({ target }) =>
    [changed.reference, paid.reference].includes(target ?? ''),
  );
  expect(told).toEqual([undefined, ['payee-cooling-off']]);
});

test('so is one above a ceiling that observes; what blocks beside it still refuses', async () => {
  const { id, reference } = await openCase(county, {
    item: 'resident-pension-award',
    unit: 'village-01',
    channel: 'hall',
  });
  await stepped(county, id, 'handle', 'village-op1');
  expect(await detailsOf('step.recorded', ({ target }) => target === reference)).toEqual([['outlet-ceiling']]);
  expect((await step(county, id, 'review', 'village-op1')).statusCode).toBe(403);
});

test('a grant against an observed rule says so when it is asked for and when it begins', async () => {
  const wish = { beneficiary: 'enterprise-pension-op1', role: 'enterprise-pension-review', unit: 'enterprise-pension' };
  const request = await submitted(county, 'newcomer', wish);
  expect((await approve(county, request)).state).toBe('applied');
  for (const action of ['request.submitted', 'grant.started'])
    expect((await detailsOf(action)).at(-1), action).toEqual(['item-handle-review']);
  const clean = await submitted(county, 'newcomer', { beneficiary: 'newcomer', role: 'hall-handle', unit: 'hall' });
  expect((await approve(county, clean)).state).toBe('applied');
  for (const action of ['request.submitted', 'grant.started']) expect((await detailsOf(action)).at(-1)).toBeUndefined();
});

test('roles chosen together against an observed session rule are chosen, with the rule; dropping the choice says it, too', async () => {
  const url = '/api/v1/me/session/roles';
  const choose = (roles: string[]) =>
    county.service.send(county.as('hall-op1'), { method: 'PUT', url, payload: { roles } });
  expect((await choose(['teller', 'enterprise-pension-review'])).statusCode).toBe(200);
  expect((await choose(['teller'])).statusCode).toBe(200);
  expect((await county.service.send(county.as('hall-op1'), { method: 'DELETE', url })).statusCode).toBe(200);
  expect(await detailsOf('session.roles-chosen')).toEqual([
    ['teller-review-session'],
    undefined,
    ['teller-review-session'],
  ]);
});
