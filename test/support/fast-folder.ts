import { mkdtemp, statfs } from 'node:fs/promises';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';

/** Bytes that must be free. A guess, with room to spare beside the workers and the browser. */
const enough = 6 * 2 ** 30;

/**
 * A new folder for databases that live for one run: in memory where the system offers that and enough of it, for a copy of a
 * database is more than a thousand files, and every test file takes one; else where temporary files go.
 */
export async function fastFolder(prefix: string): Promise<string> {
  const memory = '/dev/shm';
  const { bavail, bsize } = await statfs(memory).catch(() => ({ bavail: 0, bsize: 0 }));
  return mkdtemp(join(Math.min(bavail * bsize, freemem()) >= enough ? memory : tmpdir(), prefix));
}
