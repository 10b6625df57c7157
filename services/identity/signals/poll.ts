import type { PollAnswer, PollInput } from '@zhiheng/contracts';
import { type Database, inCentre } from '@zhiheng/database';
import type { ClientCaller } from '@zhiheng/http';
import { append } from '../store/log-store.ts';
import { type Delivery, delivered, failed, firstOfEach, waitingByJti } from '../store/signal-delivery-store.ts';
import { givenUp } from './sender.ts';
import { settings } from './settings.ts';
import { streamOf } from './streams.ts';
import type { Transmitter } from './transmitter.ts';

/**
 * A poll of RFC 8936: what the receiver has, or does not want, is done with; then what is next, at most one token of each subject, for an object
 * of tokens has no order. What is not acknowledged comes again. Throws Problem `not-found`.
 */
export async function poll(
  { database, transmitter }: { database: Database; transmitter: Pick<Transmitter, 'polls' | 'sign'> },
  caller: ClientCaller,
  { id, given }: { id: string; given: AbortSignal },
  wish: PollInput,
): Promise<PollAnswer> {
  const { polls, sign } = transmitter;
  const limit = wish.maxEvents ?? settings.pollEvents;
  const until = performance.now() + (wish.returnImmediately ? 0 : settings.longPoll * 1000);
  await settle(database, caller, id, wish);
  for (;;) {
    const wait = polls.wait(caller.centre, until - performance.now(), given);
    const found = await next(database, caller, id, limit + 1);
    const over = performance.now() >= until || given.aborted || polls.closed;
    if (found.length > 0 || limit === 0 || over) {
      const sets = await Promise.all(found.slice(0, limit).map(async (one) => [one.jti, await sign(one)] as const));
      return { sets: Object.fromEntries(sets), moreAvailable: found.length > limit };
    }
    await wait;
  }
}

function next(database: Database, { centre, client }: ClientCaller, id: string, limit: number): Promise<Delivery[]> {
  return inCentre(database, centre, async (transaction) => {
    const { status, delivery } = await streamOf(transaction, centre, client, id);
    if (status !== 'enabled' || delivery !== 'poll') return [];
    return firstOfEach(transaction, centre, id, limit);
  });
}

async function settle(
  database: Database,
  { centre, client }: ClientCaller,
  id: string,
  { ack = [], setErrs = {} }: PollInput,
): Promise<void> {
  const refused = Object.keys(setErrs);
  if (ack.length === 0 && refused.length === 0) return;
  await inCentre(database, centre, async (transaction) => {
    await streamOf(transaction, centre, client, id);
    await delivered(transaction, centre, id, ack);
    for (const one of await waitingByJti(transaction, centre, id, refused)) {
      const why = wellFormed.exec(setErrs[one.jti]?.err ?? '')?.[0] ?? 'refused';
      // The receiver has it and does not want it: nobody tries again.
      await failed(transaction, centre, one, { failure: why, pause: 0, patience: 0 });
      await append(transaction, centre, givenUp(one, why));
    }
  });
}

const wellFormed = /^[\w-]{1,60}$/;
