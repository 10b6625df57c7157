import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironment } from '@zhiheng/http';
import { importCatalogue } from '@zhiheng/standalone';
import { type Running, startZhiheng } from './standalone.ts';

/** All services with a centre of the test's own beside the reference county. */
export async function startWithCentre(catalogue: object): Promise<Running> {
  const directory = await mkdtemp(join(tmpdir(), 'zhiheng-centre-'));
  const running = await startZhiheng({ ZHIHENG_DATA_DIR: directory });
  await importBeside(running, catalogue);
  return {
    ...running,
    async stop() {
      await running.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** Founds a further centre as `zhiheng import` does beside a running server. */
export async function importBeside({ origin, database, directory }: Running, catalogue: object): Promise<void> {
  const variables = { PORT: new URL(origin).port, DATABASE_URL: database.url, ZHIHENG_DATA_DIR: directory };
  await importCatalogue(readEnvironment(variables, { profile: 'demo' }), catalogue);
}
