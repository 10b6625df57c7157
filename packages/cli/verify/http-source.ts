import { decodeBundle, FormatError, type LogSource } from '@zhiheng/ledger';
import type { LogHttp } from '../log-http.ts';

type Place = Uint8Array | 'missing' | 'unread';

/** A log read over HTTP. Where a bundle is refused because an entry is gone, the longest part that is not leads to that entry. */
export function httpSource(log: LogHttp): LogSource {
  return {
    tile: (place) => log.tile(place),
    async entries(n, width) {
      const whole = await read(log, n, width);
      if (whole) return whole;
      // The service gives the first so many entries of a bundle, and refuses as soon as one of them is gone.
      let [given, refused] = [0, width];
      let readable: Place[] = [];
      while (refused - given > 1) {
        const middle = Math.floor((given + refused) / 2);
        const part = await read(log, n, middle);
        if (part) [given, readable] = [middle, part];
        else refused = middle;
      }
      return [...readable, 'missing' as const, ...Array<Place>(width - given - 1).fill('unread')];
    },
  };
}

/** A bundle that cannot be taken apart is as good as none. */
async function read(log: LogHttp, n: number, width: number): Promise<Uint8Array[] | undefined> {
  const bundle = await log.bundle(n, width);
  try {
    return bundle && decodeBundle(bundle);
  } catch (error) {
    if (error instanceof FormatError) return undefined;
    throw error;
  }
}
