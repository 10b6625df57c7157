import { advisoryLocks, inCentre, type Lease, newId, tryElection } from '@zhiheng/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ArchiveFolder } from '../archive/folder.ts';
import { leafKeys } from '../store/leaf-keys.ts';
import { verifyLog } from '../verification/verify-log.ts';
import { archiveOf, makeMonth, tend } from './past.ts';
import { openWorld, type World } from './world.ts';

/** By its leaf an archived entry is found: whoever alters that hides the entry, and is found out as in the database. */
const month = '2023-03';
let world: World;
let lease: Lease | undefined;
let ids: string[];

beforeAll(async () => {
  world = await openWorld();
  lease = await tryElection(world.database, advisoryLocks.archivist);
  await makeMonth(world, month);
  // Of every field some say something and some nothing.
  const { rows } = await inCentre(world.owner, 'north', (transaction) =>
    sql<{
      id: string;
    }>`insert into audit.entry (centre, id, at, action, outcome, actor, person, client, about, target_type, target, unit, item,
        "case", correlation_id, reason)
      select 'north', (substr(audit.first_id(at)::text, 1, 14) || '7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, at,
        case when n % 2 = 0 then 'even.one' else 'odd.one' end, 'done', v, ${newId()}::uuid, v, ${newId()}::uuid, v, v, v, v,
        ${newId()}::uuid, v, v
      from (select n, case when n % 3 > 0 then 'v' || n end as v,
        audit.months_after(${month}, 0) + n * interval '1 minute 1 microsecond' as at from generate_series(0, 299) n) as moment
      order by n returning id`.execute(transaction),
  );
  ids = rows.map(({ id }) => id);
  await world.sequenceAll('north');
  await tend(world);
  await world.sequenceAll('north');
});
afterAll(async () => {
  lease?.release();
  await world.close();
});

/** What a superuser can do who takes the triggers out of the way. */
async function tamper(statement: string): Promise<void> {
  const client = await world.owner.pool.connect();
  await client.query('set session_replication_role = replica');
  await client.query(statement);
  client.release(true);
}

const findings = async () =>
  (await verifyLog(world.database, 'north', world.keys, {}, new ArchiveFolder(archiveOf(world)))).findings;

it('as it was archived, each is found by what it says', async () => {
  expect(await findings()).toEqual([]);
});

it.each(leafKeys)('a leaf whose %s is not that of its entry is named', async (key) => {
  const other = { at: `at + interval '1 microsecond'`, has_reason: 'not has_reason' }[key as string];
  await tamper(
    `create table kept as select index, ${key} as was from audit.leaf where centre = 'north' and index in (7, 290)`,
  );
  await tamper(
    `update audit.leaf set ${key} = ${other ?? `coalesce(${key}, 0) + 1`} where centre = 'north' and index in (7, 290)`,
  );
  try {
    expect(await findings()).toEqual([7, 290].map((index) => ({ kind: 'hidden', index, id: ids[index] })));
  } finally {
    await tamper(`update audit.leaf l set ${key} = k.was from kept k where l.centre = 'north' and l.index = k.index`);
    await tamper('drop table kept');
  }
});

it('an action that is taken from the known ones is missed', async () => {
  await tamper(`delete from audit.action where centre = 'north' and action = 'odd.one'`);
  const named = await findings();
  expect(named.slice(0, 2)).toEqual([1, 3].map((index) => ({ kind: 'hidden', index, id: ids[index] })));
  expect(named).toHaveLength(150);
});
