import type { Entry } from '@zhiheng/contracts';
import { type Database, inCentre } from '@zhiheng/database';
import { monthOfId } from '../archive/months.ts';
import { type Archive, type Place, placesOf } from '../archive/places.ts';
import { leavesBetween, monthsGone } from '../store/archive-store.ts';
import { type ArchivedEntry, unlikeArchived } from '../store/archived-check-store.ts';
import { copyLeaves, type LeafRows, leafAt } from '../store/leaf-copy-store.ts';
import { readLists, type SegmentLists, unlistedLeaves } from '../store/list-check-store.ts';
import { type UnlikeLeaf, unlikeLeaves } from '../store/search-check-store.ts';
import type { Finding } from './finding.ts';

/**
 * What a leaf says of its entry is in no tree, nor are the lists of what leaves say. Whoever alters either takes the entry out of every search while all proofs
 * hold: so what leaves say is held against each stored entry, which the tree vouches for, and the lists against the leaves. These are the first `most` leaves
 * that a search would miss, of those that were looked at.
 */
export class HiddenLeaves {
  readonly most: number;
  readonly #found = new Map<number, UnlikeLeaf>();

  constructor(most: number) {
    this.most = most;
  }

  get size(): number {
    return this.#found.size;
  }

  add(leaf: UnlikeLeaf): void {
    if (this.#found.size < this.most) this.#found.set(leaf.index, leaf);
  }

  /** Those of which a list does not tell. */
  addUnlisted(leaves: LeafRows, lists: SegmentLists): void {
    for (const row of unlistedLeaves(leaves, lists)) this.add(leafAt(leaves, row));
  }

  /** In the order of their indexes. */
  get findings(): (Finding & UnlikeLeaf)[] {
    return namesOf(this.#found, this.most);
  }
}

/** Leaves looked at in one transaction. */
const inOneLook = 16_384;

/** Looks at the leaves `from` ≤ index < `until` by themselves, where their entries are not read anyhow. */
export async function findHidden(
  database: Database,
  centre: string,
  { from, until }: { from: number; until: number },
  hidden: HiddenLeaves,
  { stride = inOneLook, signal }: { stride?: number; signal?: AbortSignal } = {},
): Promise<void> {
  for (let at = from; at < until && hidden.size < hidden.most; at += stride) {
    signal?.throwIfAborted();
    const end = Math.min(at + stride, until);
    const lists = await readLists(database, centre, at, end);
    hidden.addUnlisted(await copyLeaves(database, centre, at, end), lists);
    await findUnlike(database, centre, at, end, hidden);
  }
}

export async function findUnlike(
  database: Database,
  centre: string,
  from: number,
  until: number,
  hidden: HiddenLeaves,
): Promise<void> {
  const leaves = await inCentre(database, centre, (transaction) =>
    unlikeLeaves(transaction, centre, from, until, hidden.most),
  );
  for (const leaf of leaves) hidden.add(leaf);
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
  const hidden = new Map<number, UnlikeLeaf>();
  const gone = await inCentre(database, centre, (transaction) => monthsGone(transaction, centre));
  for (const { month, first, last, removal } of gone)
    for (let from = first; removal === null && from <= last && hidden.size < most; from += inOneRead) {
      signal?.throwIfAborted();
      await inCentre(database, centre, async (transaction) => {
        const leaves = await leavesBetween(transaction, centre, from, Math.min(from + inOneRead, last + 1, size));
        const rows = leaves.filter(({ id }) => monthOfId(id) === month).map((leaf) => ({ ...leaf, entry: undefined }));
        const entries = (await placesOf(transaction, archive, centre, rows)).flatMap(entryOf);
        for (const leaf of await unlikeArchived(transaction, centre, entries)) hidden.set(leaf.index, leaf);
      });
    }
  return namesOf(hidden, most);
}

/** What is no entry of the log, the tree tells. */
function entryOf(place: Place): ArchivedEntry[] {
  if (place.kind !== 'entry') return [];
  const text = Buffer.from(place.bytes).toString();
  try {
    // PostgreSQL holds no such character, so no entry does.
    return text.includes('\\u0000') ? [] : [{ ...(JSON.parse(text) as Entry), id: place.id, index: place.index }];
  } catch {
    return [];
  }
}

const namesOf = (hidden: ReadonlyMap<number, UnlikeLeaf>, most: number): (Finding & UnlikeLeaf)[] =>
  [...hidden.values()]
    .toSorted((one, other) => one.index - other.index)
    .slice(0, most)
    .map(({ index, id }) => ({ kind: 'hidden', index, id }));
