import type { AdvisoryLock } from './advisory-locks.ts';
import type { Database } from './connect.ts';

/** Held by the one process that does a piece of work, for as long as its connection lives. */
export interface Lease {
  readonly held: boolean;
  release(): void;
}

/**
 * Takes the lease named by `key` (an advisory lock of this database) when nobody has it; undefined when somebody has. The
 * server frees it the moment the holder's connection ends. Two holders may overlap for as long as a lost connection
 * goes unnoticed, so the work itself must bear being done twice.
 */
export async function tryElection(database: Database, key: AdvisoryLock): Promise<Lease | undefined> {
  const client = await database.pool.connect();
  let held = true;
  const lose = () => {
    held = false;
  };
  client.on('error', lose);
  client.on('end', lose);
  try {
    const { rows } = await client.query<{ elected: boolean }>('select pg_try_advisory_lock($1) as elected', [key]);
    if (rows[0]?.elected) {
      return {
        get held() {
          return held;
        },
        // The connection is thrown away with its lock rather than given back.
        release: () => client.release(true),
      };
    }
  } catch (error) {
    client.release(true);
    throw error;
  }
  client.off('error', lose);
  client.off('end', lose);
  client.release();
  return undefined;
}
