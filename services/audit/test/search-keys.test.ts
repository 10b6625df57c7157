import type { EntryInput } from '@zhiheng/contracts';
import { inCentre, type Transaction } from '@zhiheng/database';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { facetsOf } from '../facets.ts';
import { lookOnward } from '../feed.ts';
import { type Scope, wholeLog } from '../scope.ts';
import { actionsUnder } from '../store/action-store.ts';
import { criteriaOf, type EntryFilters } from '../store/entry-filters.ts';
import type { Stretch } from '../store/leaf-search.ts';
import { lastBelow } from '../store/log-place.ts';
import { endOf, findStretch } from '../store/page-store.ts';
import { sharedKeys } from './shared-keys.ts';
import { openWorld, type World } from './world.ts';

const centre = 'north';
let world: World;
/** Two values that share a key. */
let one: string;
let other: string;

beforeAll(async () => {
  world = await openWorld();
  ({ one, other } = await sharedKeys(world));
});
afterAll(() => world.close());

const read = <T>(work: (transaction: Transaction) => Promise<T>) => inCentre(world.database, centre, work);

/** Ids of what is found, a page at a time. */
async function found(filters: EntryFilters, { ascending = false, limit = 1, cheap = -1, scope = wholeLog as Scope }) {
  return read(async (transaction) => {
    const criteria = await criteriaOf(transaction, centre, filters, scope);
    const last = await lastBelow(transaction, centre, Number.MAX_SAFE_INTEGER);
    if (!criteria || !last) return [];
    const ids: string[] = [];
    let stretch: Stretch | undefined = { last, ascending, limit };
    while (stretch) {
      const page = await findStretch(transaction, centre, criteria, stretch, cheap);
      expect(page.entries.length).toBeLessThanOrEqual(limit);
      ids.push(...page.entries.map(({ id }) => id));
      const edge = endOf(page);
      stretch = edge ? { ...stretch, edge } : undefined;
    }
    return ids;
  });
}

it('the values of these tests share a key', async () => {
  expect(one).not.toBe(other);
  const { rows } = await world.owner.pool.query('select audit.key($1) = audit.key($2) as same', [one, other]);
  expect(rows).toEqual([{ same: true }]);
});

describe.each<[keyof EntryFilters, keyof EntryInput]>([
  ['action', 'action'],
  ['actor', 'actor'],
  ['person', 'actor'],
  ['client', 'client'],
  ['targetType', 'targetType'],
  ['target', 'target'],
  ['onlyUnit', 'unit'],
  ['item', 'item'],
  ['correlationId', 'correlationId'],
])('a key that two values of %s share', (filter, field) => {
  it('finds the entries of the one that was asked for, each once, both ways', async () => {
    const mark = `shared-${filter}`;
    const marked = { [field === 'item' ? 'target' : 'item']: mark };
    const place = (value: string) => ({ ...marked, [field]: value, reason: 'Because' });
    const ids = await world.append(centre, ...[one, other, other, one, other, one].map(place));
    await world.sequenceAll(centre);
    const theirs = [ids[0], ids[3], ids[5]];
    const filters = { [filter]: one, ...marked };
    for (const cheap of [-1, Number.POSITIVE_INFINITY])
      for (const limit of [1, 2, 5])
        for (const asked of [filters, { ...filters, reason: 'cause' }]) {
          expect(await found(asked, { ascending: true, limit, cheap })).toEqual(theirs);
          expect(await found(asked, { limit, cheap })).toEqual(theirs.toReversed());
        }
    const facets = await read((transaction) => facetsOf(transaction, centre, wholeLog, filters, 10));
    expect(facets).toMatchObject({ counted: 3, complete: true });
    const feed = await read((transaction) =>
      lookOnward(transaction, centre, wholeLog, filters, { from: 0, limit: 50 }),
    );
    expect(feed.entries.map(({ id }) => id)).toEqual(theirs);
  });
});

it('an action is found by its beginning although one that begins otherwise shares its key', async () => {
  const ids = await world.append(centre, { action: one, item: 'begins' }, { action: other, item: 'begins' });
  await world.sequenceAll(centre);
  expect(await read((transaction) => actionsUnder(transaction, centre, 'one.'))).toEqual([one]);
  for (const cheap of [-1, Number.POSITIVE_INFINITY]) {
    expect(await found({ action: 'one.', item: 'begins' }, { cheap })).toEqual([ids[0]]);
    expect(await found({ action: 'other.', item: 'begins' }, { cheap })).toEqual([ids[1]]);
  }
  expect(await found({ action: 'begins.' }, {})).toEqual([]);
});

it('more actions than are followed one by one are found by their beginning, too', async () => {
  const many = Array.from({ length: 250 }, (_, n) => ({ action: `many.${n}`, item: n % 2 ? 'odd' : 'even' }));
  const ids = await world.append(centre, ...many);
  await world.sequenceAll(centre);
  expect(await found({ action: 'many.' }, { ascending: true, limit: 100 })).toEqual(ids);
  expect(await found({ action: 'many.', item: 'odd' }, { limit: 100 })).toHaveLength(125);
});

it('a unit that shares its key with one that is closed to the reader stays open', async () => {
  const units = [one, other, undefined];
  const ids = await world.append(centre, ...units.map((unit) => ({ target: 'closed', ...(unit ? { unit } : {}) })));
  await world.sequenceAll(centre);
  expect(await found({ target: 'closed' }, { scope: { except: [one] } })).toEqual([ids[2], ids[1]]);
  expect(await found({ target: 'closed' }, { scope: { only: [other] } })).toEqual([ids[1]]);
  expect(await found({ target: 'closed' }, { scope: { only: [one, other] } })).toEqual([ids[1], ids[0]]);
});

it('what was said at one instant has an order, and a page ends within it', async () => {
  await world.owner.pool.query(
    `insert into audit.entry (centre, id, at, action, outcome, target)
     select $1, audit.uuidv7(now()), now(), 'case.opened', 'done', 'at once' from generate_series(1, 25)`,
    [centre],
  );
  await world.sequenceAll(centre);
  const { rows } = await world.owner.pool.query<{ id: string }>(
    `select entry as id from audit.leaf join audit.entry e on e.id = entry where target = 'at once' order by index`,
  );
  const ids = rows.map(({ id }) => id);
  expect(ids).toHaveLength(25);
  expect(await found({ target: 'at once' }, { ascending: true, limit: 7 })).toEqual(ids);
  expect(await found({ target: 'at once' }, { limit: 7 })).toEqual(ids.toReversed());
});

it('an entry stands at its time, whatever time the client has put into its id', async () => {
  const yesterday = (Date.now() - 86_400_000).toString(16).padStart(12, '0');
  const old = `${yesterday.slice(0, 8)}-${yesterday.slice(8)}-7000-8000-000000000001`;
  const [first] = await world.append(centre, { target: 'dated' });
  await world.append(centre, { target: 'dated', id: old });
  const [last] = await world.append(centre, { target: 'dated' });
  await world.sequenceAll(centre);
  expect(await found({ target: 'dated' }, { ascending: true })).toEqual([first, old, last]);
});
