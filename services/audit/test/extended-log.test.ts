import { inCentre, newId } from '@zhiheng/database';
import type { Tile } from '@zhiheng/ledger';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { extension, type GrownTree } from '../store/tree-store.ts';
import { verifyLog } from '../verification/verify-log.ts';
import { nextGrowth } from './growing.ts';
import { appendThen, makeMonth } from './past.ts';
import { openWorld, type World } from './world.ts';

/** What the sequencer's own login may write is what a log's tree can be: the database looks. */
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

const extend = (grown: GrownTree) =>
  inCentre(world.database, centre, (transaction) => extension(centre, grown).execute(transaction));
/** Other tests' transactions may hold the order back for a while. */
async function growth(count: number): Promise<GrownTree> {
  await world.testDatabase.settled();
  return nextGrowth(world, centre, count);
}
async function stored() {
  const { rows } = await world.owner.pool.query(
    `select (select count(*)::int from audit.leaf where centre = $1) as leaves, (select count(*)::int from audit.checkpoint where centre = $1) as heads,
       (select count(*)::int from audit.tile where centre = $1) as tiles, (select size::int from audit.position where centre = $1) as size`,
    [centre],
  );
  return rows[0];
}

const shorter = ({ data, ...tile }: Tile): Tile => ({ ...tile, data: data.slice(32) });
const longer = ({ data, ...tile }: Tile): Tile => ({ ...tile, data: Buffer.concat([data, data.subarray(0, 32)]) });
const onTile = (change: (tile: Tile) => Tile) => (grown: GrownTree) => ({
  ...grown,
  changed: grown.changed.map(change),
});
const refusals: [string, (grown: GrownTree) => GrownTree, RegExp][] = [
  ['of no entry', (grown) => ({ ...grown, last: newId() }), /is not the last of the next 3/],
  ['of fewer entries than it says', (grown) => ({ ...grown, count: 2, size: 4 }), /another head/],
  ['of entries that are not there', (grown) => ({ ...grown, count: 4, size: 6 }), /another head/],
  ['that skips an index', (grown) => ({ ...grown, size: grown.size + 1 }), /has 2 entries, not 3/],
  ['that goes back', (grown) => ({ ...grown, size: grown.size - 2 }), /has 2 entries, not 0/],
  ['of nothing', (grown) => ({ ...grown, count: 0, size: 2 }), /has 2 entries/],
  ['whose head names another root', (grown) => ({ ...grown, root: new Uint8Array(32) }), /another head/],
  [
    'whose head names another size',
    (grown) => ({ ...grown, note: grown.note.replace('\n5\n', '\n6\n') }),
    /another head/,
  ],
  ['whose head is of another log', (grown) => ({ ...grown, note: `other/${grown.note}` }), /another head/],
  ['without its tile', (grown) => ({ ...grown, changed: [] }), /not the tiles/],
  ['with a tile too many', (grown) => ({ ...grown, changed: [...grown.changed, ...grown.changed] }), /not the tiles/],
  ['with a tile of another place', onTile((tile) => ({ ...tile, n: 1 })), /not the tiles/],
  ['with a tile of another level', onTile((tile) => ({ ...tile, level: 1 })), /not the tiles/],
  ['with a tile of no level', onTile((tile) => ({ ...tile, level: 9 })), /not the tiles/],
  ['with a tile too short', onTile(shorter), /not the tiles/],
  ['with a tile too long', onTile(longer), /not the tiles/],
  [
    'with a tile that says something else of what was there',
    onTile(({ data, ...tile }) => ({ ...tile, data: data.map((byte) => byte ^ 1) })),
    /only grows/,
  ],
];

