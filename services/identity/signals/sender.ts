import { type Database, inCentre } from '@zhiheng/database';
import type { AddressGuard, Secret } from '@zhiheng/http';
import type { FastifyBaseLogger } from 'fastify';
import { append } from '../store/log-store.ts';
import {
  claim,
  type Delivery,
  delivered,
  dueStreams,
  failed,
  type PushTarget,
} from '../store/signal-delivery-store.ts';
import { openAuthorization } from './authorization.ts';
import { type Pushed, push } from './push.ts';
import { settings } from './settings.ts';

export interface SenderOptions {
  database: Database;
  secret: Secret;
  addresses: AddressGuard;
  sign: (delivery: Delivery) => Promise<string>;
  log: FastifyBaseLogger;
  /** Seconds. */
  pace: Pick<Readonly<Record<keyof typeof settings, number>>, 'timeout' | 'firstPause' | 'longestPause' | 'patience'>;
  /** Told that something is due again in so many seconds. */
  onPause: (centre: string, seconds: number) => void;
}

/**
 * Pushes what is due. Every process has one; of several only one takes a token at a time, and only the oldest about a subject is ever taken, so
 * that a receiver has what is about one subject in its order. What a process that died had taken is taken again after its lease.
 */
export class Sender {
  readonly #options: SenderOptions;
  /** Streams that this process is busy with: a receiver that is slow holds nobody else up. */
  readonly #busy = new Map<string, Promise<void>>();
  #stopped = false;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  /** Starts on all that is due in a centre; does not wait for receivers. */
  async look(centre: string): Promise<void> {
    const due = await inCentre(this.#options.database, centre, (transaction) => dueStreams(transaction, centre));
    for (const target of due) this.#begin(centre, target);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await Promise.all(this.#busy.values());
  }

  #begin(centre: string, target: PushTarget): void {
    const { stream } = target;
    if (this.#busy.has(stream)) return;
    const work = this.#serve(centre, target)
      .catch((err) => this.#options.log.error({ err, centre, stream }, 'security events cannot be pushed'))
      .finally(() => this.#busy.delete(stream));
    this.#busy.set(stream, work);
  }

  /** One batch after the other until nothing is due. */
  async #serve(centre: string, target: PushTarget): Promise<void> {
    const { database } = this.#options;
    while (!this.#stopped) {
      const taken = await inCentre(database, centre, (transaction) =>
        claim(transaction, centre, target.stream, { lease: settings.lease, limit: settings.abreast }),
      );
      if (taken.length === 0) return;
      await Promise.all(taken.map((delivery) => this.#send(centre, target, delivery)));
    }
  }

  async #send(
    centre: string,
    { stream, endpoint, authorizationSealed }: PushTarget,
    delivery: Delivery,
  ): Promise<void> {
    const { database, secret, addresses, sign, pace } = this.#options;
    const authorization = authorizationSealed ? openAuthorization(secret, stream, authorizationSealed) : undefined;
    const token = await sign(delivery);
    const outcome = await push({ endpoint, authorization, token }, { addresses, timeout: pace.timeout });
    const pause = pauseAfter(delivery.attempts, outcome, pace);
    await inCentre(database, centre, async (transaction) => {
      if (outcome.kind === 'delivered') {
        await delivered(transaction, centre, stream, [delivery.jti]);
        return;
      }
      const last = await failed(transaction, centre, delivery, {
        failure: outcome.why,
        pause,
        patience: outcome.kind === 'refused' && delivery.attempts >= settings.refusals ? 0 : pace.patience,
      });
      if (last) await append(transaction, centre, givenUp(delivery, outcome.why));
    });
    if (outcome.kind !== 'delivered') this.#options.onPause(centre, pause);
  }
}

export const givenUp = ({ stream, jti, event, subject, attempts }: Delivery, why: string) =>
  ({
    action: 'signal.failed',
    outcome: 'failed',
    targetType: 'stream',
    target: stream,
    reason: why,
    ...(subject === stream ? {} : { about: subject }),
    details: { jti, event, attempts },
  }) as const;

/** Doubled with each try, drawn at random so that receivers that come back are not stormed; a receiver may ask for more time. */
function pauseAfter(
  attempts: number,
  outcome: Pushed,
  { firstPause, longestPause }: Pick<SenderOptions['pace'], 'firstPause' | 'longestPause'>,
): number {
  const pause = Math.min(longestPause, firstPause * 2 ** Math.min(attempts - 1, 30)) * (0.5 + Math.random());
  const asked = outcome.kind === 'failed' ? (outcome.retryAfter ?? 0) : 0;
  return Math.max(pause, Math.min(asked, longestPause));
}
