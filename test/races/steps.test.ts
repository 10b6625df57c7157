import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { faults } from './invariants.ts';
import { office, person } from './office.ts';
import { expectOutcomes } from './outcomes.ts';
import { patience, race, rounds } from './race.ts';
import { openWorld, type World } from './world.ts';

/** Each may do every duty: no static rule is in the way, the case alone keeps them apart. */
const people = Array.from({ length: 12 }, (_, at) => `allrounder-${at}`);
const duties = ['handle', 'review', 'approve'];
let world: World;
beforeAll(async () => {
  const file = office(0);
  file.rules = file.rules.filter(({ kind }) => kind !== 'static');
  for (const one of people)
    file.people.push(
      person(
        one,
        duties.map((duty) => `award-${duty}`),
      ),
    );
  world = await openWorld(file);
});
afterAll(() => world?.close());

const actor = (at: number) => people[at % people.length] as string;

test(
  'two people do one duty, and one of them two duties, at once: at most one each',
  async () => {
    const cases = await openCases(rounds);
    const acts = cases.map((id, round) => {
      const step = (duty: string, who: number) =>
        ({ kind: 'step', centre: world.centre, case: id, duty, actor: actor(round + who) }) as const;
      return [step('handle', 0), step('handle', 1), step('review', 0), step('review', 1), step('review', 2)];
    });
    const outcomes = await race(world, acts, { lanes: 12 });
    expectOutcomes(
      outcomes.map((one) => one.slice(0, 2)),
      ['recorded+already-recorded', 'already-recorded+recorded'],
    );
    // Whoever handled is refused, too early or for their own step; of the others one at most reviews.
    const reviewed = new Set<string>();
    for (const [first, , ...reviews] of outcomes) {
      const byHandler = reviews.splice(first === 'recorded' ? 0 : 1, 1)[0] as string;
      expect(['out-of-order', 'duty-conflict', 'already-recorded']).toContain(byHandler);
      reviewed.add(byHandler).add(reviews.sort().join('+'));
    }
    expect([...reviewed].sort()).toEqual([
      ...['already-recorded', 'already-recorded+recorded', 'duty-conflict'],
      ...['out-of-order', 'out-of-order+out-of-order', 'out-of-order+recorded'],
    ]);
    expect(await faults(world)).toEqual({});
  },
  patience,
);

async function openCases(count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  await world.owner.pool.query(
    `insert into access.case (centre, id, item, unit, reference, client)
     select $1, id, 'award', 'section', id, 'races' from unnest($2::uuid[]) as id`,
    [world.centre, ids],
  );
  return ids;
}
