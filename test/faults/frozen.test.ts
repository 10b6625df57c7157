import { afterAll, beforeAll, it } from 'vitest';
import { until } from './calls.ts';
import { elected, inOrder } from './elected.ts';
import { centre, type FaultyLog, startFaultyLog } from './faulty-log.ts';
import { Load } from './load.ts';
import type { LogProcess } from './log-process.ts';
import { expectWhole } from './verdict.ts';
import { Watcher } from './watcher.ts';

/**
 * A sequencer that hangs without ending: its connections stay, and its system answers for them. Only the server's own clock tells that it
 * is silent. When it wakes it is in the midst of whatever it was doing.
 */
const rounds = 4;
let log: FaultyLog;
beforeAll(async () => {
  log = await startFaultyLog(3);
});
afterAll(() => log.stop());

/** Runs `work` while the row of the position is locked, so that the elected process waits in the midst of a batch. */
async function inMidBatch<T>(work: () => T): Promise<T> {
  const { pool } = await log.owner();
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query('select from audit.position where centre = $1 for update', [centre]);
    await until(async () => {
      const waits = `select from pg_stat_activity where wait_event_type = 'Lock' and query ~ 'extend_log'`;
      return (await pool.query(waits)).rowCount === 1;
    });
    return work();
  } finally {
    await client.query('rollback');
    client.release();
  }
}

it('a sequencer that hangs is replaced, and neither in the midst of a batch nor when it wakes does it write what contradicts another', async () => {
  const load = new Load(log, 8);
  const watcher = new Watcher(log);
  await until(() => load.acknowledged.length > 1_000);
  const lags = await lagsOf(log);

  const takeovers: number[] = [];
  const freeze = async (one: LogProcess) => {
    one.freeze();
    const since = new Date();
    const before = await watcher.published();
    await until(() => watcher.largest > before + 20);
    takeovers.push(Math.max(0, ...(await lagsOf(log, since))));
    await elected(log.processes.filter((each) => each !== one));
    one.thaw();
    const electedNow = async () => (await Promise.all(log.processes.map((each) => each.isElected()))).filter(Boolean);
    await until(async () => (await electedNow()).length === 1);
  };
  for (let round = 0; round < rounds; round++) {
    const one = await elected(log.processes);
    if (round % 2) await inMidBatch(() => one.freeze());
    await freeze(one);
  }
  const after = load.acknowledged.length;
  await until(() => load.acknowledged.length > after + 200);
  await load.end();
  await expectWhole(log, load, watcher);
  console.info(
    `a sequencer that hung was replaced after ${inOrder(takeovers).join(', ')} ms; ` +
      `without faults the checkpoint was behind the entry by ${lags.join(', ')} ms (half, 99 of 100, all), ${load.acknowledged.length} entries`,
  );
}, 300_000);

/**
 * How long after an entry was written the first checkpoint that covers it was, of all that were written since then. By the database's clock: who
 * watches may have asked the process that hangs, and have waited for its answer.
 */
async function lagsOf({ owner }: FaultyLog, since = new Date(0)): Promise<number[]> {
  const { rows } = await (await owner()).pool.query<{ lags: number[] }>(
    `select percentile_disc(array[0.5, 0.99, 1]) within group (order by extract(epoch from c.at - e.at)::float8 * 1000) as lags
     from audit.leaf l join audit.entry e on e.centre = l.centre and e.id = l.entry
     cross join lateral (select at from audit.checkpoint where centre = l.centre and size > l.index order by size limit 1) c
     where e.at >= $1`,
    [since],
  );
  return (rows[0]?.lags ?? []).map(Math.round);
}
