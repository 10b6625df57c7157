import { afterAll, beforeAll, expect, test } from 'vitest';
import { batches, keptApart, openApart, roundsOf, startAnew, untolerated } from './apart.ts';
import { copies, pattern } from './copies.ts';
import { faults } from './invariants.ts';
import { grantOf } from './office.ts';
import { expectOutcomes } from './outcomes.ts';
import { patience, race } from './race.ts';
import type { World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openApart();
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
      const people = all.flatMap((one) => one.people.map((beneficiary) => ({ beneficiary, role: one.role })));
      await copies(
        world,
        cards,
        people.map(({ beneficiary }) => ({ beneficiary })),
      );
      const grants = await copies(world, grant, people);
      const rulings = await copies(
        world,
        ruling,
        all.map(({ role }) => ({ role })),
      );
      const acts = all.map(({ people: some }, at) => [
        { kind: 'decide', as: world.as('director'), request: rulings[at] as string } as const,
        ...grants
          .slice(at * some.length, (at + 1) * some.length)
          .map((request) => ({ kind: 'decide', as: world.as('head'), request }) as const),
      ]);
      // They all wait for one another: more beside each other would only wait longer.
      outcomes.push(...(await race(world, acts, { lanes: 2 })));
      expect(await untolerated(world)).toEqual([]);
      await startAnew(
        world,
        people.map(({ beneficiary }) => beneficiary),
      );
    }
    expectOutcomes(roundsOf(outcomes), ['applied+applied', 'applied+failed']);
    expect(await faults(world)).toEqual({});
  },
  patience,
);
