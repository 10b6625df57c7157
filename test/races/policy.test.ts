import { afterAll, beforeAll, expect, test } from 'vitest';
import { copies, pattern } from './copies.ts';
import { faults, incompatible } from './invariants.ts';
import { departAll } from './leaving.ts';
import { grantOf, office, racer } from './office.ts';
import { expectOutcomes } from './outcomes.ts';
import { patience, race, rounds } from './race.ts';
import { openWorld, type World } from './world.ts';

/** Rounds of one batch go on beside each other, each about a role of its own. */
const batch = 40;
const role = (round: number): string => `apprentice-${round % batch}`;
const name = { zh: '见习', en: 'Apprentice' };
let world: World;
beforeAll(async () => {
  const file = office(rounds);
  for (const code of ['apprentice', ...Array.from({ length: batch }, (_, at) => role(at))])
    file.roles.push({ code, name, risk: 2, permissions: [] });
  world = await openWorld(file);
});
afterAll(() => world?.close());

test(
  'a grant and what its role contains, both at the last approval: one applies, and nobody holds what conflicts',
  async () => {
    const { handles, grant, content } = await patterns();
    const outcomes: string[][] = [];
    for (let first = 0; first < rounds; first += batch) {
      const all = Array.from({ length: Math.min(batch, rounds - first) }, (_, at) => first + at);
      const people = all.map(racer);
      await copies(
        world,
        handles,
        people.map((beneficiary) => ({ beneficiary })),
      );
      const grants = await copies(
        world,
        grant,
        all.map((round) => ({ beneficiary: racer(round), role: role(round) })),
      );
      const contents = await copies(
        world,
        content,
        all.map((round) => ({ role: role(round) })),
      );
      const acts = all.map((_, at) => [
        { kind: 'decide', as: world.as('head'), request: grants[at] as string } as const,
        { kind: 'decide', as: world.as('director'), request: contents[at] as string } as const,
      ]);
      outcomes.push(...(await race(world, acts)));
      expect(await incompatible(world)).toEqual([]);
      await startAnew(people);
    }
    expectOutcomes(outcomes, ['applied+failed', 'failed+applied']);
    expect(await faults(world)).toEqual({});
  },
  patience,
);

/** Everybody handles awards; the one request gives them a role, the other lets the role review what they handle. */
async function patterns() {
  const permissions = world.catalogue.roles.find(({ code }) => code === 'award-review')?.permissions ?? [];
  const change = {
    change: 'role-content',
    role: 'apprentice',
    content: { name, risk: 2, permissions },
    reason: '测试',
  } as const;
  return {
    handles: await pattern(world, 'asker', grantOf('award-handle'), ['head']),
    grant: await pattern(world, 'asker', grantOf('apprentice'), []),
    content: await pattern(world, 'security', change, []),
  };
}

/** Those who raced leave, and their roles permit nothing again, as the owner may say. */
async function startAnew(people: readonly string[]): Promise<void> {
  await departAll(world, people);
  await world.owner.pool.query("delete from access.role_permission where centre = $1 and role like 'apprentice-%'", [
    world.centre,
  ]);
  await world.owner.pool.query(
    'update access.centre set epoch = epoch + 1, policy_epoch = epoch + 1 where centre = $1',
    [world.centre],
  );
}
