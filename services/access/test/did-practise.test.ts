import type { ConflictSummary, PastConflict, PastSummary, PractisedStep } from '@zhiheng/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openCase, stepped } from './acting.ts';
import { type County, openCounty } from './open-county.ts';
import { allRows, put } from './reading.ts';

const url = '/api/v1/conflicts/past';
const unit = 'card';
const rule = 'cards-and-payees';
const one = 'card-op1';
let county: County;
const cases: string[] = [];

const handled = async (item: string, actor: string) => {
  const { id } = await openCase(county, { item, unit });
  await stepped(county, id, 'handle', actor);
  return id;
};

/** One makes cards and resets their PINs, which a rule observes; another only makes them. */
beforeAll(async () => {
  county = await openCounty();
  cases.push(await handled('card-instant-issue', one), await handled('card-pin-reset', one));
  cases.push(await handled('card-instant-issue', one));
  await handled('card-instant-issue', 'card-op2');
});
afterAll(() => county.close());

const read = (who: string, query: Record<string, string> = {}, limit?: number) =>
  allRows<PastConflict>(county, county.as(who), url, query, limit);
const summary = async (who: string, query: Record<string, string> = {}): Promise<PastSummary> => {
  const answer = await county.service.get(county.as(who), `${url}/summary`, query);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
};

test('who did both sides of a static rule that observes is told: what, how often, when and in what order', async () => {
  const rows = await read('director');
  expect(rows).toMatchObject([
    {
      ...{ username: one, unit, order: 'mixed', cases: [], steps: [] },
      conflict: { rule, effect: 'observe', items: ['card-instant-issue', 'card-pin-reset'] },
      uses: [
        { duty: 'handle', item: 'card-instant-issue', unit, times: 2, selectors: [0] },
        { duty: 'handle', item: 'card-pin-reset', unit, times: 1, selectors: [1] },
      ],
    },
  ]);
  expect(rows[0]?.conflict.resolution.zh).toContain('时间相互交错');
  expect(await read('director', { rule: 'item-handle-review' })).toEqual([]);
  expect(await read('director', { effect: 'block' })).toEqual([]);
  expect(await read('director', { rule, person: one, severity: String(rows[0]?.severity) })).toEqual(rows);
});

test('its steps are listed page by page, with the cases', async () => {
  const query = { rule, person: one };
  const steps = await allRows<PractisedStep>(county, county.as('director'), `${url}/steps`, query, 2);
  expect(steps.map((step) => step.case)).toEqual(cases);
  expect(steps[1]).toMatchObject({ item: 'card-pin-reset', unit, duty: 'handle', round: 1 });
  expect(await allRows(county, county.as('director'), `${url}/steps`, { ...query, person: 'card-op2' })).toEqual([]);
  expect(await allRows(county, county.as('enrolment-head'), `${url}/steps`, query)).toEqual([]);
  expect((await county.service.get(county.as(one), `${url}/steps`, query)).statusCode).toBe(403);
});

test('only what was done in the period counts', async () => {
  const steps = await allRows<PractisedStep>(county, county.as('director'), `${url}/steps`, { rule, person: one });
  const after = (index: number) => new Date(Date.parse(steps[index]?.at as string) + 1).toISOString();
  expect(await read('director', { to: after(0) })).toEqual([]);
  expect(await read('director', { to: after(1) })).toMatchObject([
    { order: 'in-turn', uses: [{ times: 1 }, { times: 1 }] },
  ]);
  expect(await read('director', { from: after(1) })).toEqual([]);
});

/** What the rows come to, counted plainly. */
function counted(rows: readonly PastConflict[]) {
  const by = (keyOf: (row: PastConflict) => string) =>
    [...Map.groupBy(rows, keyOf)]
      .map(([key, own]) => [key, own.length, new Set(own.map(({ person }) => person)).size])
      .sort();
  return {
    rules: by(({ conflict }) => conflict.rule),
    units: by((row) => row.unit),
    persons: by(({ person }) => person),
    severities: by(({ severity }) => String(severity)),
  };
}
const told = ({ rules, units, persons, severities }: Omit<ConflictSummary, 'settling' | 'warnings'>) => {
  const by = (counts: ConflictSummary['rules']) =>
    counts.map(({ key, conflicts, people }) => [key, conflicts, people]).sort();
  return { rules: by(rules), units: by(units), persons: by(persons), severities: by(severities) };
};

