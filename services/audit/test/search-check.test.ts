import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { leafKeys } from '../store/leaf-keys.ts';
import { findHidden } from '../verification/search-check.ts';
import { verifyLog } from '../verification/verify-log.ts';
import { openWorld, type World } from './world.ts';

let world: World;
let centre: string;
let founded = 0;
let ids: string[];
const count = 20;

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  centre = `centre-${++founded}`;
  await world.found(centre);
  const entries = Array.from({ length: count }, (_, n) => ({
    target: `t${n}`,
    action: n % 2 ? 'odd.one' : 'even.one',
  }));
  ids = await world.append(centre, ...entries);
  await world.sequenceAll(centre);
});

/** What a superuser can do who takes the triggers out of the way; `$1` is the centre. */
async function tamper(statement: string, ...values: unknown[]): Promise<void> {
  const client = await world.owner.pool.connect();
  await client.query('set session_replication_role = replica');
  const { rowCount } = await client.query(statement, [centre, ...values]);
  client.release(true);
  expect(rowCount).toBe(1);
}

const findings = async () => (await verifyLog(world.database, centre, world.keys)).findings;
const hidden = (...indexes: number[]) => indexes.map((index) => ({ kind: 'hidden', index, id: ids[index] }));

it.each(leafKeys)('a leaf whose %s is not that of its entry is named', async (key) => {
  expect(await findings()).toEqual([]);
  const other = { at: `at + interval '1 microsecond'`, has_reason: 'not has_reason' }[key as string];
  await tamper(`update audit.leaf set ${key} = ${other ?? `coalesce(${key}, 0) + 1`} where centre = $1 and index = 7`);
  expect(await findings()).toEqual(hidden(7));
});

it('an action that is taken from the known ones is missed: each of its entries is named', async () => {
  await tamper(`delete from audit.action where centre = $1 and action = 'odd.one'`);
  expect(await findings()).toEqual(hidden(1, 3, 5, 7, 9, 11, 13, 15, 17, 19));
});

it('an entry that was altered itself is named once, as that', async () => {
  await tamper(`update audit.entry set target = 'forged' where centre = $1 and id = $2`, ids[4]);
  expect(await findings()).toEqual([{ kind: 'altered', index: 4, id: ids[4] }]);
});

it('is looked for a stretch of ids at a time, whatever time a client has put into its own', async () => {
  const day = (Date.now() - 86_400_000).toString(16).padStart(12, '0');
  const old = `${day.slice(0, 8)}-${day.slice(8)}-7000-8000-000000000001`;
  await world.append(centre, { id: old, target: 'old' });
  await world.sequenceAll(centre);
  ids.push(old);
  for (const index of [0, 6, 7, 13, count])
    await tamper('update audit.leaf set target_key = null where centre = $1 and index = $2', index);
  for (const stride of [1, 7, 20, 21, 22, 1_000]) {
    expect(await findHidden(world.database, centre, count + 1, 200, stride)).toEqual(hidden(0, 6, 7, 13, count));
    expect(await findHidden(world.database, centre, count, 200, stride)).toEqual(hidden(0, 6, 7, 13));
  }
  expect(await findHidden(world.database, centre, count, 2, 5)).toHaveLength(2);
  expect(await findHidden(world.database, 'south', 0, 200, 5)).toEqual([]);
});
