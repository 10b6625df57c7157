import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeOnce, replaceWhole } from '../whole-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhiheng-whole-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('of many that make a file at once in one process one wins, and none fails or leaves anything beside it', async () => {
  const path = join(folder, 'made', 'key');
  await Promise.all(Array.from({ length: 50 }, (_, n) => makeOnce(path, `key ${n}`)));
  const made = await readFile(path, 'utf8');
  expect(made).toMatch(/^key \d+$/);
  await makeOnce(path, 'too late');
  expect(await readFile(path, 'utf8')).toBe(made);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await readdir(join(folder, 'made'))).toEqual(['key']);
});

test('a file that is replaced many times at once is one of them, whole', async () => {
  const path = join(folder, 'replaced');
  const texts = Array.from({ length: 50 }, (_, n) => `${n}`.repeat(10_000));
  await Promise.all(texts.map((text) => replaceWhole(path, text, 0o640)));
  expect(texts).toContain(await readFile(path, 'utf8'));
  expect((await stat(path)).mode & 0o777).toBe(0o640);
});
