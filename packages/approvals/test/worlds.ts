import * as fc from 'fast-check';
import type { ApprovalRequest, Chain, Deputy, Organisation, StageRule, Wanted } from '../index.ts';

/** Small centres with few people and odd grants: little enough to try everything, tight enough to run out of people. */

export const PEOPLE = ['p0', 'p1', 'p2', 'p3', 'p4', 'p5'];
const ROLES = ['r0', 'r1', 'r2'];
const UNITS = ['root', 'liaison', 'section', 'window'];
/** Instants are whole numbers; a working day is ten long. */
export const addWorkingDays = (from: number, days: number): number => from + 10 * days;

const oneOf = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

const units: Organisation['units'] = [
  { code: 'root', parent: null, kind: 'centre' },
  { code: 'liaison', parent: 'root', kind: 'parent-liaison' },
  { code: 'section', parent: 'root', kind: 'section' },
  { code: 'window', parent: 'section', kind: 'window' },
];

const deputy: fc.Arbitrary<Deputy> = fc.record({
  deputy: oneOf(PEOPLE),
  principal: oneOf(PEOPLE),
  from: oneOf([Number.NEGATIVE_INFINITY, 0, 15]),
  until: oneOf([15, 40, Number.POSITIVE_INFINITY]),
});

export const organisation: fc.Arbitrary<Organisation> = fc.record({
  units: fc.constant(units),
  holders: fc.array(fc.record({ person: oneOf(PEOPLE), role: oneOf(ROLES), unit: oneOf(UNITS) }), { maxLength: 12 }),
  deputies: fc.array(deputy, { maxLength: 4 }),
});

const rule: fc.Arbitrary<StageRule> = fc.record(
  {
    by: oneOf(ROLES),
    of: oneOf(['grant-unit', 'centre', 'centre', 'parent'] as const),
    workingDays: fc.integer({ min: 1, max: 3 }),
    escalateTo: oneOf(ROLES),
    quorum: oneOf([1, 1, 2]),
    atEnd: oneOf(['escalate', 'expire', 'wait'] as const),
  },
  { requiredKeys: ['by', 'of', 'workingDays'] },
);

export const chain: fc.Arbitrary<Chain> = fc.record({
  change: fc.constant('grant' as const),
  risk: fc.constant(1),
  stages: fc.array(rule, { minLength: 1, maxLength: 3 }),
});

export const wanted: fc.Arbitrary<Wanted> = fc.record({
  id: fc.constant('request'),
  change: fc.constant('grant' as const),
  requester: oneOf(PEOPLE),
  beneficiary: oneOf(PEOPLE),
  unit: oneOf(UNITS),
  at: fc.constant(0),
});

export const openStage = ({ stages }: ApprovalRequest) => stages.find(({ state }) => state === 'open');

/** Frozen all the way down, so that whoever writes into it throws. */
export function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}
