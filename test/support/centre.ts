import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readEnvironment } from '@zhiheng/http';
import { importCatalogue } from '@zhiheng/standalone';
import { type Running, startZhiheng } from './standalone.ts';

/** All services with a centre of the test's own, imported beside the reference county as `zhiheng import` does. */
export async function startWithCentre(catalogue: object): Promise<Running> {
  const directory = await mkdtemp(join(tmpdir(), 'zhiheng-centre-'));
  const running = await startZhiheng({ ZHIHENG_DATA_DIR: directory });
  const environment = readEnvironment(
    { PORT: new URL(running.origin).port, DATABASE_URL: running.database.url, ZHIHENG_DATA_DIR: directory },
    { profile: 'demo' },
  );
  await importCatalogue(environment, catalogue);
  return {
    ...running,
    async stop() {
      await running.stop();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
