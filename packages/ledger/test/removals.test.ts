import { describe, expect, it } from 'vitest';
import { canonicalEntry } from '../index.ts';
import { Removals } from '../removals.ts';

/** The entry about a month's removal, ten years after it. */
const removal = (month: string, first: number, last: number, more: object = {}, at = '2026-11-01T00:00:00.000000Z') =>
  canonicalEntry({
    account: '01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11',
    action: 'month.removed',
    at,
    centre: 'north',
    outcome: 'done',
    details: { month, first, last, entries: last - first + 1, keepMonths: 120, ...more },
  });

function settle(gone: readonly (readonly [number, number])[], entries: readonly Uint8Array[], holds = true) {
  const removals = new Removals();
  for (const [first, last] of gone) for (let index = first; index <= last; index++) removals.claim(index);
  for (const [place, entry] of entries.entries()) removals.see(entry, 1_000 + place, () => holds);
  const { lawful, unlawful } = removals.settle();
  return { lawful: lawful.map(({ month }) => month), unlawful };
}

describe('entries that are gone', () => {
  it('are excused by the entry about their removal, wherever in it they stand', () => {
    const said = [removal('2016-01', 0, 9), removal('2016-02', 10, 19)];
    expect(settle([[0, 19]], said)).toEqual({ lawful: ['2016-01', '2016-02'], unlawful: [] });
    expect(settle([[3, 4]], said)).toEqual({ lawful: ['2016-01'], unlawful: [] });
    expect(settle([], said)).toEqual({ lawful: [], unlawful: [] });
  });

  it('are not excused beyond its range, before, between and after', () => {
    const said = [removal('2016-01', 10, 19), removal('2016-03', 30, 39)];
    expect(settle([[5, 45]], said).unlawful).toEqual([
      { first: 5, last: 9, entries: 5 },
      { first: 20, last: 29, entries: 10 },
      { first: 40, last: 45, entries: 6 },
    ]);
    expect(settle([[7, 7]], []).unlawful).toEqual([{ first: 7, last: 7, entries: 1 }]);
  });

  it('are not more than it says, over months that lie within one another', () => {
    const said = [removal('2016-01', 0, 9, { entries: 6 }), removal('2016-02', 5, 14, { entries: 9 })];
    expect(settle([[0, 14]], said).unlawful).toEqual([]);
    expect(settle([[0, 9]], said.slice(0, 1)).unlawful).toEqual([{ first: 0, last: 9, entries: 4 }]);
    expect(settle([[0, 9]], [said[0], said[0]] as Uint8Array[]).unlawful, 'said twice').toEqual([
      { first: 0, last: 9, entries: 4 },
    ]);
  });

  it.each([
    ['before its retention was over', removal('2016-12', 0, 9)],
    ['before six months were over, whatever it says', removal('2026-06', 0, 9, { keepMonths: 0 })],
    ['of what came after it', removal('2016-01', 0, 2_000)],
    ['of more than its range holds', removal('2016-01', 0, 9, { entries: 11 })],
    ['backwards', removal('2016-01', 9, 0, { entries: 1 })],
    ['of no numbers', removal('2016-01', 0, 9, { entries: '10' })],
    ['of no month', removal('x', 0, 9)],
    ['without details', canonicalEntry({ action: 'month.removed', at: '2026-11-01T00:00:00Z' })],
    ['under another name', canonicalEntry({ action: 'other', reason: '"action":"month.removed"' })],
  ])('are not excused by a removal %s', (_, entry) => {
    expect(settle([[0, 9]], [entry])).toEqual({ lawful: [], unlawful: [{ first: 0, last: 9, entries: 10 }] });
  });

  it('are not excused by an entry that is not the one in the tree', () => {
    expect(settle([[0, 9]], [removal('2016-01', 0, 9)], false).lawful).toEqual([]);
  });
});
