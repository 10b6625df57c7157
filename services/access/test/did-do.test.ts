import type { PastConflict } from '@zhiheng/contracts';
import { compilePolicy, didDo, type Policy, type RecordedCase } from '@zhiheng/duties';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Catalogue } from '../catalogue.ts';
import { openCase, stepped } from './acting.ts';
import { type County, countyFile, openCounty } from './open-county.ts';
import { allRows, put } from './reading.ts';

const url = '/api/v1/conflicts/past';
const unit = 'resident-pension';
const [one, two] = ['resident-pension-op1', 'resident-pension-op2'];

/** The county before its rule about payees blocked anything: it only observes. */
function observing(file: Catalogue): void {
  const rule = file.rules.find(({ code }) => code === 'payee-cooling-off');
  if (rule) rule.effect = 'observe';
}

let county: County;
beforeAll(async () => {
  county = await openCounty(observing);
});
afterAll(() => county.close());

const read = (who: string, query: Record<string, string> = {}, limit?: number) =>
  allRows<PastConflict>(county, county.as(who), url, query, limit);
const handled = async (item: string, actor: string, subject?: string) => {
  const { id } = await openCase(county, { item, unit, ...(subject ? { subject } : {}) });
  await stepped(county, id, 'handle', actor);
  return id;
};
const changed = (actor: string, subject?: string) => handled('resident-payee-account-change', actor, subject);
const resumed = (actor: string, subject?: string) => handled('resident-pension-resumption', actor, subject);
const moveBack = (ids: string[], interval: string) =>
  put(county, `update access.step set at = at - $2::interval where "case" = any($1::uuid[])`, [ids, interval]);
const casesOf = (rows: PastConflict[]) => rows.map(({ cases }) => cases.map(({ id }) => id));

test('who both changed an account and resumed the pension is told, with the steps; others, and for others, are not', async () => {
  const ids = [await changed(one, 'A'), await resumed(one, 'A')];
  await changed(one, 'B');
  await resumed(two, 'B');
  await resumed(one);
  const rows = await read('director');
  expect(casesOf(rows)).toEqual([ids]);
  expect(rows[0]).toMatchObject({
    username: one,
    unit,
    severity: 3,
    steps: [
      { case: ids[0], duty: 'handle', round: 1 },
      { case: ids[1], duty: 'handle', round: 1 },
    ],
    conflict: {
      rule: 'payee-cooling-off',
      effect: 'observe',
      items: ['resident-pension-resumption', 'resident-payee-account-change'],
      with: [{ person: county.as(one).person, case: ids[0], duty: 'handle' }],
    },
  });
  expect(rows[0]?.conflict.resolution.zh).toContain('90日');
  expect(rows[0]?.conflict.resolution.en).toContain('90 days');
});

test('what was done before a relation was declared is told, but not whose relation it is', async () => {
  const id = await resumed(two, '11010519491231002X');
  const relation = { relation: 'spouse', identity: '11010519491231002x' };
  const declared = await county.service.post(county.as(two), '/api/v1/me/relations', relation);
  expect(declared.statusCode, declared.body).toBe(201);
  const rows = await read('director', { rule: 'recusal' });
  expect(rows).toMatchObject([{ username: two, cases: [{ id }], conflict: { rule: 'recusal', with: [] } }]);
  expect(JSON.stringify(rows)).not.toMatch(/spouse|"self"|"relation"|11010519/);
});

test('a period tells what was done in it, seen with what came before it', async () => {
  const ids = [await changed(two, 'C'), await resumed(two, 'C')];
  await moveBack([ids[0] as string], '400 days');
  await moveBack([ids[1] as string], '350 days');
  const day = (ago: number) => new Date(Date.now() - ago * 86_400_000).toISOString();
  const during = async (from: number, to: number) => casesOf(await read('director', { from: day(from), to: day(to) }));
  // Found by its steps in a short period, by its cases in a long one.
  expect(await during(360, 340)).toEqual([ids]);
  expect(await during(375, 320)).toEqual([ids]);
  // Then only the first of the two was done: nothing was wrong yet.
  expect(await during(410, 390)).toEqual([]);
  expect(await during(340, 330)).toEqual([]);
  const { status, code } = (await county.service.get(county.as('director'), url, { from: day(1), to: day(2) })).json();
  expect({ status, code }).toEqual({ status: 422, code: 'invalid-period' });
});

test('filters, and sight: a section head sees what their own people did', async () => {
  const all = await read('director');
  expect(all.length).toBeGreaterThanOrEqual(3);
  const only = async (query: Record<string, string>, who = 'director') => casesOf(await read(who, query));
  expect(await only({ person: two })).toEqual(casesOf(all.filter(({ username }) => username === two)));
  expect(await only({ effect: 'block' })).toEqual(casesOf(all.filter(({ conflict }) => conflict.effect === 'block')));
  expect(await only({ severity: '1' })).toEqual([]);
  expect(await only({ unit: 'village-01' })).toEqual([]);
  expect(await only({ unit: 'centre' })).toEqual(casesOf(all));
  expect(await only({}, `${unit}-head`)).toEqual(casesOf(all));
  expect(await only({}, 'enrolment-head')).toEqual([]);
  expect((await county.service.get(county.as(one), url)).statusCode).toBe(403);
  const neighbour = { ...county.client('decide'), centre: 'neighbour' };
  expect((await county.service.get(neighbour, url)).statusCode).toBe(404);
});

