import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { open, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, it } from 'vitest';
import { type FaultyLog, startFaultyLog } from './faulty-log.ts';
import { Load } from './load.ts';
import { expectWhole } from './verdict.ts';
import { Watcher } from './watcher.ts';

/** A disk of its own, small enough to be filled; only a user who may mount has one. */
const folder = mkdtempSync(join(tmpdir(), 'zhiheng-disk-'));
const refusal = mounted();
let log: FaultyLog | undefined;
afterAll(async () => {
  await log?.stop();
  if (!refusal) execFileSync('umount', [folder]);
  await rmdir(folder);
});

function mounted(): string | undefined {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=300m', 'none', folder], { stdio: 'pipe' });
    return undefined;
  } catch (error) {
    return (error as { stderr?: Buffer }).stderr?.toString().trim() || String(error);
  }
}

it.skipIf(refusal)(
  `a full disk: nothing acknowledged is lost, and the log goes on when there is room${refusal ? ` (not run here: ${refusal})` : ''}`,
  async () => {
    log = await startFaultyLog(2, { directory: folder });
    const load = new Load(log, 4);
    const watcher = new Watcher(log);
    const until = async (isSo: () => boolean) => {
      while (!isSo()) await pause(20);
    };
    for (let round = 1; round <= 2; round++) {
      const before = load.acknowledged.length;
      await until(() => load.acknowledged.length > before + 50);
      const filler = await fill(join(folder, 'filler'));
      const repeats = load.repeats;
      await until(() => load.repeats > repeats + 50);
      await rm(filler);
      // A server that could not even write its log has ended: it is started again, as a service manager does.
      if (!log.server.running) await log.server.restart();
    }
    const before = load.acknowledged.length;
    await until(() => load.acknowledged.length > before + 50);
    await load.end();
    await expectWhole(log, load, watcher);
  },
);

/** Takes all the room there is, up to the last byte. */
async function fill(path: string): Promise<string> {
  const file = await open(path, 'w');
  for (let size = 1 << 20; size >= 1; ) {
    const block = Buffer.alloc(size);
    try {
      await file.write(block);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
      size >>= 1;
    }
  }
  await file.close();
  return path;
}
