import type { PastConflict, PractisedStep } from '@zhiheng/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCase, stepped } from './acting.ts';
import { applied } from './asking.ts';
import { type County, openCounty } from './open-county.ts';
import { allRows } from './reading.ts';

/** What was done against rules about roles: by which role somebody could have done it, as the roles were then. */
const [issue, reset] = ['card-instant-issue', 'card-pin-reset'];
const rule = 'makers-apart';
const text = { zh: '测试', en: 'Test' };
const roleOf = (code: string, ...items: string[]) => ({
  ...{ code, name: { zh: code, en: code }, risk: 2 as const },
  permissions: items.map((item) => ({ action: 'handle', resource: 'case', items: [item] })),
});
let county: County;
beforeAll(async () => {
  county = await openCounty((file) => {
    file.roles.push(roleOf('maker', issue), roleOf('setter', reset), { ...roleOf('heir'), inherits: ['setter'] });
    const observed = { kind: 'static', name: text, atMost: 1, effect: 'observe', source: '测试' } as const;
    file.rules.push(
      { ...observed, code: rule, within: 'centre', of: [{ roles: ['maker'] }, { roles: ['setter'] }] },
      {
        ...{ ...observed, code: 'by-others', within: 'item' },
        of: [{ roles: ['maker'] }, { action: 'handle', exceptRoles: ['maker'], items: [issue] }],
      },
    );
    for (const [username, ...roles] of [
      ['first', 'maker', 'setter'],
      ['second', 'maker', 'heir'],
      ['third', 'card-handle'],
    ] as const)
      file.people.push({
        ...{ staffNumber: username, username, name: username, unit: 'card', post: '-', roles: [...roles] },
      });
  });
});
afterAll(() => county.close());

const handled = async (item: string, actor: string) => {
  const { id } = await openCase(county, { item, unit: 'card' });
  await stepped(county, id, 'handle', actor);
  return id;
};
const read = (query: Record<string, string> = {}) =>
  allRows<PastConflict>(county, county.as('director'), '/api/v1/conflicts/past', { rule, ...query });
const usesOf = async (person: string, code = rule) =>
  (await read({ person, rule: code }))[0]?.uses?.map(({ item, times, roles, selectors }) => [
    ...[item, times, roles, selectors],
  ]);
const become = (role: string, ...items: string[]) => {
  const { code: _, ...content } = roleOf(role, ...items);
  return applied(county, 'secadmin', { change: 'role-content', role, content });
};

test('a side done by one of the rule’s roles, inherited ones too, is held against its rule, and it says by which', async () => {
  const cases = [await handled(issue, 'first'), await handled(reset, 'first')];
  await handled(issue, 'second');
  await handled(reset, 'second');
  // Who holds neither role has done both, and the rule is not about that.
  await handled(issue, 'third');
  await handled(reset, 'third');
  const rows = await read();
  expect(rows.map(({ username }) => username).sort()).toEqual(['first', 'second']);
  expect(await usesOf('first')).toEqual([
    [issue, 1, ['maker'], [0]],
    [reset, 1, ['setter'], [1]],
  ]);
  expect(await usesOf('second')).toEqual([
    [issue, 1, ['maker'], [0]],
    [reset, 1, ['heir'], [1]],
  ]);
  expect(rows[0]?.conflict.resolution.zh).toContain('所凭角色：“maker”');
  const steps = await allRows<PractisedStep>(county, county.as('director'), '/api/v1/conflicts/past/steps', {
    ...{ rule, person: 'first' },
  });
  expect(steps.map((step) => step.case)).toEqual(cases);
  // It is about roles only where the rule is.
  const [other] = await read({ rule: 'cards-and-payees', person: 'third' });
  expect(other?.uses?.map(({ times, roles }) => [times, roles])).toEqual([
    [1, undefined],
    [1, undefined],
  ]);
});

test('what a role came to allow meanwhile counts from then on, and what it allows no more as long as it did', async () => {
  await become('setter', reset, issue);
  await handled(issue, 'first');
  const after = [
    [issue, 1, ['maker'], [0]],
    [reset, 1, ['setter'], [1]],
    [issue, 1, ['maker', 'setter'], [0, 1]],
  ];
  expect(await usesOf('first')).toEqual(after);
  await become('setter', 'rights-record-print');
  await become('maker', 'rights-record-print');
  expect(await usesOf('first')).toEqual(after);
  // One rule leaves out what a maker did: what a setter could have done as well it lists.
  expect(await usesOf('first', 'by-others')).toEqual([
    [issue, 1, ['maker'], [0]],
    [issue, 1, ['maker', 'setter'], [0, 1]],
  ]);
  expect(await usesOf('second', 'by-others')).toBeUndefined();
});

test('a role that somebody got later, or had lost, is none by which they did it', async () => {
  await become('maker', issue);
  await become('setter', reset);
  for (const role of ['maker', 'setter'])
    await applied(county, 'newcomer', { change: 'grant', beneficiary: 'third', role, unit: 'card' });
  expect(await usesOf('third')).toBeUndefined();
  await handled(issue, 'third');
  await applied(county, 'newcomer', { change: 'revoke', beneficiary: 'third', role: 'setter', unit: 'card' });
  await handled(reset, 'third');
  expect(await usesOf('third')).toBeUndefined();
  await applied(county, 'newcomer', { change: 'grant', beneficiary: 'third', role: 'setter', unit: 'card' });
  const held = await handled(reset, 'third');
  expect(await usesOf('third')).toEqual([
    [issue, 1, ['card-handle', 'maker'], [0]],
    [reset, 1, ['card-handle', 'setter'], [1]],
  ]);
  const steps = await allRows<PractisedStep>(county, county.as('director'), '/api/v1/conflicts/past/steps', {
    ...{ rule, person: 'third' },
  });
  expect([steps.length, steps.at(-1)?.case]).toEqual([2, held]);
});
