import { said } from '@zhiheng/contracts';
import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import { Problem } from '@zhiheng/http';
import {
  buildEvidence,
  canonicalEntry,
  type EvidenceFacts,
  encodeEvidence,
  formatVerifierKey,
  type TileReader,
} from '@zhiheng/ledger';
import { cosignedNote } from '../cosigned-note.ts';
import type { LogKeys } from '../log-keys.ts';
import { newestCosigned } from '../store/cosignature-store.ts';
import { findLog, newestCheckpoint, type StoredCheckpoint, tileReader } from '../store/tree-store.ts';
import type { ConfiguredWitness } from '../witnesses.ts';
import type { Sequenced } from './columns.ts';

/** Each entry brings a proof of some 20 hashes, and whoever verifies the file reads it whole. */
const mostOfBundle = 10_000;

export interface BundleFacts extends Pick<EvidenceFacts, 'askedBy' | 'askedAt' | 'filters'> {
  database: Database;
  centre: string;
  keys: LogKeys;
  /** Whose keys go with the file, to be compared with those that the inspector has. */
  witnesses: readonly ConfiguredWitness[];
  most?: number;
}

/** One file that proves every entry to who has only a key. Throws Problem `too-large`. */
export async function* asBundle(
  pages: AsyncIterable<readonly Sequenced[]>,
  { database, centre, keys, witnesses, most = mostOfBundle, ...asked }: BundleFacts,
): AsyncGenerator<string> {
  const entries: EvidenceFacts['entries'][number][] = [];
  for await (const page of pages) {
    if (entries.length + page.length > most) throw new Problem('too-large', said('bundle-too-large', { most }));
    entries.push(...page.map(({ index, ...entry }) => ({ index, id: entry.id, bytes: canonicalEntry(entry) })));
  }
  yield await inCentre(database, centre, async (transaction) => {
    const log = await findLog(transaction, centre);
    const stored = await checkpointOver(transaction, centre, Math.max(-1, ...entries.map(({ index }) => index)));
    if (!log || !stored) throw new Problem('unavailable', said('no-checkpoint-yet'));
    const checkpoint = await cosignedNote(transaction, centre, stored);
    const vkeys = [...keys.published(log.origin).map(({ vkey }) => vkey), ...witnesses.map(vkeyOf)];
    const read = remembering(tileReader(transaction, centre));
    return encodeEvidence(await buildEvidence({ ...asked, checkpoint, keys: vkeys, entries }, read));
  });
}

/** The largest that witnesses have cosigned, where that covers the last entry; else the newest, which nobody has cosigned yet. */
async function checkpointOver(
  transaction: Transaction,
  centre: string,
  last: number,
): Promise<StoredCheckpoint | undefined> {
  const cosigned = await newestCosigned(transaction, centre);
  return cosigned && cosigned.size > last ? cosigned : newestCheckpoint(transaction, centre);
}

const vkeyOf = ({ key: { name, publicKey } }: ConfiguredWitness): string =>
  formatVerifierKey(name, publicKey, 'cosignature');

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
