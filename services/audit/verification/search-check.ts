import type { Entry } from '@zhiheng/contracts';
import { type Database, inCentre } from '@zhiheng/database';
import { monthOfId } from '../archive/months.ts';
import { type Archive, type Place, placesOf } from '../archive/places.ts';
import { leavesBetween, monthsGone } from '../store/archive-store.ts';
import { type ArchivedEntry, unlikeArchived } from '../store/archived-check-store.ts';
import { roomForSegments, segmentsOf, unlistedLeaves } from '../store/list-check-store.ts';
import { nextStretch, type UnlikeLeaf, unlikeLeaves } from '../store/search-check-store.ts';
import { idsAt } from '../store/verification-store.ts';
import type { Finding } from './finding.ts';

/** Leaves looked at in one transaction: a tenth of a second. */
const inOneLook = 50_000;
const nothing = '00000000-0000-0000-0000-000000000000';

/**
 * What a leaf says of its entry is in no tree, nor are the lists of what leaves say. Whoever alters either takes the entry out of every search while all proofs
 * hold: so what leaves say is made anew of each stored entry, which the tree vouches for, and the lists of the leaves. Gives the first `most` of the `size` leaves
 * that a search would miss.
 */
export async function findHidden(
  database: Database,
  centre: string,
  size: number,
  most: number,
  stride = inOneLook,
  signal?: AbortSignal,
): Promise<(Finding & UnlikeLeaf)[]> {
  const hidden = new Map<number, UnlikeLeaf>();
  for (let after: string | undefined = nothing; after !== undefined && hidden.size < most; ) {
    signal?.throwIfAborted();
    const from: string = after;
    after = await inCentre(database, centre, async (transaction) => {
      const range = await nextStretch(transaction, centre, from, stride);
      if (range)
        for (const leaf of await unlikeLeaves(transaction, centre, size, range, most)) hidden.set(leaf.index, leaf);
      return range?.last;
    });
  }
  for (const leaf of await findUnlisted(database, centre, size, most, signal)) hidden.set(leaf.index, leaf);
  return namesOf(hidden, most);
}

async function findUnlisted(
  database: Database,
  centre: string,
  size: number,
  most: number,
  signal: AbortSignal | undefined,
): Promise<UnlikeLeaf[]> {
  const found: number[] = [];
  const room = roomForSegments();
  const { count, width } = await inCentre(database, centre, (transaction) => segmentsOf(transaction, centre));
  for (let segment = 0; segment < count && found.length < most; segment++) {
    signal?.throwIfAborted();
    for (const index of await unlistedLeaves(database, centre, segment, width, room))
      if (index < size) found.push(index);
  }
  const ids = await inCentre(database, centre, (transaction) => idsAt(transaction, centre, found.slice(0, most)));
  return [...ids].map(([index, id]) => ({ index, id }));
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
