import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLogKeys } from '../log-keys.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhiheng-keys-'));
  path = join(folder, 'keys', 'audit-log.json');
});
afterEach(() => rm(folder, { recursive: true }));

test('the first start of a demo makes the key, for its owner alone, and later starts use it', async () => {
  const first = await openLogKeys(path, 'demo');
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect((await openLogKeys(path, 'production')).vkey('log')).toBe(first.vkey('log'));
});

test('of several processes that start at once one makes it', async () => {
  const all = await Promise.all(Array.from({ length: 5 }, () => openLogKeys(path, 'demo')));
  expect(new Set(all.map((keys) => keys.vkey('log'))).size).toBe(1);
});

test('production makes none: the sentence says how', async () => {
  await expect(openLogKeys(path, 'production')).rejects.toThrow(/does not exist\. Make it once .*ZHIHENG_LOG_KEY_FILE/);
  await expect(stat(path)).rejects.toThrow('ENOENT');
});

test('the last key signs, every key still verifies', async () => {
  await openLogKeys(path, 'demo');
  const { keys } = JSON.parse(await readFile(path, 'utf8'));
  const other = join(folder, 'other.json');
  await openLogKeys(other, 'demo');
  const both = [...keys, ...JSON.parse(await readFile(other, 'utf8')).keys];
  await writeFile(path, JSON.stringify({ keys: both }));
  const rotated = await openLogKeys(path, 'demo');
  expect(rotated.vkey('log')).toBe((await openLogKeys(other, 'demo')).vkey('log'));
  expect(rotated.verifiers('log')).toHaveLength(2);
});

test.each(['{', '{"keys":[]}', '{"keys":[{"privateKey":"AAAA"}]}'])(
  'a file that holds no usable key is refused: %s',
  async (text) => {
    const file = join(folder, 'bad.json');
    await writeFile(file, text);
    await expect(openLogKeys(file, 'demo')).rejects.toMatchObject({
      code: 'unusable-key',
      message: expect.stringContaining(file),
    });
  },
);
