import { connect, inCentre } from '@zhiheng/database';
import { canonicalEntry, type LogSource, tileWidth } from '@zhiheng/ledger';
import { findTile } from './store/tree-store.ts';
import { entriesWithoutLeaf, readHead, readLeaves } from './store/verification-store.ts';

/** One centre's log straight from its database, for whoever verifies it without this service. */
export interface LogInDatabase extends LogSource {
  /** The newest signed note. Throws DatabaseError-like Error when there is none. */
  checkpoint(): Promise<string>;
  /** Ids of entries that stand among the sequenced ones without an index. */
  inserted(): Promise<string[]>;
  close(): Promise<void>;
}

const mostInserted = 1_000;

/** Reads as the audit service's role. Each read is a transaction of its own: a long one would hold the sequencer back. */
export async function logInDatabase(url: string, centre: string): Promise<LogInDatabase> {
  const database = await connect({ url, service: 'audit', size: 2 });
  return {
    async checkpoint() {
      const head = await inCentre(database, centre, (transaction) => readHead(transaction, centre));
      if (!head?.checkpoint) throw new Error(`Centre ${centre} has no signed log.`);
      return head.checkpoint.note;
    },
    tile: ({ level, n }) =>
      inCentre(database, centre, async (transaction) => (await findTile(transaction, centre, level, n))?.data),
    async entries(n, width) {
      const from = n * tileWidth;
      const rows = await inCentre(database, centre, (transaction) =>
        readLeaves(transaction, centre, from, from + width),
      );
      const found = new Map(rows.map(({ index, entry }) => [index, entry && bytesOf(entry)]));
      return Array.from({ length: width }, (_, place) => found.get(from + place) ?? 'missing');
    },
    async inserted() {
      const head = await inCentre(database, centre, (transaction) => readHead(transaction, centre));
      if (!head) return [];
      return inCentre(database, centre, (transaction) =>
        entriesWithoutLeaf(transaction, centre, head.position, mostInserted),
      );
    },
    close: () => database.close(),
  };
}

/** What has no canonical form any more was altered: it hashes to nothing that a tree holds. */
function bytesOf(entry: Parameters<typeof canonicalEntry>[0]): Uint8Array {
  try {
    return canonicalEntry(entry);
  } catch {
    return new Uint8Array();
  }
}
