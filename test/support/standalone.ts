import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import { type Environment, readEnvironment } from '@zhiheng/http';
import { type Standalone, startStandalone } from '@zhiheng/standalone';

/** All services over a database of their own, on a free port, with the reference county. */
export interface Running {
  readonly origin: string;
  readonly database: TestDatabase;
  /** Its data folder. */
  readonly directory: string;
  readonly standalone: Standalone;
  stop(): Promise<void>;
}

/**
 * Founding the county and hashing its people's passwords takes most of a first start: the first file of a run does it, and
 * every file starts over a copy of that database and data folder, as a restart would.
 */
export async function startZhiheng(variables: Record<string, string> = {}): Promise<Running> {
  const { database, directory } = await copyCounty(variables.ZHIHENG_DATA_DIR);
  const standalone = await startStandalone(environmentOf(database.url, directory, variables));
  return {
    origin: standalone.origin,
    database,
    directory,
    standalone,
    async stop() {
      await standalone.stop();
      await database.drop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Database and data folder of the reference county as a first start leaves them, for a process of one's own. */
export async function copyCounty(into?: string): Promise<{ database: TestDatabase; directory: string }> {
  const directory = into ?? (await mkdtemp(join(tmpdir(), 'zhiheng-data-')));
  const founded = foundedCounty();
  const database = await openTestDatabase(founded);
  await cp(founded.directory, directory, { recursive: true });
  return { database, directory };
}

function foundedCounty() {
  const shared = process.env.ZHIHENG_TEST_FOLDER;
  if (!shared) throw new Error('No shared folder: run the tests through vitest, whose set-up makes one.');
  const directory = join(shared, 'county');
  return {
    name: `${basename(shared).toLowerCase()}_county`,
    directory,
    async fill({ url }: { url: string }) {
      const standalone = await startStandalone(environmentOf(url, directory));
      await standalone.stop();
    },
  };
}

const environmentOf = (url: string, directory: string, variables: Record<string, string> = {}): Environment =>
  readEnvironment(
    { PORT: '0', DATABASE_URL: url, LOG_LEVEL: 'warn', ...variables, ZHIHENG_DATA_DIR: directory },
    { profile: 'demo' },
  );
