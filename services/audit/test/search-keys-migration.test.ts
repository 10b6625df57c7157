import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect, inCentre, migrate, migrationsDirectory } from '@zhiheng/database';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { appendEntries } from '../store/entry-store.ts';
import { leafKeys } from '../store/leaf-keys.ts';

const server = process.env.ZHIHENG_TEST_DATABASE_URL as string;
const address = new URL(server);
address.pathname = '/search_keys_migration_test';
let earlier: string;

const onServer = async (...statements: string[]) => {
  const client = new pg.Client(server);
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
};

/** The migrations of a log from before its entries were found by their leaves. */
beforeAll(async () => {
  earlier = await mkdtemp(join(tmpdir(), 'zhiheng-migrations-'));
  await cp(migrationsDirectory, earlier, { recursive: true });
  for (const file of await readdir(join(earlier, 'audit'))) if (file >= '0008') await rm(join(earlier, 'audit', file));
  await onServer(
    'drop database if exists search_keys_migration_test with (force)',
    'create database search_keys_migration_test',
  );
});
afterAll(async () => {
  await onServer('drop database if exists search_keys_migration_test with (force)');
  await rm(earlier, { recursive: true });
});

it('the leaves of a log that is there already get their keys, and can be changed no more than before', async () => {
  await migrate(address.href, { directory: earlier });
  const database = await connect({ url: address.href });
  try {
    for (const centre of ['north', 'south'])
      await inCentre(database, centre, async (transaction) => {
        await database.pool.query('insert into audit.log (centre, origin) values ($1, $1)', [centre]);
        await appendEntries(transaction, centre, [
          { action: 'case.opened', outcome: 'done', target: centre, reason: 'because' },
          { action: 'access.refused', outcome: 'denied', actor: 'somebody', unit: 'hall', item: 'award' },
          { action: 'case.opened', outcome: 'done', client: 'desk', targetType: 'case', correlationId: 'c-1' },
        ]);
      });
    // One still waits for its index.
    await database.pool.query(
      `insert into audit.leaf (centre, index, entry) select centre, n, id
       from (select centre, id, row_number() over (partition by centre order by id) - 1 as n from audit.entry) e where n < 2`,
    );
    await migrate(address.href);

    const said = leafKeys.map((key) => `l.${key}`).join(', ');
    const meant = leafKeys.map((key) => `k.${key}`).join(', ');
    const { rows } = await database.pool.query(
      `select l.centre, l.index, (${said}) is not distinct from (${meant}) as same
       from audit.leaf l join audit.entry_key k on k.centre = l.centre and k.id = l.entry order by 1, 2`,
    );
    expect(rows).toEqual(
      ['north', 'south'].flatMap((centre) => [0, 1].map((index) => ({ centre, index, same: true }))),
    );
    const { rows: actions } = await database.pool.query('select centre, action from audit.action order by 1, 2');
    expect(actions).toEqual(
      ['north', 'south'].flatMap((centre) => ['access.refused', 'case.opened'].map((action) => ({ centre, action }))),
    );
    await expect(database.pool.query('update audit.leaf set unit_key = 0')).rejects.toThrow(/append-only/);
    await expect(database.pool.query('delete from audit.action')).rejects.toThrow(/append-only/);
  } finally {
    await database.close();
  }
});

it('every column of a leaf but its place is a key that its entry gives', async () => {
  const client = new pg.Client(address.href);
  await client.connect();
  const columnsOf = async (table: string) => {
    const { rows } = await client.query<{ name: string }>(
      `select attname as name from pg_attribute where attrelid = $1::regclass and attnum > 0 and attgenerated = '' order by 1`,
      [table],
    );
    return rows.map(({ name }) => name);
  };
  const [leaf, entry] = [await columnsOf('audit.leaf'), await columnsOf('audit.entry_key')];
  await client.end();
  expect(leaf).toEqual([...leafKeys, 'centre', 'entry', 'index'].toSorted());
  expect(entry).toEqual([...leafKeys, 'action', 'centre', 'id', 'xid'].toSorted());
});
