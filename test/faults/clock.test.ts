import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { append, read, settled, until } from './calls.ts';
import { type Clock, makeClock } from './clock.ts';
import { centre, type FaultyLog, startFaultyLog } from './faulty-log.ts';
import { Load } from './load.ts';
import { expectWhole } from './verdict.ts';
import { Watcher } from './watcher.ts';

/** The clock of the database's host set back under load: by what a wrong time server does, and by what an empty battery does. */
const made = makeClock();
const refusal = made.clock ? undefined : made.refusal;
let log: FaultyLog | undefined;
afterAll(async () => {
  await log?.stop();
  await made.clock?.remove();
});

const minutes = 60;
const days = 86_400;

it.skipIf(refusal)(
  `a clock set back: nothing is lost, no checkpoint contradicts another, and the log itself says so${refusal ? ` (not run here: ${refusal})` : ''}`,
  async () => {
    const clock = made.clock as Clock;
    log = await startFaultyLog(2, { variables: clock.variables });
    const { pool } = await log.owner();
    const load = new Load(log, 4);
    const watcher = new Watcher(log);
    const more = async (count: number) => {
      const before = load.acknowledged.length;
      while (load.acknowledged.length < before + count) await pause(20);
    };
    const clockOfServer = async () =>
      (await pool.query<{ at: Date }>('select clock_timestamp() as at')).rows[0]?.at as Date;
    await more(100);
    await clock.set(-20 * minutes);
    expect(Date.now() - (await clockOfServer()).getTime()).toBeGreaterThan(19 * minutes * 1_000);
    await more(100);
    // On a busy machine the log is a while behind.
    const signed = 'select at from audit.checkpoint order by size desc limit 1';
    const signedAt = async () => (await pool.query<{ at: Date }>(signed)).rows[0]?.at as Date;
    await until(async () => Date.now() - (await signedAt()).getTime() > 19 * minutes * 1_000);
    await clock.set(0);
    await more(100);
    await load.end();

    // Ids that clients give by the true time would lie too far ahead: the log gives its own.
    await settled(log);
    await clock.set(-400 * days);
    await pool.query('select audit.ensure_partitions()');
    for (let n = 0; n < 20; n++) load.acknowledged.push(await append(log, log.processes[0]));
    await settled(log);
    await clock.set(0);
    for (let n = 0; n < 5; n++) load.acknowledged.push(await append(log, log.processes[0]));
    await expectWhole(log, load, watcher);

    const { rows: back } = await pool.query<{ seconds: number }>(
      `select round(extract(epoch from before - at))::int as seconds from (
         select at, lag(at) over (order by size) as before from audit.checkpoint where centre = $1) c
       where before - at > interval '1 second'`,
      [centre],
    );
    const { rows: told } = await pool.query<{ seconds: number }>(
      `select (details ->> 'seconds')::int as seconds from audit.entry where action = 'clock.set-back' order by xid, id`,
    );
    expect(told.length).toBe(2);
    expect(told.map(({ seconds }) => Math.round(seconds / 60))).toEqual(
      back.map(({ seconds }) => Math.round(seconds / 60)),
    );
    expect(told[1]?.seconds).toBeGreaterThan(399 * days);

    const found = await read(
      log,
      log.processes[0],
      `v1/entries?since=${daysAgo(401)}&until=${daysAgo(399)}&action=payment.made&limit=50`,
    );
    expect(((await found.json()) as { data: object[] }).data).toHaveLength(20);
  },
  240_000,
);

const daysAgo = (count: number) => new Date(Date.now() - count * days * 1_000).toISOString();
