import { inCentre } from '@zhiheng/database';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { databaseSource } from '../database-source.ts';
import { leafKeys } from '../store/leaf-keys.ts';
import { readHead } from '../store/verification-store.ts';
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
  expect(await tamperMany(statement, ...values)).toBe(1);
}

async function tamperMany(statement: string, ...values: unknown[]): Promise<number | null> {
  const client = await world.owner.pool.connect();
  await client.query('set session_replication_role = replica');
  const { rowCount } = await client.query(statement, [centre, ...values]);
  client.release(true);
  return rowCount;
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

describe('posting lists', () => {
  // Twenty entries are one segment of these tests and four leaves in none.
  const inSegment = Array.from({ length: 16 }, (_, index) => index);

  it('a list that is gone hides what it told of', async () => {
    await tamper(`delete from audit.posting where centre = $1 and field = 'action_key' and key = audit.key('odd.one')`);
    expect(await findings()).toEqual(hidden(...inSegment.filter((index) => index % 2 === 1)));
  });

  it('a leaf that is taken out of one is named; one that is put into one hides nothing', async () => {
    const list = `centre = $1 and field = 'action_key' and key = audit.key('odd.one')`;
    await tamper(`update audit.posting set leaves = set_bit(leaves, 5, 0) where ${list}`);
    await tamper(`update audit.posting set leaves = set_bit(leaves, 6, 1) where ${list}`);
    expect(await findings()).toEqual(hidden(5));
  });

  it('a segment that is gone before another, and one that is not looked for at the time of its leaves', async () => {
    await world.append(centre, ...Array.from({ length: 16 }, () => ({})));
    await world.sequenceAll(centre);
    expect(await findings()).toEqual([]);
    await tamper(
      `update audit.segment s set first_at = l.at from audit.leaf l
       where s.centre = $1 and s.segment = 0 and l.centre = $1 and l.index = 2`,
    );
    expect(await findings()).toEqual(hidden(0, 1));
    await tamper('delete from audit.segment where centre = $1 and segment = 0');
    expect(await findings()).toEqual(hidden(...inSegment));
  });

  it('forgotten ones', async () => {
    expect(await tamperMany('delete from audit.posting where centre = $1')).toBeGreaterThan(1);
    expect(await findings()).toEqual(hidden(...inSegment));
  });
});

describe('whoever owns the database', () => {
  const change = (statement: string) => world.owner.pool.query(statement);
  const keyed =
    'create or replace function audit.key(value text) returns integer language sql immutable strict parallel safe';

  it.each([
    ['in the order of the log', undefined],
    ['out of order', 3],
  ])('has no leaf of an entry %s pass for what it says by having the database say otherwise', async (_, misplaced) => {
    const { rows } = await change(`select pg_get_viewdef('audit.entry_key') as view`);
    const liar = `coalesce(nullif(audit.key(target), audit.key('t7')), 1)`;
    const redefined = (view: string) =>
      change(`create or replace view audit.entry_key with (security_invoker = true) as ${view}`);
    if (misplaced) await tamper(`update audit.entry set xid = '3' where centre = $1 and id = $2`, ids[misplaced]);
    await tamper('update audit.leaf set target_key = 1 where centre = $1 and index = 7');
    const lying = rows[0].view.replace('audit.key((target)::text)', liar);
    expect(lying).not.toBe(rows[0].view);
    await redefined(lying);
    try {
      expect(await findings()).toEqual(hidden(7));
    } finally {
      await redefined(rows[0].view);
    }
  });

  it('nor by a function that makes other keys than those by which it is searched elsewhere', async () => {
    const other = `centre-${++founded}`;
    await change(`${keyed} return (hashtextextended(value collate "C", 7) % 2147483647)::integer`);
    try {
      await world.found(other);
      centre = other;
      ids = await world.append(centre, ...Array.from({ length: count }, (_, n) => ({ target: `t${n}` })));
      await world.sequenceAll(centre);
      expect(await findings()).toEqual(hidden(...ids.keys()));
    } finally {
      await change(`${keyed} return (hashtextextended(value collate "C", 0) % 2147483647)::integer`);
    }
  });
});

it('an entry that was altered itself is named once, as that', async () => {
  await tamper(`update audit.entry set target = 'forged' where centre = $1 and id = $2`, ids[4]);
  expect(await findings()).toEqual([{ kind: 'altered', index: 4, id: ids[4] }]);
});

it('is looked for where entries are not gone over, too, whatever time a client has put into its own', async () => {
  const day = (Date.now() - 86_400_000).toString(16).padStart(12, '0');
  const old = `${day.slice(0, 8)}-${day.slice(8)}-7000-8000-000000000001`;
  await world.append(centre, { id: old, target: 'old' });
  await world.sequenceAll(centre);
  ids.push(old);
  for (const index of [0, 6, 7, 13, count])
    await tamper('update audit.leaf set target_key = null where centre = $1 and index = $2', index);
  const found = async (until: number, most: number) => {
    const head = await inCentre(world.database, centre, (transaction) => readHead(transaction, centre));
    const { position } = head as NonNullable<typeof head>;
    const source = databaseSource(world.database, centre, position, most, undefined);
    await source.findHidden(until);
    return source.hidden.findings;
  };
  expect(await found(count + 1, 200)).toEqual(hidden(0, 6, 7, 13, count));
  expect(await found(count, 200)).toEqual(hidden(0, 6, 7, 13));
  expect(await found(count, 2)).toEqual(hidden(0, 6));
  expect(await found(0, 200)).toEqual([]);
});
