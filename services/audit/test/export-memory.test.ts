import { execFile } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { advisoryLocks, inCentre, type Lease, newId, tryElection } from '@zhiheng/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { contentOf } from '../exports/content.ts';
import { keyPath } from '../log-keys.ts';
import { sequenceBatch } from '../sequence.ts';
import { archiveOf, makeMonth, tend } from './past.ts';
import { openWorld, type World } from './world.ts';

/** However much is exported or verified, no more of it is in memory at once. */
const run = promisify(execFile);
const alone = fileURLToPath(new URL('./export-alone.ts', import.meta.url));
const cli = fileURLToPath(new URL('../../../packages/cli/main.ts', import.meta.url));
/** Megabytes of what these processes hold in objects, and KiB of all they hold. 60,000 entries take several times as much. */
const heap = ['--max-old-space-size=96'];
const mostKiB = 500_000;
const [archived, present] = [10_000, 50_000];
const past = '2023-03';
let world: World;
let lease: Lease | undefined;
let folder: string;

beforeAll(async () => {
  [world, folder] = [await openWorld({ segment: 16_384 }), await mkdtemp(join(tmpdir(), 'zhiheng-export-'))];
  lease = await tryElection(world.database, advisoryLocks.archivist);
  await makeMonth(world, past);
  await fill(past, archived);
  await fill(new Date().toISOString().slice(0, 7), present);
  while ((await sequenceBatch(world.database, world.keys, 'north')) > 0);
  await world.owner.pool.query('vacuum analyze audit.leaf');
  await tend(world);
}, 1_200_000);
afterAll(async () => {
  lease?.release();
  await rm(folder, { recursive: true, force: true });
  await world.close();
});

/** So many at a time, as a statement has its time. */
async function fill(month: string, count: number): Promise<void> {
  for (let from = 1; from <= count; from += 10_000)
    await inCentre(world.owner, 'north', (transaction) =>
      sql`insert into audit.entry (centre, id, at, action, outcome, target, reason, details)
        select 'north', (substr(audit.first_id(at)::text, 1, 14) || '7' || substr(md5(n::text), 1, 3) || '-8'
          || substr(md5(n::text), 4, 3) || '-' || substr(md5(n::text), 7, 12))::uuid, at, 'case.opened', case when n % 4 = 0 then 'failed' else 'done' end,
          'group/' || n % 10, repeat('原因', 20), jsonb_build_object('n', n, 'text', repeat(md5(n::text), 8))
        from (select n, audit.months_after(${month}, 0) + n * interval '1 millisecond' as at
          from generate_series(${from}::integer, ${from + 9_999}::integer) n) as moment`.execute(transaction),
    );
}

async function asked(format: string, filters: object): Promise<string> {
  const id = newId();
  await inCentre(world.owner, 'north', (transaction) =>
    sql`insert into audit.export (centre, id, client, format, language, filters, reason)
      values ('north', ${id}, 'test-client', ${format}, 'zh', ${JSON.stringify(filters)}, '取证')`.execute(transaction),
  );
  return id;
}

it('exports of 60,000 entries, of which some lie in the archive, take no memory for them; nor does evidence', async () => {
  const whole = { action: 'case.opened' };
  // All of it once; of a slower format what no such heap holds either.
  const ids = [await asked('ndjson', whole), await asked('csv', { ...whole, target: 'group/2' })];
  ids.push(
    await asked('xlsx', { ...whole, outcome: 'failed' }),
    await asked('bundle', { ...whole, target: 'group/1' }),
  );
  const keys = keyPath(world.issuer.environment.dataDirectory, {});
  const addresses = [world.testDatabase.urlOf('audit'), keys, archiveOf(world)];
  const { stdout } = await run(process.execPath, [...heap, alone, ...addresses]);
  const { rows } = await world.owner.pool.query(
    'select id, format, state, failure, entries, bytes, attempts from audit.export where id = any ($1) order by id',
    [ids],
  );
  const made = (format: string, entries: number) => ({ format, entries, state: 'ready', failure: null, attempts: 1 });
  expect(rows).toMatchObject([
    made('ndjson', archived + present),
    made('csv', (archived + present) / 10),
    made('xlsx', (archived + present) / 4),
    made('bundle', (archived + present) / 10),
  ]);
  expect(Number(stdout)).toBeLessThan(mostKiB);

  const file = join(folder, 'evidence.json');
  const { id, bytes } = rows[3];
  await pipeline(contentOf(world.database, 'north', id, { start: 0, end: bytes - 1 }), createWriteStream(file));
  const vkeys = join(folder, 'keys');
  const log = await inCentre(world.database, 'north', (transaction) =>
    sql<{ origin: string }>`select origin from audit.log where centre = 'north'`.execute(transaction),
  );
  const [vkey] = world.keys.published(log.rows[0]?.origin ?? '');
  await pipeline([`${vkey?.vkey}\n`], createWriteStream(vkeys));
  const verified = await run(process.execPath, [...heap, cli, 'verify', file, '--key', vkeys]);
  expect(verified.stdout).toContain('结论：6000 条全部完好');
}, 1_200_000);
