import { inCentre } from '@zhiheng/database';
import { appendLeaves, checkpointText, leafHash, signNote, type Tile } from '@zhiheng/ledger';
import { copyNext } from '../store/entry-copy-store.ts';
import { findStanding } from '../store/sequence-store.ts';
import { findTile, type GrownTree } from '../store/tree-store.ts';
import type { World } from './world.ts';

/** What a sequencer would store next of a log that fits one tile: the tree with `count` more of the waiting entries. */
export async function nextGrowth({ database, keys }: World, centre: string, count: number): Promise<GrownTree> {
  return inCentre(database, centre, async (transaction) => {
    const position = await findStanding(transaction, centre);
    if (!position) throw new Error(`${centre} has no log`);
    const { origin } = position.log;
    const { entries, last = '' } = await copyNext(database, centre, position, count);
    const edge: Tile[] = [];
    const tile = await findTile(transaction, centre, 0, 0);
    if (tile) edge.push(tile);
    const growth = appendLeaves(
      position.size,
      edge,
      entries.map((entry) => leafHash(entry)),
    );
    const note = await signNote(checkpointText({ origin, ...growth }), [keys.signer(origin, new Date(), undefined)]);
    return { ...growth, note, count: entries.length, last };
  });
}
