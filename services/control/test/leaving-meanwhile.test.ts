import { accountActive, advisoryLocks, inCentre, type Lease, tryElection } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import type { TestRequest } from '@zhiheng/http/testing';
import { openTestService, type TestService } from '@zhiheng/http/testing';
import type { RouteOptions } from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { control } from '../plugin.ts';
import { foundControl, type Staff } from './control-staff.ts';

const id = '01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11';
const places: Record<string, string> = { id, paper: id, no: '1', centre: 'below' };
/** Of lists: what they need besides a body. */
const lists = { rule: 'deceased-still-paid', origin: 'audit-platform', batch: 'B1', fileName: 'a.csv' };
/** Reads a file and keeps nothing of it. */
const keepsNothing = ['/api/v1/doubt-imports/columns'];

let test: TestDatabase;
let service: TestService;
let staff: Staff;
let quiet: Lease | undefined;
const routes: RouteOptions[] = [];
/** How many calls have been let in by their token. */
let letIn = 0;
let allLetIn: () => void = () => undefined;
let expected = Number.POSITIVE_INFINITY;

beforeAll(async () => {
  test = await openTestDatabase();
  staff = await foundControl(test, 'north');
  const owner = await test.owner();
  // No process is elected: whatever is written, the calls have written.
  quiet = await tryElection(owner, advisoryLocks.internalControl);
  service = await openTestService(
    async (app, options) => {
      app.addHook('onRoute', (route) => void routes.push(route));
      await control(app, options);
    },
    {
      database: await test.connect('control'),
      accountActive: async (centre, account) => {
        const active = await accountActive(owner, centre, account);
        letIn += 1;
        if (letIn === expected) allLetIn();
        return active;
      },
    },
  );
});
afterAll(async () => {
  await service.close();
  quiet?.release();
  await test.drop();
});

const exampleOf = (route: RouteOptions) => (route.schema?.body as { examples?: object[] } | undefined)?.examples?.[0];

/** A call as the documents show it. */
function callOf(route: RouteOptions): TestRequest {
  const isList = route.url === '/api/v1/doubt-imports';
  const example = exampleOf(route);
  if (route.schema?.body && !isList && !example) throw new Error(`${route.url} shows no body`);
  return {
    method: route.method as 'POST',
    url: route.url.replace(/:(\w+)/g, (_, name: string) => places[name] as string),
    ...(isList
      ? {
          query: lists,
          payload: '身份证号,死亡日期,最后发放月份,金额（元）\n',
          headers: { 'content-type': 'text/csv' },
        }
      : example
        ? { payload: example }
        : {}),
  };
}

/** Rows of each table of internal control, and entries of the log. */
async function held(): Promise<Record<string, string>> {
  const { pool } = await test.owner();
  const { rows: tables } = await pool.query(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname = 'control' or (schemaname, tablename) = ('audit', 'entry')`,
  );
  const { rows } = await pool.query(
    tables.map(({ name }) => `select '${name}' as name, count(*) from ${name}`).join(' union all '),
  );
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]));
}

it('whoever leaves after their token was looked at writes nothing, by any route', async () => {
  const { centre, person, account } = staff.both;
  const writing = routes.filter(
    ({ method, url }) => !['GET', 'HEAD'].includes(String(method)) && !keepsNothing.includes(url),
  );
  expect(writing.length).toBeGreaterThan(55);
  const calls = writing.map(callOf);
  expected = calls.length;
  const everyoneIn = new Promise<void>((resolve) => {
    allLetIn = resolve;
  });
  const before = await held();

  const answers = await inCentre(await test.owner(), centre, async (departing) => {
    await sql`select from access.person where centre = ${centre} and id = ${person} for update`.execute(departing);
    const sent = calls.map(async (call) => {
      const answer = await service.send(staff.both, call);
      return { call: `${call.method} ${call.url}`, code: answer.json().code };
    });
    await everyoneIn;
    await sql`update access.account set state = 'disabled', disabled_at = now()
      where centre = ${centre} and id = ${account}`.execute(departing);
    await sql`update access.person set state = 'departed' where centre = ${centre} and id = ${person}`.execute(
      departing,
    );
    return { sent };
  }).then(({ sent }) => Promise.all(sent));

  expect(answers.filter(({ code }) => code !== 'account-disabled')).toEqual([]);
  expect(await held()).toEqual(before);
});
