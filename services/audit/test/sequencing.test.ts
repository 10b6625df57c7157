import { advisoryLocks, type Database, inCentre, type Lease, type Transaction, tryElection } from '@zhiheng/database';
import fastify from 'fastify';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LogError } from '../errors.ts';
import { openLogKeys } from '../log-keys.ts';
import { LeavesAhead } from '../next-leaves.ts';
import { sequenceBatch } from '../sequence.ts';
import { startSequencer } from '../sequencer.ts';
import { waitingCentres } from '../store/sequence-store.ts';
import { extension } from '../store/tree-store.ts';
import { verifyLog } from '../verification/verify-log.ts';
import { nextGrowth } from './growing.ts';
import { openWorld, until, type World } from './world.ts';

let world: World;
let centre: string;
let founded = 0;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  centre = `centre-${++founded}`;
  await world.found(centre);
});

const { log } = fastify({ logger: { level: 'silent' } });
const sequence = () => sequenceBatch(world.database, world.keys, centre);

interface Leaf {
  index: number;
  entry: string;
  xid: string;
}
/** The leaves in order, with the transaction that wrote each entry. */
async function leaves(): Promise<Leaf[]> {
  const { rows } = await world.owner.pool.query<Leaf>(
    `select l.index, l.entry, e.xid from audit.leaf l
     left join audit.entry e on e.centre = l.centre and e.id = l.entry where l.centre = $1 order by l.index`,
    [centre],
  );
  return rows;
}
const order = async () => (await leaves()).map(({ entry }) => entry);

/** A writer that has appended and not yet committed. */
async function openWriter(entries = 1) {
  const client = new pg.Client(world.testDatabase.urlOf('access'));
  await client.connect();
  await client.query('begin');
  await client.query(`select set_config('zhiheng.centre', $1, true)`, [centre]);
  const { rows } = await client.query<{ append: string }>('select audit.append($1, $2)', [
    centre,
    JSON.stringify(Array.from({ length: entries }, () => ({ action: 'case.opened', outcome: 'done' }))),
  ]);
  return {
    ids: rows.map(({ append }) => append),
    async end(how: 'commit' | 'rollback') {
      await client.query(how);
      await client.end();
    },
  };
}

async function expectWhole(expected: string[]): Promise<void> {
  const sequenced = await leaves();
  expect(sequenced.map(({ index }) => index)).toEqual(sequenced.map((_, place) => place));
  expect(sequenced.map(({ entry }) => entry).toSorted()).toEqual(expected.toSorted());
  const inOrder = sequenced.toSorted((a, b) => Number(BigInt(a.xid) - BigInt(b.xid)) || (a.entry < b.entry ? -1 : 1));
  expect(sequenced).toEqual(inOrder);
  expect(await verifyLog(world.database, centre, world.keys)).toMatchObject({ intact: true, size: expected.length });
}

describe('the order', () => {
  it('is that of the transactions, then of the ids, not of the ids alone', async () => {
    const early = await openWriter();
    const late = await world.append(centre, {}, {});
    // Its id is the least of all, its transaction the last.
    await early.end('commit');
    const old = '0199e000-0000-7000-8000-000000000001';
    await inCentre(world.owner, centre, (transaction) =>
      sql`insert into audit.entry (centre, id, at, action, outcome) values (${centre}, ${old}, now(), 'a', 'done')`.execute(
        transaction,
      ),
    );
    await world.sequenceAll(centre);
    expect(await order()).toEqual([...early.ids, ...late, old]);
  });

  it('nothing is given an index while an earlier transaction may still commit', async () => {
    const long = await openWriter();
    const after = await world.append(centre, {}, {});
    for (let look = 0; look < 3; look++) expect(await sequence()).toBe(0);
    expect(await waitingCentres(world.database)).not.toContain(centre);
    await long.end('commit');
    await world.sequenceAll(centre);
    expect(await order()).toEqual([...long.ids, ...after]);
  });

  it('what was rolled back leaves no gap', async () => {
    const lost = await openWriter(3);
    const kept = await world.append(centre, {});
    await lost.end('rollback');
    await world.sequenceAll(centre);
    await expectWhole(kept);
  });

  it('a long transaction that writes nothing of ours holds back and loses nothing', async () => {
    const other = new pg.Client(world.testDatabase.url);
    await other.connect();
    await other.query('begin; select pg_current_xact_id()');
    const ids = await world.append(centre, {});
    expect(await sequence()).toBe(0);
    await other.query('rollback');
    await other.end();
    await world.sequenceAll(centre);
    await expectWhole(ids);
  });
});

