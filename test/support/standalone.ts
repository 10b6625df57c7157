import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import { readEnvironment } from '@zhiheng/http';
import { type Standalone, startStandalone } from '@zhiheng/standalone';

/** All services over a database of their own, on a free port, with the reference county. */
export interface Running {
  readonly origin: string;
  readonly database: TestDatabase;
  readonly standalone: Standalone;
  stop(): Promise<void>;
}

export async function startZhiheng(variables: Record<string, string> = {}): Promise<Running> {
  const database = await openTestDatabase();
  const directory = await mkdtemp(join(tmpdir(), 'zhiheng-data-'));
  const environment = readEnvironment(
    { PORT: '0', DATABASE_URL: database.url, ZHIHENG_DATA_DIR: directory, LOG_LEVEL: 'warn', ...variables },
    { profile: 'demo' },
  );
  const standalone = await startStandalone(environment);
  return {
    origin: standalone.origin,
    database,
    standalone,
    async stop() {
      await standalone.stop();
      await database.drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
