import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { migrate, migrationsDirectory } from '../migrate.ts';

const server = process.env.ZHIHENG_TEST_DATABASE_URL as string;
let url: string;
let directory: string;

const onServer = async (...statements: string[]) => {
  const client = new pg.Client(server);
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
};
const count = async (sql: string) => {
  const client = new pg.Client(url);
  await client.connect();
  const { rows } = await client.query<{ count: number }>(sql);
  await client.end();
  return Number(rows[0]?.count);
};

beforeEach(async () => {
  const address = new URL(server);
  address.pathname = '/migrate_test';
  url = address.href;
  await onServer('drop database if exists migrate_test with (force)', 'create database migrate_test');
  directory = await mkdtemp(join(tmpdir(), 'zhiheng-migrations-'));
  await cp(migrationsDirectory, directory, { recursive: true });
});
afterEach(async () => {
  await onServer('drop database if exists migrate_test with (force)');
  await rm(directory, { recursive: true });
});

test('several runners at once: each file is applied once', async () => {
  const reports = await Promise.all(Array.from({ length: 4 }, () => migrate(url, { directory })));
  const applied = reports.flatMap((report) => report.applied);
  expect(new Set(applied).size).toBe(applied.length);
  expect(await count('select count(*) from migration.applied')).toBe(applied.length);
  expect((await migrate(url, { directory })).applied).toEqual([]);
});

test('a file that was changed after it was applied is refused, and named', async () => {
  await migrate(url, { directory });
  await writeFile(join(directory, 'audit', '0001_log.sql'), 'select 1');
  await expect(migrate(url, { directory })).rejects.toMatchObject({
    code: 'migration-changed',
    message: expect.stringContaining('audit/0001_log.sql'),
  });
});

test('a file without a name in the order is refused, and nothing is applied', async () => {
  await writeFile(
    join(directory, 'access', '9000_two_parts.sql'),
    'create table access.never (centre text primary key)',
  );
  await expect(migrate(url, { directory })).rejects.toMatchObject({
    code: 'migration-name',
    message: expect.stringContaining('access/9000_two_parts.sql'),
  });
  expect(await count("select count(*) from pg_namespace where nspname = 'access'")).toBe(0);
});

test('a file that fails halfway leaves nothing of itself, and the ones before it stay', async () => {
  const bad = join(directory, 'control', '9000_bad.sql');
  await writeFile(bad, 'create table control.half (centre text primary key); select 1 / 0;');
  await expect(migrate(url, { directory })).rejects.toThrow('control/9000_bad.sql');
  expect(await count("select count(*) from pg_class where relname = 'half'")).toBe(0);
  expect(await count("select count(*) from pg_namespace where nspname = 'access'")).toBe(1);
  await writeFile(bad, 'create table control.whole (centre text primary key)');
  expect((await migrate(url, { directory })).applied).toEqual(['control/9000_bad.sql']);
});

test('an owner who is no superuser migrates, and connections take the services’ roles on', async () => {
  await onServer(
    'drop database migrate_test with (force)',
    'drop role if exists migrate_owner',
    "create role migrate_owner login createrole password 'owner'",
    'create database migrate_test owner migrate_owner',
    // Roles are the server's, not the database's: those that are there already must be handed to the new owner.
    'grant zhiheng_audit, zhiheng_access, zhiheng_identity, zhiheng_control, zhiheng_parent to migrate_owner with inherit false',
  );
  const owner = new URL(url);
  owner.username = 'migrate_owner';
  owner.password = 'owner';
  await migrate(owner.href, { directory });
  const client = new pg.Client({ connectionString: owner.href, options: '-c role=zhiheng_access' });
  await client.connect();
  const { rows } = await client.query('select current_user as role');
  await client.end();
  expect(rows).toEqual([{ role: 'zhiheng_access' }]);
  await onServer('drop database migrate_test with (force)', 'drop owned by migrate_owner', 'drop role migrate_owner');
});
