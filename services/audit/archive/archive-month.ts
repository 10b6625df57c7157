import { createHash } from 'node:crypto';
import { type Database, inCentre, type Transaction } from '@zhiheng/database';
import { encodeBundle, tilePath, tileWidth } from '@zhiheng/ledger';
import type { LogKeys } from '../log-keys.ts';
import { findArchivedMonth, hasUnsequenced, type MonthSpan, recordMonth, spanOf } from '../store/archive-store.ts';
import { appendEntries } from '../store/entry-store.ts';
import { ArchiveError } from './archive-error.ts';
import { type ArchiveFolder, removedEntry } from './folder.ts';
import type { Month } from './months.ts';
import { type Place, readPlaces } from './places.ts';
import { isLeaf, type SignedHead, signedHead, signedLeaves } from './signed-head.ts';

export interface Archiving {
  database: Database;
  archive: ArchiveFolder;
  keys: LogKeys;
  /** The process stops. */
  signal?: AbortSignal;
}

/**
 * Writes a month of a centre's log to the archive and, once every bundle has been read back and held against the signed tree, records
 * it. What was interrupted is done again; what is recorded, or empty, is left as it is. Only for whoever holds the archivist's lease.
 * Throws ArchiveError.
 */
export async function archiveMonth(work: Archiving, centre: string, month: Month): Promise<void> {
  const { database, archive, keys } = work;
  const span = await inCentre(database, centre, (transaction) => spanToArchive(transaction, centre, month));
  if (!span) return;
  const head = await inCentre(database, centre, (transaction) => signedHead(transaction, keys, centre));
  if (!head || head.checkpoint.size <= span.last) throw refusal(centre, month, 'no signed tree head covers it');
  await archive.sweep(centre);
  const files: Record<string, string> = {};
  for (let n = bundleOf(span.first); n <= bundleOf(span.last); n++) {
    work.signal?.throwIfAborted();
    const { name, digest } = await archiveBundle(work, centre, month, head, n);
    files[name] = digest;
  }
  const manifest = manifestOf(centre, head, span, files);
  await archive.writeManifest(centre, month, manifest);
  await inCentre(database, centre, async (transaction) => {
    if (await findArchivedMonth(transaction, centre, month)) return;
    const { size } = head.checkpoint;
    await recordMonth(transaction, centre, span, { size, manifest: sha256(Buffer.from(manifest)) });
    const { first, last, entries } = span;
    const details = { first, last, entries, size, manifest: sha256(Buffer.from(manifest)).toString('hex') };
    await appendEntries(transaction, centre, [
      { action: 'month.archived', outcome: 'done', targetType: 'month', target: month, details },
    ]);
  });
}

const bundleOf = (index: number): number => Math.floor(index / tileWidth);
const sha256 = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
const refusal = (centre: string, month: Month, why: string): ArchiveError =>
  new ArchiveError(`The month ${month} of ${centre} cannot be archived: ${why}.`);

/** Undefined: nothing is to be done. */
async function spanToArchive(transaction: Transaction, centre: string, month: Month): Promise<MonthSpan | undefined> {
  if (await findArchivedMonth(transaction, centre, month)) return undefined;
  const span = await spanOf(transaction, centre, month);
  const unsequenced = await hasUnsequenced(transaction, centre, span ?? { month, first: 0, last: 0, entries: 0 });
  if (unsequenced) throw refusal(centre, month, 'its entries are not those that have an index');
  return span;
}

/** In a transaction of its own: a long one would hold the sequencer back. A bundle that was written before is written only where it differs. */
async function archiveBundle(
  { database, archive }: Archiving,
  centre: string,
  month: Month,
  head: SignedHead,
  n: number,
): Promise<{ name: string; digest: string }> {
  const from = n * tileWidth;
  const { places, leaves } = await inCentre(database, centre, async (transaction) => ({
    places: await readPlaces(transaction, archive, centre, from, Math.min(from + tileWidth, head.checkpoint.size)),
    leaves: await signedLeaves(transaction, centre, head, n),
  }));
  if (leaves?.length !== places.length) throw refusal(centre, month, `the tree does not hold bundle ${n}`);
  const entries = places.map((place) => entryOf(place, leaves[place.index - from] as Uint8Array, head, month, centre));
  if (!same(await archive.read(centre, n), entries)) await archive.write(centre, n, entries);
  if (!same(await archive.read(centre, n), entries)) throw refusal(centre, month, `bundle ${n} cannot be read back`);
  return {
    name: tilePath({ level: 'entries', n, width: entries.length }),
    digest: sha256(encodeBundle(entries)).toString('hex'),
  };
}

function entryOf(place: Place, leaf: Uint8Array, head: SignedHead, month: Month, centre: string): Uint8Array {
  if (place.kind === 'removed') return removedEntry;
  if (place.kind === 'entry' && isLeaf(place.bytes, leaf, head)) return place.bytes;
  throw refusal(centre, month, `entry ${place.index} is ${place.kind === 'entry' ? 'altered' : place.kind}`);
}

const same = (one: readonly Uint8Array[] | undefined, other: readonly Uint8Array[]): boolean =>
  one?.length === other.length && one.every((bytes, place) => Buffer.from(bytes).equals(other[place] as Uint8Array));

/** What tells without the database what the month was, and which files it lies in. */
function manifestOf(
  centre: string,
  { log, checkpoint }: SignedHead,
  { month, first, last, entries }: MonthSpan,
  files: Record<string, string>,
): string {
  const head = { origin: log.origin, size: checkpoint.size, checkpoint: checkpoint.note };
  return `${JSON.stringify({ format: 'zhiheng-log-month@v1', centre, month, first, last, entries, ...head, sha256: files }, null, 1)}\n`;
}
