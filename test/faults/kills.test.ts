import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rounds as races } from '../races/race.ts';
import { elected, inOrder } from './elected.ts';
import { type FaultyLog, startFaultyLog } from './faulty-log.ts';
import { Load } from './load.ts';
import type { LogProcess } from './log-process.ts';
import { expectWhole } from './verdict.ts';
import { Watcher } from './watcher.ts';

/**
 * Fifty-six kills -9 under load, and connections cut while both ends live: seven a round. The whole check of a clean clone, which
 * races little, kills as little.
 */
const rounds = Math.min(8, Math.ceil(races / 100));
let log: FaultyLog;
beforeAll(async () => {
  log = await startFaultyLog(3);
});
afterAll(() => log.stop());

it('whatever is killed, every acknowledged entry is there once and in the tree, and no checkpoint contradicts another', async () => {
  const load = new Load(log, 8);
  const watcher = new Watcher(log);
  const takeovers: number[] = [];
  const restarting = new Set<Promise<void>>();
  let kills = 0;

  /** Comes back while the others go on; two are alive at any time. */
  async function killProcess(one: LogProcess): Promise<void> {
    await Promise.all(restarting);
    await one.kill();
    kills++;
    const restart = one.restart().finally(() => restarting.delete(restart));
    restarting.add(restart);
  }

  async function killServer(): Promise<void> {
    await log.server.kill();
    kills++;
    await log.server.restart();
    await pause(50 + Math.random() * 150);
  }

  async function killSequencer(): Promise<void> {
    const one = await elected(log.processes);
    await Promise.all(restarting);
    const since = performance.now();
    await killProcess(one);
    const before = await watcher.published();
    while (watcher.largest <= before) await pause(10);
    takeovers.push(performance.now() - since);
  }

  async function killApi(): Promise<void> {
    const sequencing = await elected(log.processes);
    const others = log.processes.filter((one) => one !== sequencing && one.ready);
    await killProcess(others[Math.floor(Math.random() * others.length)] ?? sequencing);
  }

  for (let round = 0; round < rounds; round++) {
    await killServer();
    await killServer();
    await killSequencer();
    log.server.cut();
    await killServer();
    await killApi();
    await killServer();
    await killServer();
  }
  await Promise.all(restarting);
  await load.end();
  await expectWhole(log, load, watcher);
  expect(kills).toBe(7 * rounds);
  expect(load.repeats, 'the load has met the faults').toBeGreaterThan(0);

  const times = inOrder(takeovers);
  console.info(
    `${kills} kills, ${load.acknowledged.length} entries, ${load.repeats} repeats, ${watcher.seen.size} checkpoints seen; ` +
      `a dead sequencer was replaced after ${times[Math.floor(times.length / 2)]} ms in the middle, ${times.at(-1)} ms at most`,
  );
}, 600_000);
