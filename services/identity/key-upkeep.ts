import { type Database, listen } from '@zhiheng/database';
import type { Secret } from '@zhiheng/http';
import type { FastifyBaseLogger } from 'fastify';
import type { KeyRing } from './key-ring.ts';
import { maintainSigningKeys } from './signing-keys.ts';

/** How often each process looks, told or not: which key signs changes with time. Far shorter than the time to publish one. */
const lookMs = 30_000;

export interface KeyUpkeep {
  database: Database;
  secret: Secret;
  keys: KeyRing;
  /** Seconds after which a key is replaced. */
  rotateAfter: number;
  log: FastifyBaseLogger;
}

/** Keeps the keys of this process those of the database, and has new ones made in time. */
export async function startKeyUpkeep({ database, secret, keys, rotateAfter, log }: KeyUpkeep) {
  let running: Promise<void> = Promise.resolve();
  const then = (what: string, work: () => Promise<void>) => {
    running = running.then(work).catch((error) => log.error({ err: error }, `${what} failed`));
  };
  const refresh = () => then('looking for signing keys', () => keys.refresh());
  const maintain = () => {
    then('the rotation of signing keys', () => maintainSigningKeys(database, secret, rotateAfter));
    refresh();
  };
  const listener = await listen(database, 'zhiheng_signing_keys', { onNotice: refresh, onRestored: refresh });
  maintain();
  const timer = setInterval(maintain, lookMs);
  timer.unref();
  return {
    async stop(): Promise<void> {
      clearInterval(timer);
      await listener.close();
      await running;
    },
  };
}
