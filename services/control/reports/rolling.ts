import type { ReportMeasure } from '@zhiheng/contracts';
import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import { monthOf, spanOf } from '../month.ts';
import { databaseNow } from '../store/clock-store.ts';
import { countMonth, holdRoll, oldestMoment, readRolls, reopenRoll, sealRoll } from '../store/month-roll-store.ts';
import { eventsOf } from '../store/report-events.ts';
import { monthsOf } from './span.ts';

/** Raised when a measure comes or counts otherwise: every month is then counted again. */
const edition = 2;
/** Who wrote in a month may commit a little after it. */
const settlingMs = 10 * 60_000;
/** A month that runs is counted again after so many times what it took, and not within a minute. */
const restTimes = 20;
const restMs = 60_000;

const measures = Object.keys(eventsOf) as ReportMeasure[];

/**
 * Counts each month of the centre that is not counted for good, oldest first, in a transaction each; gives how many. Any number of
 * processes may do so at once: the month's row lets one in at a time, and who comes second counts the same.
 */
export async function rollMonths(database: Database, centre: string): Promise<number> {
  const waiting = await inCentre(database, centre, (transaction) => monthsWaiting(transaction, centre));
  for (const month of waiting) await inCentre(database, centre, (transaction) => rollMonth(transaction, centre, month));
  return waiting.length;
}

async function monthsWaiting(transaction: Transaction, centre: string): Promise<string[]> {
  const now = await databaseNow(transaction);
  const oldest = await oldestMoment(transaction, centre);
  if (!oldest) return [];
  const span = { from: monthOf(Math.min(oldest.getTime(), now)), until: monthOf(now) };
  const rolls = new Map((await readRolls(transaction, centre, span)).map((roll) => [roll.month, roll]));
  return monthsOf(span).filter((month) => {
    const roll = rolls.get(month);
    if (!roll?.asOf || roll.edition < edition) return true;
    if (roll.final) return false;
    const rest = Math.max(restMs, restTimes * roll.tookMs);
    return now - roll.asOf.getTime() >= rest || now >= spanOf(month).until;
  });
}

async function rollMonth(transaction: Transaction, centre: string, month: string): Promise<void> {
  const held = await holdRoll(transaction, centre, month);
  if (held.edition < edition) await reopenRoll(transaction, centre, month, edition);
  else if (held.final) return;
  const now = await databaseNow(transaction);
  const { from, until } = spanOf(month);
  const moments = { centre, from: new Date(from), until: new Date(Math.min(until, now)) };
  await countMonth(transaction, month, moments, measures);
  const tookMs = (await databaseNow(transaction)) - now;
  await sealRoll(transaction, centre, month, {
    asOf: new Date(now),
    final: now >= until + settlingMs,
    edition,
    tookMs,
  });
}
