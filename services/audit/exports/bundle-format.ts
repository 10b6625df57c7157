import { type Database, inCentre } from '@zhiheng/database';
import { Problem } from '@zhiheng/http';
import { buildEvidence, canonicalEntry, type EvidenceFacts, encodeEvidence, type TileReader } from '@zhiheng/ledger';
import { cosignedNote } from '../cosigned-note.ts';
import type { LogKeys } from '../log-keys.ts';
import { findLog, newestCheckpoint, tileReader } from '../store/tree-store.ts';
import type { Sequenced } from './columns.ts';

/** Each entry brings a proof of some 20 hashes, and whoever verifies the file reads it whole. */
const mostOfBundle = 10_000;

export interface BundleFacts extends Pick<EvidenceFacts, 'askedBy' | 'askedAt' | 'filters'> {
  database: Database;
  centre: string;
  keys: LogKeys;
  most?: number;
}

/** One file that proves every entry to who has only a key. Throws Problem `too-large`. */
export async function* asBundle(
  pages: AsyncIterable<readonly Sequenced[]>,
  { database, centre, keys, most = mostOfBundle, ...asked }: BundleFacts,
): AsyncGenerator<string> {
  const entries: EvidenceFacts['entries'][number][] = [];
  for await (const page of pages) {
    if (entries.length + page.length > most) throw new Problem('too-large', `A bundle holds at most ${most} entries.`);
    entries.push(...page.map(({ index, ...entry }) => ({ index, id: entry.id, bytes: canonicalEntry(entry) })));
  }
  yield await inCentre(database, centre, async (transaction) => {
    const [log, newest] = [await findLog(transaction, centre), await newestCheckpoint(transaction, centre)];
    if (!log || !newest) throw new Problem('unavailable', 'The log has no checkpoint yet.');
    const checkpoint = await cosignedNote(transaction, centre, newest);
    const vkeys = keys.published(log.origin).map(({ vkey }) => vkey);
    const read = remembering(tileReader(transaction, centre));
    return encodeEvidence(await buildEvidence({ ...asked, checkpoint, keys: vkeys, entries }, read));
  });
}

/** Neighbours share most of their paths. */
function remembering(read: TileReader): TileReader {
  const known = new Map<string, ReturnType<TileReader>>();
  return (place) => {
    const key = `${place.level}/${place.n}`;
    const tile = known.get(key) ?? read(place);
    known.set(key, tile);
    return tile;
  };
}
