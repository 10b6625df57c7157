import type { ConflictSummary, HeldConflict } from '@zhiheng/contracts';
import { compilePolicy, type Holding, type Policy, scan, scanCeilings, severityOf } from '@zhiheng/duties';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Catalogue } from '../catalogue.ts';
import { foundCentre } from '../plugin.ts';
import { type County, countyFile, openCounty } from './open-county.ts';
import { allRows, put } from './reading.ts';

const url = '/api/v1/conflicts';

/** The county with somebody above a ceiling that observes. */
function aboveCeiling(file: Catalogue): void {
  const ceiling = file.rules.find(({ code }) => code === 'outlet-ceiling');
  if (ceiling) ceiling.effect = 'observe';
  file.people.find(({ username }) => username === 'outlet-op1')?.roles.push('contribution-review');
}

let county: County;
beforeAll(async () => {
  county = await openCounty(aboveCeiling);
});
afterAll(() => county.close());

const read = (who: string, query: Record<string, string> = {}, limit?: number) =>
  allRows<HeldConflict>(county, county.as(who), url, query, limit);
const summary = async (who: string, query: Record<string, string> = {}): Promise<ConflictSummary> => {
  const answer = await county.service.get(county.as(who), `${url}/summary`, query);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
};
const keyOf = ({ person, conflict: { rule } }: HeldConflict) => `${person}/${rule}`;

async function holdings(): Promise<Holding[]> {
  const { rows } = await county.owner.pool.query('select id, person, role, unit from access.grant where centre = $1', [
    county.centre,
  ]);
  return rows.map((row) => ({ ...row, from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY }));
}

test('the list is what the rules say of the whole centre, ceilings included, with every way out in both languages', async () => {
  const file = countyFile();
  aboveCeiling(file);
  const policy = compilePolicy(file as unknown as Policy);
  const held = await holdings();
  const expected = [...scan(policy, held), ...scanCeilings(policy, held)];
  const rows = await read('director', {}, 3);
  expect(rows.map(keyOf)).toEqual(expected.map(({ person, rule }) => `${person}/${rule}`).sort());
  expect(new Set(rows.map(({ conflict }) => conflict.rule))).toContain('outlet-ceiling');
  for (const row of rows) {
    const same = expected.find(({ person, rule }) => `${person}/${rule}` === keyOf(row));
    expect(row.conflict.resolutions).toEqual(same?.resolutions);
    expect(row.severity).toBe(same && severityOf(policy, same));
    expect(row.conflict.resolution.zh).toContain('收回');
    expect(row.conflict.resolution.en).toContain('revoke');
    const grants = row.conflict.with.map(({ grant }) => grant);
    expect(grants).toEqual(expect.arrayContaining(row.conflict.resolutions?.flat() as string[]));
  }
});

test('filters: rule, unit with all below it, person, severity, effect', async () => {
  const all = await read('director');
  const filtered = async (query: Record<string, string>) => (await read('director', query)).map(keyOf);
  const among = (keep: (row: HeldConflict) => boolean) => all.filter(keep).map(keyOf);
  expect(await filtered({ rule: 'payout-chain' })).toEqual(among(({ conflict }) => conflict.rule === 'payout-chain'));
  const outlets = ['outlet-premium', 'outlet-basic'];
  expect(await filtered({ unit: 'hall' })).toEqual(among(({ unit }) => outlets.includes(unit)));
  expect(await filtered({ unit: 'outlet-premium' })).toEqual(among(({ unit }) => unit === 'outlet-premium'));
  expect(await filtered({ person: 'outlet-op1' })).toEqual(among(({ username }) => username === 'outlet-op1'));
  for (const severity of [1, 2, 3])
    expect(await filtered({ severity: String(severity) })).toEqual(among((row) => row.severity === severity));
  expect(await filtered({ effect: 'block' })).toEqual([]);
  expect(await filtered({ person: 'nobody' })).toEqual([]);
  const wrong = { severity: '4' };
  expect((await county.service.get(county.as('director'), url, wrong)).statusCode).toBe(400);
});

