import type { Entry } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { tileWidth } from '@zhiheng/ledger';
import type { Whereabouts } from '../whereabouts.ts';
import { placesOf } from './places.ts';
import { isLeaf, signedHead, signedLeaves } from './signed-head.ts';

/** Why something cannot be had that was asked for. */
export type Lack = 'archive-unavailable' | 'entries-missing';

export interface DepartedEntries {
  byId: Map<string, Entry>;
  /** Absent: all of them are here but those that were removed by policy. */
  lack?: Lack;
}

/** Entries that have left the database, out of the archive, each held against the signed tree. One bundle is in memory at a time. */
export async function departedEntries(
  transaction: Transaction,
  centre: string,
  leaves: readonly { index: number; id: string }[],
  { archive, keys }: Whereabouts,
): Promise<DepartedEntries> {
  const inOrder = leaves.toSorted((one, other) => one.index - other.index);
  const found: DepartedEntries = { byId: new Map() };
  if (leaves.length === 0) return found;
  // What it does not vouch for is not had.
  const head = await signedHead(transaction, keys, centre);
  for (const [n, some] of Map.groupBy(inOrder, ({ index }) => Math.floor(index / tileWidth))) {
    const rows = some.map(({ index, id }) => ({ index, id, entry: undefined }));
    const hashes = head && (await signedLeaves(transaction, centre, head, n));
    for (const place of await placesOf(transaction, archive, centre, rows)) {
      const leaf = hashes?.[place.index - n * tileWidth];
      if (place.kind === 'entry' && head && leaf && isLeaf(place.bytes, leaf, head))
        found.byId.set(place.id, JSON.parse(Buffer.from(place.bytes).toString()) as Entry);
      else if (place.kind === 'missing') found.lack ??= 'entries-missing';
      else if (place.kind !== 'removed') found.lack ??= 'archive-unavailable';
    }
  }
  return found;
}