describe('a growth', () => {
  beforeEach(async () => {
    await world.append(centre, {}, {});
    await world.sequenceAll(centre);
    await world.append(centre, {}, {}, {});
  });

  it.each(refusals)('%s is refused, and nothing of it stays', async (_what, change, why) => {
    const grown = await growth(3);
    const before = await stored();
    await expect(extend(change(grown))).rejects.toThrow(why);
    expect(await stored()).toEqual(before);
    await extend(grown);
    expect(await verifyLog(world.database, centre, world.keys)).toMatchObject({ intact: true, size: 5 });
  });

  it('is taken once, also of two at the same moment', async () => {
    const grown = await growth(3);
    const both = await Promise.allSettled([extend(grown), extend(grown)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const refused = both.find(({ status }) => status === 'rejected') as PromiseRejectedResult;
    expect(String(refused.reason)).toMatch(/has 5 entries, not 2/);
    expect(await stored()).toMatchObject({ leaves: 5, size: 5 });
  });

  it('takes nothing that is not settled: what began earlier would come to lie before it', async () => {
    const grown = await growth(3);
    const client = await world.owner.pool.connect();
    try {
      await client.query('begin');
      await client.query('select pg_current_xact_id()');
      await world.append(centre, {});
      const more = { ...grown, count: 4, size: 6, note: grown.note.replace('\n5\n', '\n6\n') };
      await expect(extend({ ...more, last: (await newest()) as string })).rejects.toThrow(/not the last of the next 4/);
    } finally {
      await client.query('rollback');
      client.release();
    }
  });
});

async function newest(): Promise<string | undefined> {
  const { rows } = await world.owner.pool.query<{ id: string }>(
    'select id from audit.entry where centre = $1 order by xid desc, id desc limit 1',
    [centre],
  );
  return rows[0]?.id;
}

describe('a segment', () => {
  const segments = async () => {
    const { rows } = await world.owner.pool.query<{ segment: number; leaves: number }>(
      `select s.segment, bit_count(p.leaves)::integer as leaves from audit.segment s
       join audit.posting p on p.centre = s.centre and p.segment = s.segment and p.field = 'action_key'
       where s.centre = $1 order by 1`,
      [centre],
    );
    return rows;
  };
  const whole = (...numbers: number[]) => numbers.map((segment) => ({ segment, leaves: 16 }));
  const grow = async (count: number) => {
    await world.append(centre, ...Array.from({ length: count }, () => ({})));
    await world.sequenceAll(centre);
  };

  // Of sixteen leaves in these tests.
  it('gets its lists with the entry that fills it', async () => {
    await grow(15);
    expect(await segments()).toEqual([]);
    await grow(1);
    expect(await segments()).toEqual(whole(0));
    await grow(40);
    expect(await segments()).toEqual(whole(0, 1, 2));
  });

  it('that was filled without them gets them with the next batch', async () => {
    await grow(33);
    const client = await world.owner.pool.connect();
    await client.query('set session_replication_role = replica');
    for (const table of ['posting', 'segment'])
      await client.query(`delete from audit.${table} where centre = $1`, [centre]);
    client.release(true);
    await grow(1);
    expect(await segments()).toEqual(whole(0, 1));
  });
});

describe('that a month was archived', () => {
  const record = (month: string, first: number, last: number, entries: number, size: number) =>
    inCentre(world.database, centre, (transaction) =>
      sql`select audit.record_month(${centre}, ${month}, ${first}, ${last}, ${entries}, ${size}, sha256('x'))`.execute(
        transaction,
      ),
    );

  it('is taken where its entries lie, of a signed head that covers it, once', async () => {
    const [before, month] = ['2018-01', '2019-01'];
    await makeMonth(world, month);
    await appendThen(world, centre, month, 3);
    await world.append(centre, {});
    await world.sequenceAll(centre);
    const now = new Date().toISOString().slice(0, 7);
    for (const [given, why] of [
      [[before, 0, 2, 3, 4], /do not lie from 0 to 2/],
      [[month, 0, 3, 3, 4], /do not lie from 0 to 3/],
      [[month, 0, 9, 3, 4], /do not lie from 0 to 9/],
      [[now, 3, 3, 1, 4], /too young/],
      [[month, 0, 2, 4, 4], /archived_month_check/],
      [[month, 0, 2, 3, 2], /archived_month_check/],
      [[month, 0, 2, 3, 99], /foreign key/],
    ] as const)
      await expect(record(...(given as [string, number, number, number, number])), given.join()).rejects.toThrow(why);
    await record(month, 0, 2, 3, 4);
    await expect(record(month, 0, 2, 3, 4)).rejects.toThrow(/archived_month_pkey/);
  });
});
