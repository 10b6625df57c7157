import { expect } from 'vitest';

/**
 * That these are the outcomes the rounds had, act by act (`first+second`), and each of them in one of forty rounds at least: a race
 * whose one outcome is rare is hardly any.
 */
export function expectOutcomes(rounds: readonly (readonly string[])[], outcomes: readonly string[]): void {
  const counts: Record<string, number> = {};
  for (const one of rounds) counts[one.join('+')] = (counts[one.join('+')] ?? 0) + 1;
  expect(counts).toEqual(Object.fromEntries(outcomes.map((outcome) => [outcome, expect.any(Number)])));
  const seldom = outcomes.filter((outcome) => (counts[outcome] as number) < rounds.length / 40);
  expect(seldom, JSON.stringify(counts)).toEqual([]);
}
