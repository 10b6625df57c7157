import { expect } from 'vitest';
import { raceApprovals } from './approval-races.ts';
import { tally } from './outcomes.ts';
import { rounds } from './race.ts';
import { servers } from './servers.ts';

/** The same between two servers, over HTTP: whatever a route, a memory or a pool of a process adds. A tenth of the rounds. */
const fewer = Math.max(1, Math.ceil(rounds / 10));

raceApprovals({
  rounds: fewer,
  racers: (database) => servers(database, 2),
  // No other outcome, in any round: so few need not meet both.
  expectOutcomes: (found, outcomes) => {
    expect(found).toHaveLength(fewer);
    for (const one of Object.keys(tally(found))) expect(outcomes).toContain(one);
  },
});
