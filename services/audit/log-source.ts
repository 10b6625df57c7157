import { connect, inCentre } from '@zhiheng/database';
import type { LogSource } from '@zhiheng/ledger';
import { ArchiveFolder } from './archive/folder.ts';
import { databaseSource } from './database-source.ts';
import { readHead } from './store/verification-store.ts';
import { findHiddenInArchive } from './verification/search-check.ts';

/** One centre's log straight from its database, for whoever verifies it without this service. */
export interface LogInDatabase extends LogSource {
  /** The newest signed note. Throws DatabaseError-like Error when there is none. */
  checkpoint(): Promise<string>;
  /** Indexes below `size` of entries that no search finds, though they are as they were signed: what the tree does not tell. */
  hidden(size: number): Promise<number[]>;
  close(): Promise<void>;
}

/** Of entries that were slipped in, and of those that are hidden. */
const mostNamed = 1_000;

/** Reads as the audit service's role; `archive`: the folder to which months of the log have gone. Throws DatabaseError, and Error when the centre has no signed log. */
export async function logInDatabase(url: string, centre: string, archive?: string): Promise<LogInDatabase> {
  const database = await connect({ url, service: 'audit', size: 3 });
  try {
    const head = await inCentre(database, centre, (transaction) => readHead(transaction, centre));
    if (!head?.checkpoint) throw new Error(`Centre ${centre} has no signed log.`);
    const { note } = head.checkpoint;
    const folder = archive === undefined ? undefined : new ArchiveFolder(archive);
    const source = databaseSource(database, centre, head.position, mostNamed, folder);
    return {
      ...source,
      checkpoint: async () => note,
      hidden: async (size) => {
        const inArchive = await findHiddenInArchive(database, centre, size, mostNamed, folder);
        await source.findHidden(size);
        return [...inArchive, ...source.hidden.findings].map(({ index }) => index);
      },
      close: () => database.close(),
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}
