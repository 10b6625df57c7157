import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openLogKeys } from '../../services/audit/log-keys.ts';
import { PersonalKeys } from '../../services/audit/personal-keys.ts';
import { root } from './files/checkout.ts';

let folder: string;
beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'zhiheng-secrets-')), 'secrets');
});
afterEach(() => rm(join(folder, '..'), { recursive: true }));

const make = async () =>
  (await promisify(execFile)(process.execPath, [join(root, 'deploy/make-secrets.ts'), folder])).stdout;

test('the log’s keys are ones that the service can use, in a folder that it may pass through', async () => {
  await make();
  const [log, personal] = ['log-key.json', 'personal-key.json'].map((name) => join(folder, 'audit', name));
  expect((await openLogKeys(log as string, 'production')).published('a.example/log')).toHaveLength(1);
  const keys = new PersonalKeys(personal as string, 'production');
  const { key, wrapped } = await keys.make('here');
  expect(await keys.unwrap(wrapped, 'here')).toEqual(key);
  expect((await stat(folder)).mode & 0o777).toBe(0o700);
  expect((await stat(join(folder, 'audit'))).mode & 0o777).toBe(0o755);
});

test('a log goes on with the key that an older version has made beside the others', async () => {
  await mkdir(folder);
  await writeFile(join(folder, 'log-key.json'), 'the old key');
  expect(await make()).toMatch(/^moved .*log-key\.json/);
  expect(await readFile(join(folder, 'audit', 'log-key.json'), 'utf8')).toBe('the old key');
  expect(await make()).not.toMatch(/moved|made/);
  await expect(stat(join(folder, 'log-key.json'))).rejects.toThrow('ENOENT');
});
