import type { AddWorkingDays } from '@zhiheng/calendar';
import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import { tell } from '../desk/tell.ts';
import { peopleAtPost } from '../escalation/posts.ts';
import { dueSteps } from '../escalation/steps.ts';
import { peopleWho } from '../holders.ts';
import { readSettings } from '../settings/settings.ts';
import { databaseNow } from '../store/clock-store.ts';
import { untransferred } from '../store/finding-store.ts';
import { append } from '../store/log-store.ts';
import { readUsernames } from '../store/named-store.ts';
import {
  holdRectification,
  insertEscalation,
  type OverdueRectification,
  overdueRectifications,
} from '../store/rectification-store.ts';
import { numberOf } from './rectification-number.ts';

/** Who answers for a unit's findings is its head. */
const head = ['answer', 'finding'] as const;

/**
 * Takes what is overdue to who answers for it, step by step, each once; gives how much it did. Two days late it does the steps
 * of both. Each order has a transaction of its own.
 */
export async function escalateOverdue(
  database: Database,
  centre: string,
  addWorkingDays: AddWorkingDays,
): Promise<number> {
  const late = await inCentre(database, centre, (transaction) => overdueRectifications(transaction, centre));
  let done = 0;
  for (const order of late)
    done += await inCentre(database, centre, (transaction) => passUp(transaction, centre, order, addWorkingDays));
  return done + (await inCentre(database, centre, (transaction) => urgeTransfers(transaction, centre)));
}

async function passUp(
  transaction: Transaction,
  centre: string,
  order: OverdueRectification,
  addWorkingDays: AddWorkingDays,
): Promise<number> {
  const { escalation } = (await readSettings(transaction, centre)).rectification;
  const now = await databaseNow(transaction);
  const steps = dueSteps({ dueAt: order.dueAt.getTime(), now, passed: order.passed, escalation }, addWorkingDays);
  if (steps.length === 0) return 0;
  // An answer that is under way comes first: then nothing is overdue any more.
  await holdRectification(transaction, order.id);
  let done = 0;
  for (const { afterWorkingDays, to } of steps) {
    const people = await peopleAtPost(transaction, centre, to, { unit: order.unit, head });
    const one = { rectification: order.id, dueAt: order.dueAt, afterDays: afterWorkingDays, post: to, people };
    if (!(await insertEscalation(transaction, centre, one))) continue;
    await tell(transaction, centre, {
      kind: 'rectification-overdue',
      about: order.id,
      people,
      dueAt: order.dueAt,
      nth: afterWorkingDays,
    });
    await append(transaction, centre, [
      {
        action: 'rectification.escalated',
        outcome: people.length > 0 ? 'done' : 'failed',
        client: 'control',
        targetType: 'rectification',
        target: order.id,
        unit: order.unit,
        after: {
          number: numberOf(order),
          dueAt: order.dueAt.toISOString(),
          afterWorkingDays,
          to,
          people: await readUsernames(transaction, centre, people),
        },
      },
    ]);
    done++;
  }
  return done;
}

/** Suspected fraud that was not handed over in time: whoever closes, and the leadership, are told. */
async function urgeTransfers(transaction: Transaction, centre: string): Promise<number> {
  const late = await untransferred(transaction, centre);
  let done = 0;
  for (const { id, unit, transferBy } of late) {
    const closers = await peopleWho(transaction, centre, unit, ['close', 'rectification']);
    const people = [...closers, ...(await peopleAtPost(transaction, centre, 'deputy-director', { unit, head }))];
    const told = await tell(transaction, centre, { kind: 'fraud-to-transfer', about: id, people, dueAt: transferBy });
    if (told.length === 0) continue;
    const after = { transferBy: transferBy.toISOString(), people: await readUsernames(transaction, centre, told) };
    const entry = { client: 'control', targetType: 'finding', target: id, unit, after } as const;
    await append(transaction, centre, [{ action: 'finding.transfer-overdue', outcome: 'failed', ...entry }]);
    done++;
  }
  return done;
}
