import { type Hash, rootOf, tileWidth, toBase64 } from '@zhiheng/ledger';
import type { Findings } from './finding.ts';

/** One tile's worth of leaves: what the tree says of them and what the stored entries hash to now. */
export interface LeafTile {
  n: number;
  /** Index of the first leaf. */
  from: number;
  /** By place; undefined where the stored tile is too short or gone. */
  stored: readonly (Uint8Array | undefined)[];
  /** By place; undefined where the entry is gone or has no canonical form. */
  computed: readonly (Uint8Array | undefined)[];
  /** Id of the entry that was given the index, and whether it is still there; undefined where the leaf row is gone. */
  rows: readonly ({ id: string; present: boolean } | undefined)[];
}

/** Whether these leaf hashes lead to what stands above them in the tree. */
export type Vouch = (hashes: readonly Uint8Array[]) => boolean;

/**
 * Compares both and says who is to blame: where the tile fits what stands above it the entry was altered; where the
 * entries do, the tile was; where neither does, both are named. Gives the hashes to build the tree above from.
 */
export function checkLeaves(
  { n, from, stored, computed, rows }: LeafTile,
  vouch: Vouch,
  findings: Findings,
): Uint8Array[] {
  const gone = rows.flatMap((row, place) => (row?.present ? [] : [place]));
  for (const place of gone) findings.add({ kind: 'missing', index: from + place, ...idOf(rows[place]) });
  const short = stored.some((hash) => !hash);
  const differing = rows.flatMap((row, place) => {
    const [inTile, ofEntry] = [stored[place], computed[place]];
    const same = inTile && ofEntry && equal(inTile, ofEntry);
    return row?.present && inTile && !same ? [place] : [];
  });
  const entriesFit = () => computed.every(isThere) && vouch(computed.filter(isThere));
  const tileFits = () => !short && vouch(stored.filter(isThere));

  const tileAltered = short || (differing.length + gone.length > 0 && !tileFits());
  if (tileAltered) findings.add({ kind: 'tile', level: 0, n });
  const entriesAltered = differing.length > 0 && !(tileAltered && entriesFit());
  if (entriesAltered)
    for (const place of differing) findings.add({ kind: 'altered', index: from + place, ...idOf(rows[place]) });
  return rows.map((_, place) => {
    const [first, second] = tileAltered ? [computed[place], stored[place]] : [stored[place], computed[place]];
    return first ?? second ?? new Uint8Array(32);
  });
}

/** Vouched for by the hash that the level above holds of a full tile. */
export const byParent =
  (parent: Uint8Array | undefined, hash: Hash): Vouch =>
  (hashes) =>
    parent !== undefined && hashes.length === tileWidth && equal(rootOf(hashes, hash), parent);

const equal = (a: Uint8Array, b: Uint8Array) => toBase64(a) === toBase64(b);
const isThere = (hash: Uint8Array | undefined): hash is Uint8Array => hash !== undefined;
const idOf = (row: { id: string } | undefined) => (row ? { id: row.id } : {});
