import { advisoryLocks, inCentre, type Lease, tryElection } from '@zhiheng/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ArchiveFolder } from '../archive/folder.ts';
import { keptMonths } from '../store/removal-store.ts';
import { verifyLog } from '../verification/verify-log.ts';
import { appendThen, archiveOf, makeMonth, partitions, tend } from './past.ts';
import { openWorld, type World } from './world.ts';

const month = '2023-01';
let world: World;
let lease: Lease | undefined;
let ids: string[];

beforeAll(async () => {
  world = await openWorld();
  lease = await tryElection(world.database, advisoryLocks.archivist);
  await makeMonth(world, month);
  ids = await appendThen(world, 'north', month, 3);
});
afterAll(async () => {
  lease?.release();
  await world.close();
});

/** With the audit service's own login. */
const audit = (statement: string) =>
  inCentre(world.database, 'north', (transaction) => sql.raw<Record<string, unknown>>(statement).execute(transaction));
const owner = (statement: string) => world.owner.pool.query(statement);
const verification = () => verifyLog(world.database, 'north', world.keys, {}, new ArchiveFolder(archiveOf(world)));
const said = async () =>
  (await owner(`select action, details from audit.entry where action like 'month.%' order by at`)).rows;
const forge = `select audit.record_month('north', '${month}', 0, 2, 3, max(size), decode(repeat('00', 32), 'hex')) from audit.checkpoint`;
const span = { first: 0, last: 2, entries: 3 };

it('a month that nobody archived, and of which the service’s own login says so, is out of its reach and not lost', async () => {
  await audit(forge);
  expect((await audit(`select audit.detach_month('${month}') as gone`)).rows).toEqual([{ gone: true }]);
  for (const statement of [
    'select from audit.entry_2023_01',
    'delete from audit.entry_2023_01',
    'drop table audit.entry_2023_01',
    `update audit.archived_month set detached_at = '2020-01-01'`,
    `insert into audit.archived_month (centre, month, first_index, last_index, entries, size, manifest)
      values ('north', '${month}', 0, 2, 3, 3, decode(repeat('00', 32), 'hex'))`,
    `insert into audit.archived_month (centre, month, first_index, last_index, entries, size, manifest, detached_at)
      select 'south', '${month}', 0, 2, 3, 3, decode(repeat('00', 32), 'hex'), '2020-01-01'`,
    `select audit.reattach_month('${month}')`,
  ])
    await expect(audit(statement), statement).rejects.toThrow(/permission denied|must be owner/);
  expect((await audit('select audit.drop_set_aside()')).rows).toEqual([]);
  await tend(world);
  const { rows } = await owner('select id from audit.entry_2023_01 order by id');
  expect(rows.map(({ id }) => id)).toEqual(ids);
  for (const statement of [
    `update audit.entry_2023_01 set reason = 'x'`,
    'delete from audit.entry_2023_01',
    'truncate audit.entry_2023_01',
  ])
    await expect(owner(statement), statement).rejects.toThrow(/append-only/);
});

it('the function itself has said so in the log, and verification misses the entries', async () => {
  expect(await said()).toEqual([
    { action: 'month.detached', details: { ...span, droppedFrom: expect.stringMatching(/^20\d\d-.*Z$/) } },
  ]);
  expect(await verification()).toMatchObject({ total: 3, findings: [0, 1, 2].map((index) => ({ index })) });
});

it('its owner puts it back, as it was', async () => {
  expect((await owner(`select audit.reattach_month('${month}') as back`)).rows).toEqual([{ back: true }]);
  expect((await owner(`select audit.reattach_month('${month}') as back`)).rows).toEqual([{ back: false }]);
  expect(await partitions(world)).toContain('entry_2023_01');
  await world.sequenceAll('north');
  expect(await verification()).toMatchObject({ intact: true });
  for (const statement of [
    `update audit.entry set reason = 'x'`,
    'delete from audit.archived_month',
    'truncate audit.entry_2023_01',
  ])
    await expect(audit(statement), statement).rejects.toThrow(/permission denied/);
  await expect(owner(`delete from audit.entry where id = '${ids[0]}'`)).rejects.toThrow(/append-only/);
});

it('what was archived is dropped when it has been set aside for 30 days, not before, and the log says so', async () => {
  await tend(world);
  expect(await partitions(world)).not.toContain('entry_2023_01');
  const client = await world.owner.pool.connect();
  const detachedBefore = async (days: number, hours: number) => {
    await client.query('set session_replication_role = replica');
    await client.query('update audit.archived_month set detached_at = now() - make_interval(days => $1, hours => $2)', [
      days,
      hours,
    ]);
  };
  const toldUntil = async () => {
    const [kept] = await inCentre(world.database, 'north', (transaction) =>
      keptMonths(transaction, 'north', { limit: 1 }),
    );
    return kept?.setAsideUntil && kept.setAsideUntil.getTime() - (kept.detachedAt as Date).getTime();
  };
  const there = async () =>
    (await owner(`select to_regclass('audit.entry_2023_01') is not null as there`)).rows[0].there;
  try {
    await detachedBefore(29, 23);
    await tend(world);
    expect(await there()).toBe(true);
    expect(await toldUntil()).toBe(30 * 86_400_000);
    await detachedBefore(30, 0);
    expect(await toldUntil()).toBeNull();
    await tend(world);
    expect(await there()).toBe(false);
  } finally {
    client.release(true);
  }
  expect((await said()).map(({ action }) => action)).toEqual([
    'month.detached',
    'month.reattached',
    'month.archived',
    'month.detached',
    'month.dropped',
  ]);
  expect((await said()).at(-1)).toEqual({ action: 'month.dropped', details: span });
  expect((await audit('select audit.drop_set_aside()')).rows).toEqual([]);
  await world.sequenceAll('north');
  expect(await verification()).toMatchObject({ intact: true });
});
