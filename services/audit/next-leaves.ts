import type { Database } from '@zhiheng/database';
import { leafHash } from '@zhiheng/ledger';
import { ByteWriter } from './byte-writer.ts';
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

/** Entries that are in memory at once: 64 MiB of the largest. */
const portion = 1_000;
const leastMemory = 1_024;

/**
 * Read in portions, of which only hashes are left. Each sees more than the one before, and still nothing that would stand between them: the order of
 * the log is never filled in later.
 */
export async function nextLeaves(
  database: Database,
  centre: string,
  after: After,
  { limit, hash }: Reach,
): Promise<NextLeaves> {
  const hashed = platformHash(hash);
  const room = { memory: { buffer: Buffer.allocUnsafeSlow(leastMemory) }, writer: new ByteWriter(leastMemory) };
  const leaves: Uint8Array[] = [];
  let last: string | undefined;
  while (leaves.length < limit) {
    const wanted = Math.min(portion, limit - leaves.length);
    const read = await copyNext(database, centre, last === undefined ? after : { id: last }, wanted, room);
    for (const entry of read.entries) leaves.push(leafHash(entry, hashed));
    last = read.last ?? last;
    if (read.entries.length < wanted) break;
  }
  return { leaves, last };
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
