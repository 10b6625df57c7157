import { type Database, inCentre } from '@zhiheng/database';
import type { Environment } from '@zhiheng/http';
import { enqueue, type NewDelivery } from '../store/signal-delivery-store.ts';
import {
  anythingNew,
  lockPosition,
  newChanges,
  noteTaken,
  type TakenSignal,
  takeRaised,
} from '../store/signal-store.ts';
import { leftOut, type StreamRow, streamsInUse } from '../store/signal-stream-store.ts';
import { subjectOf } from './subjects.ts';
import { toldByChange } from './telling.ts';

/**
 * Puts what has happened in a centre to each of its streams, once: what was committed before and not put there yet, however late. One
 * transaction, so that a process that dies has done all of it or nothing. How many tokens there are to deliver now.
 */
export async function fanOut(database: Database, centre: string, environment: Environment): Promise<number> {
  if (!(await inCentre(database, centre, (transaction) => anythingNew(transaction, centre)))) return 0;
  return inCentre(database, centre, async (transaction) => {
    await lockPosition(transaction, centre);
    const fresh = await newChanges(transaction, centre);
    const signals = [...fresh.changes.flatMap(toldByChange), ...(await takeRaised(transaction, centre))];
    // Read after what happened, so that no stream misses what was committed after it was made.
    const streams = await streamsInUse(transaction, centre);
    const without = await leftOut(transaction, centre);
    const deliveries = signals.flatMap((signal) =>
      streams
        .filter(({ id, events }) => events.includes(signal.event) && !without.has(`${id} ${signal.person}`))
        .map((stream) => deliveryOf(stream, signal, environment)),
    );
    await enqueue(transaction, centre, deliveries);
    await noteTaken(transaction, centre, fresh);
    return deliveries.length;
  });
}

function deliveryOf({ id }: StreamRow, signal: TakenSignal, environment: Environment): NewDelivery {
  const { event, person, facts, at } = signal;
  const seconds = Math.floor(at.getTime() / 1000);
  return {
    stream: id,
    subject: person,
    event,
    claims: {
      sub_id: subjectOf(environment, person),
      toe: seconds,
      events: { [event]: { event_timestamp: seconds, ...facts } },
    },
  };
}
