import { inCentre, newId } from '@zhiheng/database';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { facetsOf } from '../facets.ts';
import { wholeLog } from '../scope.ts';
import { criteriaOf, type EntryFilters } from '../store/entry-filters.ts';
import type { Stretch } from '../store/leaf-search.ts';
import { type LogPlace, lastBelow } from '../store/log-place.ts';
import { endOf, findStretch } from '../store/page-store.ts';
import { openWorld, type World } from './world.ts';

/** Entries of some twenty segments, the times of which overlap: an entry's time is not in the order of the log where transactions take long or clocks differ. */
const centre = 'north';
const count = 330;
const instant = Date.parse('2026-01-05T00:00:00Z');
const somebody = newId();
let world: World;
let entries: Row[];

interface Row {
  id: string;
  index: number;
  /** Microseconds since 1970. */
  at: number;
  action: string;
  outcome: string;
  actor: string | null;
  person: string | null;
  about: string | null;
  client: string | null;
  unit: string | null;
  item: string | null;
  target: string | null;
  reason: string | null;
}

beforeAll(async () => {
  world = await openWorld();
  // Values that fill the log, that lie together, that lie far apart, and that nobody has twice.
  await inCentre(world.owner, centre, (transaction) =>
    sql`insert into audit.entry (centre, id, at, action, outcome, actor, person, about, client, unit, item, target, reason)
      select ${centre}, audit.uuidv7(clock_timestamp()), to_timestamp(${instant / 1_000}) + (n + (hashint4(n) % 40)) / 2 * interval '1 second',
        case when n % 5 = 0 then 'case.closed' when n % 2 = 0 then 'case.opened' else 'role.asked' end,
        case when n % 29 = 0 then 'denied' else 'done' end, 'actor-' || n % 7,
        case when n % 8 = 0 then ${somebody}::uuid end, case when n % 13 = 0 then ${somebody}::uuid end, case when n % 3 > 0 then 'desk' end,
        'unit-' || n % 4, case when n between 100 and 140 or n > 320 then 'together' when n % 90 = 3 then 'apart' else 'item-' || n % 11 end,
        'target-' || n / 2, case when n % 6 = 0 then '原因 ' || n % 12 end
      from generate_series(1, ${count}) as n order by n`.execute(transaction),
  );
  await world.sequenceAll(centre);
  const { rows } = await world.owner.pool.query<Row>(
    `select e.*, l.index, (extract(epoch from l.at) * 1000000)::bigint as at from audit.leaf l join audit.entry e on e.centre = l.centre and e.id = l.entry
     where l.centre = $1`,
    [centre],
  );
  entries = rows;
});
afterAll(() => world.close());

/** As a reader without any index would. */
const matches = (filters: EntryFilters) => (row: Row) =>
  (!filters.action ||
    (filters.action.endsWith('.') ? row.action.startsWith(filters.action) : row.action === filters.action)) &&
  (!filters.outcome || row.outcome === filters.outcome) &&
  (!filters.actor || row.actor === filters.actor) &&
  (!filters.person || [row.actor, row.person, row.about].includes(filters.person)) &&
  (!filters.client || row.client === filters.client) &&
  (!filters.onlyUnit || row.unit === filters.onlyUnit) &&
  (!filters.item || row.item === filters.item) &&
  (!filters.target || row.target === filters.target) &&
  (!filters.reason || row.reason?.includes(filters.reason) === true) &&
  (!filters.since || row.at >= Date.parse(filters.since) * 1_000) &&
  (!filters.until || row.at < Date.parse(filters.until) * 1_000);

const time = fc
  .integer({ min: -5, max: count / 2 + 5 })
  .map((second) => new Date(instant + second * 1_000).toISOString());
const values: { [Filter in keyof EntryFilters]: fc.Arbitrary<string> } = {
  action: fc.constantFrom('case.opened', 'case.', 'role.asked'),
  outcome: fc.constantFrom('done', 'denied'),
  actor: fc.constantFrom('actor-1', 'nobody'),
  person: fc.constantFrom('actor-2', somebody),
  client: fc.constant('desk'),
  onlyUnit: fc.constantFrom('unit-1', 'unit-2'),
  item: fc.constantFrom('together', 'apart', 'item-4'),
  target: fc.constantFrom('target-7', 'target-100'),
  reason: fc.constant('原因 6'),
  since: time,
  until: time,
};
/** By up to three fields. */
const asked: fc.Arbitrary<EntryFilters> = fc
  .subarray(Object.entries(values), { minLength: 1, maxLength: 3 })
  .chain((given) => fc.record(Object.fromEntries(given)));

async function pages(filters: EntryFilters, ascending: boolean, limit: number, cheap: number | undefined) {
  return inCentre(world.database, centre, async (transaction) => {
    const criteria = await criteriaOf(transaction, centre, filters, wholeLog);
    const last = await lastBelow(transaction, centre, Number.MAX_SAFE_INTEGER);
    const found: { id: string; place: LogPlace }[] = [];
    let stretch: Stretch | undefined = last && { last, ascending, limit };
    while (criteria && stretch) {
      const page = await findStretch(transaction, centre, criteria, stretch, cheap);
      found.push(...page.entries.map(({ id }, n) => ({ id, place: page.places[n] as LogPlace })));
      const edge = endOf(page);
      stretch = edge && { ...stretch, edge };
    }
    return found;
  });
}

it('every page gives what a reader of all entries would find, in the order of time, both ways', async () => {
  const asking = fc.record({
    filters: asked,
    ascending: fc.boolean(),
    limit: fc.constantFrom(1, 7, 40, 500),
    cheap: fc.constantFrom(undefined, -1, Number.POSITIVE_INFINITY),
  });
  await fc.assert(
    fc.asyncProperty(asking, async ({ filters, ascending, limit, cheap }) => {
      const sign = ascending ? 1 : -1;
      const wanted = entries.filter(matches(filters)).sort((a, b) => sign * (a.at - b.at || a.index - b.index));
      fc.pre(limit > 1 || wanted.length < 30);
      const found = await pages(filters, ascending, limit, cheap);
      expect(found.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
      expect(found.map(({ place }) => place)).toEqual(wanted.map(({ at, index }) => ({ at, index })));
    }),
    { numRuns: 150 },
  );
});

it('facets count the same', async () => {
  await fc.assert(
    fc.asyncProperty(asked, async (filters) => {
      const wanted = entries.filter(matches(filters)).length;
      const facets = await inCentre(world.database, centre, (transaction) =>
        facetsOf(transaction, centre, wholeLog, filters, 50),
      );
      expect(facets).toMatchObject({ counted: wanted, complete: true });
      expect(facets.facets.outcome.reduce((sum, one) => sum + one.count, 0)).toBe(wanted);
    }),
    { numRuns: 60 },
  );
});