test('the summary counts what the list shows, as far as one sees and filters', async () => {
  for (const [who, query] of [
    ['director', {}],
    ['director', { rule: 'cards-and-payees' }],
    ['director', { unit: 'resident-pension' }],
    ['hall-head', {}],
    ['enrolment-head', {}],
  ] as const) {
    const rows = await read(who, query);
    const counted = await summary(who, query);
    expect(counted.conflicts).toBe(rows.length);
    expect(counted.people).toBe(new Set(rows.map(({ person }) => person)).size);
    const by = (keyed: (row: HeldConflict) => string) =>
      Object.fromEntries([...Map.groupBy(rows, keyed)].map(([key, own]) => [key, own.length]));
    const counts = (list: ConflictSummary['rules']) =>
      Object.fromEntries(list.map(({ key, conflicts }) => [key, conflicts]));
    expect(counts(counted.rules)).toEqual(by(({ conflict }) => conflict.rule));
    expect(counts(counted.units)).toEqual(by(({ unit }) => unit));
    expect(counts(counted.persons)).toEqual(by(({ person }) => person));
    expect(counts(counted.severities)).toEqual(by(({ severity }) => String(severity)));
  }
  const { persons, rules } = await summary('director', { person: 'card-op1' });
  expect(persons).toMatchObject([{ username: 'card-op1', blocking: 0, observed: 1 }]);
  expect(rules[0]?.name?.zh).toContain('制卡');
});

test('a section head sees their subtree, an operator nothing, and the refusal is an entry', async () => {
  expect((await read('hall-head')).every(({ unit }) => ['outlet-premium', 'outlet-basic'].includes(unit))).toBe(true);
  expect(await read('hall-head', { unit: 'card' })).toEqual([]);
  expect(await read('hall-head', { person: 'card-op1' })).toEqual([]);
  for (const path of ['', '/summary', '/past'])
    expect((await county.service.get(county.as('enrolment-op1'), url + path)).statusCode).toBe(403);
  expect((await county.entries('access.refused')).map(({ target }) => target)).toEqual([
    'conflicts',
    'conflicts',
    'past-conflicts',
  ]);
});

test('pages hold still while conflicts come and go', async () => {
  const before = await read('director');
  const first = (await county.service.get(county.as('director'), url, { limit: '3' })).json();
  const shown = first.data as HeldConflict[];
  // The last row of the page goes away, and so does the row that its cursor names.
  await put(county, `update access.grant set validity = 'empty' where person = $1`, [shown[2]?.person]);
  await put(county, 'update access.centre set epoch = epoch + 1');
  const rest: HeldConflict[] = [];
  for (let cursor = first.nextCursor; cursor; ) {
    const page = (await county.service.get(county.as('director'), url, { limit: '3', cursor })).json();
    rest.push(...page.data);
    cursor = page.nextCursor;
  }
  const gone = new Set([shown[2]?.person]);
  const still = before.slice(3).filter(({ person }) => !gone.has(person));
  expect(rest.map(keyOf)).toEqual(still.map(keyOf));
  expect((await county.service.get(county.as('director'), url, { cursor: 'x' })).json().code).toBe('invalid-cursor');
});

test('an exception takes its own rule away, for its person, its items and its time, and nothing else', async () => {
  const [row] = await read('director', { person: 'outlet-op1', rule: 'outlet-ceiling' });
  const others = async () => (await read('director')).map(keyOf).filter((key) => !row || key !== keyOf(row));
  const before = await others();
  const except = (validity: string, items: string[] | null) =>
    put(
      county,
      `insert into access.exception (centre, id, rule, person, items, validity, compensating_control, control_owner, request)
       values ($1, gen_random_uuid(), 'outlet-ceiling', $2, $3, ${validity}, '-', gen_random_uuid(), gen_random_uuid())`,
      [county.centre, row?.person, items],
    );
  const shown = async () => (await read('director', { person: 'outlet-op1', rule: 'outlet-ceiling' })).length;
  expect(await shown()).toBe(1);
  await except(`tstzrange(now() - interval '2 days', now() - interval '1 day')`, null);
  await except(`tstzrange(now() - interval '1 day', now() + interval '1 day')`, ['card-pin-reset']);
  expect(await shown()).toBe(1);
  await except(`tstzrange(now() - interval '1 day', now() + interval '9 days')`, null);
  const [later] = await read('director', { person: 'outlet-op1', rule: 'outlet-ceiling' });
  expect(Date.parse(later?.from ?? '')).toBeGreaterThan(Date.now() + 8 * 86_400_000);
  expect(await others()).toEqual(before);
});

test('of another centre in the same database nothing is seen', async () => {
  await foundCentre(county.database, { ...countyFile(), centre: 'neighbour' }, (centre) => `test/${centre}`);
  const neighbour = { ...county.client('decide'), centre: 'neighbour' };
  const theirs = await allRows<HeldConflict>(county, neighbour, url);
  expect(theirs).toHaveLength(8);
  const ours = new Set((await holdings()).map(({ person }) => person));
  expect(theirs.filter(({ person }) => ours.has(person))).toEqual([]);
  expect((await county.service.get(neighbour, `${url}/summary`)).json().conflicts).toBe(8);
});
