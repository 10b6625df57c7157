import { FormatError } from './errors.ts';

/** Hashes in a full tile (C2SP tlog-tiles). */
export const tileWidth = 256;

/** Where a tile lies: `level` 0 holds leaf hashes, each level above the roots of the full tiles below. */
export interface TilePlace {
  level: number;
  n: number;
  /** Hashes in it, 1 to 256. */
  width: number;
}

/** Asks for the hashes of a tile: at least `width` of them, 32 bytes each. */
export type TileReader = (place: TilePlace) => Uint8Array | Promise<Uint8Array>;

/** Width of tile `n` at `level` in a tree of `size` leaves; 0 when the tree does not reach it. */
export function widthOf(size: number, level: number, n: number): number {
  const hashes = Math.floor(size / tileWidth ** level);
  return Math.max(0, Math.min(tileWidth, hashes - n * tileWidth));
}

/** `1234067` → `x001/x234/067`. */
function formatNumber(n: number): string {
  const groups = [String(n % 1000).padStart(3, '0')];
  for (let rest = Math.floor(n / 1000); rest > 0; rest = Math.floor(rest / 1000))
    groups.unshift(`x${String(rest % 1000).padStart(3, '0')}`);
  return groups.join('/');
}

/** Path of a tile below the log's prefix, e.g. `tile/0/x001/234.p/12`; of an entry bundle with level `entries`. */
export function tilePath({ level, n, width }: Omit<TilePlace, 'level'> & { level: number | 'entries' }): string {
  return `tile/${level}/${formatNumber(n)}${width === tileWidth ? '' : `.p/${width}`}`;
}

const pathPattern = /^tile\/(entries|0|[1-5]?\d|6[0-3])\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/;

/** The reverse of `tilePath`; undefined for any path that is not spelt exactly so. */
export function parseTilePath(path: string): { level: number | 'entries'; n: number; width: number } | undefined {
  const match = pathPattern.exec(path);
  if (!match) return undefined;
  const [, levelText, groups, partial] = match;
  const level: number | 'entries' = levelText === 'entries' ? 'entries' : Number(levelText);
  const n = Number((groups as string).replace(/[x/]/g, ''));
  const width = partial === undefined ? tileWidth : Number(partial);
  if (!Number.isSafeInteger(n) || width > tileWidth) return undefined;
  const place = { level, n, width };
  return tilePath(place) === path ? place : undefined;
}

/** The `width` hashes that a reader gave, or FormatError `invalid-tile`. */
export function requireTile(data: Uint8Array, { level, n, width }: TilePlace): Uint8Array {
  if (data.length < width * 32 || data.length % 32 !== 0)
    throw new FormatError('invalid-tile', `Tile ${level}/${n} has ${data.length} bytes, not ${width} hashes.`);
  return data.subarray(0, width * 32);
}
