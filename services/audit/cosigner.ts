import { advisoryLocks, type Database, type Lease, listCentres, tryElection } from '@zhiheng/database';
import type { FastifyBaseLogger } from 'fastify';
import { cosignNewest } from './cosigning.ts';
import type { ConfiguredWitness } from './witnesses.ts';

export interface Cosigner {
  /** Why a centre's newest checkpoint lacks a witness, by `centre witness`; empty while all have signed. */
  readonly faults: ReadonlyMap<string, Error>;
  stop(): Promise<void>;
}

export interface CosignerOptions {
  database: Database;
  witnesses: readonly ConfiguredWitness[];
  log: FastifyBaseLogger;
  /** Milliseconds between two looks. */
  every?: number;
}

const electionMs = 5_000;
/** A witness that did not sign is not asked again at once; it may be down, or of another opinion for good. */
const faultPauseMs = 10_000;

/**
 * Takes the newest checkpoints to the witnesses, each witness at its own pace. Any number of processes may run one and the elected
 * one works; two at once do no harm, since a witness signs nothing that does not continue what it has seen.
 */
export function startCosigner({ database, witnesses, log, every = 1_000 }: CosignerOptions): Cosigner {
  const faults = new Map<string, Error>();
  const retryAt = new Map<string, number>();
  const ended = new AbortController();
  let lease: Lease | undefined;

  async function cosign(centre: string, witness: ConfiguredWitness): Promise<void> {
    const place = `${centre} ${witness.id}`;
    if (ended.signal.aborted || (retryAt.get(place) ?? 0) > performance.now()) return;
    try {
      await cosignNewest(database, centre, witness);
      faults.delete(place);
    } catch (error) {
      if (ended.signal.aborted) return;
      if (!faults.has(place)) log.error({ err: error, centre, witness: witness.id }, 'a witness has not cosigned');
      faults.set(place, error as Error);
      retryAt.set(place, performance.now() + faultPauseMs);
    }
  }

  async function look(): Promise<void> {
    if (lease && !lease.held) {
      lease.release();
      lease = undefined;
    }
    lease ??= await tryElection(database, advisoryLocks.cosigner);
    if (!lease) {
      faults.clear();
      return;
    }
    const centres = (await listCentres(database)).map(({ centre }) => centre);
    await Promise.all(
      witnesses.map(async (witness) => {
        for (const centre of centres) await cosign(centre, witness);
      }),
    );
  }

  async function run(): Promise<void> {
    while (!ended.signal.aborted) {
      // The database out of reach is the sequencer's to report.
      await look().catch((error) => log.debug({ err: error }, 'the witnesses were not asked'));
      await pause(lease ? every : electionMs, ended.signal);
    }
    lease?.release();
  }

  const running = witnesses.length ? run() : Promise.resolve();
  return {
    faults,
    async stop() {
      ended.abort();
      await running;
    },
  };
}

function pause(milliseconds: number, ended: AbortSignal): Promise<void> {
  if (ended.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer);
      ended.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, milliseconds);
    ended.addEventListener('abort', end);
  });
}
