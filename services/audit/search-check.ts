import { type Database, inCentre } from '@zhiheng/database';
import type { Finding } from './finding.ts';
import {
  type IdRange,
  idAfter,
  leavesOfUnknownActions,
  type UnlikeLeaf,
  unlikeLeaves,
} from './store/search-check-store.ts';

/** Leaves looked at in one transaction: a tenth of a second. */
const inOneLook = 50_000;
const nothing = '00000000-0000-0000-0000-000000000000';

/**
 * What a leaf says of its entry is in no tree. Whoever alters it takes the entry out of every search while all proofs hold: so it is made anew of
 * each stored entry, which the tree vouches for. Gives the first `most` of the `size` leaves that say something else.
 */
export async function findHidden(
  database: Database,
  centre: string,
  size: number,
  most: number,
  stride = inOneLook,
): Promise<(Finding & UnlikeLeaf)[]> {
  const hidden = new Map<number, UnlikeLeaf>();
  for (let after: string | undefined = nothing; after !== undefined && hidden.size < most; ) {
    const from: string = after;
    after = await inCentre(database, centre, async (transaction) => {
      const range: IdRange = { after: from, until: await idAfter(transaction, centre, from, stride) };
      for (const find of [unlikeLeaves, leavesOfUnknownActions])
        for (const leaf of await find(transaction, centre, size, range, most)) hidden.set(leaf.index, leaf);
      return range.until;
    });
  }
  return [...hidden.values()]
    .toSorted((one, other) => one.index - other.index)
    .slice(0, most)
    .map(({ index, id }) => ({ kind: 'hidden', index, id }));
}
