import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { advisoryLocks, inCentre, type Lease, newId, tryElection } from '@zhiheng/database';
import type { TestService } from '@zhiheng/http/testing';
import { parseEvidence, parseTrustedKeys, verifyBundle } from '@zhiheng/ledger';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { archiveMonth } from '../archive/archive-month.ts';
import { ArchiveFolder } from '../archive/folder.ts';
import { findEverywhere } from '../archive/whole-search.ts';
import { verifyEd25519 } from '../log-keys.ts';
import { type Scope, wholeLog } from '../scope.ts';
import { criteriaOf, type EntryFilters } from '../store/entry-filters.ts';
import { departed, type LogPlace, lastBelow } from '../store/log-place.ts';
import { endOf } from '../store/page-store.ts';
import { exporting, letExport } from './exporting.ts';
import { archiveOf, archivingOf, makeMonth, tend } from './past.ts';
import { sharedKeys } from './shared-keys.ts';
import { openWorld, type World } from './world.ts';

/** What has gone to the archive is searched and exported as if it were still in the database. */
const months = ['2023-03', '2023-04', '2023-05'];
const centre = 'north';
let world: World;
let service: TestService;
let exports: ReturnType<typeof exporting>;
let lease: Lease | undefined;

const person = newId();
const values = {
  action: ['case.opened', 'case.step', 'request.made'],
  outcome: ['done', 'denied'],
  actor: ['ann', 'bob'],
  target: ['third'] as string[],
  unit: ['control', 'elsewhere'],
  item: ['a', 'b'],
  reason: ['Straße', 'İstanbul ΑΣ', '调岗', 'plain'],
};

beforeAll(async () => {
  world = await openWorld();
  lease = await tryElection(world.database, advisoryLocks.archivist);
  await letExport(world);
  const { one, other } = await sharedKeys(world);
  values.target.push(one, other);
  for (const month of months) await makeMonth(world, month);
  for (const month of [...months, now]) await appendVaried(month, 150);
  await world.sequenceAll(centre);
  service = await world.openService();
  exports = exporting(world, service);
});
afterAll(async () => {
  lease?.release();
  await world.close();
});

const now = new Date().toISOString().slice(0, 7);

/** Entries of a month, of which some say nothing of a field, and some were told weeks later: those go with the month of their id. */
async function appendVaried(month: string, count: number): Promise<void> {
  const one = (values: readonly string[]) =>
    sql`(array[${sql.join(values)}, null])[1 + floor(random() * ${values.length + 1})::integer]`;
  await inCentre(world.owner, centre, (transaction) =>
    sql`with moment as (
        select n, audit.months_after(${month}, 0) + (n % 40) * interval '7 minutes' as made,
          case when n % 7 = 0 and ${month !== now} then interval '30 days' else interval '0' end as late
        from generate_series(1, ${count}::integer) as n)
      insert into audit.entry (centre, id, at, action, outcome, actor, target, unit, item, reason, person)
      select ${centre}, (substr(audit.first_id(made)::text, 1, 14) || '7' || substr(md5(random()::text), 1, 3) || '-8'
        || substr(md5(random()::text), 1, 3) || '-' || substr(md5(random()::text), 1, 12))::uuid, made + late,
        (array['case.opened', 'case.step', 'request.made'])[1 + n % 3], (array['done', 'denied'])[1 + n % 2],
        ${one(values.actor)}, ${one(values.target)}, ${one(values.unit)}, ${one(values.item)}, ${one(values.reason)},
        case when n % 5 = 0 then ${person}::uuid end
      from moment`.execute(transaction),
  );
}

const parts = ['stra', 'SSE', 'ß', 'i', 'İ', 'ς', 'σ', '岗', 'PLAIN'];
/** Up to three filters at once: so that many find something. */
const filtersOf = () => {
  const all = {
    action: fc.constantFrom(...values.action, 'case.', 'request.'),
    outcome: fc.constantFrom(...values.outcome),
    actor: fc.constantFrom(...values.actor),
    person: fc.constantFrom('ann', person, 'inspector'),
    target: fc.constantFrom(...values.target),
    unit: fc.constantFrom(...values.unit),
    item: fc.constantFrom(...values.item),
    reason: fc.constantFrom(...parts),
    since: fc.constantFrom('2023-03-01T01:00:00Z', '2023-04-15T00:00:00Z', '2023-06-02T00:00:00Z'),
    until: fc.constantFrom('2023-04-01T02:00:00Z', '2023-05-31T01:00:00Z', '2024-01-01T00:00:00Z'),
  };
  return fc
    .subarray(Object.keys(all), { maxLength: 3 })
    .chain((names) =>
      fc.record(Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)))),
    ) as fc.Arbitrary<EntryFilters>;
};
const scopeOf: fc.Arbitrary<Scope> = fc.constantFrom(wholeLog, { only: ['control'] }, { except: ['control'] });
type Case = [filters: EntryFilters, scope: Scope, ascending: boolean, limit: number];
const casesOf = (): Case[] => [
  ...parts.map((reason): Case => [{ reason }, wholeLog, true, 100]),
  ...fc.sample(fc.tuple(filtersOf(), scopeOf, fc.boolean(), fc.constantFrom(23, 100, 400)), { numRuns: 40, seed: 15 }),
];
const where = () => ({ archive: new ArchiveFolder(archiveOf(world)), keys: world.keys });

