import { type Entry, noSuch, said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { Problem, type ProblemMembers } from '@zhiheng/http';
import { leafHash, tileWidth } from '@zhiheng/ledger';
import { type Archive, readPlaces } from './archive/places.ts';
import type { LogKeys } from './log-keys.ts';
import { platformHash } from './platform-hash.ts';
import { type EntryProof, proofOf } from './proof.ts';
import { indexOf } from './store/archive-store.ts';
import { findEntry } from './store/entry-store.ts';
import { keptMonths } from './store/removal-store.ts';
import { findLog, findTile } from './store/tree-store.ts';

/** Where entries may lie, and with what their proofs are made. */
export interface Whereabouts {
  archive: Archive;
  keys: LogKeys;
}

/**
 * The entry with its index, from the database or the archive. Throws Problem `not-found`, `entry-removed` with the proof of the entry
 * that says so, `archive-unavailable`.
 */
export async function fetchEntry(
  transaction: Transaction,
  centre: string,
  id: string,
  where: Whereabouts,
): Promise<Entry> {
  const stored = await findEntry(transaction, centre, id);
  if (stored) return stored;
  const index = await indexOf(transaction, centre, id);
  const [place] = index === undefined ? [] : await readPlaces(transaction, where.archive, centre, index, index + 1);
  if (!place || place.kind === 'missing') throw new Problem('not-found', noSuch('entry', id));
  if (place.kind === 'removed') throw await removedProblem(transaction, centre, id, place, where);
  if (place.kind === 'unavailable') throw new Problem('archive-unavailable', said('entry-in-archive', { id }));
  if (!(await isAsSigned(transaction, centre, place)))
    throw new Problem('archive-unavailable', said('entry-not-as-signed', { id }));
  return { ...(JSON.parse(Buffer.from(place.bytes).toString()) as Entry), index: place.index };
}

/** Proves an entry, wherever it lies, against the newest checkpoint. Throws as `fetchEntry` does, and Problem `unavailable` (it has no index yet). */
export async function proveEntry(
  transaction: Transaction,
  centre: string,
  id: string,
  where: Whereabouts,
): Promise<EntryProof> {
  return proofOf(transaction, centre, await fetchEntry(transaction, centre, id, where), where.keys);
}

async function isAsSigned(
  transaction: Transaction,
  centre: string,
  { index, bytes }: { index: number; bytes: Uint8Array },
): Promise<boolean> {
  const log = await findLog(transaction, centre);
  const tile = await findTile(transaction, centre, 0, Math.floor(index / tileWidth));
  const at = (index % tileWidth) * 32;
  const leaf = tile?.data.subarray(at, at + 32);
  return log !== undefined && leaf !== undefined && Buffer.from(leafHash(bytes, platformHash(log.hash))).equals(leaf);
}

async function removedProblem(
  transaction: Transaction,
  centre: string,
  id: string,
  { month, removal }: { month: string; removal: string },
  where: Whereabouts,
): Promise<Problem> {
  const [kept] = await keptMonths(transaction, centre, { month, limit: 1 });
  // Of a removal that has been removed itself, or has no index yet, there is no proof to give.
  const proof = await proveEntry(transaction, centre, removal, where).catch((error) => {
    if (error instanceof Problem) return undefined;
    throw error;
  });
  const members: ProblemMembers = kept
    ? {
        removal: {
          month,
          entry: removal,
          firstIndex: kept.first,
          lastIndex: kept.last,
          entries: kept.entries,
          ...(proof && { proof: { ...proof } }),
        },
      }
    : {};
  return new Problem('entry-removed', said('entry-went-with-month', { id, month }), members);
}
