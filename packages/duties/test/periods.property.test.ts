import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { covers, subtract, union, within } from '../periods.ts';
import type { Period } from '../types.ts';

const end = fc.oneof(fc.constantFrom(-Infinity, Infinity), fc.integer({ min: 0, max: 8 }));
const periods = fc.array(fc.record({ from: end, until: end }), { maxLength: 5 });
const instants = [-Infinity, -1, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
const covered = (list: readonly Period[], at: number): boolean => list.some((period) => covers(period, at));

describe('periods', () => {
  test('a union covers what any of them covers, in order and apart', () => {
    fc.assert(
      fc.property(periods, (list) => {
        const merged = union(list);
        for (const at of instants) expect(covered(merged, at)).toBe(covered(list, at));
        for (const [index, period] of merged.entries()) {
          expect(period.from).toBeLessThan(period.until);
          if (index > 0) expect(merged[index - 1]!.until).toBeLessThan(period.from);
        }
      }),
    );
  });

  test('a difference covers what only the first covers', () => {
    fc.assert(
      fc.property(fc.record({ from: end, until: end }), periods, (whole, holes) => {
        const left = subtract(whole, holes);
        for (const at of instants) expect(covered(left, at)).toBe(covers(whole, at) && !covered(holes, at));
      }),
    );
  });

  test('within means at every instant', () => {
    fc.assert(
      fc.property(periods, periods, (inner, outer) => {
        const every = instants.every((at) => !covered(inner, at) || covered(outer, at));
        expect(within(union(inner), union(outer))).toBe(every);
      }),
    );
  });
});
