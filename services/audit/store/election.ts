import type { Database } from '@zhiheng/database';

/** Held by the process that sequences, for as long as its connection lives. */
export interface Lease {
  readonly held: boolean;
  release(): void;
}

const sequencerLock = 7_240_012;

/** Takes the lease when nobody has it. The server frees it the moment the holder's connection ends. */
export async function tryElection(database: Database): Promise<Lease | undefined> {
  const client = await database.pool.connect();
  let held = true;
  const lose = () => {
    held = false;
  };
  client.on('error', lose);
  client.on('end', lose);
  try {
    const { rows } = await client.query<{ elected: boolean }>('select pg_try_advisory_lock($1) as elected', [
      sequencerLock,
    ]);
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
