import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkpointText } from '@zhiheng/ledger';
import { beforeEach, expect, it } from 'vitest';
import { openSeenCheckpoints, SeenCheckpoints, seenPath } from '../seen-checkpoints.ts';

/** What a host keeps of the log outside of the database; tampering.test.ts shows what it is good for. */
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhiheng-seen-'));
  return () => rm(folder, { recursive: true });
});

const noteOf = (size: number) =>
  `${checkpointText({ origin: 'test/log/north', size, root: new Uint8Array(32).fill(size) })}\n\u2014 test AAAA\n`;

it('processes that share the folder go by the newest that any of them has signed', async () => {
  const [one, other] = [new SeenCheckpoints(folder), new SeenCheckpoints(folder)];
  await one.keep('north', noteOf(1));
  expect((await one.find('north'))?.size).toBe(1);
  await other.keep('north', noteOf(2));
  expect((await one.find('north'))?.size).toBe(2);
  await one.keep('north', noteOf(1));
  expect((await other.find('north'))?.size).toBe(2);
  expect(await other.find('south')).toBeUndefined();
});

it('an older one that a process puts in its place late sets nobody back; a file taken away is forgotten', async () => {
  const seen = new SeenCheckpoints(folder);
  await seen.keep('north', noteOf(3));
  await writeFile(join(folder, 'north'), noteOf(2));
  expect((await seen.find('north'))?.size).toBe(3);
  await rm(join(folder, 'north'));
  expect(await seen.find('north')).toBeUndefined();
  await writeFile(join(folder, 'north'), noteOf(2));
  expect((await seen.find('north'))?.size).toBe(2);
});

it('a folder that cannot be written stops nothing', async () => {
  await writeFile(join(folder, 'file'), '');
  const faults: unknown[] = [];
  const nowhere = new SeenCheckpoints(join(folder, 'file', 'below'), (error) => faults.push(error));
  await nowhere.keep('north', noteOf(1));
  await nowhere.keep('north', noteOf(2));
  expect(faults).toHaveLength(1);
  expect(nowhere.faulty).toBe(true);
  expect((await nowhere.find('north'))?.size).toBe(2);
});

it('what could not be written is written with the next one, and the fault is over', async () => {
  await writeFile(join(folder, 'seen'), '');
  const seen = new SeenCheckpoints(join(folder, 'seen'));
  await seen.keep('north', noteOf(1));
  await rm(join(folder, 'seen'));
  await seen.keep('north', noteOf(2));
  expect(seen.faulty).toBe(false);
  expect((await new SeenCheckpoints(join(folder, 'seen')).find('north'))?.size).toBe(2);
});

it('a folder that cannot be written is refused at the start in production; by default it lies beside the key', async () => {
  await mkdir(join(folder, 'keys'));
  await writeFile(join(folder, 'keys', 'seen'), 'a file in its place');
  const beside = seenPath('unused', { ZHIHENG_LOG_KEY_FILE: join(folder, 'keys', 'key.json') });
  expect(beside).toBe(join(folder, 'keys', 'seen'));
  await expect(openSeenCheckpoints(beside, 'production')).rejects.toMatchObject({
    code: 'invalid-environment',
    message: expect.stringContaining('ZHIHENG_LOG_SEEN'),
  });
  expect((await openSeenCheckpoints(beside, 'demo')).faulty).toBe(false);
  const named = seenPath('unused', { ZHIHENG_LOG_SEEN: join(folder, 'new', 'seen') });
  expect((await openSeenCheckpoints(named, 'production')).faulty).toBe(false);
});
