import { setTimeout as pause } from 'node:timers/promises';
import { startEmbeddedPostgres } from '@zhiheng/database';
import { serve } from './process.ts';
import { median, type Row } from './table.ts';

const script = new URL('../../services/standalone/main.ts', import.meta.url).pathname;
const rounds = 5;

/** Warm start to the ready line, against PostgreSQL alone on a folder of the same kind until it answers. */
export async function benchStart(environment: Record<string, string>, bareFolder: string): Promise<Row> {
  const ours: number[] = [];
  const postgres: number[] = [];
  await (await serve(script, environment, /^zhiheng ready (\S+)$/)).stop();
  await (await startEmbeddedPostgres({ directory: bareFolder, password: 'bench' })).stop();
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    const served = await serve(script, environment, /^zhiheng ready (\S+)$/);
    ours.push(performance.now() - start);
    await served.stop();
    await pause(200);
    const bare = performance.now();
    const server = await startEmbeddedPostgres({ directory: bareFolder, password: 'bench' });
    postgres.push(performance.now() - bare);
    await server.stop();
  }
  const ratio = median(ours.map((time, round) => time / (postgres[round] as number)));
  const seconds = (values: number[]) => `${(median(values) / 1000).toFixed(2)} s`;
  return {
    what: 'warm start to the ready line ÷ PostgreSQL’s own start',
    ours: seconds(ours),
    baseline: seconds(postgres),
    ratio,
    bound: '≤ 5, or 5 s',
    met: ratio <= 5 || median(ours) <= 5_000,
  };
}
