import type { PastCheckpoint } from './past-checkpoint.ts';
import type { TilePlace } from './tile.ts';

/**
 * The canonical bytes of an entry; `missing` where the source itself says that it is gone, `removed` where it says that it was removed by
 * policy, which the log has to bear out, `unread` where none can be had.
 */
export type EntryAt = Uint8Array | 'missing' | 'removed' | 'unread';

/** One leaf tile as a source has it: what the tree says of its leaves, and the entries that are there now. */
export interface LeafTile {
  /** 32 bytes a leaf; undefined when there is no such tile. */
  hashes: Uint8Array | undefined;
  /** By place. More or fewer than the tile has leaves where the source cannot tell which one was slipped in or taken out. */
  entries: readonly EntryAt[];
}

/** A log as anybody may read it: from a database, over HTTP, from files. */
export interface LogSource {
  /** The hashes of a tile, `width` of them or more; undefined when there is no such tile. */
  tile(place: TilePlace): Promise<Uint8Array | undefined>;
  /** The leaf tiles of the tree of `size` leaves from tile `first` on, each once and in order; a tile's bytes are good until the next is asked for. */
  leafTiles(first: number, size: number): AsyncIterable<LeafTile>;
  /**
   * The checkpoints that were signed of more than `after` entries and at most `until`, by size, with what witnesses have made of them;
   * beyond `until` those of which only cosignatures are left. Absent: the source has no more than the newest.
   */
  checkpoints?(after: number, until: number): AsyncIterable<PastCheckpoint>;
  /** Ids of entries that stand among the sequenced ones and were never given an index, where the source can tell. */
  inserted?(): Promise<readonly string[]>;
}
