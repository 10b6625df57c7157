import { type Database, type Listener, listCentres, listen } from '@zhiheng/database';
import { type Environment, OutgoingAddresses, type Secret } from '@zhiheng/http';
import type { FastifyBaseLogger } from 'fastify';
import type { JWK } from 'jose';
import { fanOut } from './fan-out.ts';
import { signerOf } from './security-event-token.ts';
import { Sender } from './sender.ts';
import { settings } from './settings.ts';
import { WaitingPolls } from './waiting-polls.ts';

export interface TransmitterOptions {
  database: Database;
  environment: Environment;
  secret: Secret;
  signingKey: () => JWK;
  log: FastifyBaseLogger;
  pace?: Partial<Readonly<Record<keyof typeof settings, number>>>;
}

export interface Transmitter {
  readonly addresses: OutgoingAddresses;
  readonly polls: WaitingPolls;
  readonly sign: ReturnType<typeof signerOf>;
  /** Something is to be sent: looks at once. */
  nudge(centre: string): void;
  stop(): Promise<void>;
}

/** Even if nothing is heard: what another process had taken that has died is due again. */
const lookMs = 5_000;

/**
 * Tells other services what happened, as soon as the database says that something did, and looks for itself at each start and every few
 * seconds: a try that failed is due again by its row. Every process has one; what each does, it may do twice.
 */
export async function startTransmitter(options: TransmitterOptions): Promise<Transmitter> {
  const { database, environment, secret, log } = options;
  const addresses = new OutgoingAddresses(environment);
  const sign = signerOf(environment, options.signingKey);
  const pace = { ...settings, ...options.pace };
  const timers = new Set<NodeJS.Timeout>();
  const sender = new Sender({ database, secret, addresses, sign, log, pace, onPause: nudgeAfter });
  const polls = new WaitingPolls(settings.waitingPolls);
  const running = new Map<string, Promise<void>>();
  const again = new Set<string>();
  let stopped = false;

  async function serve(centre: string): Promise<void> {
    await fanOut(database, centre, environment);
    polls.wake(centre);
    await sender.look(centre);
  }

  /** One look at a centre at a time, and one more when something was heard meanwhile. */
  function nudge(centre: string): void {
    if (stopped) return;
    if (running.has(centre)) {
      again.add(centre);
      return;
    }
    const look = serve(centre)
      .catch((err) => log.error({ err, centre }, 'security events cannot be told'))
      .finally(() => {
        running.delete(centre);
        if (again.delete(centre)) nudge(centre);
      });
    running.set(centre, look);
  }

  function nudgeAfter(centre: string, seconds: number): void {
    if (stopped) return;
    const timer = setTimeout(() => {
      timers.delete(timer);
      nudge(centre);
    }, seconds * 1000);
    timers.add(timer.unref());
  }

  async function lookEverywhere(): Promise<void> {
    for (const { centre } of await listCentres(database)) nudge(centre);
  }
  const look = () => lookEverywhere().catch((err) => log.error({ err }, 'security events cannot be looked for'));

  const listener: Listener = await listen(database, 'zhiheng_signals', {
    onNotice: (payload) => nudge((JSON.parse(payload) as { centre: string }).centre),
    onRestored: () => void look(),
  });
  void look();
  const timer = setInterval(() => void look(), lookMs);
  timer.unref();
  return {
    addresses,
    polls,
    sign,
    nudge,
    async stop() {
      stopped = true;
      clearInterval(timer);
      for (const one of timers) clearTimeout(one);
      polls.close();
      await listener.close();
      await Promise.all(running.values());
      await sender.stop();
    },
  };
}
