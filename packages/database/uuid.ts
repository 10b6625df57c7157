import { randomFillSync } from 'node:crypto';
import { v7, validate, version } from 'uuid';

const length = 16;
/** Random bytes are asked of the system for many ids at once; each is used for one id. */
const pool = new Uint8Array(256 * length);
let used = pool.length;
let msecs = 0;
let seq = 0;

/** A new UUIDv7 (RFC 9562, method 1): ordered by time, so that indexes grow at their end; in one process each is above the last. */
export function newId(): string {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  const random = pool.subarray(used, used + length);
  used += length;
  const now = Date.now();
  if (now > msecs) {
    msecs = now;
    // 31 bits, so that there is room to count on within the millisecond.
    seq = new DataView(random.buffer, random.byteOffset).getUint32(0) >>> 1;
  } else {
    seq = (seq + 1) | 0;
    if (seq === 0) msecs++;
  }
  return v7({ msecs, seq, random });
}

/** Milliseconds since the epoch held in a UUIDv7; undefined for any other text. */
export function timeOfId(id: string): number | undefined {
  if (!validate(id) || version(id) !== 7) return undefined;
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);
}
