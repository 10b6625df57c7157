import { advisoryLocks, type Lease, tryElection } from '@zhiheng/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ArchiveFolder } from '../archive/folder.ts';
import { ensurePartitions } from '../store/sequence-store.ts';
import { verifyLog } from '../verification/verify-log.ts';
import { appendThen, archiveOf, partitions, tend } from './past.ts';
import { openWorld, type World } from './world.ts';

/** What was written while its month had no partition gets one, and goes to the archive like all the rest. */
const months = ['2023-01', '2023-03'] as const;
let world: World;
let lease: Lease | undefined;
let ids: string[];
const where = async () =>
  (
    await world.owner.pool.query<{ name: string; count: number }>(
      `select tableoid::regclass::text as name, count(*)::int from audit.entry where target ~ '^\\d{4}-\\d{2}/' group by 1 order by 1`,
    )
  ).rows.map(({ name, count }) => [name, count]);
const verification = () => verifyLog(world.database, 'north', world.keys, {}, new ArchiveFolder(archiveOf(world)));

beforeAll(async () => {
  world = await openWorld();
  lease = await tryElection(world.database, advisoryLocks.archivist);
  ids = [];
  for (const month of months) ids.push(...(await appendThen(world, 'north', month, 2)));
  ids.push(...(await appendThen(world, 'south', '2023-03', 1)));
});
afterAll(async () => {
  lease?.release();
  await world.close();
});

it('a client’s id of 31 days ago lies in a month', async () => {
  const id = await sql<{ id: string }>`
    select (substr(audit.first_id(clock_timestamp() - interval '31 days' + interval '1 minute')::text, 1, 14) || '7000-8000-000000000000')::uuid as id`
    .execute(world.owner.query)
    .then(({ rows }) => rows[0]?.id ?? '');
  await world.append('north', { id });
  const { rows } = await world.owner.pool.query(
    'select tableoid::regclass::text as name from audit.entry where id = $1',
    [id],
  );
  expect(rows[0]?.name).toMatch(/^audit\.entry_\d{4}_\d{2}$/);
});

it('what lies outside of all months waits for nothing but somebody who holds the table', async () => {
  expect(await where()).toEqual([['audit.entry_other', 5]]);
  const reader = await world.owner.pool.connect();
  try {
    await reader.query('begin');
    await reader.query('select from audit.entry limit 1');
    await expect(ensurePartitions(world.database)).rejects.toThrow(/lock timeout/);
  } finally {
    await reader.query('rollback');
    reader.release();
  }
  expect(await where()).toEqual([['audit.entry_other', 5]]);
});

it('then it goes into months of its own, row by row as it was', async () => {
  const rows = async () =>
    (await world.owner.pool.query('select to_jsonb(e) as row from audit.entry e order by id')).rows;
  const before = await rows();
  await ensurePartitions(world.database);
  expect(await where()).toEqual([
    ['audit.entry_2023_01', 2],
    ['audit.entry_2023_03', 3],
  ]);
  expect(await rows()).toEqual(before);
  await world.sequenceAll('north');
  expect(await verification()).toMatchObject({ intact: true });
  for (const statement of [
    'update audit.entry set reason = null',
    'delete from audit.entry_2023_01',
    'truncate audit.entry_other',
  ])
    await expect(world.owner.pool.query(statement), statement).rejects.toThrow(/append-only/);
  await expect(world.database.pool.query('select from audit.entry_2023_01')).rejects.toThrow(/permission denied/);
});

it('of which nobody makes a second one, and which go to the archive', async () => {
  await ensurePartitions(world.database);
  await tend(world);
  expect(await where()).toEqual([]);
  expect(await partitions(world)).toContain('entry_other');
  await world.sequenceAll('north');
  expect(await verification()).toMatchObject({ intact: true });
});

it('a month that has left the log is not made anew: what says to be of it stays outside', async () => {
  await appendThen(world, 'north', '2023-01', 1, { fromMinute: 50 });
  await ensurePartitions(world.database);
  await ensurePartitions(world.database);
  expect(await where()).toEqual([['audit.entry_other', 1]]);
});
