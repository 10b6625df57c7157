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
    for (const file of await readdir(join(root, folder), { recursive: true }))
      if (/\.(ts|sql)$/.test(file) && !/node_modules|advisory-locks/.test(file))
        if (/7_?240_?0\d\d/.test(await readFile(join(root, folder, file), 'utf8'))) named.push(join(folder, file));
  expect(named.sort()).toEqual(['migrations/audit/0001_log.sql', 'migrations/audit/0019_unplaced-entries.sql']);
});
