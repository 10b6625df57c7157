import { inCentre } from '@zhiheng/database';
import type { TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wholeLog } from '../scope.ts';
import { criteriaOf, type EntryFilters } from '../store/entry-filters.ts';
import { lastBelow } from '../store/log-place.ts';
import { findStretch } from '../store/page-store.ts';
import { openWorld, type World } from './world.ts';

interface Page {
  data: { id: string; reason?: string }[];
  lookedTo?: string;
  nextCursor: string | null;
  previousCursor: string | null;
}

let world: World;
let service: TestService;
beforeAll(async () => {
  world = await openWorld();
  service = await world.openService();
});
afterAll(() => world.close());

const reader = () => world.client('north', 'audit:read');
const page = async (query: Record<string, string>): Promise<Page> => {
  const answer = await service.get(reader(), '/audit/v1/entries', query);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
};
const pick = <T>(list: readonly T[]): T => list[Math.floor(Math.random() * list.length)] as T;

describe.each(['newest', 'oldest'])('%s first', (order) => {
  it('a reader who goes back and forth sees each entry at its place, whatever is appended meanwhile', async () => {
    const unit = `walk-${order}`;
    const ids = await world.append('north', ...Array.from({ length: 43 }, () => ({ unit })));
    await world.settled('north');
    const expected = order === 'newest' ? ids.toReversed() : ids;
    let more = true;
    const writer = (async () => {
      while (more) await world.append('north', { unit }, { unit: 'elsewhere' });
    })();
    const first = await page({ unit, order, limit: '5' });
    // What was appended before the first page belongs to the query; its order says where all else has to stand.
    const all = [...first.data.map(({ id }) => id)];
    for (let cursor = first.nextCursor; cursor; ) {
      const next = await page({ unit, order, limit: '7', cursor });
      all.push(...next.data.map(({ id }) => id));
      cursor = next.nextCursor;
    }
    expect(new Set(all).size).toBe(all.length);
    expect(all.filter((id) => ids.includes(id))).toEqual(expected);
    expect(all).toEqual(order === 'newest' ? all.toSorted().toReversed() : all.toSorted());

    let here = { ...first, at: 0 };
    for (let turn = 0; turn < 60; turn++) {
      const forth = here.previousCursor === null || (here.nextCursor !== null && Math.random() < 0.5);
      const cursor = forth ? here.nextCursor : here.previousCursor;
      if (cursor === null) break;
      const limit = pick([1, 3, 8]);
      const next = await page({ unit, order, limit: String(limit), cursor });
      const at = forth ? here.at + here.data.length : Math.max(0, here.at - limit);
      expect(next.data.map(({ id }) => id)).toEqual(all.slice(at, at + next.data.length));
      expect(next.data.length).toBe(forth ? Math.min(limit, all.length - at) : Math.min(limit, here.at));
      expect(next.nextCursor === null).toBe(at + next.data.length === all.length);
      expect(next.previousCursor === null).toBe(at === 0);
      here = { ...next, at };
    }
    more = false;
    await writer;
  });
});

describe('every way of finding gives the same', () => {
  const units = ['a', 'b', 'c'];
  const actions = ['request.asked', 'request.decided', 'case.opened', 'requests'];
  beforeAll(async () => {
    const entries = Array.from({ length: 400 }, (_, place) => ({
      unit: pick(units),
      action: pick(actions),
      ...(place % 3 ? { actor: pick(['one', 'two']) } : {}),
      ...(place % 4 ? { reason: pick(['因工作需要调岗', '人员调离', 'Not-Permitted']) } : {}),
      client: pick(['desk', 'rare']),
    }));
    await world.append('south', ...entries);
    await world.sequenceAll('south');
  });

  it.each<EntryFilters>([
    {},
    { action: 'request.' },
    { action: 'request.', onlyUnit: 'a' },
    { action: 'request.', client: 'rare', actor: 'one' },
    { person: 'one', action: 'request.' },
    { client: 'desk' },
    { reason: '调' },
    { reason: 'not-PERM', actor: 'two' },
    { reason: '调离', action: 'request.' },
  ])('%j', async (filters) => {
    const { rows } = await world.owner.pool.query(
      `select id, index, (extract(epoch from e.at) * 1000000)::bigint as at, action, unit, actor, client, reason
       from audit.entry e join audit.leaf on entry = id where e.centre = 'south' order by id`,
    );
    const actor = filters.actor ?? filters.person;
    const everything = rows.filter(
      (row) =>
        (!filters.action || row.action.startsWith(filters.action)) &&
        (!filters.onlyUnit || row.unit === filters.onlyUnit) &&
        (!actor || row.actor === actor) &&
        (!filters.client || row.client === filters.client) &&
        (!filters.reason || row.reason?.toLowerCase().includes(filters.reason.toLowerCase())),
    );
    expect(everything.length).toBeGreaterThan(3);
    const middle = everything[Math.floor(everything.length / 2)];
    for (const cheap of [-1, Number.POSITIVE_INFINITY])
      for (const ascending of [true, false])
        for (const edge of [undefined, middle]) {
          const found = await inCentre(world.database, 'south', async (transaction) => {
            const criteria = await criteriaOf(transaction, 'south', filters, wholeLog);
            const last = await lastBelow(transaction, 'south', Number.MAX_SAFE_INTEGER);
            if (!criteria || !last) throw new Error('nothing to find');
            const stretch = { last, ascending, limit: 40, ...(edge === undefined ? {} : { edge }) };
            return findStretch(transaction, 'south', criteria, stretch, cheap);
          });
          const ordered = ascending ? everything : everything.toReversed();
          const wanted = edge === undefined ? ordered : ordered.slice(ordered.indexOf(edge) + 1);
          expect(found.entries.map(({ id }) => id)).toEqual(wanted.slice(0, 40).map(({ id }) => id));
          expect(found.more).toBe(wanted.length > 40);
        }
  });
});
