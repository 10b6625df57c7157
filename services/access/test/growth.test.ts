import type { Database } from '@zhiheng/database';
import { openTestService, type TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { access } from '../plugin.ts';
import { openCase, stepped } from './acting.ts';
import { type County, openCounty } from './open-county.ts';
import { decide, handleFor, submitted } from './requesting.ts';

/**
 * A centre that grows within the life of one connection, whose plans were made while it was small, and of whose growth no analysis
 * has told the planner: what is found by key is still found by key. Told by PostgreSQL's counters of rows read.
 */
const people = 5_000;
/** More than a table of the small centre holds, less than the least part of a grown one. */
const whole = 1_000;

let county: County;
let database: Database;
let small: County;
let service: TestService;
beforeAll(async () => {
  county = await openCounty();
  await withoutAnalysis();
  database = await county.testDatabase.connect('access', { size: 1 });
  service = await openTestService(access, { database });
  small = { ...county, service };
  // Seven times each: a plan becomes the connection's own from the sixth on.
  for (let round = 0; round < 7; round++) {
    await work();
    await ask();
  }
});
afterAll(async () => {
  await service.close();
  await county.close();
});

/** The tables are known to be small, and nobody looks again. */
async function withoutAnalysis(): Promise<void> {
  const { rows } = await county.owner.pool.query<{ name: string }>(
    "select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'access'",
  );
  for (const { name } of rows) await county.owner.pool.query(`alter table ${name} set (autovacuum_enabled = off)`);
  for (const { name } of rows) await county.owner.pool.query(`vacuum analyze ${name}`);
}

/** A case with two steps, and one on whose subject a rule looks back. */
async function work(): Promise<void> {
  const about = { item: 'resident-payee-account-change', unit: 'resident-pension', subject: 'somebody' };
  await stepped(small, (await openCase(small, about)).id, 'handle', 'resident-pension-op1');
  const { id } = await openCase(small);
  await stepped(small, id, 'handle', 'enterprise-pension-op1');
  await stepped(small, id, 'review', 'enterprise-pension-op3');
}

/** A request and the decision that ends it. */
async function ask(): Promise<void> {
  const request = await submitted(small, 'newcomer', handleFor('newcomer'));
  const [open] = request.stages.filter(({ state }) => state === 'open');
  const answer = await decide(small, open?.candidates[0] as string, request.id, 'reject', '不需要');
  expect(answer.statusCode, answer.body).toBe(200);
}

const backend = async () => (await database.pool.query('select pg_backend_pid() as pid')).rows[0].pid as number;

/** Past all triggers, as no service could; the connection is used meanwhile, so that the pool keeps it. */
async function grow(): Promise<void> {
  const client = await county.owner.pool.connect();
  const statements = [
    `insert into access.person (centre, id, staff_number, name, unit, post, state)
      select $1, gen_random_uuid(), 'G' || n, 'G' || n, 'hall', '-', 'active' from generate_series(1, ${people}) n`,
    `insert into access.account (centre, id, person, username, state)
      select centre, gen_random_uuid(), id, lower(staff_number), state from access.person where centre = $1 and staff_number ~ '^G'`,
    `insert into access.grant (centre, id, person, role, unit, validity)
      select centre, gen_random_uuid(), id, 'card-handle', 'hall', tstzrange(now(), null)
      from access.person where centre = $1 and staff_number ~ '^G'`,
    `insert into access.case select (jsonb_populate_record(k, jsonb_build_object(
        'id', gen_random_uuid(), 'reference', 'G' || n, 'subject', '\\x' || md5(n::text)))).*
      from (select k from access.case k where centre = $1 and item = 'enterprise-pension-award' limit 1) k, generate_series(1, ${people}) n`,
    `insert into access.case_person (centre, "case", person, duty)
      select c.centre, c.id, a.person, 'handle' from access.case c join access.account a on a.username = 'enterprise-pension-op2'
      where c.centre = $1 and c.reference ~ '^G'`,
    `insert into access.step select (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid(), 'case', p.case, 'person', p.person))).*
      from (select s from access.step s where duty = 'handle' limit 1) s, access.case_person p
      join access.case c on c.centre = p.centre and c.id = p.case where p.centre = $1 and c.reference ~ '^G'`,
  ];
  try {
    await client.query('set session_replication_role = replica');
    for (const statement of statements) {
      expect((await client.query(statement, [county.centre])).rowCount).toBe(people);
      await backend();
    }
  } finally {
    client.release(true);
  }
}

/** By table: rows read since, in whichever way, and descents into its indexes: a skip scan makes one for each value of what it skips. */
async function read(): Promise<Map<string, number>> {
  await database.pool.query('select pg_stat_force_next_flush()');
  await backend();
  const { rows } = await county.owner.pool.query<{ name: string; read: number }>(
    `select relname as name, seq_tup_read + coalesce(idx_tup_fetch, 0)
       + coalesce((select sum(i.idx_scan) from pg_stat_user_indexes i where i.relid = t.relid), 0)::bigint as read
     from pg_stat_user_tables t where schemaname = 'access'`,
  );
  return new Map(rows.map(({ name, read }) => [name, read]));
}

/** Those that have grown; what else there is, units and roles, is read as a whole whenever the policy is. */
const grown = new Set(['person', 'account', 'grant', 'case', 'case_person', 'step']);

/** Tables of these of which the act has read more than a few rows. */
async function readWhole(act: () => Promise<void>): Promise<string[]> {
  const before = await read();
  await act();
  const after = await read();
  return [...after]
    .filter(([name, rows]) => grown.has(name) && rows - (before.get(name) ?? 0) > whole)
    .map(([name]) => name);
}

test('a step and a decision on a request read a few rows of a grown centre, by plans of when it was small', async () => {
  const connection = await backend();
  await grow();
  expect(await readWhole(work)).toEqual([]);
  expect(await readWhole(ask)).toEqual([]);
  expect(await backend()).toBe(connection);
});

test('cases are found by the whole of a reference and by its beginning, however many begin so', async () => {
  for (const query of [{ reference: 'G4711' }, { referencePrefix: 'G47' }, { referencePrefix: 'G' }])
    for (const who of [county.client('cases:write'), county.as('enterprise-pension-op1')])
      expect(
        await readWhole(async () => {
          const { data, nextCursor } = (await service.get(who, '/api/v1/cases', query)).json();
          expect(data.length).toBeGreaterThan(0);
          if (nextCursor) await service.get(who, '/api/v1/cases', { ...query, cursor: nextCursor });
        }),
        JSON.stringify(query),
      ).toEqual([]);
});
