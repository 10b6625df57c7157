import { equalBytes } from './bytes.ts';
import { compareLeaves, type LeafFault } from './compare-leaves.ts';
import { splitHashes } from './grow.ts';
import { type Hash, hashLength, leafHash } from './hash.ts';
import type { EntryAt, LeafTile } from './log-source.ts';

/** What is wrong with one leaf tile. `tile`: its hashes are not those of the tree. `unread`: no verdict on this entry. */
export type LeafTileFault = LeafFault | { kind: 'tile'; level: number; n: number } | { kind: 'unread'; index: number };

/** Whether these leaf hashes lead to what stands above them in the tree. */
export type Vouch = (hashes: readonly Uint8Array[]) => boolean;

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
): readonly Uint8Array[] {
  const stored =
    hashes && hashes.length >= width * hashLength ? splitHashes(hashes.subarray(0, width * hashLength)) : undefined;
  const computed = entries.map((entry) => (typeof entry === 'string' ? undefined : leafHash(entry, hash)));
  const whole = computed.filter((leaf) => leaf !== undefined);
  const agree =
    stored && whole.length === width && whole.every((leaf, place) => equalBytes(leaf, stored[place] as Uint8Array));
  if (agree && whole.length === entries.length) return stored;

  const tileHolds = stored !== undefined && vouched(stored);
  if (!tileHolds && !agree) report({ kind: 'tile', level: 0, n });
  // The tile was altered, and its entries are those of the tree above: they are not to be blamed.
  if (!tileHolds && whole.length === entries.length && vouched(whole)) return whole;
  for (const fault of faultsOf(from, stored, entries, computed)) report(fault);
  return stored ?? Array.from({ length: width }, (_, place) => computed[place] ?? new Uint8Array(hashLength));
}

function faultsOf(
  from: number,
  stored: readonly Uint8Array[] | undefined,
  entries: readonly EntryAt[],
  computed: readonly (Uint8Array | undefined)[],
): LeafTileFault[] {
  const whole = computed.filter((leaf) => leaf !== undefined);
  if (stored && whole.length === entries.length) return compareLeaves(from, stored, whole);
  // Where the source itself says which place is empty, places are compared one by one.
  return entries.flatMap((entry, place): LeafTileFault[] => {
    const index = from + place;
    if (entry === 'missing' || entry === 'unread') return [{ kind: entry, index }];
    // Whether it may be gone, the log tells later on.
    if (entry === 'removed') return [];
    const [is, should] = [computed[place], stored?.[place]];
    return is && should ? compareLeaves(index, [should], [is]) : [];
  });
}
