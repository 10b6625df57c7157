import { createHash, hash } from 'node:crypto';
import { expect, it } from 'vitest';
import { Drawing } from '../draw.ts';
import type { Member, Plan } from '../plan.ts';
import { count, emptyFrame } from '../tally.ts';

/** Over many seeds each is in as often as is stated. Seeds are counted, so that the test gives the same figures each time. */
const seedsOf = (name: string, rounds: number) =>
  Array.from({ length: rounds }, (_, round) => createHash('sha256').update(`${name} ${round}`).digest());
const idOf = (place: number) => `01990a3e-6f00-7c3a-9a52-${place.toString(16).padStart(12, '0')}`;
const quota = { per10000: 1_000, least: 1 };
const base: Plan = {
  strata: ['item'],
  bandsFen: [],
  method: 'share',
  quotas: { risk1: quota, risk2: { per10000: 2_000, least: 1 }, risk3: quota },
  perOperator: 0,
};
const member = (place: number, more: Partial<Member>): Member => ({
  ...{
    id: idOf(place),
    item: 'award',
    risk: 1,
    unit: 'hall',
    channel: null,
    operator: null,
    amountFen: null,
    must: [],
  },
  ...more,
});

/** How often each was drawn. */
function frequencies(all: readonly Member[], plan: Plan, seeds: readonly Uint8Array[]): number[] {
  const frame = emptyFrame();
  const places = all.map((one) => count(frame, one, plan));
  const hits = all.map(() => 0);
  for (const seed of seeds) {
    const drawing = new Drawing(plan, frame, seed, (data) => Buffer.from(hash('sha256', data, 'hex'), 'hex'));
    for (const [ordinal, one] of all.entries()) drawing.add(ordinal, one, places[ordinal] as (typeof places)[number]);
    for (const { ordinal } of drawing.sample()) hits[ordinal] = (hits[ordinal] ?? 0) + 1;
  }
  return hits;
}

/** Sum of squared deviations over the variance that independent rounds would have. */
const deviation = (hits: readonly number[], chances: readonly number[], rounds: number): number =>
  hits.reduce((sum, hit, place) => {
    const chance = chances[place] as number;
    return sum + (hit - rounds * chance) ** 2 / (rounds * chance * (1 - chance));
  }, 0);

it('in a stratum everybody has the same chance: what is drawn ÷ what there is', () => {
  const all = Array.from({ length: 120 }, (_, place) => member(place, place < 50 ? { item: 'claim', risk: 2 } : {}));
  const rounds = 1_000;
  const hits = frequencies(all, base, seedsOf('share', rounds));
  // 10 of 50 and 7 of 70: exactly so many each time.
  const sum = (from: number, until: number) => hits.slice(from, until).reduce((total, hit) => total + hit, 0);
  expect(sum(0, 50)).toBe(10 * rounds);
  expect(sum(50, 120)).toBe(7 * rounds);
  const chances = all.map((_, place) => (place < 50 ? 0.2 : 0.1));
  // χ² of 118 degrees of freedom lies between 73 and 177 but for one time in a thousand.
  expect(deviation(hits, chances, rounds)).toBeGreaterThan(73);
  expect(deviation(hits, chances, rounds)).toBeLessThan(177);
});

it('money has the chance amount ÷ interval', () => {
  const plan: Plan = { ...base, method: 'money', intervalFen: 10_000 };
  const all = Array.from({ length: 100 }, (_, place) => member(place, { amountFen: 100 + 90 * place }));
  const rounds = 1_000;
  const hits = frequencies(all, plan, seedsOf('money', rounds));
  const chances = all.map(({ amountFen }) => (amountFen as number) / 10_000);
  // They are not independent of each other, which makes the sum vary more and does not move its mean of 100.
  expect(deviation(hits, chances, rounds)).toBeLessThan(200);
  for (const [place, hit] of hits.entries()) {
    const chance = chances[place] as number;
    expect(Math.abs(hit - rounds * chance)).toBeLessThan(4.5 * Math.sqrt(rounds * chance * (1 - chance)));
  }
});
