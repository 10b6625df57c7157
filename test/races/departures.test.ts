import { afterAll, beforeAll, expect, test } from 'vitest';
import { copies, pattern } from './copies.ts';
import { faults } from './invariants.ts';
import { desk, grantOf, office, racer } from './office.ts';
import { expectOutcomes } from './outcomes.ts';
import { patience, race, rounds } from './race.ts';
import { openWorld, type World } from './world.ts';

/** Rounds of one batch go on beside each other, each at a desk of its own. */
const desks = 40;

let world: World;
beforeAll(async () => {
  world = await openWorld(office(rounds + Math.ceil(rounds / 4), desks));
});
afterAll(() => world?.close());

/** In every fourth round who decides leaves as well: the head of the round's desk, for nobody else is to miss them. */
const headOf = (round: number): string | undefined => (round % 4 === 0 ? racer(rounds + round / 4) : undefined);

test(
  'the last approval, the beneficiary’s departure and the approver’s at once: no grant and no voice of one who left',
  async () => {
    const grant = await pattern(world, 'asker', grantOf('award-handle'), []);
    const post = await pattern(world, 'asker', grantOf('section-head', 'model'), ['head']);
    const outcomes: string[][] = [];
    for (let first = 0; first < rounds; first += desks) {
      const batch = Array.from({ length: Math.min(desks, rounds - first) }, (_, at) => first + at);
      const heads = batch.flatMap((round) => {
        const beneficiary = headOf(round);
        return beneficiary === undefined ? [] : [{ beneficiary, unit: desk(round % desks) }];
      });
      await copies(world, post, heads);
      const requests = await copies(
        world,
        grant,
        batch.map((round) => ({ beneficiary: racer(round), unit: desk(round % desks) })),
      );
      outcomes.push(
        ...(await race(
          world,
          batch.map((round, at) => actsOf(round, requests[at] as string)),
        )),
      );
    }
    const [alone, both] = [outcomes.filter((_, round) => round % 4), outcomes.filter((_, round) => round % 4 === 0)];
    expectOutcomes(alone, ['applied+departed', 'not-pending+departed']);
    expectOutcomes(
      both,
      ['account-disabled', 'applied', 'not-pending'].map((decided) => `${decided}+departed+departed`),
    );
    expect(await faults(world)).toEqual({});
  },
  patience,
);

function actsOf(round: number, request: string) {
  const leaves = (person: string) => ({ kind: 'depart', as: world.as('accounts'), person }) as const;
  const head = headOf(round);
  return [
    { kind: 'decide', as: world.as(head ?? 'head'), request } as const,
    leaves(racer(round)),
    ...(head === undefined ? [] : [leaves(head)]),
  ];
}
