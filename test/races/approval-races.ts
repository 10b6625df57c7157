import { afterAll, beforeAll, expect, test } from 'vitest';
import { copies, pattern } from './copies.ts';
import { faults } from './invariants.ts';
import { grantOf, office, racer } from './office.ts';
import { patience, race } from './race.ts';
import { openWorld, type World } from './world.ts';

interface Approvals {
  rounds: number;
  /** What runs the acts; absent: the service's own functions, called in two processes. */
  racers?: Parameters<typeof openWorld>[1];
  /** That the rounds had these outcomes. */
  expectOutcomes: (rounds: readonly (readonly string[])[], outcomes: readonly string[]) => void;
}

/** What may happen to requests at their last approval, two things at once. */
export function raceApprovals({ rounds, racers, expectOutcomes }: Approvals): void {
  let world: World;
  beforeAll(async () => {
    world = await openWorld(office(rounds), racers);
  });
  afterAll(() => world?.close());

  const everybody = Array.from({ length: rounds }, (_, round) => ({ beneficiary: racer(round) }));
  const pending = async (role: string) => copies(world, await pattern(world, 'asker', grantOf(role), []), everybody);

  test(
    'two last approvals for one person that together would conflict: one applies, the other fails',
    async () => {
      const [handle, review] = [await pending('award-handle'), await pending('award-review')];
      const as = world.as('head');
      const acts = everybody.map((_, round) => [
        { kind: 'decide', as, request: handle[round] as string } as const,
        { kind: 'decide', as, request: review[round] as string } as const,
      ]);
      expectOutcomes(await race(world, acts), ['applied+failed', 'failed+applied']);
      expect(await faults(world)).toEqual({});
    },
    patience,
  );

  test(
    'approved and withdrawn at once: one of the two, and the grant is there exactly when it was the approval',
    async () => {
      const requests = await pending('card-handle');
      const acts = requests.map((request) => [
        { kind: 'decide', as: world.as('head'), request } as const,
        { kind: 'withdraw', as: world.as('asker'), request } as const,
      ]);
      expectOutcomes(await race(world, acts), ['applied+not-pending', 'not-pending+withdrawn']);
      expect(await faults(world)).toEqual({});
    },
    patience,
  );
}
