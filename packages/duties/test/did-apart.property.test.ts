import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  bindingStep,
  compilePolicy,
  type Deed,
  didDo,
  explainApart,
  type Policy,
  type RecordedCase,
} from '../index.ts';

/** Steps on cases of an item of which some duties are bound together, done by anybody, in any order. */

const text = { zh: '名', en: 'name' };
const DUTIES = ['a', 'b', 'c', 'd'];
const PEOPLE = ['p', 'q', 'r'];

const bindings = fc.constantFrom<string[][] | undefined>(
  [['a', 'c']],
  [['a', 'c', 'd']],
  [
    ['a', 'b'],
    ['c', 'd'],
  ],
  undefined,
);
const policyWith = (bound: string[][] | undefined): Policy => ({
  units: [{ code: 'centre', parent: null, kind: 'centre', name: text }],
  items: [
    {
      ...{ code: 'item', name: text, insurance: 'all', unit: 'centre', risk: 1, movesFund: false },
      ...{ duties: DUTIES, channels: [], ...(bound ? { bound } : {}) },
    },
  ],
  roles: [],
  rules: [],
});
const steps = fc.uniqueArray(
  fc.record({
    person: fc.constantFrom(...PEOPLE),
    duty: fc.constantFrom(...DUTIES),
    round: fc.integer({ min: 1, max: 2 }),
    at: fc.nat({ max: 100 }),
    returned: fc.boolean(),
  }),
  { maxLength: 7, selector: ({ at }) => at },
);
const cases: fc.Arbitrary<RecordedCase[]> = fc
  .array(steps, { maxLength: 3 })
  .map((list) => list.map((own, index) => ({ case: `c${index}`, item: 'item', unit: 'centre', steps: own })));

/** Each step that another had to do, by trying everything, sharing no code. */
const forced = (bound: string[][] = [], list: RecordedCase[]) =>
  list.flatMap(({ case: id, steps: own }) => {
    const inOrder = own.toSorted((x, y) => x.at - y.at);
    return inOrder.flatMap((step, index) => {
      const group = bound.find((duties) => duties.includes(step.duty)) ?? [];
      const first = inOrder
        .slice(0, index)
        .find((one) => one.round === step.round && one.duty !== step.duty && group.includes(one.duty));
      return !step.returned && first && first.person !== step.person ? [{ id, step, first, group }] : [];
    });
  });

const pairs = (deeds: readonly Deed[]) => deeds.map(({ cases: [id], person }) => `${id} ${person}`).sort();

describe('duties bound together, looking back', () => {
  test('told is exactly what somebody else had to do, once a case and person, with the steps that say so', () => {
    fc.assert(
      fc.property(bindings, cases, (bound, list) => {
        const deeds = didDo(compilePolicy(policyWith(bound)), list);
        const found = forced(bound, list);
        expect(pairs(deeds)).toEqual([...new Set(found.map(({ id, step }) => `${id} ${step.person}`))].sort());
        for (const deed of deeds) {
          const own = found.filter(({ id, step }) => id === deed.cases[0] && step.person === deed.person);
          const instants = [...new Set(own.flatMap(({ step, first }) => [step.at, first.at]))].sort((x, y) => x - y);
          expect(deed.steps.map(({ at }) => at)).toEqual(instants);
          expect(deed).toMatchObject({
            rule: 'bound-duty',
            binding: 'broken',
            from: instants[0],
            until: instants.at(-1),
          });
        }
      }),
      { numRuns: 500 },
    );
  });

  test('it is what is refused when the step is recorded', () => {
    fc.assert(
      fc.property(bindings, cases, (bound, list) => {
        const [item] = policyWith(bound).items;
        const refused = list.flatMap(({ case: id, steps: own }) => {
          const inOrder = own.toSorted((x, y) => x.at - y.at);
          return inOrder.flatMap((step, index) => {
            const to = bindingStep(item!, step.duty, step.round, inOrder.slice(0, index));
            return to && to.person !== step.person && !step.returned ? [`${id} ${step.person}`] : [];
          });
        });
        expect(pairs(didDo(compilePolicy(policyWith(bound)), list))).toEqual([...new Set(refused)].sort());
      }),
      { numRuns: 300 },
    );
  });

  test('what came to be bound only after all of it was done is told as such', () => {
    fc.assert(
      fc.property(bindings, cases, fc.nat({ max: 100 }), (bound, list, since) => {
        const policy = compilePolicy(policyWith(bound));
        // Only those that `a` stands in are bound since an instant; others were there from the beginning.
        const boundSince = (item: string, duties: readonly string[]) =>
          item === 'item' && duties.includes('a') ? since : undefined;
        const found = forced(bound, list);
        for (const deed of didDo(policy, list, { boundSince })) {
          const own = found.filter(({ id, step }) => id === deed.cases[0] && step.person === deed.person);
          const broken = own.some(({ step, group }) => !group.includes('a') || step.at >= since);
          expect(deed.binding).toBe(broken ? 'broken' : 'later');
        }
      }),
      { numRuns: 500 },
    );
  });

  test('it is explained in both languages: what was done by whom, and that it was bound only later', () => {
    const policy = compilePolicy(policyWith([['a', 'c']]));
    const own = { round: 1, returned: false };
    const list = [
      {
        ...{ case: 'c', item: 'item', unit: 'centre' },
        steps: [
          { ...own, person: 'p', duty: 'a', at: 1 },
          { ...own, person: 'q', duty: 'c', at: 2 },
        ],
      },
    ];
    const [broken] = didDo(policy, list);
    const [later] = didDo(policy, list, { boundSince: () => 3 });
    const explained = explainApart(broken as Deed, policy);
    expect(explained).toMatchObject({ with: [{ person: 'p', duty: 'a', round: 1 }], resolutions: [], items: ['item'] });
    expect(explained.resolution.zh).not.toContain('尚未绑定');
    expect(explainApart(later as Deed, policy).resolution).toMatchObject({
      zh: expect.stringContaining('办理时尚未绑定'),
      en: expect.stringContaining('were not bound then'),
    });
  });
});
