import { expect } from 'vitest';

/**
 * That these are the outcomes the rounds had, act by act (`first+second`), every one of them and no other. How often each came is the
 * machine's affair: it is printed where it is seldom, for whoever tunes the race.
 */
export function expectOutcomes(rounds: readonly (readonly string[])[], outcomes: readonly string[]): void {
  const counts: Record<string, number> = {};
  for (const one of rounds) counts[one.join('+')] = (counts[one.join('+')] ?? 0) + 1;
  expect(counts).toEqual(Object.fromEntries(outcomes.map((outcome) => [outcome, expect.any(Number)])));
  const seldom = outcomes.some((outcome) => (counts[outcome] as number) < rounds.length / 40);
  if (seldom) console.warn(`A race whose one outcome is rare is hardly any: ${JSON.stringify(counts)}`);
}
