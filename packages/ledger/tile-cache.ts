import { hashLength } from './hash.ts';
import type { LogSource } from './log-source.ts';
import { tileWidth, widthOf } from './tile.ts';

/** Tiles above the leaves of a tree of `size` leaves. The last one is kept: 256 leaf tiles in a row have the same one above. */
export class TileCache {
  readonly #source: Pick<LogSource, 'tile'>;
  readonly #size: number;
  #key = '';
  #tile: Promise<Uint8Array | undefined> = Promise.resolve(undefined);

  constructor(source: Pick<LogSource, 'tile'>, size: number) {
    this.#source = source;
    this.#size = size;
  }

  /** As it is stored; undefined when it is not there, or the tree does not reach it. */
  async tile(level: number, n: number): Promise<Uint8Array | undefined> {
    const width = widthOf(this.#size, level, n);
    if (width === 0) return undefined;
    const key = `${level}/${n}`;
    if (key !== this.#key) [this.#key, this.#tile] = [key, this.#source.tile({ level, n, width })];
    return this.#tile;
  }

  /** The hash at a place of a level, counted over its tiles. */
  async hashAt(level: number, place: number): Promise<Uint8Array | undefined> {
    const at = (place % tileWidth) * hashLength;
    const data = await this.tile(level, Math.floor(place / tileWidth));
    return data && data.length >= at + hashLength ? data.subarray(at, at + hashLength) : undefined;
  }
}
