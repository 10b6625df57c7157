import { afterAll, beforeAll, expect, test } from 'vitest';
import { copies, pattern } from './copies.ts';
import { faults } from './invariants.ts';
import { grantOf, office, racer } from './office.ts';
import { expectOutcomes } from './outcomes.ts';
import { patience, race, rounds } from './race.ts';
import { openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld(office(rounds));
});
afterAll(() => world?.close());

/** Half of the stages go to the director when they are late, half end with their request. */
const roles = ['award-handle', 'award-review'];

test(
  'a decision and the deadline at once: decided, or passed on, or expired; never two of them',
  async () => {
    const requests: string[] = [];
    for (const [half, role] of roles.entries()) {
      const people = Array.from({ length: rounds / 2 }, (_, at) => ({ beneficiary: racer(2 * at + half) }));
      requests.push(...(await copies(world, await pattern(world, 'asker', grantOf(role), []), people)));
    }
    const acts = requests.map((request) => [
      { kind: 'decide', as: world.as('head'), request } as const,
      { kind: 'overdue', centre: world.centre } as const,
    ]);
    const window = closingIn();
    const outcomes = await race(world, acts, {
      spread: 10,
      before: (round) => world.owner.pool.query(fallsDue, [requests[round], window.milliseconds]),
      after: (_, [decision]) => window.learn(decision === 'applied'),
    });
    // Nobody may have looked since the last of them was late: too late for a decision all the same.
    await world.racers[0]?.perform({ kind: 'overdue', centre: world.centre });
    // Which of several jobs found it does not matter: what the request became does.
    const became = await whatBecameOf(requests);
    expectOutcomes(
      outcomes.map(([decision], round) => [decision as string, became[round] as string]),
      ['applied+decided', 'not-a-candidate+passed on', 'not-pending+expired'],
    );
    expect(await faults(world)).toEqual({});
  },
  patience,
);

const fallsDue =
  "update access.request_stage set due_at = clock_timestamp() + random() * $2 * interval '1 millisecond' where request = $1";

/**
 * How soon a stage falls due: about as soon as a decision takes on this machine, so that either may be the first. Too late in one
 * round gives the next ones longer, in time gives them less; jobs of the other rounds find it as well.
 */
function closingIn() {
  return {
    milliseconds: 25,
    learn(decided: boolean) {
      this.milliseconds = Math.min(5000, this.milliseconds * (decided ? 0.8 : 1.1));
    },
  };
}

async function whatBecameOf(requests: string[]): Promise<string[]> {
  const { rows } = await world.owner.pool.query<{ id: string; became: string }>(
    `select r.id, case when r.state = 'applied' and s.state = 'approved' and not s.escalated then 'decided'
       when r.state = 'pending' and s.state = 'open' and s.escalated and s.decided_by_role = 'director' then 'passed on'
       when r.state = 'expired' and s.state = 'closed' and not s.escalated then 'expired'
       else r.state || ' ' || s.state end as became
     from access.request r join access.request_stage s on s.centre = r.centre and s.request = r.id where r.centre = $1`,
    [world.centre],
  );
  const became = new Map(rows.map((row) => [row.id, row.became]));
  return requests.map((id) => became.get(id) as string);
}
