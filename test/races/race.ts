import { randomInt } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Act, Racer } from './acts.ts';
import type { World } from './world.ts';

/** How often each race is run. */
export const rounds = Number(process.env.ZHIHENG_RACE_ROUNDS ?? 2000);

/** Milliseconds a race may take on a machine that has much else to do: a second a round. */
export const patience = 300_000 + rounds * 1_000;

export interface Start {
  /** Milliseconds by which one of the acts may be behind the others; who it is, is drawn. Default 3. */
  spread?: number;
  /** Rounds that go on beside each other. Default 4. */
  lanes?: number;
  /** What has to be so just before a round. */
  before?: (round: number) => Promise<unknown>;
  /** Told of each round's outcomes. */
  after?: (round: number, outcomes: readonly string[]) => void;
}

/** Runs rounds of acts at once, each act of a round from another racer; what became of each, round by round. */
export async function race(
  world: World,
  all: readonly (readonly Act[])[],
  { spread = 3, lanes = 4, before, after }: Start = {},
): Promise<string[][]> {
  await world.takeStock();
  const outcomes: string[][] = [];
  let next = 0;
  const lane = async () => {
    for (let round = next++; round < all.length; round = next++) {
      await before?.(round);
      const found = await oneRound(shuffled(world.racers), all[round] as Act[], spread);
      outcomes[round] = found;
      after?.(round, found);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return outcomes;
}

async function oneRound(racers: readonly Racer[], acts: readonly Act[], spread: number): Promise<string[]> {
  const late = randomInt(acts.length);
  const found: string[] = [];
  await Promise.all(
    shuffled([...acts.keys()]).map(async (at) => {
      if (at === late) await sleep(randomInt(spread + 1));
      found[at] = await outcomeOf(racers[at % racers.length] as Racer, acts[at] as Act);
    }),
  );
  return found;
}

/** A fault is an outcome that no race expects: the rounds go on, and the test says how often it was met. */
const outcomeOf = (racer: Racer, act: Act): Promise<string> =>
  racer.perform(act).catch((error) => `fault: ${String(error.message).split('\n')[0]}`);

function shuffled<T>(list: readonly T[]): T[] {
  return list
    .map((one) => ({ one, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ one }) => one);
}
