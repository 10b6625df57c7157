import { advisoryLocks, type Lease, listCentres, tryElection } from '@zhiheng/database';
import type { FastifyBaseLogger } from 'fastify';
import { settleAdjustments } from './adjustment-settle.ts';
import { moveCertifications } from './certification-overdue.ts';
import type { Desk } from './desk.ts';
import { moveExceptions } from './exception-expiry.ts';
import { noteExpiry } from './grant-expiry.ts';
import { noteLeaves } from './leave-moments.ts';
import { blockCleanRules } from './policy-change-clean.ts';
import { moveOverdue } from './request-overdue.ts';
import { remindDeciders } from './request-reminders.ts';
import { moveSuspensions } from './suspension-move.ts';
import { movePlanned } from './transfers.ts';

export interface Schedule {
  /** Looks at once instead of at the next turn; resolves when that look is done. */
  look(): Promise<void>;
  stop(): Promise<void>;
}

const lookMs = 15_000;

/**
 * Every process runs one; the elected one moves what is overdue. Correctness does not rest on the election: each move
 * locks its request. A centre whose move fails does not hold up the others.
 */
export function startSchedule(desk: Desk, log: FastifyBaseLogger): Schedule {
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
        await moveOverdue(desk, centre).catch((err) => log.error({ err, centre }, 'overdue requests do not move'));
        await remindDeciders(desk, centre).catch((err) => log.error({ err, centre }, 'deciders are not reminded'));
        await noteExpiry(desk, centre).catch((err) => log.error({ err, centre }, 'ended grants are not noted'));
        await noteLeaves(desk, centre).catch((err) => log.error({ err, centre }, 'leaves are not noted'));
        await movePlanned(desk, centre).catch((err) => log.error({ err, centre }, 'planned transfers are not done'));
        await moveExceptions(desk, centre).catch((err) => log.error({ err, centre }, 'exceptions do not move'));
        await settleAdjustments(desk, centre).catch((err) => log.error({ err, centre }, 'adjustments do not close'));
        await moveSuspensions(desk, centre).catch((err) => log.error({ err, centre }, 'suspensions do not move'));
        await blockCleanRules(desk, centre).catch((err) => log.error({ err, centre }, 'clean rules do not block'));
        await moveCertifications(desk, centre).catch((err) => log.error({ err, centre }, 'certifications do not move'));
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