/** Indexes of what is found, page by page. `bound`: what was logged by then. */
async function found([filters, scope, ascending, limit]: Case, bound: number): Promise<number[]> {
  const indexes: number[] = [];
  for (let edge: LogPlace | undefined, more = true; more; more = edge !== undefined)
    edge = await inCentre(world.database, centre, async (transaction) => {
      const criteria = await criteriaOf(transaction, centre, filters, scope);
      const last = await lastBelow(transaction, centre, bound);
      if (!criteria || !last) return undefined;
      const stretch = { last, ascending, limit, ...(edge && { edge }) };
      const page = await findEverywhere(transaction, centre, criteria, stretch, where());
      expect(page.lack).toBeUndefined();
      expect(page.entries.length).toBeLessThanOrEqual(limit);
      indexes.push(...page.entries.map(({ index }) => index as number));
      return endOf(page);
    });
  return indexes;
}

const file = (name: string) => join(archiveOf(world), centre, name);
let bound: number;
let whole: object[];
const parsed = (lines: string): object[] =>
  lines
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
const everything = { since: '2023-01-01T00:00:00Z', until: '2024-01-01T00:00:00Z' };

it('whatever is asked, the same is found, in the same order, before and after the months have left the database', async () => {
  bound = (await found([{}, wholeLog, true, 500], Number.MAX_SAFE_INTEGER)).length;
  whole = parsed((await exports.exported({ format: 'ndjson', filters: everything })).answer.body);
  const cases = casesOf();
  const before: number[][] = [];
  for (const one of cases) before.push(await found(one, bound));
  // While somebody looks in both places, nothing goes from one to the other.
  await archiveMonth(archivingOf(world), centre, '2023-03');
  await inCentre(world.database, centre, async (transaction) => {
    await departed(transaction, centre);
    await expect(world.database.pool.query(`select audit.detach_month('2023-03')`)).rejects.toThrow(/lock timeout/);
  });
  await tend(world);
  const { rows } = await world.owner.pool.query('select month from audit.archived_month where detached_at is not null');
  expect(rows).toHaveLength(3);
  for (const [n, one] of cases.entries()) expect(await found(one, bound), JSON.stringify(one)).toEqual(before[n]);
  // The cases say something: some find archived entries of several months, some by a part of the reason.
  expect(before.filter((indexes) => indexes.length > 20).length).toBeGreaterThan(10);
  expect(cases.filter(([{ reason }], n) => reason !== undefined && before[n]?.length).length).toBeGreaterThan(4);
});

it('a query shows it and says that it has looked at all', async () => {
  const page = async (query: Record<string, string>) =>
    (await service.get(world.as(centre, 'inspector'), '/audit/v1/entries', query)).json();
  const first = await page({ ...everything, order: 'oldest', limit: '300' });
  expect(first).not.toHaveProperty('searchableFrom');
  const second = await page({ ...everything, order: 'oldest', limit: '300', cursor: first.nextCursor });
  expect([...first.data, ...second.data]).toEqual(whole);
  expect(second.nextCursor).toBeNull();
});

it('an export of each kind has it, just what it was before; evidence of it holds', async () => {
  const { answer, job } = await exports.exported({ format: 'ndjson', filters: everything });
  expect(parsed(answer.body)).toEqual(whole);
  expect(job.entries).toBe(450);
  expect(job).not.toHaveProperty('searchableFrom');
  for (const format of ['csv', 'xlsx'])
    expect((await exports.exported({ format, filters: everything })).job.entries).toBe(450);
  const { answer: evidence } = await exports.exported({
    format: 'bundle',
    filters: { ...everything, outcome: 'denied' },
  });
  const bundle = parseEvidence(evidence.rawPayload.toString());
  expect(bundle.manifest.count).toBe(225);
  const verdict = await verifyBundle(bundle, parseTrustedKeys(bundle.keys.join('\n')), verifyEd25519);
  expect(verdict).toMatchObject({ intact: true });
});

it('of a file that was altered nothing is shown or exported, and that is said', async () => {
  const name = file('tile/entries/000');
  const held = await readFile(name);
  const forged = Buffer.from(held);
  forged.write('case.close', forged.indexOf('case.opened'));
  await writeFile(name, forged);
  try {
    const { id } = await exports.ask({ format: 'csv', filters: everything });
    expect(await exports.ended(id)).toMatchObject({ state: 'failed', failure: 'archive-unavailable' });
    const query = { ...everything, order: 'oldest', limit: '10' };
    const page = (await service.get(world.client(centre, 'audit:read'), '/audit/v1/entries', query)).json();
    expect(page).toMatchObject({ data: [], searchableFrom: '2023-06-01T00:00:00.000Z' });
  } finally {
    await writeFile(name, held);
  }
});
