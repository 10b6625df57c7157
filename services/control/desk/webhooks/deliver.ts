import { randomUUID } from 'node:crypto';
import { type Database, inCentre } from '@zhiheng/database';
import { type AddressGuard, type OutgoingAnswer, post } from '@zhiheng/http';
import type { Job } from '../../schedule.ts';
import { type Seals, sealedTo } from '../../seals.ts';
import { append } from '../../store/log-store.ts';
import {
  type Claimed,
  claimNext,
  dropOldDeliveries,
  settleDelivery,
  waitingWebhooks,
} from '../../store/webhook-delivery-store.ts';
import { limits, type Pace, pauseAfter } from './limits.ts';
import { payloadOf } from './payload.ts';
import { signedHeaders } from './signature.ts';

interface Delivering {
  seals: Seals;
  addresses: AddressGuard;
  pace?: Partial<Pace>;
}

/** A portion a round: a long neglected table is worked off over many. */
const dropped = 2_000;

/** Sends what was committed: each webhook by one process at a time, in order; a receiver that is slow holds no other up for long. */
export const webhookJob = (options: Delivering): Job => ({
  name: 'webhooks',
  async work(database, centre) {
    const pace = { ...limits, ...options.pace };
    const waiting = await inCentre(database, centre, (transaction) => waitingWebhooks(transaction, centre));
    const sent = await Promise.all(waiting.map((webhook) => serve(database, centre, webhook, { ...options, pace })));
    await inCentre(database, centre, (transaction) =>
      dropOldDeliveries(transaction, centre, { days: limits.keptDays, most: dropped }),
    );
    return sent.reduce((sum, count) => sum + count, 0);
  },
});

/** One after the other, until nothing is due, one fails, or the round is over; gives how many arrived. */
async function serve(
  database: Database,
  centre: string,
  webhook: string,
  options: Delivering & { pace: Pace },
): Promise<number> {
  const holder = randomUUID();
  const until = performance.now() + options.pace.round * 1000;
  for (let sent = 0; ; sent++) {
    const over = performance.now() >= until;
    const next = await inCentre(database, centre, (transaction) =>
      claimNext(transaction, centre, webhook, { holder, lease: over ? 0 : options.pace.lease }),
    );
    if (!next) return sent;
    const outcome = await attempt(centre, webhook, next, options);
    await settle(database, centre, { webhook, holder, next, outcome, pace: options.pace });
    if (faultOf(outcome) !== undefined) return sent;
  }
}

async function attempt(
  centre: string,
  webhook: string,
  { url, sealed, second, event }: Claimed,
  { seals, addresses, pace }: Delivering & { pace: Pace },
): Promise<OutgoingAnswer> {
  const body = payloadOf(event);
  let secrets: Buffer[];
  try {
    secrets = sealed.map((one) => seals.open(sealedTo(centre, webhook), one));
  } catch {
    // The deployment's secret is another one: nothing is sent that nobody can verify.
    return { kind: 'failed', why: 'secret-unreadable' };
  }
  const headers = { 'content-type': 'application/json', ...signedHeaders({ id: event.id, second, body }, secrets) };
  return post({ url, headers, body }, { addresses, timeout: pace.timeout });
}

/** A code, in no words of the receiver's: who knows what those hold. */
const faultOf = (outcome: OutgoingAnswer): string | undefined =>
  outcome.kind === 'failed'
    ? outcome.why
    : outcome.status >= 200 && outcome.status < 300
      ? undefined
      : `http-${outcome.status}`;

interface Settling {
  webhook: string;
  holder: string;
  next: Claimed;
  outcome: OutgoingAnswer;
  pace: Pace;
}

async function settle(
  database: Database,
  centre: string,
  { webhook, holder, next: { event }, outcome, pace }: Settling,
): Promise<void> {
  const failure = faultOf(outcome);
  const asked = outcome.kind === 'answered' ? (outcome.retryAfter ?? 0) : 0;
  const { id, seq, kind, attempts } = event;
  const dead = failure !== undefined && attempts >= pace.attempts;
  await inCentre(database, centre, async (transaction) => {
    const settled = await settleDelivery(
      transaction,
      centre,
      { webhook, seq, holder },
      {
        failure,
        dead,
        pause: pauseAfter(attempts, asked, pace),
      },
    );
    if (settled && dead)
      await append(transaction, centre, [
        {
          action: 'webhook.failed',
          outcome: 'failed',
          targetType: 'webhook',
          target: webhook,
          reason: failure,
          details: { delivery: id, event: kind, attempts },
        },
      ]);
  });
}
