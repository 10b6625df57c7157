import { advisoryLocks, type Lease, tryElection } from '@zhiheng/database';
import type { TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exporting, letExport } from './exporting.ts';
import { appendThen, makeMonth, tend } from './past.ts';
import { openWorld, type World } from './world.ts';

/** Of a log that has partly gone to the archive: what was taken out of it is missed wherever it lay. */
const [stays, goes] = ['2023-02', '2023-03'];
let world: World;
let service: TestService;
let exports: ReturnType<typeof exporting>;
let lease: Lease | undefined;
let taken: string;

beforeAll(async () => {
  world = await openWorld();
  lease = await tryElection(world.database, advisoryLocks.archivist);
  await letExport(world);
  for (const month of [stays, goes]) {
    await makeMonth(world, month as string);
    const [first = ''] = await appendThen(world, 'north', month as string, 3);
    if (month === stays) taken = first;
  }
  service = await world.openService();
  exports = exporting(world, service);
});
afterAll(async () => {
  lease?.release();
  await world.close();
});

/** As whoever owns the database can. */
async function superuser(statement: string): Promise<void> {
  const client = await world.owner.pool.connect();
  try {
    await client.query('set session_replication_role = replica');
    await client.query(statement);
  } finally {
    client.release(true);
  }
}
const all = { since: '2023-01-01T00:00:00Z', until: '2023-12-31T00:00:00Z' };
const made = async () => {
  const job = await exports.ended((await exports.ask({ format: 'ndjson', filters: all })).id);
  return [job.state, job.failure ?? job.entries];
};

it('an entry that was deleted from an archived month that nobody recorded as such', async () => {
  await tend(world);
  expect(await made()).toEqual(['ready', 6]);
  await superuser(`delete from audit.archived_month where month = '${stays}'`);
  expect(await made()).toEqual(['failed', 'entries-missing']);
  expect((await service.get(world.client('north', 'audit:read'), `/audit/v1/entries/${taken}`)).statusCode).toBe(404);
});
