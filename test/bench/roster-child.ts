import { createReadStream } from 'node:fs';
import { connect, inCentre } from '@zhiheng/database';
import type { ClientCaller } from '@zhiheng/http';
import { parse } from 'csv-parse';
import { CentrePolicies } from '../../services/access/centre-policy.ts';
import { uploadRoster } from '../../services/access/roster/upload.ts';
import { eraseRows } from '../../services/access/store/roster-row-store.ts';
import { endRoster } from '../../services/access/store/roster-store.ts';

/**
 * Run with `--expose-gc`: previews personnel files as the service does, and only parses the larger; prints how long each took and how much the
 * process held at most beyond before. Arguments: the database's address, the centre, a small file, a large one.
 */
const [url = '', centre = '', small = '', large = ''] = process.argv.slice(2);
const database = await connect({ url, service: 'access' });
const desk = { database, policies: new CentrePolicies() };
const caller: ClientCaller = { kind: 'client', centre, client: 'bench', scopes: new Set(['scim']) };

function held(): number {
  globalThis.gc?.();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

async function preview(file: string) {
  const order = { file: createReadStream(file), fileName: 'bench.csv', columns: {} };
  return uploadRoster(desk, caller, order, { correlationId: 'bench', address: '127.0.0.1' });
}

/** Gone again, so that each preview finds the same. */
async function forget(roster: { id: string }): Promise<void> {
  await inCentre(database, centre, async (transaction) => {
    await endRoster(transaction, centre, roster.id, { state: 'cancelled', from: ['open'] });
    await eraseRows(transaction, centre, roster.id);
  });
}

/** What is left when all that waits for a later collection is gone, too. */
async function settled(): Promise<number> {
  let least = held();
  for (let round = 0; round < 10; round++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    least = Math.min(least, held());
  }
  return least;
}

/** The most that was held beyond before, looked at all the while. */
async function peakOf(work: () => Promise<unknown>): Promise<number> {
  const before = await settled();
  let peak = before;
  const timer = setInterval(() => {
    peak = Math.max(peak, held());
  }, 25);
  await work();
  clearInterval(timer);
  return peak - before;
}

/** What the rows of the larger file take that are held all at once. */
async function rowsHeld(): Promise<number> {
  const before = await settled();
  const rows: unknown[] = [];
  for await (const { record } of createReadStream(large).pipe(parse({ info: true, relax_column_count: true })))
    rows.push(record);
  const taken = (await settled()) - before;
  if (rows.length < 1_000) throw new Error('the file of the bench is too short');
  return taken;
}

async function timed<T>(work: () => Promise<T>): Promise<{ ms: number; found: T }> {
  const start = performance.now();
  const found = await work();
  return { ms: performance.now() - start, found };
}

async function parseAlone(): Promise<void> {
  let rows = 0;
  const parser = createReadStream(large).pipe(parse({ info: true, relax_column_count: true }));
  for await (const _ of parser) rows++;
  if (rows < 1_000) throw new Error('the file of the bench is too short');
}

await forget(await preview(small));
const measured = { previews: [] as number[], parses: [] as number[] };
for (let round = 0; round < 3; round++) {
  measured.parses.push((await timed(parseAlone)).ms);
  const { ms, found } = await timed(() => preview(large));
  measured.previews.push(ms);
  await forget(found);
}
const counted = await preview(large);
await forget(counted);
// As many rows of either, so that both are looked at as often: one small file is gone before the collector has been through all that it leaves.
const oftenSmall = async () => {
  for (let round = 0; round < 10; round++) await forget(await preview(small));
};
const peaks = { small: await peakOf(oftenSmall), large: await peakOf(() => preview(large)), rows: await rowsHeld() };
process.stdout.write(`${JSON.stringify({ ...measured, counts: counted.counts, peaks })}\n`);
await database.close();
