import { afterAll, beforeAll, expect, test } from 'vitest';
import { batches, keptApart, named, openApart, startAnew, untolerated } from './apart.ts';
import { copies, pattern } from './copies.ts';
import { faults } from './invariants.ts';
import { grantOf, racer, removalOf } from './office.ts';
import { expectOutcomes } from './outcomes.ts';
import { patience, race, rounds } from './race.ts';
import type { World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openApart(rounds);
});
afterAll(() => world?.close());

test(
  'a rule whose cure takes a grant away, and the removal of that grant, both at the last approval: it ends once, and the rule holds',
  async () => {
    const { cards, role, ruling, removal } = await patterns();
    const outcomes: string[][] = [];
    for (const all of batches()) {
      await copies(
        world,
        cards,
        all.map((round) => ({ beneficiary: racer(round) })),
      );
      await copies(world, role, all.map(of));
      const rulings = await copies(
        world,
        ruling,
        all.map((round) => ({ role: named(round), losing: racer(round) })),
      );
      const removals = await copies(world, removal, all.map(of));
      const acts = all.map((_, at) => [
        { kind: 'decide', as: world.as('director'), request: rulings[at] as string } as const,
        { kind: 'decide', as: world.as('head'), request: removals[at] as string } as const,
      ]);
      outcomes.push(...(await race(world, acts)));
      expect(await untolerated(world)).toEqual([]);
      expect(await heldBy(all)).toEqual({ 'card-handle': all.length });
      await startAnew(world, all.map(racer));
    }
    expectOutcomes(outcomes, ['applied+applied', 'applied+failed']);
    expect(await faults(world)).toEqual({});
  },
  patience,
);

const of = (round: number) => ({ beneficiary: racer(round), role: named(round) });

/** Everybody handles cards and has the role that is to be kept apart from it. */
async function patterns() {
  const cards = await pattern(world, 'asker', grantOf('card-handle'), ['head']);
  const role = await pattern(world, 'asker', grantOf('apprentice'), ['head']);
  const { beneficiary: person, unit } = grantOf('apprentice');
  const ruling = await pattern(world, 'security', keptApart({ cure: [{ person, role: 'apprentice', unit }] }), []);
  return { cards, role, ruling, removal: await pattern(world, 'asker', removalOf('apprentice'), []) };
}

/** How many of those who raced hold what at this moment. */
async function heldBy(all: readonly number[]): Promise<Record<string, number>> {
  const { rows } = await world.owner.pool.query<{ role: string; holders: number }>(
    `select role, count(distinct person)::int as holders from access.grant
     where centre = $1 and person = any($2::uuid[]) and validity @> clock_timestamp() group by role`,
    [world.centre, all.map((round) => world.as(racer(round)).person)],
  );
  return Object.fromEntries(rows.map(({ role, holders }) => [role, holders]));
}
