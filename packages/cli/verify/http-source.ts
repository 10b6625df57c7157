import {
  decodeBundle,
  type EntryAt,
  FormatError,
  type LogSource,
  readAhead,
  tileWidth,
  widthOf,
} from '@zhiheng/ledger';
import type { LogHttp } from '../log-http.ts';

/** Leaf tiles that are asked for while one is worked on. */
const tilesAhead = 2;

/** A log read over HTTP. */
export function httpSource(log: LogHttp): LogSource {
  return {
    tile: (place) => log.tile(place),
    async *leafTiles(first, size) {
      await log.announce(first * tileWidth, size);
      yield* readAhead(numbersOfTiles(first, size), tilesAhead, async (n) => {
        const width = widthOf(size, 0, n);
        const [hashes, entries] = await Promise.all([log.tile({ level: 0, n, width }), readEntries(log, n, width)]);
        return { hashes, entries };
      });
    },
  };
}

function* numbersOfTiles(first: number, size: number): Generator<number> {
  for (let n = first; n * tileWidth < size; n++) yield n;
}

/** Where a bundle is refused because an entry is gone, the longest part that is not leads to that entry. */
async function readEntries(log: LogHttp, n: number, width: number): Promise<EntryAt[]> {
  const whole = await read(log, n, width);
  if (whole) return whole;
  // The service gives the first so many entries of a bundle, and refuses as soon as one of them is gone.
  let [given, refused] = [0, width];
  let readable: EntryAt[] = [];
  while (refused - given > 1) {
    const middle = Math.floor((given + refused) / 2);
    const part = await read(log, n, middle);
    if (part) [given, readable] = [middle, part];
    else refused = middle;
  }
  return [...readable, 'missing' as const, ...Array<EntryAt>(width - given - 1).fill('unread')];
}

/** A bundle that cannot be taken apart is as good as none. An entry that was removed has left its place empty. */
async function read(log: LogHttp, n: number, width: number): Promise<EntryAt[] | undefined> {
  const bundle = await log.bundle(n, width);
  if (typeof bundle === 'string') return Array<EntryAt>(width).fill(bundle);
  try {
    return bundle && decodeBundle(bundle).map((entry) => (entry.length ? entry : 'removed'));
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}
