import { type Database, inCentre } from '@zhiheng/database';
import { speaksOfKeeping, tileWidth } from '@zhiheng/ledger';
import { leavesBetween, type MonthSpan, monthsGone } from '../store/archive-store.ts';
import { finishRemoval, forgetLeaves } from '../store/removal-store.ts';
import { type ArchiveFolder, removedEntry } from './folder.ts';
import { monthOfId } from './months.ts';

/**
 * Takes the entries of a removed month out of the archive: whole bundles go, and where others' entries stand in one the places of the
 * removed are left empty. What the log says there of its own keeping stays, since by it the rest is known to be gone lawfully. May be done again after a crash. Only for whoever holds the archivist's lease.
 */
export async function removeFiles(
  { database, archive }: { database: Database; archive: ArchiveFolder },
  centre: string,
  { id, month, first, last }: MonthSpan & { id: string },
): Promise<void> {
  await archive.sweep(centre);
  const gone = await inCentre(database, centre, (transaction) => monthsGone(transaction, centre));
  const removed = new Set(gone.flatMap(({ month, removal }) => (removal === null ? [] : [month])));
  for (let n = Math.floor(first / tileWidth); n <= Math.floor(last / tileWidth); n++) {
    const from = n * tileWidth;
    const leaves = await inCentre(database, centre, async (transaction) => {
      await forgetLeaves(transaction, centre, month, from, from + tileWidth);
      return leavesBetween(transaction, centre, from, from + tileWidth);
    });
    const emptied = new Set(leaves.flatMap((leaf) => (removed.has(monthOfId(leaf.id)) ? [leaf.index - from] : [])));
    await emptyPlaces(archive, centre, n, emptied);
  }
  await inCentre(database, centre, (transaction) => finishRemoval(transaction, centre, id));
}

async function emptyPlaces(
  archive: ArchiveFolder,
  centre: string,
  n: number,
  emptied: ReadonlySet<number>,
): Promise<void> {
  const entries = await archive.read(centre, n);
  const left =
    entries?.map((bytes, place) => (emptied.has(place) && !speaksOfKeeping(bytes) ? removedEntry : bytes)) ?? [];
  // What cannot be read holds nothing that anybody could keep; verification names what is lost of others.
  if (left.every(({ length }) => length === 0)) await archive.remove(centre, n);
  else if (entries?.some((bytes, place) => bytes.length > 0 && left[place] === removedEntry))
    await archive.write(centre, n, left);
}
