import { expect } from 'vitest';

/** Rounds among which every outcome that there can be is met, on any machine. */
const enough = 500;

/**
 * That the rounds had these outcomes, act by act (`first+second`), and no other: where there were enough rounds every one
 * of them, among few more than one, so that there was a race. How often each came is the machine's affair.
 */
export function expectOutcomes(rounds: readonly (readonly string[])[], outcomes: readonly string[]): void {
  const met = Object.keys(tally(rounds));
  expect(outcomes).toEqual(expect.arrayContaining(met));
  expect(met.length).toBeGreaterThanOrEqual(rounds.length < enough ? Math.min(2, outcomes.length) : outcomes.length);
}

/** How often each outcome came; says so, whatever is expected of it. */
export function tally(rounds: readonly (readonly string[])[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const one of rounds) counts[one.join('+')] = (counts[one.join('+')] ?? 0) + 1;
  const each = Object.entries(counts).map(([outcome, count]) => `${outcome} ${count}`);
  console.info(`${expect.getState().currentTestName}: ${rounds.length} rounds: ${each.sort().join(', ')}`);
  return counts;
}
