import type { Database } from '@zhiheng/database';
import { leafHash } from '@zhiheng/ledger';
import { platformHash } from './platform-hash.ts';
import { type After, copyNext } from './store/entry-copy-store.ts';

/** Leaves of the entries that are next in the order of the log, and the id of the last of them. */
export interface NextLeaves {
  leaves: Uint8Array[];
  last: string | undefined;
}

export interface Reach {
  limit: number;
  /** Name of the log's hash function. */
  hash: string;
}

export async function nextLeaves(
  database: Database,
  centre: string,
  after: After,
  { limit, hash }: Reach,
): Promise<NextLeaves> {
  const { entries, last } = await copyNext(database, centre, after, limit);
  const hashed = platformHash(hash);
  return { leaves: entries.map((entry) => leafHash(entry, hashed)), last };
}

/**
 * Reads and hashes the next batch of a centre while the database stores the one before it, which takes longer: one waited for the other. The
 * order of the log is never filled in later, so what follows a committed entry now is what will follow it; whether the log has come as
 * far as that entry, the database finds when it takes the batch.
 */
export class LeavesAhead {
  #read: { after: string; limit: number; leaves: Promise<NextLeaves> } | undefined;

  begin(database: Database, centre: string, after: string, reach: Reach): void {
    const leaves = nextLeaves(database, centre, { id: after }, reach);
    // It fails whoever takes it, and nobody when the work ends before.
    leaves.catch(() => undefined);
    this.#read = { after, limit: reach.limit, leaves };
  }

  /** Undefined when something else was read, or nothing. */
  async take(after: string, limit: number): Promise<NextLeaves | undefined> {
    const read = this.#read;
    this.#read = undefined;
    return read?.after === after && read.limit === limit ? read.leaves : undefined;
  }

  /** Until nothing is being read any more. */
  async end(): Promise<void> {
    await this.#read?.leaves.catch(() => undefined);
  }
}