/** Puts two cases for each of `count` subjects there, both handled by the same person. */
const putSubjects = (count: number) =>
  put(
    county,
    `with x as (select n, k, ('01900000-0000-7000-8000-' || lpad(to_hex(n * 2 + k), 12, '0'))::uuid as id
        from generate_series(1, ${count}) n, generate_series(0, 1) k),
      c as (insert into access.case (centre, id, item, unit, reference, subject, client)
        select $1, id, (array['resident-payee-account-change', 'resident-pension-resumption'])[k + 1], $2, 'P-' || id,
          decode(lpad(to_hex(n), 8, '0'), 'hex'), 'test' from x)
    insert into access.step (centre, "case", round, duty, id, person, account, client, outcome)
      select $1, id, 1, 'handle', id, $3, $4, 'test', 'done' from x`,
    [county.centre, unit, county.as(one).person, county.as(one).account],
  );

test('it is read batch by batch and agrees with the whole history judged at once', async () => {
  await putSubjects(230);
  const { rows: history } = await county.owner.pool.query<RecordedCase & { subject: string | null }>(
    `select c.id as case, c.item, c.unit, encode(c.subject, 'hex') as subject,
       json_agg(json_build_object('person', s.person, 'duty', s.duty, 'round', s.round,
         'at', extract(epoch from s.at) * 1000) order by s.id) as steps
     from access.case c join access.step s on s.centre = c.centre and s.case = c.id
     where c.centre = $1 group by c.centre, c.id`,
    [county.centre],
  );
  const file = countyFile();
  observing(file);
  const cases = history.map(({ subject, ...rest }) => ({ ...rest, ...(subject ? { subject } : {}) }));
  const expected = didDo(compilePolicy(file as unknown as Policy), cases).map(({ rule, cases: ids }) => [rule, ...ids]);
  const rows = await read('director', {}, 90);
  const shown = rows.filter(({ conflict }) => conflict.rule !== 'recusal');
  const plain = shown.map(({ conflict, cases: own }) => [conflict.rule, ...own.map(({ id }) => id)]);
  expect(plain.toSorted()).toEqual(expected.toSorted());
  expect(shown.length).toBeGreaterThan(230);
  expect(await read('director', {}, 7)).toEqual(rows);
});

test('pages hold still while more is done for subjects already passed and to come', async () => {
  const before = await read('director');
  const first = (await county.service.get(county.as('director'), url, { limit: '10' })).json();
  // Now it is an earlier case of a subject to come that has a step: without an end of the period it would be passed over.
  const later = before.at(-1)?.cases[0]?.id as string;
  await put(
    county,
    `with e as (insert into access.case (centre, id, item, unit, reference, subject, client)
        select centre, '01800000-0000-7000-8000-000000000001', item, unit, 'early', subject, client
        from access.case where centre = $1 and id = $2 returning id)
     insert into access.step (centre, "case", round, duty, id, person, account, client, outcome)
       select $1, e.id, 1, 'handle', e.id, $3, $4, 'test', 'done' from e`,
    [county.centre, later, county.as(one).person, county.as(one).account],
  );
  const rest: PastConflict[] = [];
  for (let cursor = first.nextCursor; cursor; ) {
    const page = (await county.service.get(county.as('director'), url, { limit: '100', cursor })).json();
    rest.push(...page.data);
    cursor = page.nextCursor;
  }
  expect([...first.data, ...rest]).toEqual(before);
  const forged = Buffer.from(JSON.stringify([1, "x' or true", ''])).toString('base64url');
  for (const cursor of ['x', forged])
    expect((await county.service.get(county.as('director'), url, { cursor })).json().code).toBe('invalid-cursor');
});

test('what was done under an exception, on its items and in its time, is not held against anybody', async () => {
  const about = { person: two, rule: 'payee-cooling-off' };
  const [row] = await read('director', about);
  const except = (items: string[] | null, from: string) =>
    put(
      county,
      `insert into access.exception (centre, id, rule, person, items, validity, compensating_control, control_owner, request)
       values ($1, gen_random_uuid(), 'payee-cooling-off', $2, $3, tstzrange($4::timestamptz, $5::timestamptz), '-',
         gen_random_uuid(), gen_random_uuid())`,
      [county.centre, row?.person, items, from, new Date(Date.parse(row?.until ?? '') + 1000)],
    );
  const count = async () => (await read('director', about)).length;
  const before = new Date(Date.parse(row?.until ?? '') - 1000).toISOString();
  expect(await count()).toBe(1);
  await except(['resident-pension-resumption'], before);
  expect(await count()).toBe(1);
  await except(['resident-pension-resumption', 'resident-payee-account-change'], row?.until ?? '');
  expect(await count()).toBe(0);
});
