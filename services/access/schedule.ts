import { advisoryLocks, type Lease, listCentres, tryElection } from '@zhiheng/database';
import type { FastifyBaseLogger } from 'fastify';
import { settleAdjustments } from './adjustment-settle.ts';
import { moveCertifications } from './certification-overdue.ts';
import { tellOwners } from './client-owners.ts';
import { tellOfCredentials } from './credential-notices.ts';
import { remindDepartures } from './departure-reminders.ts';
import { noteDeputies } from './deputy-run-out.ts';
import type { Desk } from './desk.ts';
import { dropOldDrafts } from './draft-endings.ts';
import { moveExceptions } from './exception-expiry.ts';
import { noteExpiry } from './grant-expiry.ts';
import { remindHolders } from './grant-reminders.ts';
import { lookHourly } from './hourly.ts';
import { noteLeaves } from './leave-moments.ts';
import { dropNotices } from './notice-end.ts';
import { leaveOnTheDay } from './planned-departures.ts';
import { moveOverdue } from './request-overdue.ts';
import { remindDeciders } from './request-reminders.ts';
import { dropOldKeys } from './retry-end.ts';
import { dropOldRosters } from './roster/expiry.ts';
import { moveSuspensions } from './suspension-move.ts';
import { movePlanned } from './transfer-move.ts';

export interface ScheduleSettings {
  /** Days by the database's clock for which the key of a try is known. */
  retryDays: number;
}

export interface Schedule {
  /** Looks at once instead of at the next turn; resolves when that look is done. */
  look(): Promise<void>;
  stop(): Promise<void>;
}

const lookMs = 15_000;

type Move = (desk: Desk, centre: string, settings: ScheduleSettings) => Promise<unknown>;

/** In this order: what has ended is noted before anything new is done about it. */
const moves: readonly [what: string, move: Move][] = [
  ['planned departures', leaveOnTheDay],
  ['overdue requests', moveOverdue],
  ['reminders', remindDeciders],
  ['ended grants', noteExpiry],
  ['grants about to end', remindHolders],
  ['leaves', noteLeaves],
  ['deputies', noteDeputies],
  ['planned transfers', movePlanned],
  ['reminders of departures', remindDepartures],
  ['unused accounts and holdings without a review', lookHourly],
  ['owners of clients', tellOwners],
  ['credentials', tellOfCredentials],
  ['exceptions', moveExceptions],
  ['adjustments', settleAdjustments],
  ['suspensions', moveSuspensions],
  ['certifications', moveCertifications],
  ['old notices', dropNotices],
  ['old drafts', dropOldDrafts],
  ['old rosters', dropOldRosters],
  ['keys of retries', (desk, centre, { retryDays }) => dropOldKeys(desk, centre, retryDays)],
];

/**
 * Every process runs one; the elected one moves what is overdue. Correctness does not rest on the election: each move
 * locks its request. A centre whose move fails does not hold up the others.
 */
export function startSchedule(desk: Desk, log: FastifyBaseLogger, settings: ScheduleSettings): Schedule {
  let lease: Lease | undefined;
  let stopped = false;
  let running: Promise<void> = Promise.resolve();

  async function lookOnce(): Promise<void> {
    if (stopped) return;
    try {
      if (lease && !lease.held) {
        lease.release();
        lease = undefined;
      }
      lease ??= await tryElection(desk.database, advisoryLocks.overdueStages);
      if (!lease) return;
      for (const { centre } of await listCentres(desk.database)) {
        if (stopped) return;
        for (const [what, move] of moves)
          await move(desk, centre, settings).catch((err) =>
            log.error({ err, centre }, `${what} cannot be looked after`),
          );
      }
    } catch (err) {
      log.error({ err }, 'the schedule of requests cannot look');
    }
  }

  /** One look at a time, in the order in which they were asked for. */
  function look(): Promise<void> {
    running = running.then(lookOnce);
    return running;
  }

  void look();
  const timer = setInterval(() => void look(), lookMs);
  timer.unref();
  return {
    look,
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
      lease?.release();
    },
  };
}
