import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrate, migrationsDirectory, newId } from '@zhiheng/database';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** A database of before history was kept, with people who had moved and come back, brought to the newest schema. */
const server = process.env.ZHIHENG_TEST_DATABASE_URL as string;
const name = 'history_backfill';
const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
let directory: string;
let client: pg.Client;

const ids = { stayed: newId(), moved: newId(), returned: newId() };
const onServer = async (statement: string) => {
  const session = new pg.Client(server);
  await session.connect();
  await session.query(statement);
  await session.end();
};

beforeAll(async () => {
  await onServer(`drop database if exists ${name} with (force)`);
  await onServer(`create database ${name}`);
  directory = await mkdtemp(join(tmpdir(), 'zhiheng-migrations-'));
  await cp(migrationsDirectory, directory, { recursive: true });
  for (const file of await readdir(join(directory, 'access')))
    if (file >= '0036') await rm(join(directory, 'access', file));
  await migrate(url, { directory });
  client = new pg.Client(url);
  await client.connect();
  await client.query(`set session_replication_role = replica;
    insert into access.centre (centre, id, name) values ('old', gen_random_uuid(), '{}');
    insert into access.unit (centre, code, id, parent, kind, name)
      select 'old', code, gen_random_uuid(), nullif('a', code), 'section', '{}' from unnest(array['a', 'b', 'c']) code;
    insert into access.role (centre, code, id, name, risk) values ('old', 'clerk', gen_random_uuid(), '{}', 1);
    insert into access.role_permission (centre, role, ordinal, action, resource) values ('old', 'clerk', 0, 'handle', 'case');`);
  const person = (id: string, unit: string, post: string) =>
    client.query(
      `insert into access.person (centre, id, staff_number, name, unit, post, created_at)
       values ('old', $1::uuid, $1::text, '-', $2, $3, '2020-01-01')`,
      [id, unit, post],
    );
  await person(ids.stayed, 'a', '甲');
  await person(ids.moved, 'c', '丙');
  await person(ids.returned, 'b', '乙');
  const transfer = (from: string, fromPost: string, unit: string, post: string, at: string) =>
    client.query(
      `insert into access.transfer (centre, id, person, from_unit, from_post, unit, post, at, reason, client, state, closed_at, done_in)
       values ('old', gen_random_uuid(), $1, $2, $3, $4, $5, $6, '-', 'test', 'done', $6, '3')`,
      [ids.moved, from, fromPost, unit, post, at],
    );
  await transfer('a', '甲', 'b', '乙', '2021-01-01');
  await transfer('b', '乙', 'c', '丙', '2022-01-01');
  await client.query(
    `insert into access.rehire (centre, id, person, account, unit, post, reason, at, client)
     values ('old', gen_random_uuid(), $1, gen_random_uuid(), 'b', '乙', '-', '2023-01-01', 'test')`,
    [ids.returned],
  );
  await migrate(url);
});
afterAll(async () => {
  await client?.end();
  await onServer(`drop database if exists ${name} with (force)`);
  await rm(directory, { recursive: true });
});

test('where people belonged is known from their transfers; before a first return it is not', async () => {
  const of = async (person: string) =>
    (
      await client.query<{ told: string }>(
        `select concat_ws(' ', to_char(since, 'YYYY'), to_char(nullif(until, 'infinity'), 'YYYY'), unit, post,
           case when transfer is not null then 'transfer' when rehire is not null then 'rehire' end) as told
         from access.person_history where person = $1 order by since`,
        [person],
      )
    ).rows.map(({ told }) => told);
  expect(await of(ids.stayed)).toEqual(['2020 a 甲']);
  expect(await of(ids.moved)).toEqual(['2020 2021 a 甲', '2021 2022 b 乙 transfer', '2022 c 丙 transfer']);
  expect(await of(ids.returned)).toEqual(['2023 b 乙 rehire']);
});

test('units and roles are known from the migration on, and the centre says so', async () => {
  const { rows } = await client.query(
    `select h.kind, h.code, h.content ->> 'parent' as parent, h.content -> 'permissions' -> 0 ->> 'action' as action,
       h.since = c.history_from and h.until = 'infinity' as whole
     from access.policy_history h join access.centre c on c.centre = h.centre order by h.kind, h.code`,
  );
  expect(rows).toMatchObject([
    { kind: 'role', code: 'clerk', action: 'handle', whole: true },
    { kind: 'unit', code: 'a', parent: null, whole: true },
    { kind: 'unit', code: 'b', parent: 'a', whole: true },
    { kind: 'unit', code: 'c', parent: 'a', whole: true },
  ]);
  const { rows: fresh } = await client.query(
    "select history_from > now() - interval '1 hour' as fresh from access.centre",
  );
  expect(fresh).toEqual([{ fresh: true }]);
});
