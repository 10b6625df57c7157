import { migrate } from '@zhiheng/database';
import { EnvironmentError, readEnvironment } from '@zhiheng/http';
import { UsageError } from './usage-error.ts';

/** `migrate`: brings the database that `DATABASE_URL` names (its owner's address) to the newest schema. */
export async function migrateDatabase(args: string[]): Promise<number> {
  if (args.length) throw new UsageError('it takes no arguments.');
  const { databaseUrl } = readEnvironment();
  if (!databaseUrl) throw new EnvironmentError('DATABASE_URL is needed: the embedded PostgreSQL migrates by itself.');
  const { applied } = await migrate(databaseUrl);
  process.stdout.write(applied.length ? `applied ${applied.join(', ')}\n` : 'nothing to do\n');
  return 0;
}
