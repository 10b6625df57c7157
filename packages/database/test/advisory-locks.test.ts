import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { advisoryLocks } from '../advisory-locks.ts';

const root = fileURLToPath(new URL('../../..', import.meta.url));

test('no two pieces of work wait for the same lock', () => {
  const keys = Object.values(advisoryLocks);
  expect(new Set(keys).size).toBe(keys.length);
});

test('no other place names a lock by a number of its own, but SQL that takes the lock of the log’s partitions', async () => {
  const named: string[] = [];
  for (const folder of ['packages', 'services', 'migrations', 'test'])
    for (const file of await sourcesOf(folder))
      if (/7_?240_?0\d\d/.test(await readFile(join(root, file), 'utf8'))) named.push(file);
  expect(named.sort()).toEqual(['migrations/audit/0001_log.sql', 'migrations/audit/0019_unplaced-entries.sql']);
});

/** Of a folder and those in it; into what is installed there, which is many times as much, it does not go. */
async function sourcesOf(folder: string): Promise<string[]> {
  const found: string[] = [];
  for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== 'node_modules') found.push(...(await sourcesOf(path)));
    if (entry.isFile() && /\.(ts|sql)$/.test(path) && !path.includes('advisory-locks')) found.push(path);
  }
  return found;
}
