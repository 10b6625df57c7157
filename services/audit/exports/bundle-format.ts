import { said } from '@zhiheng/contracts';
import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import { Problem } from '@zhiheng/http';
import {
  buildEvidence,
  canonicalEntry,
  type EvidenceBundle,
  type EvidenceFacts,
  type EvidenceRequest,
  encodeEvidence,
  encodeEvidenceEnd,
  encodeEvidenceHead,
  encodeEvidencePart,
  formatVerifierKey,
  type TileReader,
} from '@zhiheng/ledger';
import { cosignedNote } from '../cosigned-note.ts';
import type { LogKeys } from '../log-keys.ts';
import { platformHash } from '../platform-hash.ts';
import { newestCosigned } from '../store/cosignature-store.ts';
import { findLog, newestCheckpoint, type StoredCheckpoint, tileReader } from '../store/tree-store.ts';
import type { ConfiguredWitness } from '../witnesses.ts';
import type { Sequenced } from './columns.ts';

/** Up to so many entries, and bytes of them, evidence is one bundle; beyond it, parts of that size: one is in memory at a time, and proven in one transaction. */
const usualPart = { entries: 1_000, bytes: 8 * 1024 * 1024 };

type PartSize = typeof usualPart;
type Provable = EvidenceFacts['entries'][number];

export interface BundleFacts {
  database: Database;
  centre: string;
  keys: LogKeys;
  /** Whose keys go with the file, to be compared with those that the inspector has. */
  witnesses: readonly ConfiguredWitness[];
  asked: EvidenceRequest;
  /** Every entry has an index below it. */
  size: number;
  part?: PartSize;
}

/** One file that proves every entry to who has only a key. */
export async function* asBundle(
  pages: AsyncIterable<readonly Sequenced[]>,
  facts: BundleFacts,
): AsyncGenerator<string> {
  const parts = inParts(pages, facts.part ?? usualPart);
  const first = await nextOf(parts);
  let next = await nextOf(parts);
  const size = next ? facts.size : 1 + Math.max(-1, ...(first ?? []).map(({ index }) => index));
  const checkpoint = await inCentre(facts.database, facts.centre, (transaction) =>
    checkpointOver(transaction, facts.centre, size),
  );
  const opening = await bundleOf(first ?? [], checkpoint, facts);
  if (!next) return yield encodeEvidence(opening);
  const { count: _, entries: __, ...head } = opening.manifest;
  yield encodeEvidenceHead(head);
  yield encodeEvidencePart(opening, 0);
  const end = { parts: 1, count: opening.manifest.count };
  for (; next; next = await nextOf(parts)) {
    yield encodeEvidencePart(await bundleOf(next, checkpoint, facts), end.parts++);
    end.count += next.length;
  }
  yield encodeEvidenceEnd(end);
}

const nextOf = async <T>(some: AsyncGenerator<T, void>): Promise<T | undefined> =>
  (await some.next()).value ?? undefined;

async function* inParts(
  pages: AsyncIterable<readonly Sequenced[]>,
  { entries: most, bytes: mostBytes }: PartSize,
): AsyncGenerator<Provable[], void> {
  let part: Provable[] = [];
  let held = 0;
  for await (const page of pages)
    for (const { index, ...entry } of page) {
      const bytes = canonicalEntry(entry);
      if (part.length === most || (part.length > 0 && held + bytes.length > mostBytes)) {
        yield part;
        [part, held] = [[], 0];
      }
      part.push({ index, id: entry.id, bytes });
      held += bytes.length;
    }
  if (part.length > 0) yield part;
}

function bundleOf(
  entries: Provable[],
  stored: StoredCheckpoint,
  { database, centre, keys, witnesses, asked }: BundleFacts,
): Promise<EvidenceBundle> {
  return inCentre(database, centre, async (transaction) => {
    const log = await findLog(transaction, centre);
    if (!log) throw new Problem('unavailable', said('no-checkpoint-yet'));
    const checkpoint = await cosignedNote(transaction, centre, stored);
    const vkeys = [...keys.published(log.origin).map(({ vkey }) => vkey), ...witnesses.map(vkeyOf)];
    const read = remembering(tileReader(transaction, centre));
    return buildEvidence({ ...asked, checkpoint, keys: vkeys, entries }, read, platformHash(log.hash));
  });
}

/** The largest that witnesses have cosigned, where that covers every entry; else the newest, which nobody has cosigned yet. */
async function checkpointOver(transaction: Transaction, centre: string, size: number): Promise<StoredCheckpoint> {
  const cosigned = await newestCosigned(transaction, centre);
  const checkpoint = cosigned && cosigned.size >= size ? cosigned : await newestCheckpoint(transaction, centre);
  if (!checkpoint) throw new Problem('unavailable', said('no-checkpoint-yet'));
  return checkpoint;
}

const vkeyOf = ({ key: { name, publicKey } }: ConfiguredWitness): string =>
  formatVerifierKey(name, publicKey, 'cosignature');

/** Tiles that are kept: 512 KiB. */
const mostTiles = 64;

/** Neighbours share most of their paths, and come one after the other. */
function remembering(read: TileReader): TileReader {
  const known = new Map<string, ReturnType<TileReader>>();
  return (place) => {
    const key = `${place.level}/${place.n}`;
    const tile = known.get(key) ?? read(place);
    // The last that was asked for is the last to be forgotten.
    known.delete(key);
    known.set(key, tile);
    const [oldest] = known.keys();
    if (known.size > mostTiles && oldest !== undefined) known.delete(oldest);
    return tile;
  };
}
