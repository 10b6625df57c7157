import { expect } from 'vitest';

/**
 * That these are the outcomes the rounds had, act by act (`first+second`), every one of them and no other. How often each came is the
 * machine's affair.
 */
export function expectOutcomes(rounds: readonly (readonly string[])[], outcomes: readonly string[]): void {
  expect(tally(rounds)).toEqual(Object.fromEntries(outcomes.map((outcome) => [outcome, expect.any(Number)])));
}

/** How often each outcome came; says so, whatever is expected of it. */
export function tally(rounds: readonly (readonly string[])[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const one of rounds) counts[one.join('+')] = (counts[one.join('+')] ?? 0) + 1;
  const each = Object.entries(counts).map(([outcome, count]) => `${outcome} ${count}`);
  console.info(`${expect.getState().currentTestName}: ${rounds.length} rounds: ${each.sort().join(', ')}`);
  return counts;
}
