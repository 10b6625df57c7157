import { afterAll, beforeAll, expect, test } from 'vitest';
import { batches, keptApart, openApart, roundsOf, startAnew, untolerated } from './apart.ts';
import { copies, pattern } from './copies.ts';
import { faults } from './invariants.ts';
import { grantOf, removalOf } from './office.ts';
import { expectOutcomes } from './outcomes.ts';
import { patience, race } from './race.ts';
import type { World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openApart();
});
afterAll(() => world?.close());

test(
  'a rule whose cure takes grants away, and their removals, all at the last approval: each ends once, and the rule holds',
  async () => {
    const { cards, role, ruling, removal } = await patterns();
    const outcomes: string[][] = [];
    for (const all of batches()) {
      const people = all.flatMap((one) => one.people.map((beneficiary) => ({ beneficiary, role: one.role })));
      const usernames = people.map(({ beneficiary }) => beneficiary);
      await copies(
        world,
        cards,
        usernames.map((beneficiary) => ({ beneficiary })),
      );
      await copies(world, role, people);
      const rulings = await copies(
        world,
        ruling,
        all.map((one) => ({ role: one.role, losing: one.people })),
      );
      const removals = await copies(world, removal, people);
      const acts = all.map(({ people: some }, at) => [
        { kind: 'decide', as: world.as('director'), request: rulings[at] as string } as const,
        ...removals
          .slice(at * some.length, (at + 1) * some.length)
          .map((request) => ({ kind: 'decide', as: world.as('head'), request }) as const),
      ]);
      // They all wait for one another: more beside each other would only wait longer.
      outcomes.push(...(await race(world, acts, { lanes: 1 })));
      expect(await untolerated(world)).toEqual([]);
      expect(await heldBy(usernames)).toEqual({ 'card-handle': usernames.length });
      await startAnew(world, usernames);
    }
    expectOutcomes(roundsOf(outcomes), ['applied+applied', 'applied+failed']);
    expect(await faults(world)).toEqual({});
  },
  patience,
);

/** Everybody handles cards and has the role that is to be kept apart from it. */
async function patterns() {
  const cards = await pattern(world, 'asker', grantOf('card-handle'), ['head']);
  const role = await pattern(world, 'asker', grantOf('apprentice'), ['head']);
  const { beneficiary: person, unit } = grantOf('apprentice');
  const ruling = await pattern(world, 'security', keptApart({ cure: [{ person, role: 'apprentice', unit }] }), []);
  return { cards, role, ruling, removal: await pattern(world, 'asker', removalOf('apprentice'), []) };
}

/** How many of those who raced hold what at this moment. */
async function heldBy(usernames: readonly string[]): Promise<Record<string, number>> {
  const { rows } = await world.owner.pool.query<{ role: string; holders: number }>(
    `select role, count(distinct person)::int as holders from access.grant
     where centre = $1 and person = any($2::uuid[]) and validity @> clock_timestamp() group by role`,
    [world.centre, usernames.map((one) => world.as(one).person)],
  );
  return Object.fromEntries(rows.map(({ role, holders }) => [role, holders]));
}
