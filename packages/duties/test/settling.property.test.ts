import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { newIn } from '../change-impact.ts';
import {
  type Conflict,
  compilePolicy,
  type Exception,
  type Holding,
  judge,
  judgeCeiling,
  type Policy,
} from '../index.ts';
import { exceptions, holdingsOfOne, policies } from './worlds.ts';

const ceiling: Policy['rules'][number] = {
  code: 'ceiling',
  kind: 'ceiling',
  name: { zh: '限', en: 'ceiling' },
  unitKinds: ['bank-outlet'],
  allow: { action: ['handle'], channel: { 'bank-outlet': 'outlet' } },
  effect: 'block',
  source: 's',
};

const judged = (
  policy: ReturnType<typeof compilePolicy>,
  holdings: readonly Holding[],
  excepted: readonly Exception[],
  proposed?: string,
): Conflict[] => {
  const options = { exceptions: excepted, ...(proposed === undefined ? {} : { proposed: [proposed] }) };
  return [...judge(policy, holdings, options), ...judgeCeiling(policy, holdings, options)];
};

/** What rules tolerate, since it was held when they began, is nowhere passed to the judge: it does not have to be. */
test('whoever breaks rules already comes to break nothing more, and none of it for longer, by grants that are found harmless', () => {
  let widened = 0;
  fc.assert(
    fc.property(policies, holdingsOfOne, holdingsOfOne, exceptions, (world, held, asked, excepted) => {
      const policy = compilePolicy({ ...world, rules: [...world.rules, ceiling] });
      const before = judged(policy, held, excepted);
      let now: Holding[] = [...held];
      for (const [index, one] of asked.entries()) {
        const wanted = { ...one, id: `asked-${index}`, person: held[0]?.person ?? one.person };
        const harm = judged(policy, [...now, wanted], excepted, wanted.id);
        if (harm.length === 0) now = [...now, wanted];
        // And what is refused would have been more than there is: nobody is held up by what they are to give up elsewhere.
        else {
          widened += before.length;
          expect(newIn(judged(policy, [...now, wanted], excepted), judged(policy, now, excepted))).not.toEqual([]);
        }
      }
      expect(newIn(judged(policy, now, excepted), before)).toEqual([]);
    }),
    { numRuns: 1000 },
  );
  expect(widened).toBeGreaterThan(100);
});
