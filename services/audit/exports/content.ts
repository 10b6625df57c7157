import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type Database, inCentre } from '@zhiheng/database';
import { findPiece } from '../store/export-store.ts';
import type { Part } from './part.ts';

const expand = promisify(gunzip);

/** Bytes of each piece of a file but the last, before they are compressed. */
export const pieceSize = 1024 * 1024;

/** A part of the file, a piece at a time. Throws when a piece is gone: what was sent until then is shorter than was promised. */
export async function* contentOf(
  database: Database,
  centre: string,
  id: string,
  { start, end }: Part,
): AsyncGenerator<Buffer> {
  for (let n = Math.floor(start / pieceSize); n * pieceSize <= end; n++) {
    const piece = await inCentre(database, centre, (transaction) => findPiece(transaction, centre, id, n));
    if (!piece) throw new Error(`Export ${id} has lost its content.`);
    const content = await expand(piece);
    const from = n * pieceSize;
    yield content.subarray(Math.max(start - from, 0), end + 1 - from);
  }
}
