import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { draft } from '../chain.ts';
import { ApprovalError, candidates, open, preview } from '../index.ts';
import { nobodySeated, seat } from '../matching.ts';
import { deciders, firstPossible, listed } from './naive.ts';
import { addWorkingDays, chain, openStage, organisation, wanted } from './worlds.ts';

const outcome = <T>(work: () => T): T | ApprovalError => {
  try {
    return work();
  } catch (error) {
    if (error instanceof ApprovalError) return error;
    throw error;
  }
};

test('a seating exists exactly when brute force finds one', () => {
  const people = fc.subarray(['a', 'b', 'c', 'd', 'e']);
  const seats = fc.array(fc.tuple(people, fc.integer({ min: 1, max: 2 })), { maxLength: 4 });
  const force = (wanted: string[][], taken: string[]): boolean => {
    const [first, ...others] = wanted;
    return !first || first.some((one) => !taken.includes(one) && force(others, [...taken, one]));
  };
  fc.assert(
    fc.property(seats, (list) => {
      let seating: ReturnType<typeof seat> = nobodySeated;
      for (const [allowed, count] of list) seating = seating && seat(seating, allowed, count);
      const wanted = list.flatMap(([allowed, count]) => Array.from({ length: count }, () => allowed));
      expect(seating !== undefined).toBe(force(wanted, []));
      if (!seating) return;
      expect(seating.seatOf.size).toBe(wanted.length);
      for (const [person, index] of seating.seatOf) expect(wanted[index]).toContain(person);
      expect(new Set(seating.seatOf.values()).size).toBe(wanted.length);
    }),
    { numRuns: 2000 },
  );
});

test('a preview is refused exactly when no distinct people could decide all stages, deputies tried too', () => {
  let possible = 0;
  let escalated = 0;
  fc.assert(
    fc.property(chain, wanted, organisation, (rules, asked, people) => {
      const request = draft(rules, asked);
      const force = firstPossible(request, request.stages, people, asked.at);
      const planned = outcome(() => preview(rules, asked, people, addWorkingDays));
      if (planned instanceof ApprovalError) {
        expect(planned.code).toBe('no-approver');
        expect(force).toBeUndefined();
        // The stage it names is the first that cannot be filled beside those before it.
        const before = request.stages.slice(0, planned.stage);
        expect(firstPossible(request, before, people, asked.at)).toBeDefined();
        expect(firstPossible(request, request.stages.slice(0, planned.stage! + 1), people, asked.at)).toBeUndefined();
        return;
      }
      possible++;
      if (planned.stages.some((stage) => stage.escalated)) escalated++;
      expect(planned.stages.map(({ by, escalated }) => ({ by, escalated }))).toEqual(force);
      for (const stage of planned.stages) expect(stage.candidates.length).toBeGreaterThan(0);
    }),
    { numRuns: 3000 },
  );
  expect(possible).toBeGreaterThan(300);
  expect(escalated).toBeGreaterThan(50);
});

test('opening does what the preview said, and its candidates are those that brute force finds', () => {
  fc.assert(
    fc.property(chain, wanted, organisation, (rules, asked, people) => {
      const planned = outcome(() => preview(rules, asked, people, addWorkingDays));
      const opened = outcome(() => open(rules, asked, people, addWorkingDays));
      if (planned instanceof ApprovalError) {
        expect(opened).toEqual(planned);
        return;
      }
      if (opened instanceof ApprovalError) throw opened;
      const { request } = opened;
      const stage = openStage(request)!;
      const [first] = planned.stages;
      const { by, escalated, dueAt } = stage;
      expect({ by, escalated, dueAt }).toEqual({ by: first?.by, escalated: first?.escalated, dueAt: first?.dueAt });
      const now = candidates(request, stage.ordinal, people, asked.at);
      expect(listed(now)).toEqual(listed(first!.candidates));
      expect(listed(now)).toEqual(listed(deciders(request, people, asked.at)));
      for (const { ordinal, candidates: forecast } of planned.stages.slice(1)) {
        const names = new Set(forecast.map(({ person }) => person));
        const now = candidates(request, ordinal, people, asked.at).map(({ person }) => person);
        expect(now.every((one) => names.has(one))).toBe(true);
      }
    }),
    { numRuns: 2000 },
  );
});
