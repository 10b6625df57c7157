import { expect } from 'vitest';

/** Rounds among which every outcome that there can be is met, on any machine. */
const enough = 500;

/**
 * That the rounds had these outcomes, act by act (`first+second`), and no other; where there were enough rounds, every one
 * of them. How often each came is the machine's affair: among few rounds it may have been one alone.
 */
export function expectOutcomes(rounds: readonly (readonly string[])[], outcomes: readonly string[]): void {
  const met = Object.keys(tally(rounds));
  expect(outcomes).toEqual(expect.arrayContaining(met));
  if (rounds.length >= enough) expect(met.sort()).toEqual([...outcomes].sort());
}

/** How often each outcome came; says so, whatever is expected of it. */
export function tally(rounds: readonly (readonly string[])[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const one of rounds) counts[one.join('+')] = (counts[one.join('+')] ?? 0) + 1;
  const each = Object.entries(counts).map(([outcome, count]) => `${outcome} ${count}`);
  console.info(`${expect.getState().currentTestName}: ${rounds.length} rounds: ${each.sort().join(', ')}`);
  return counts;
}
