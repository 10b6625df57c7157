import { inCentre, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openWorld, type World } from './world.ts';

/** An entry lives and dies with the transaction that appends it, whichever service that is. */
let world: World;
let before: string[];
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const ids = async (): Promise<string[]> => {
  const { rows } = await world.owner.pool.query<{ id: string }>('select id from audit.entry order by xid, id');
  return rows.map(({ id }) => id);
};
const added = async () => (await ids()).filter((id) => !before.includes(id));
beforeEach(async () => {
  before = await ids();
});

const one = { action: 'case.opened', outcome: 'done' };
const append = async (transaction: Transaction, entries: unknown): Promise<string[]> => {
  const { rows } = await sql<{ id: string }>`
    select append as id from audit.append('north', ${JSON.stringify(entries)}::jsonb)`.execute(transaction);
  return rows.map(({ id }) => id);
};

describe.each(['access', 'identity', 'audit', 'control'] as const)('appended by %s', (service) => {
  const within = async <T>(work: (transaction: Transaction) => Promise<T>) =>
    inCentre(await world.testDatabase.connect(service, { size: 2 }), 'north', work);

  it('a commit keeps it, ids in order', async () => {
    const given = await within(async (transaction) => [
      ...(await append(transaction, one)),
      ...(await append(transaction, Array(20).fill(one))),
      ...(await append(transaction, one)),
    ]);
    expect(given).toEqual(given.toSorted());
    expect(await added()).toEqual(given);
  });

  it('a rollback leaves nothing', async () => {
    const rolledBack = within(async (transaction) => {
      await append(transaction, [one, one]);
      throw new Error('changed my mind');
    });
    await expect(rolledBack).rejects.toThrow('changed my mind');
    expect(await added()).toEqual([]);
  });

  it('a savepoint taken back takes its entries back', async () => {
    const kept = await within(async (transaction) => {
      const first = await append(transaction, one);
      await sql`savepoint here`.execute(transaction);
      await append(transaction, one);
      await sql`rollback to savepoint here`.execute(transaction);
      return [...first, ...(await append(transaction, one))];
    });
    expect(await added()).toEqual(kept);
  });

  it('a refused entry takes the whole transaction with it', async () => {
    const refused = within(async (transaction) => {
      await append(transaction, one);
      await append(transaction, [one, { ...one, colour: 'red' }]);
    });
    await expect(refused).rejects.toThrow(/unknown field colour/);
    expect(await added()).toEqual([]);
  });

  it('a writer that is killed leaves nothing', async () => {
    const client = new pg.Client(world.testDatabase.urlOf(service));
    client.on('error', () => undefined);
    await client.connect();
    await client.query('begin');
    await client.query(`select set_config('zhiheng.centre', 'north', true)`);
    await client.query('select audit.append($1, $2)', ['north', JSON.stringify([one, one])]);
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    await world.owner.pool.query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid]);
    await expect(client.query('commit')).rejects.toThrow();
    expect(await added()).toEqual([]);
    await world.sequenceAll('north');
    const { rows: leaves } = await world.owner.pool.query<{ entry: string }>(
      'select entry from audit.leaf order by index',
    );
    expect(leaves.map(({ entry }) => entry)).toEqual(await ids());
  });
});

describe('what audit.append refuses whoever calls', () => {
  const append1 = (entries: string, centre = 'north') =>
    inCentre(world.database, centre, (transaction) =>
      sql`select audit.append(${centre}, ${entries}::jsonb)`.execute(transaction),
    );

  it.each([
    ['{"outcome": "done"}', /null value|not-null/],
    ['{"action": "", "outcome": "done"}', /entry_well_formed/],
    ['{"action": "a", "outcome": "maybe"}', /entry_well_formed/],
    ['{"action": "a", "outcome": "done", "details": [1]}', /entry_well_formed/],
    ['{"action": "a", "outcome": "done", "xid": "1"}', /unknown field xid/],
    ['{"action": "a", "outcome": "done", "at": "2020-01-01"}', /unknown field at/],
    ['{"action": "a", "outcome": "done", "centre": "south"}', /unknown field centre/],
    ['{"action": "a", "outcome": "done", "details": {"n": 9007199254740992}}', /beyond 2\^53/],
    ['{"action": "a", "outcome": "done", "details": {"n": [{"m": -9007199254740992}]}}', /beyond 2\^53/],
    ['{"action": "a", "outcome": "done", "id": "01890a3e-6f00-7c3a-9a52-0d5b7a4c1e11"}', /no UUIDv7 of these days/],
    ['{"action": "a", "outcome": "done", "unit": 7, "person": "x"}', /uuid/],
    ['["text"]', /.+/],
    [String.raw`{"action": "a", "outcome": "done", "after": {"a\nb": 1}}`, /a name with/],
    [String.raw`{"action": "a", "outcome": "done", "before": {"a": "\\", "b": [{"\"": 1}]}}`, /a name with/],
    [
      String.raw`[{"action": "a", "outcome": "done"}, {"action": "a", "outcome": "done", "details": {"\\": {}}}]`,
      /a name with/,
    ],
    [String.raw`{"action": "a", "outcome": "done", "details": {"\u001f": 1}}`, /a name with/],
  ])('%s', async (entries, refusal) => {
    await expect(append1(entries)).rejects.toThrow(refusal);
    expect(await added()).toEqual([]);
  });

  it('but not a text with a line feed, a quote and a backslash', async () => {
    await append1(String.raw`{"action": "a", "outcome": "done", "reason": "\\", "details": {"名": "\n", "b": ["\""]}}`);
    expect(await added()).toHaveLength(1);
  });

  it('a centre without a log', async () => {
    await expect(append1('{"action": "a", "outcome": "done"}', 'nowhere')).rejects.toThrow(/has no log/);
  });

  it('founding a log again changes nothing', async () => {
    const database = await world.testDatabase.connect('access', { size: 1 });
    const log = async () => (await world.owner.pool.query('select * from audit.log order by centre')).rows;
    const known = await log();
    const found = (centre: string) =>
      inCentre(database, 'north', (transaction) =>
        sql`select audit.found_log(${centre}, 'other/origin', 'sm3')`.execute(transaction),
      );
    await found('north');
    await expect(found('south')).rejects.toThrow(/not the present centre/);
    expect(await log()).toEqual(known);
  });
});