describe('many at once', () => {
  it('every committed entry gets one index, whoever writes and whoever sequences', async () => {
    const committed: string[] = [];
    const databases = [world.database, await world.testDatabase.connect('audit')];
    let writing = true;
    const writer = async (number: number) => {
      for (let round = 0; round < 25; round++) {
        const one = await openWriter(1 + ((number + round) % 4));
        const commits = (number * 7 + round) % 5 !== 0;
        if (commits) committed.push(...one.ids);
        await one.end(commits ? 'commit' : 'rollback');
      }
    };
    const sequencer = async (database: Database) => {
      while (writing) await sequenceBatch(database, world.keys, centre);
    };
    const long = await openWriter();
    committed.push(...long.ids);
    const sequencing = databases.map(sequencer);
    const writers = Promise.all(Array.from({ length: 6 }, (_, number) => writer(number)));
    await new Promise((resolve) => setTimeout(resolve, 200));
    await long.end('commit');
    await writers;
    writing = false;
    await Promise.all(sequencing);
    await world.sequenceAll(centre);
    expect((await leaves())[0]?.entry).toBe(long.ids[0]);
    await expectWhole(committed);
  });

  it('two at the same moment wait for each other: no leaf twice', async () => {
    const ids = await world.append(centre, ...Array.from({ length: 50 }, () => ({})));
    const other = await world.testDatabase.connect('audit');
    await world.testDatabase.settled();
    const counts = await Promise.all([world.database, other].map((one) => sequenceBatch(one, world.keys, centre)));
    expect(counts.toSorted((a, b) => a - b)).toEqual([0, 50]);
    await expectWhole(ids);
  });

  it('more than one batch; what was read ahead is taken where the log has come as far, and nowhere else', async () => {
    const ids = await world.append(centre, ...Array.from({ length: 1_000 }, () => ({})));
    ids.push(...(await world.append(centre, ...Array.from({ length: 700 }, () => ({})))));
    await world.testDatabase.settled();
    const ahead = new LeavesAhead();
    const batch = (by?: LeavesAhead) => sequenceBatch(world.database, world.keys, centre, { limit: 400, ahead: by });
    const counts = [await batch(ahead)];
    expect((await ahead.take(ids[399] as string, 400))?.last).toBe(ids[799]);
    expect(await sequenceBatch(world.database, world.keys, centre, { limit: 100, ahead, goesOn: false })).toBe(100);
    expect(await ahead.take(ids[499] as string, 100)).toBeUndefined();
    // The third is somebody else's.
    for (const by of [ahead, undefined, ahead, ahead]) counts.push(await batch(by));
    expect(counts).toEqual([400, 400, 400, 400, 0]);
    await expectWhole(ids);
  });
});

describe('a batch', () => {
  it.each([
    [1_000, 700],
    [600, 1_400],
  ])('of more entries than are in memory at once is one batch: %i and %i', async (first, second) => {
    const ids: string[] = [];
    for (const count of [first, second])
      ids.push(...(await world.append(centre, ...Array.from({ length: count }, () => ({})))));
    await world.testDatabase.settled();
    expect(await sequence()).toBe(first + second);
    await expectWhole(ids);
  });
});

describe('a head that does not fit', () => {
  const replica = async (statement: string) => {
    const client = await world.owner.pool.connect();
    await client.query('set session_replication_role = replica');
    await client.query(statement, [centre]);
    client.release(true);
  };
  const refusal = async (): Promise<string> => {
    await world.append(centre, {});
    await until(async () => (await waitingCentres(world.database)).includes(centre));
    const error = await sequence().catch((fault: unknown) => fault);
    expect(error).toBeInstanceOf(LogError);
    return (error as LogError).code;
  };
  beforeEach(async () => {
    await world.append(centre, {}, {}, {});
    await world.sequenceAll(centre);
  });

  it.each([
    [`update audit.tile set data = set_byte(data, 0, 255 - get_byte(data, 0)) where centre = $1`, 'head-mismatch'],
    ['delete from audit.tile where centre = $1', 'head-mismatch'],
    ['delete from audit.checkpoint where centre = $1', 'head-mismatch'],
    [`update audit.checkpoint set root = sha256('x') where centre = $1`, 'head-mismatch'],
    ['update audit.position set size = 2 where centre = $1', 'head-mismatch'],
    [`update audit.position set xid = '9000000000000000000' where centre = $1`, 'position-ahead'],
  ])('nothing is built on it: %s', async (statement, code) => {
    await replica(statement);
    expect(await refusal()).toBe(code);
    expect((await leaves()).map(({ index }) => index)).toEqual([0, 1, 2]);
  });

  it('signed with a key that this process does not have', async () => {
    const others = await openLogKeys(`${world.issuer.environment.dataDirectory}/other.json`, 'demo');
    await world.append(centre, {});
    await until(async () => (await waitingCentres(world.database)).includes(centre));
    await expect(sequenceBatch(world.database, others, centre)).rejects.toMatchObject({ code: 'unknown-signer' });
    expect(await sequence()).toBe(1);
  });
});

