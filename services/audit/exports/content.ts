import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { type Database, inCentre } from '@zhiheng/database';
import { findPiece } from '../store/export-store.ts';

const expand = promisify(gunzip);

/** The file, a piece at a time. Throws when a piece is gone: what was sent until then is shorter than was promised. */
export async function* contentOf(
  database: Database,
  centre: string,
  { id, bytes }: { id: string; bytes: number },
): AsyncGenerator<Buffer> {
  let sent = 0;
  for (let n = 0; sent < bytes; n++) {
    const piece = await inCentre(database, centre, (transaction) => findPiece(transaction, centre, id, n));
    if (!piece) throw new Error(`Export ${id} has lost its content.`);
    const content = await expand(piece);
    sent += content.length;
    yield content;
  }
}
