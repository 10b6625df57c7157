import { afterAll, beforeAll, expect, test } from 'vitest';
import { batches, keptApart, named, openApart, startAnew, untolerated } from './apart.ts';
import { copies, pattern } from './copies.ts';
import { faults } from './invariants.ts';
import { grantOf, racer } from './office.ts';
import { expectOutcomes } from './outcomes.ts';
import { patience, race, rounds } from './race.ts';
import type { World } from './world.ts';

/** So many are granted the role of each round. */
const granted = 2;
let world: World;
beforeAll(async () => {
  world = await openApart(rounds * granted);
});
afterAll(() => world?.close());

test(
  'a new rule and grants that break it, all at the last approval: tolerated by a task, or refused',
  async () => {
    const cards = await pattern(world, 'asker', grantOf('card-handle'), ['head']);
    const grant = await pattern(world, 'asker', grantOf('apprentice'), []);
    const ruling = await pattern(world, 'security', keptApart(), []);
    const outcomes: string[][] = [];
    for (const all of batches()) {
      const people = all.flatMap((round) =>
        [0, 1].map((at) => ({ beneficiary: racer(round * granted + at), role: named(round) })),
      );
      await copies(
        world,
        cards,
        people.map(({ beneficiary }) => ({ beneficiary })),
      );
      const grants = await copies(world, grant, people);
      const rulings = await copies(
        world,
        ruling,
        all.map((round) => ({ role: named(round) })),
      );
      const approves = (who: string, request: string | undefined) =>
        ({ kind: 'decide', as: world.as(who), request: request as string }) as const;
      const acts = rulings.map((request, at) => [
        approves('director', request),
        ...[0, 1].map((one) => approves('head', grants[at * granted + one])),
      ]);
      outcomes.push(...(await race(world, acts)));
      expect(await untolerated(world)).toEqual([]);
      await startAnew(
        world,
        people.map(({ beneficiary }) => beneficiary),
      );
    }
    expectOutcomes(
      outcomes.map(([ruled, ...given]) => [ruled as string, ...given.sort()]),
      ['applied+applied+applied', 'applied+applied+failed', 'applied+failed+failed'],
    );
    expect(await faults(world)).toEqual({});
  },
  patience,
);