describe('the elected', () => {
  it('there is one; when its connection dies, another goes on', async () => {
    const start = async () =>
      startSequencer({ database: await world.testDatabase.connect('audit', { size: 4 }), keys: world.keys, log });
    const sequencers = [await start(), await start()];
    const elected = () => sequencers.filter((one) => one.elected).length;
    await until(() => elected() === 1);
    const ids = await world.append(centre, {});
    await until(async () => (await leaves()).length === 1);

    const { rows } = await world.owner.pool.query<{ ended: boolean }>(
      `select pg_terminate_backend(pid) as ended from pg_locks
       where locktype = 'advisory' and objid = $1 and database = (select oid from pg_database where datname = current_database())`,
      [advisoryLocks.sequencer],
    );
    expect(rows).toEqual([{ ended: true }]);
    ids.push(...(await world.append(centre, {}, {})));
    await until(async () => (await leaves()).length === 3);
    await until(() => elected() === 1);

    const first = sequencers.find((one) => one.elected);
    await first?.stop();
    ids.push(...(await world.append(centre, {})));
    await until(async () => (await leaves()).length === 4);
    await expectWhole(ids);
    await Promise.all(sequencers.map((one) => one.stop()));
    // What was stopped has given the lock back.
    let lease: Lease | undefined;
    await until(async () => {
      lease = await tryElection(world.database, advisoryLocks.sequencer);
      return lease !== undefined;
    });
    lease?.release();
  });

  it('a centre whose log cannot go on says so and does not stop the others', async () => {
    const broken = centre;
    await world.append(broken, {});
    await world.sequenceAll(broken);
    await world.owner.pool.query('begin; set local session_replication_role = replica; delete from audit.tile; commit');
    await world.append(broken, {});
    centre = 'sound';
    await world.found(centre);
    const ids = await world.append(centre, {});
    const sequencer = startSequencer({ database: world.database, keys: world.keys, log });
    await until(async () => (await leaves()).length === 1);
    await until(() => sequencer.faults.has(broken));
    expect([...sequencer.faults.keys()]).not.toContain(centre);
    await sequencer.stop();
    await expectWhole(ids);
  });
});

describe('a long queue', () => {
  it('of a month that was never analysed is read in its order, and no further than the batch', async () => {
    const [transactions, each, batch] = [1_000, 8, 100];
    await world.owner.pool.query(
      `do $$ declare month regclass; begin
         for month in select inhrelid::regclass from pg_inherits where inhparent = 'audit.entry'::regclass loop
           execute format('alter table %s set (autovacuum_enabled = false)', month);
         end loop;
       end $$`,
    );
    const entries = Array.from({ length: each }, () => ({}));
    for (let made = 0; made < transactions; made++) await world.append(centre, ...entries);
    await world.testDatabase.settled();
    const grown = await nextGrowth(world, centre, batch);
    expect(grown.count).toBe(batch);
    const read = await inCentre(world.database, centre, async (transaction) => {
      // What this connection read before may still count.
      const before = await readOfEntries(transaction);
      await extension(centre, grown).execute(transaction);
      return (await readOfEntries(transaction)) - before;
    });
    // The last once more, for the position; PostgreSQL itself may look at one or two more for a plan.
    expect(read).toBeGreaterThan(batch);
    expect(read).toBeLessThan(batch + 10);
  });
});

/** Rows of entries and of their indexes that this connection has read and not yet reported. */
async function readOfEntries(transaction: Transaction): Promise<number> {
  const { rows } = await sql<{ read: number }>`
    select sum(pg_stat_get_xact_tuples_returned(indexrelid) + pg_stat_get_xact_tuples_returned(indrelid))::int as read
    from pg_index where indrelid in (select inhrelid from pg_inherits where inhparent = 'audit.entry'::regclass)`.execute(
    transaction,
  );
  return rows[0]?.read as number;
}
