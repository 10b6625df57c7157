import type { PoolClient } from 'pg';
import type { AdvisoryLock } from './advisory-locks.ts';
import type { Database } from './connect.ts';

/** Held by the one process that does a piece of work, for as long as it says so. */
export interface Lease {
  /** False from the moment from which another may have it. */
  readonly held: boolean;
  release(): void;
}

export interface ElectionOptions {
  /** Milliseconds without a word from the holder after which the server gives the lease to another. */
  patience?: number;
}

/**
 * Takes the lease named by `key` (an advisory lock of this database) when nobody has it; undefined when somebody has. The
 * server frees it the moment the holder's connection ends, and ends that when the holder is silent: a process that hangs, or whose host lost its
 * power, keeps no lease, since it is the server's clock that counts, and its network would go on to answer for a process that does not.
 * A holder that comes to itself again may be in the midst of something: the work itself must bear being done twice.
 */
export async function tryElection(
  database: Database,
  key: AdvisoryLock,
  { patience = 10_000 }: ElectionOptions = {},
): Promise<Lease | undefined> {
  const client = await database.pool.connect();
  const lease = new Held(client, patience);
  try {
    if (await lease.take(key)) return lease;
  } catch (error) {
    client.release(true);
    throw error;
  }
  lease.forget();
  client.release();
  return undefined;
}

class Held implements Lease {
  readonly #client: PoolClient;
  readonly #patience: number;
  readonly #lose = () => {
    this.#lost = true;
  };
  #lost = false;
  /** When the last question was asked that the server has answered; it counts from a later moment. */
  #heard = Number.NEGATIVE_INFINITY;
  #asking = false;
  #renewal: NodeJS.Timeout | undefined;

  constructor(client: PoolClient, patience: number) {
    this.#client = client;
    this.#patience = patience;
    client.on('error', this.#lose);
    client.on('end', this.#lose);
  }

  get held(): boolean {
    return !this.#lost && performance.now() - this.#heard < this.#patience;
  }

  /** In one statement: a process that stops behind it is timed already. */
  async take(key: AdvisoryLock): Promise<boolean> {
    const asked = performance.now();
    const { rows } = await this.#client.query<{ timed: string | null }>(
      `select case when pg_try_advisory_lock($1) then set_config('idle_session_timeout', $2, false) end as timed`,
      [key, String(this.#patience)],
    );
    if (!rows[0]?.timed) return false;
    this.#heard = asked;
    this.#renewal = setInterval(() => void this.#renew(), this.#patience / 4);
    this.#renewal.unref();
    return true;
  }

  /** The connection is thrown away with its lock rather than given back. */
  release(): void {
    clearInterval(this.#renewal);
    this.#lost = true;
    this.#client.release(true);
  }

  /** It was not elected: the connection goes back to the others. */
  forget(): void {
    this.#client.off('error', this.#lose);
    this.#client.off('end', this.#lose);
  }

  async #renew(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    const asked = performance.now();
    try {
      await this.#client.query('select');
      this.#heard = asked;
    } catch {
      this.#lost = true;
    }
    this.#asking = false;
  }
}
