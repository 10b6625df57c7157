import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { rotateKeyFile } from '../log-key-file.ts';
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

describe('rotated', () => {
  const at = (seconds: number) => new Date(Date.now() + seconds * 1_000);

  test('the new key is known at once and signs when its time has come; the old one still verifies', async () => {
    const keys = await openLogKeys(path, 'demo');
    const old = keys.vkey('log');
    expect(await keys.refresh()).toBe(false);
    await rotateKeyFile(path, at(0), at(60));
    expect(await keys.refresh()).toBe(true);
    expect(keys.vkey('log')).toBe(old);
    expect(keys.verifiers('log')).toHaveLength(2);
    const [next, before] = keys.published('log');
    expect(before).toMatchObject({ vkey: old, until: next?.from });
    expect(next).not.toHaveProperty('until');
    expect(keys.vkey('log', at(61))).toBe(next?.vkey);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  test('a clock that was set back brings no old key back', async () => {
    const keys = await openLogKeys(path, 'demo');
    await rotateKeyFile(path, at(0), at(60));
    await keys.refresh();
    const [next, old] = keys.verifiers('log').map(({ publicKey }) => publicKey);
    expect(keys.signer('log', at(0), old).publicKey).toEqual(old);
    expect(keys.signer('log', at(61), old).publicKey).toEqual(next);
    expect(keys.signer('log', at(-10_000), next).publicKey).toEqual(next);
  });

  test('again: a key that has had its time loses its private half, and still verifies', async () => {
    const first = (await openLogKeys(path, 'demo')).vkey('log');
    await rotateKeyFile(path, at(1), at(1));
    await rotateKeyFile(path, at(2), at(3));
    const text = await readFile(path, 'utf8');
    expect(JSON.parse(text).keys.map((key: object) => 'privateKey' in key)).toEqual([false, true, true]);
    const keys = await openLogKeys(path, 'production');
    expect(keys.published('log').map(({ vkey }) => vkey)).toHaveLength(3);
    expect(keys.published('log').at(-1)?.vkey).toBe(first);
    expect(() => keys.signer('log', new Date(0))).toThrow(/private half .* is gone/);
  });

  test('not while a new key waits for its time', async () => {
    await openLogKeys(path, 'demo');
    await rotateKeyFile(path, at(0), at(60));
    const before = await readFile(path, 'utf8');
    await expect(rotateKeyFile(path, at(1), at(61))).rejects.toThrow(/is there already/);
    expect(await readFile(path, 'utf8')).toBe(before);
  });

  test('what cannot be read leaves the keys as they were', async () => {
    const keys = await openLogKeys(path, 'demo');
    const old = keys.vkey('log');
    await writeFile(path, '{');
    await expect(keys.refresh()).rejects.toMatchObject({ code: 'unusable-key' });
    await rm(path);
    await expect(keys.refresh()).rejects.toMatchObject({ code: 'unusable-key' });
    expect(keys.vkey('log')).toBe(old);
  });

  test('by the command, in one line', async () => {
    await openLogKeys(path, 'demo');
    const run = (...args: string[]) =>
      promisify(execFile)(process.execPath, [fileURLToPath(new URL('../rotate-key.ts', import.meta.url)), ...args]);
    expect((await run(path, '5')).stdout).toMatch(/^a new key of .* signs from \S+Z on\n$/);
    await expect(run(path, '5')).rejects.toMatchObject({ code: 1, stderr: expect.stringMatching(/there already/) });
    await expect(run(join(folder, 'none'))).rejects.toMatchObject({ code: 1, stderr: expect.stringMatching(/ENOENT/) });
    await expect(run(path, 'soon')).rejects.toMatchObject({ code: 2 });
    expect(JSON.parse(await readFile(path, 'utf8')).keys).toHaveLength(2);
  });
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
