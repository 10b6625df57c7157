import { advisoryLocks, type Database, inCentre, type Lease, tryElection } from '@zhiheng/database';
import type { TestService } from '@zhiheng/http/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ArchiveFolder } from '../archive/folder.ts';
import { removeFiles } from '../archive/remove-files.ts';
import { verifyLog } from '../verification/verify-log.ts';
import { appendThen, archiveOf, archivingOf, makeMonth, removeAsDecided, tend } from './past.ts';
import { openWorld, type World } from './world.ts';

const words = ['month.removed', 'removal.asked', 'retention.set', 'hold.released', 'erasure.asked', 'subject.erased'];
const month = '2014-01';
let world: World;
let service: TestService;
let lease: Lease | undefined;

beforeAll(async () => {
  world = await openWorld();
  lease = await tryElection(world.database, advisoryLocks.archivist);
  service = await world.openService();
});
afterAll(async () => {
  lease?.release();
  await world.close();
});

const append = (database: Database, ...entries: object[]) =>
  inCentre(database, 'north', (transaction) =>
    sql`select audit.append('north', ${JSON.stringify(entries)}::jsonb)`.execute(transaction),
  );
const said = (action: string) => ({ action, outcome: 'done', target: month });

describe('what the log says of its own keeping', () => {
  it.each(['access', 'identity', 'control'] as const)('is not said by zhiheng_%s', async (login) => {
    const database = await world.testDatabase.connect(login, { size: 1 });
    for (const action of words)
      await expect(append(database, said('case.opened'), said(action)), action).rejects.toThrow(
        /only the log itself says how it is kept/,
      );
    const others = ['months.removed', 'case.month.removed'].map(said);
    await append(database, ...others, { ...said('case.opened'), details: { action: 'month.removed' } });
  });

  it('nor by a client', async () => {
    const writer = world.client('north', 'audit:write');
    for (const action of words) {
      const answer = await service.post(writer, '/audit/v1/entries', said(action));
      expect([answer.statusCode, answer.json().code], action).toEqual([400, 'invalid-request']);
    }
  });

  it('is said by the log', async () => {
    await append(world.database, ...words.slice(1).map(said));
  });
});

it('it stays when its month is removed: what was removed before is known to be by it', async () => {
  await makeMonth(world, month);
  const before = await appendThen(world, 'north', month, 2);
  const [kept = ''] = await appendThen(world, 'north', month, 1, { fromMinute: 10, action: 'removal.proposed' });
  await appendThen(world, 'north', month, 1, { fromMinute: 20 });
  const status = async (id: string) =>
    (await service.get(world.client('north', 'audit:read'), `/audit/v1/entries/${id}`)).statusCode;
  await tend(world);
  const { rows } = await world.owner.pool.query(
    `select first_index as first, last_index as last, entries from audit.archived_month`,
  );
  const span = { month, ...rows[0] };
  expect(span).toMatchObject({ entries: 4 });
  await removeAsDecided(world, 'north', span);
  const { rows: removals } = await world.owner.pool.query('select id from audit.month_removal');
  await removeFiles(archivingOf(world), 'north', { ...span, id: removals[0].id });
  expect([await status(before[0] ?? ''), await status(kept)]).toEqual([410, 200]);
  await world.settled('north');
  const { archive, keys } = { archive: new ArchiveFolder(archiveOf(world)), keys: world.keys };
  expect(await verifyLog(world.database, 'north', keys, {}, archive)).toMatchObject({
    intact: true,
    removed: [{ month, entries: 4 }],
  });
});
