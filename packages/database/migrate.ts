import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { advisoryLocks } from './advisory-locks.ts';
import { DatabaseError, explainDatabaseFault } from './errors.ts';
import { ensureServiceRoles, type ServiceName, serviceNames } from './roles.ts';

/** Where the project keeps its migrations: one folder a schema, files `NNNN_what.sql`. */
export const migrationsDirectory = fileURLToPath(new URL('../../migrations/', import.meta.url));

export interface MigrationReport {
  /** `schema/file` in the order they ran now; empty when nothing was due. */
  applied: string[];
}

interface Migration {
  schema: string;
  file: string;
  text: string;
  checksum: string;
}

/**
 * Brings the database to the newest schema: forward only, each file in a transaction of its own. A file that has
 * changed since it was applied is refused (`migration-changed`), and so is one whose name has no place in the order
 * (`migration-name`).
 */
export async function migrate(
  url: string,
  options: { passwords?: Record<ServiceName, string>; directory?: string } = {},
): Promise<MigrationReport> {
  const migrations = await readMigrations(options.directory ?? migrationsDirectory);
  const client = new pg.Client({
    connectionString: url,
    application_name: 'zhiheng-migrate',
    connectionTimeoutMillis: 10_000,
  });
  try {
    await client.connect();
  } catch (error) {
    throw explainDatabaseFault(error, url);
  }
  try {
    // One runner at a time in one database: the others wait, then find nothing left to do.
    await client.query('select pg_advisory_lock($1)', [advisoryLocks.migrations]);
    await ensureServiceRoles(client, options.passwords);
    return { applied: await applyDue(client, migrations) };
  } finally {
    await client.end();
  }
}

async function applyDue(client: pg.Client, migrations: Migration[]): Promise<string[]> {
  await client.query(`create schema if not exists migration;
    create table if not exists migration.applied (
      schema text, file text, checksum text not null, applied_at timestamptz not null default now(), primary key (schema, file))`);
  const { rows } = await client.query<Migration>('select schema, file, checksum from migration.applied');
  const known = new Map(rows.map((row) => [`${row.schema}/${row.file}`, row.checksum]));
  const applied: string[] = [];
  for (const migration of migrations) {
    const name = `${migration.schema}/${migration.file}`;
    const checksum = known.get(name);
    if (checksum === migration.checksum) continue;
    if (checksum)
      throw new DatabaseError('migration-changed', `Migration ${name} was changed after it had been applied.`);
    await applyOne(client, migration);
    applied.push(name);
  }
  return applied;
}

async function applyOne(client: pg.Client, { schema, file, text, checksum }: Migration): Promise<void> {
  try {
    await client.query('begin');
    await client.query(text);
    await client.query('insert into migration.applied (schema, file, checksum) values ($1, $2, $3)', [
      schema,
      file,
      checksum,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw new Error(`Migration ${schema}/${file} failed: ${(error as Error).message}`, { cause: error });
  }
}

/** By number first, then by the schemas' order: audit before those who append to it, access before its readers. */
async function readMigrations(directory: string): Promise<Migration[]> {
  const found = await Promise.all(
    serviceNames.map(async (schema) => {
      const files = await readdir(join(directory, schema));
      return Promise.all(files.filter((file) => file.endsWith('.sql')).map((file) => read(directory, schema, file)));
    }),
  );
  const rank = ({ schema, file }: Migration) =>
    `${file.slice(0, 4)}${serviceNames.indexOf(schema as ServiceName)}${file}`;
  return found.flat().sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

async function read(directory: string, schema: string, file: string): Promise<Migration> {
  // To pass it over would leave the schema without it, and nobody the wiser.
  if (!/^\d{4}_[a-z0-9-]+\.sql$/.test(file))
    throw new DatabaseError('migration-name', `Migration ${schema}/${file} is not named NNNN_what-it-does.sql.`);
  const text = await readFile(join(directory, schema, file), 'utf8');
  return { schema, file, text, checksum: createHash('sha256').update(text).digest('hex') };
}
