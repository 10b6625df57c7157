import { equalBytes } from './bytes.ts';
import { compareLeaves, type LeafFault } from './compare-leaves.ts';
import { splitHashes } from './grow.ts';
import { type Hash, hashLength, leafHash, putLeafHash } from './hash.ts';
import type { EntryAt, LeafTile } from './log-source.ts';

/** What is wrong with one leaf tile. `tile`: its hashes are not those of the tree. `unread`: no verdict on this entry. */
export type LeafTileFault = LeafFault | { kind: 'tile'; level: number; n: number } | { kind: 'unread'; index: number };

/** Whether these leaf hashes, one behind the other, lead to what stands above them in the tree. */
export type Vouch = (hashes: Uint8Array) => boolean;

/**
 * Holds the hashes of leaf tile `n` against its entries and says which of the two is to blame: where the tile fits what stands above
 * it the entries were altered; where they do, the tile was; where neither does, both are named. Gives the hashes to build on.
 */
export function checkLeaves(
  { hashes, entries }: LeafTile,
  { n, from, width }: { n: number; from: number; width: number },
  vouched: Vouch,
  hash: Hash,
  report: (fault: LeafTileFault) => void,
): Uint8Array {
  const stored = hashes && hashes.length >= width * hashLength ? hashes.subarray(0, width * hashLength) : undefined;
  const computed = leafHashes(entries, hash);
  if (stored && computed && equalBytes(stored, computed)) return stored;

  // Some entries may be gone; those that are there may still be all that the tile speaks of.
  const whole = computed ?? leafHashes(entries.filter(isThere), hash) ?? new Uint8Array();
  const agree = stored !== undefined && equalBytes(stored, whole);
  const tileHolds = stored !== undefined && vouched(stored);
  if (!tileHolds && !agree) report({ kind: 'tile', level: 0, n });
  // The tile was altered, and its entries are those of the tree above: they are not to be blamed.
  if (!tileHolds && computed && vouched(computed)) return computed;
  for (const fault of faultsOf(from, stored, entries, hash)) report(fault);
  if (stored) return stored;
  const rest = new Uint8Array(width * hashLength);
  for (const [place, entry] of entries.slice(0, width).entries())
    if (isThere(entry)) putLeafHash(rest, place, entry, hash);
  return rest;
}

const isThere = (entry: EntryAt): entry is Uint8Array => typeof entry !== 'string';

/** One behind the other; undefined when one of the entries is not there. */
function leafHashes(entries: readonly EntryAt[], hash: Hash): Uint8Array | undefined {
  const hashes = new Uint8Array(entries.length * hashLength);
  for (let place = 0; place < entries.length; place++) {
    const entry = entries[place] as EntryAt;
    if (!isThere(entry)) return undefined;
    putLeafHash(hashes, place, entry, hash);
  }
  return hashes;
}

function faultsOf(
  from: number,
  stored: Uint8Array | undefined,
  entries: readonly EntryAt[],
  hash: Hash,
): LeafTileFault[] {
  const tree = stored && splitHashes(stored);
  if (tree && entries.every(isThere))
    return compareLeaves(
      from,
      tree,
      entries.map((entry) => leafHash(entry, hash)),
    );
  // Where the source itself says which place is empty, places are compared one by one.
  return entries.flatMap((entry, place): LeafTileFault[] => {
    const index = from + place;
    if (entry === 'missing' || entry === 'unread') return [{ kind: entry, index }];
    // Whether it may be gone, the log tells later on.
    if (entry === 'removed') return [];
    const should = tree?.[place];
    return should ? compareLeaves(index, [should], [leafHash(entry, hash)]) : [];
  });
}
