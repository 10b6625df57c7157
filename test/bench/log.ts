import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '@zhiheng/database';
import { benchBatchedAppends } from './log-appends.ts';
import { benchLogGrowth } from './log-growth.ts';
import { benchSingleAppends } from './log-singles.ts';
import type { Row } from './table.ts';

/** How far the log is grown; the ten million take some twenty minutes and 10 GB. */
const entries = Number(process.env.ZHIHENG_BENCH_ENTRIES ?? 500_000);

/** Writing the log and growing it, each on a database of its own in `folder`. */
export async function benchLog(folder: string, environment: Record<string, string>): Promise<Row[]> {
  const county = JSON.parse(
    await readFile(new URL('../../services/standalone/county.json', import.meta.url), 'utf8'),
  ) as object;
  return [
    // The service founds the county in which single entries are then appended.
    ...(await on(join(folder, 'log'), async (server) => [
      ...(await benchBatchedAppends(server, { ...environment, ZHIHENG_DATA_DIR: join(folder, 'log-service') })),
      ...(await benchSingleAppends(server)),
    ])),
    ...(await on(join(folder, 'growth'), (server) => benchLogGrowth(server, county, entries))),
  ];
}

async function on(directory: string, work: (server: EmbeddedPostgres) => Promise<Row[]>): Promise<Row[]> {
  const server = await startEmbeddedPostgres({ directory, password: 'bench' });
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}
