import type { Entry } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { canonicalEntry, speaksOfKeeping, tileWidth } from '@zhiheng/ledger';
import { monthsGone } from '../store/archive-store.ts';
import { type LeafRow, readLeaves } from '../store/verification-store.ts';
import type { ArchiveFolder } from './folder.ts';
import { type Month, monthOfId } from './months.ts';

/** What there is of an entry that was given an index. */
export type Place = { index: number; id: string } & (
  | { kind: 'entry'; bytes: Uint8Array }
  /** Its month was removed, as this entry says. */
  | { kind: 'removed'; month: Month; removal: string }
  /** It left the database for the archive, where it cannot be had. */
  | { kind: 'unavailable' }
  | { kind: 'missing' }
);

/** Where months of the log have gone; absent: no archive is at hand. */
export type Archive = ArchiveFolder | undefined;

/** Indexes `from` ≤ index < `until` in order, each with its entry from the database or the archive. A leaf that is gone is left out. */
export async function readPlaces(
  transaction: Transaction,
  archive: Archive,
  centre: string,
  from: number,
  until: number,
): Promise<Place[]> {
  return placesOf(transaction, archive, centre, await readLeaves(transaction, centre, from, until));
}

/** The same for leaves that were read before, in the order of their indexes. */
export async function placesOf(
  transaction: Transaction,
  archive: Archive,
  centre: string,
  leaves: readonly LeafRow[],
): Promise<Place[]> {
  const gone = leaves.some(({ entry }) => !entry) ? await monthsGone(transaction, centre) : [];
  const fates = new Map(gone.map(({ month, removal }) => [month, removal]));
  // One at a time: neighbours lie in the same.
  let open: { n: number; bundle: Uint8Array[] | undefined } | undefined;
  const places: Place[] = [];
  for (const { index, id, entry } of leaves) {
    const fate = entry ? undefined : fates.get(monthOfId(id));
    if (entry) places.push({ index, id, kind: 'entry', bytes: bytesOf(entry) });
    else if (fate === undefined) places.push({ index, id, kind: 'missing' });
    else {
      const n = Math.floor(index / tileWidth);
      if (open?.n !== n) open = { n, bundle: await archive?.read(centre, n) };
      const bytes = open.bundle?.[index % tileWidth];
      if (bytes?.length && (fate === null || speaksOfKeeping(bytes))) places.push({ index, id, kind: 'entry', bytes });
      else if (fate === null) places.push({ index, id, kind: 'unavailable' });
      else places.push({ index, id, kind: 'removed', month: monthOfId(id), removal: fate });
    }
  }
  return places;
}

/** What has no canonical form any more was altered: it hashes to nothing that a tree holds. */
function bytesOf(entry: Entry): Uint8Array {
  try {
    return canonicalEntry(entry);
  } catch {
    return new Uint8Array();
  }
}
