import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type BoundDuties, compilePolicy, type Exception, type Item, type Rule, staffing } from '../index.ts';
import { hold } from './county.ts';

/** Staffing by case rules, bindings and exceptions, against trying every person and nobody for every duty. */

const text = { zh: '名', en: 'name' };
const DUTIES = ['d0', 'd1', 'd2', 'd3'];
const PEOPLE = ['p0', 'p1', 'p2', 'p3', 'p4'];

interface World {
  item: Item;
  rules: Rule[];
  held: [person: string, duty: string][];
  bound: BoundDuties[];
  exceptions: Exception[];
  apart: 'all' | 'rules';
}

const subset = fc.subarray(DUTIES, { minLength: 1 });
const rule = (code: string): fc.Arbitrary<Rule> =>
  fc.array(subset, { minLength: 1, maxLength: 4 }).chain((of) =>
    fc.record({
      code: fc.constant(code),
      kind: fc.constant('case' as const),
      name: fc.constant(text),
      atMost: fc.integer({ min: of.length > 1 ? 1 : 0, max: of.length - 1 }),
      within: fc.constantFrom('case' as const, 'subject' as const),
      of: fc.constant(of.map((action) => ({ action }))),
      effect: fc.oneof({ weight: 4, arbitrary: fc.constant('block' as const) }, fc.constant('observe' as const)),
      source: fc.constant('s'),
    }),
  );

const heldBy = (people: string[]) =>
  fc.uniqueArray(fc.tuple(fc.constantFrom(...people), fc.constantFrom(...DUTIES)), {
    selector: ([person, duty]) => `${person} ${duty}`,
    maxLength: 14,
  });

const worlds: fc.Arbitrary<World> = fc.record({
  item: fc.constant({
    code: 'item',
    name: text,
    insurance: 'all',
    unit: 'centre',
    risk: 1 as const,
    movesFund: false,
    duties: DUTIES,
    channels: [],
  }),
  rules: fc.tuple(rule('r0'), rule('r1')),
  held: fc.oneof(heldBy(PEOPLE), heldBy(PEOPLE.slice(0, 2))),
  bound: fc.array(
    fc.record({ item: fc.constant('item'), duties: fc.subarray(DUTIES, { minLength: 2, maxLength: 2 }) }),
    {
      maxLength: 1,
    },
  ),
  exceptions: fc.array(
    fc.record({
      id: fc.constant('e'),
      person: fc.constantFrom('p0', 'p1'),
      rule: fc.constantFrom('r0', 'r1'),
      from: fc.constant(-Infinity),
      until: fc.constantFrom(0, 10),
    }),
    { maxLength: 2 },
  ),
  apart: fc.constantFrom('all' as const, 'rules' as const),
});

type Given = Record<string, string | undefined>;

function isAllowed({ rules, bound, exceptions, apart }: World, given: Given): boolean {
  for (const { duties } of bound) if (new Set(duties.map((duty) => given[duty])).size > 1) return false;
  const isBound = (one: string, other: string) =>
    bound.some(({ duties }) => duties.includes(one) && duties.includes(other));
  return PEOPLE.every((person) => {
    const own = DUTIES.filter((duty) => given[duty] === person);
    if (apart === 'all' && own.some((one) => own.some((other) => one !== other && !isBound(one, other)))) return false;
    return rules.every(({ code, effect, of, atMost }) => {
      const lifted = exceptions.some((one) => one.person === person && one.rule === code && one.until > 5);
      const picked = of!.filter(({ action }) => own.some((duty) => (action as string[]).includes(duty)));
      return effect === 'observe' || lifted || picked.length === 0 || picked.length <= atMost!;
    });
  });
}

function most(world: World, away: string[]): number {
  let best = 0;
  const go = (index: number, given: Given): void => {
    const duty = DUTIES[index];
    if (duty === undefined) {
      const filled = DUTIES.filter((one) => given[one] !== undefined).length;
      if (filled > best && isAllowed(world, given)) best = filled;
      return;
    }
    go(index + 1, given);
    for (const [person, held] of world.held)
      if (held === duty && !away.includes(person)) go(index + 1, { ...given, [duty]: person });
  };
  go(0, {});
  return best;
}

function breaksOf(world: World): string[][] {
  const whole = most(world, []);
  const hurts = (set: string[]) => most(world, set) < whole;
  const ones = PEOPLE.filter((person) => hurts([person]));
  const rest = PEOPLE.filter((person) => !ones.includes(person));
  const twos = rest.flatMap((a, index) => rest.slice(index + 1).map((b) => [a, b]));
  return [...ones.map((one) => [one]), ...twos.filter(hurts)];
}

const judged = (world: World) => {
  const roles = DUTIES.map((duty) => ({
    code: duty,
    name: text,
    risk: 1 as const,
    permissions: [{ action: duty, resource: 'case' }],
  }));
  const units = [{ code: 'centre', parent: null, kind: 'centre', name: text }];
  const policy = compilePolicy({ units, items: [world.item], roles, rules: world.rules });
  const holdings = world.held.map(([person, duty]) => hold(person, duty, 'centre'));
  const { bound, exceptions, apart } = world;
  const [row] = staffing(policy, holdings, { at: 5, resiliency: 2, bound, exceptions, apart });
  return row!;
};

describe('staffing by rules', () => {
  test('fills as many duties as trying everything does, with the same people critical', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const row = judged(world);
        const best = most(world, []);
        expect(DUTIES.length - row.unfilled.length).toBe(best);
        expect(row.breaks).toEqual(breaksOf(world));
        const survives = row.breaks.length === 0 ? 2 : row.breaks[0]!.length - 1;
        expect(row.survives).toBe(best < DUTIES.length ? -1 : survives);
      }),
      { numRuns: 1500 },
    );
  });

  test('what it proposes keeps the rules, and is held', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const row = judged(world);
        const given = Object.fromEntries(row.assignment.map(({ duty, person }) => [duty, person]));
        expect(isAllowed(world, given)).toBe(true);
        for (const { duty, person } of row.assignment)
          expect(world.held.some(([holder, held]) => holder === person && held === duty)).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});
