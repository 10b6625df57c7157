import { afterAll, beforeAll, expect, test } from 'vitest';
import { copies, pattern } from './copies.ts';
import { faults } from './invariants.ts';
import { grantOf, office, racer } from './office.ts';
import { patience, race, rounds } from './race.ts';
import { servers } from './servers.ts';
import { openWorld, type World } from './world.ts';

/** The same between two servers, over HTTP: whatever a route, a memory or a pool of a process adds. A tenth of the rounds. */
const fewer = Math.max(1, Math.ceil(rounds / 10));

let world: World;
beforeAll(async () => {
  world = await openWorld(office(fewer), (database) => servers(database, 2));
});
afterAll(() => world?.close());

const everybody = Array.from({ length: fewer }, (_, round) => ({ beneficiary: racer(round) }));
const pending = async (role: string) => copies(world, await pattern(world, 'asker', grantOf(role), []), everybody);

/** No other outcome, in any round: so few need not meet both. */
function expectOnly(found: readonly (readonly string[])[], outcomes: readonly string[]): void {
  expect(found).toHaveLength(fewer);
  for (const one of found) expect(outcomes).toContain(one.join('+'));
}

test(
  'two last approvals for one person that together would conflict, one at each server: one applies, the other fails',
  async () => {
    const [handle, review] = [await pending('award-handle'), await pending('award-review')];
    const as = world.as('head');
    const acts = everybody.map((_, round) => [
      { kind: 'decide', as, request: handle[round] as string } as const,
      { kind: 'decide', as, request: review[round] as string } as const,
    ]);
    expectOnly(await race(world, acts), ['applied+failed', 'failed+applied']);
    expect(await faults(world)).toEqual({});
  },
  patience,
);

test(
  'approved at one server and withdrawn at the other: one of the two',
  async () => {
    const requests = await pending('card-handle');
    const acts = requests.map((request) => [
      { kind: 'decide', as: world.as('head'), request } as const,
      { kind: 'withdraw', as: world.as('asker'), request } as const,
    ]);
    expectOnly(await race(world, acts), ['applied+not-pending', 'not-pending+withdrawn']);
    expect(await faults(world)).toEqual({});
  },
  patience,
);
