import { raceApprovals } from './approval-races.ts';
import { expectOutcomes } from './outcomes.ts';
import { rounds } from './race.ts';

raceApprovals({ rounds, expectOutcomes });
