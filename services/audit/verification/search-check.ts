import type { Entry } from '@zhiheng/contracts';
import { type Database, inCentre } from '@zhiheng/database';
import { monthOfId } from '../archive/months.ts';
import { type Archive, type Place, placesOf } from '../archive/places.ts';
import { leafAgreesWith } from '../leaf-agreement.ts';
import { leavesBetween, monthsGone } from '../store/archive-store.ts';
import { type KnownActions, readKnownActions } from '../store/known-actions-store.ts';
import { copyLeaves, type LeafRows, leafAt, rowsByIndex } from '../store/leaf-copy-store.ts';
import { type SegmentLists, unlistedLeaves } from '../store/list-check-store.ts';
import type { Finding } from './finding.ts';

/** A leaf by which its entry is not found. */
export interface UnlikeLeaf {
  index: number;
  id: string;
}

/**
 * What a leaf says of its entry is in no tree, nor are the lists of what leaves say. Whoever alters either takes the entry out of every search while all proofs
 * hold: so what leaves say is held against each stored entry, which the tree vouches for, and the lists against the leaves. These are the first `most` leaves
 * that a search would miss, of those that were looked at.
 */
export class HiddenLeaves {
  readonly #most: number;
  readonly #found = new Map<number, UnlikeLeaf>();

  constructor(most: number) {
    this.#most = most;
  }

  get size(): number {
    return this.#found.size;
  }

  add(leaf: UnlikeLeaf): void {
    if (this.#found.size < this.#most) this.#found.set(leaf.index, leaf);
  }

  /** Those of which a list does not tell. */
  addUnlisted(leaves: LeafRows, lists: SegmentLists): void {
    for (const row of unlistedLeaves(leaves, lists)) this.add(leafAt(leaves, row));
  }

  /** In the order of their indexes. */
  get findings(): (Finding & UnlikeLeaf)[] {
    return [...this.#found.values()]
      .toSorted((one, other) => one.index - other.index)
      .map(({ index, id }) => ({ kind: 'hidden', index, id }));
  }
}

/** Leaves of archived entries that are read at once. */
const inOneRead = 1_024;

/** The same of what lies in the archive, by its bytes; what cannot be read is not told of here. */
export async function findHiddenInArchive(
  database: Database,
  centre: string,
  size: number,
  most: number,
  archive: Archive,
  signal?: AbortSignal,
): Promise<(Finding & UnlikeLeaf)[]> {
  const hidden = new HiddenLeaves(most);
  const [gone, actions] = await inCentre(database, centre, async (transaction) => [
    await monthsGone(transaction, centre),
    await readKnownActions(transaction, centre),
  ]);
  for (const { month, first, last, removal } of gone)
    for (let from = first; removal === null && from <= last && from < size && hidden.size < most; from += inOneRead) {
      signal?.throwIfAborted();
      const until = Math.min(from + inOneRead, last + 1, size);
      const leaves = await copyLeaves(database, centre, from, until);
      const places = await inCentre(database, centre, async (transaction) => {
        const rows = await leavesBetween(transaction, centre, from, until);
        const archived = rows.filter(({ id }) => monthOfId(id) === month).map((row) => ({ ...row, entry: undefined }));
        return placesOf(transaction, archive, centre, archived);
      });
      addUnlike(hidden, leaves, places, actions);
    }
  return hidden.findings;
}

/** Those of which a leaf does not say what their bytes do. What has no leaf any more, the tree tells. */
export function addUnlike(
  hidden: HiddenLeaves,
  leaves: LeafRows,
  places: readonly Place[],
  actions: KnownActions,
): void {
  if (places.length === 0) return;
  const rows = rowsByIndex(leaves);
  for (const place of places) {
    const row = rows.get(place.index);
    const entry = entryOf(place);
    if (row !== undefined && entry && !leafAgreesWith(leaves, row, entry, actions)) hidden.add(leafAt(leaves, row));
  }
}

/** What is no entry of the log, the tree tells. */
function entryOf(place: Place): Entry | undefined {
  if (place.kind !== 'entry') return undefined;
  try {
    const entry: unknown = JSON.parse(Buffer.from(place.bytes).toString());
    return typeof entry === 'object' && entry !== null && 'action' in entry && typeof entry.action === 'string'
      ? ({ ...entry, id: place.id } as Entry)
      : undefined;
  } catch {
    return undefined;
  }
}