/** Cases on which the same people handled and reviewed, as before a rule about them. */
const putCases = (count: number) =>
  put(
    county,
    `with x as (select n, ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id from generate_series(1, ${count}) n),
      c as (insert into access.case (centre, id, item, unit, reference, client) select $1, id, 'card-first-issue', 'card', 'P-' || n, 'test' from x)
    insert into access.step (centre, "case", round, duty, id, person, account, client, outcome)
      select $1, id, 1, d.duty, gen_random_uuid(), (array[$2, $3, $4]::uuid[])[n % 3 + 1], $5, 'test', 'done'
      from x cross join (values ('handle'), ('review')) d(duty)`,
    [
      county.centre,
      ...['card-op1', 'card-op2', 'hall-op1'].map((who) => county.as(who).person),
      county.as(one).account,
    ],
  );

test('the counts are those of the list, by rule, unit, person and severity, for all and for each filter', async () => {
  await putCases(1130);
  const rows = await read('director', {}, 250);
  expect(rows.length).toBeGreaterThan(1130);
  expect(await read('director', {}, 500)).toEqual(rows);
  const all = await summary('director');
  expect(all).toMatchObject({ conflicts: rows.length, complete: true });
  expect(told(all)).toEqual(counted(rows));
  for (const query of [
    { rule },
    { rule: 'item-handle-review' },
    { person: 'card-op2' },
    { unit: 'hall' },
    { severity: '1' },
  ])
    expect(told(await summary('director', query)), JSON.stringify(query)).toEqual(
      counted(await read('director', query)),
    );
  expect(all.rules.map(({ key }) => key)).toContain('item-handle-review');
  expect(all.rules.every(({ name }) => name !== null)).toBe(true);
});

test('sight goes for the counts as for the list; who oversees nobody is refused, and another centre has its own', async () => {
  const own = await summary('card-head');
  expect(told(own)).toEqual(counted(await read('card-head', {}, 500)));
  expect(own.units.map(({ key }) => key)).toEqual(['card']);
  expect(await summary('enrolment-head')).toMatchObject({ conflicts: 0, people: 0, rules: [] });
  expect((await county.service.get(county.as(one), `${url}/summary`)).statusCode).toBe(403);
  const neighbour = { ...county.client('decide'), centre: 'neighbour' };
  expect((await county.service.get(neighbour, `${url}/summary`)).statusCode).toBe(404);
  const wrong = { from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z' };
  expect((await county.service.get(county.as('director'), `${url}/summary`, wrong)).json()).toMatchObject({
    code: 'invalid-period',
  });
});

test('both reports are one workbook, and making it is an entry', async () => {
  const answer = await county.service.get(county.as('director'), '/api/v1/conflicts.xlsx', { unit: 'card' });
  expect(answer.statusCode, answer.body).toBe(200);
  expect(answer.headers['content-disposition']).toContain('conflicts.xlsx');
  expect(answer.rawPayload.subarray(0, 2).toString()).toBe('PK');
  const { conflicts: held } = (
    await county.service.get(county.as('director'), '/api/v1/conflicts/summary', { unit: 'card' })
  ).json();
  const { conflicts: past } = await summary('director', { unit: 'card' });
  expect(await county.entries('conflicts.exported')).toMatchObject([
    { actor: 'director', outcome: 'done', details: { unit: 'card', lines: held + past } },
  ]);
  expect((await county.service.get(county.as(one), '/api/v1/conflicts.xlsx')).statusCode).toBe(403);
});

test('what was done under an exception while it lasted is not held against anybody', async () => {
  const except = (items: string[] | null, from: string) =>
    put(
      county,
      `insert into access.exception (centre, id, rule, person, items, validity, compensating_control, control_owner, request)
       values ($1, gen_random_uuid(), $2, $3, $4, tstzrange($5::timestamptz, now() + interval '1 day'), '-', gen_random_uuid(), gen_random_uuid())`,
      [county.centre, rule, county.as(one).person, items, from],
    );
  const count = async () => (await read('director', { rule, person: one })).length;
  await except(['card-pin-reset'], new Date().toISOString());
  expect(await count()).toBe(1);
  await except(['card-pin-reset'], '2020-01-01T00:00:00Z');
  expect(await count()).toBe(0);
});
