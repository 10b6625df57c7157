import { Readable } from 'node:stream';
import { newId } from '@zhiheng/database';
import { expect, it } from 'vitest';
import type { Onward } from '../feed.ts';
import { tail } from '../tail.ts';

/** What a tail is given whose clock stands still. */
const still = { from: 0, log: '/audit/log/north', grown: async () => undefined, endsAt: Infinity, now: () => 0 };

it('a tail reads no further than its reader takes', async () => {
  let looks = 0;
  const look = async (from: number) => {
    looks++;
    const entries = Array.from({ length: 100 }, (_, place) => ({ index: from + place }) as Onward['entries'][number]);
    return { entries, next: from + 100, size: Number.MAX_SAFE_INTEGER };
  };
  const signal = new AbortController().signal;
  const events = tail({ ...still, look, signal });
  const stream = Readable.from(events, { highWaterMark: 1 });
  let taken = 0;
  for await (const _ of stream) if (++taken === 50) break;
  expect(looks).toBe(1);
});

it('tells once of each month that it passes over, before what comes after it', async () => {
  const month = (name: string) => ({ month: name, firstIndex: 0, lastIndex: 9, entries: 10 });
  const searchableFrom = '2024-01-01T00:00:00.000Z';
  const hangUp = new AbortController();
  const removal = newId();
  // The second month leaves the database while the reader is far behind.
  const looks: Partial<Onward>[] = [
    { searchableFrom, archived: [month('2023-11')] },
    { searchableFrom, archived: [month('2023-12'), month('2023-11')] },
    { searchableFrom, removed: [{ ...month('2023-11'), removal }], archived: [month('2023-12')] },
  ];
  let at = 0;
  const look = async (next: number) => {
    const entry = {
      id: newId(),
      index: next,
      at: searchableFrom,
      centre: 'north',
      action: 'a',
      outcome: 'done' as const,
    };
    if (at === looks.length) hangUp.abort();
    return { entries: [entry], next: next + 1, size: 100, ...looks[at++] };
  };
  const events: string[] = [];
  for await (const text of tail({ ...still, from: 10, look, signal: hangUp.signal })) events.push(text);
  const kinds = events.flatMap((text) => /event: (\w+)/.exec(text)?.[1] ?? []);
  expect(kinds).toEqual(['archived', 'entry', 'archived', 'entry', 'entry']);
  const told = events.filter((text) => text.startsWith('event: archived')).map((text) => JSON.parse(text.slice(22)));
  expect(told).toEqual([
    { searchableFrom, archived: [month('2023-11')], removed: [], log: '/audit/log/north' },
    { searchableFrom, archived: [month('2023-12')], removed: [], log: '/audit/log/north' },
  ]);
});
