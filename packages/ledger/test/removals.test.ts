import { describe, expect, it } from 'vitest';
import { canonicalEntry, speaksOfKeeping } from '../index.ts';
import { Removals } from '../removals.ts';

const [ann, bob] = ['01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11', '01990a3e-6f00-7c3a-9a52-0d5b7a4c1e12'];
const now = '2026-11-01T00:00:00.000000Z';
const say = (action: string, person: string | undefined, more: object = {}) =>
  canonicalEntry({
    action,
    at: now,
    centre: 'north',
    outcome: 'done',
    ...(person && { account: person, person }),
    ...more,
  });

const ask = (month: string, person?: string) => say('removal.asked', person ?? ann, { target: month });
const confirm = (month: string, first: number, last: number, more: object = {}, at = now, person: string = bob) =>
  say('month.removed', person, {
    at,
    target: month,
    details: { month, first, last, entries: last - first + 1, keepMonths: 120, ...more },
  });
/** What is said of a month's removal, ten years after it. */
const removal = (...[month, ...more]: Parameters<typeof confirm>) => [ask(month), confirm(month, ...more)];
const held = (since: string, until?: string) =>
  say('hold.placed', ann, { target: 'h', details: { since, ...(until && { until }) } });
const keep = (action: 'asked' | 'set' | 'withdrawn', person: string, keepMonths: number, onlineMonths = 24) =>
  say(`retention.${action}`, person, { after: { keepMonths, onlineMonths } });

function settle(
  gone: readonly (readonly [number, number])[],
  entries: readonly Uint8Array[],
  { holds = true, whole = true } = {},
) {
  const removals = new Removals(whole);
  for (const [first, last] of gone) for (let index = first; index <= last; index++) removals.claim(index);
  for (const [place, entry] of entries.entries()) removals.see(entry, 1_000 + place, () => holds);
  const { lawful, unlawful } = removals.settle();
  return { lawful: lawful.map(({ month }) => month), unlawful };
}
const unlawful = { lawful: [], unlawful: [{ first: 0, last: 9, entries: 10 }] };
const lawful = (month: string) => ({ lawful: [month], unlawful: [] });

it('whether an entry is about the keeping is seen whoever acts, and in its action alone', () => {
  const spoken = (more: object) => speaksOfKeeping(canonicalEntry({ at: now, outcome: 'done', ...more }));
  for (const more of [{}, { account: ann }, { about: bob }, { account: ann, about: bob }]) {
    for (const action of ['month.removed', 'removal.asked', 'retention.set', 'hold.placed'])
      expect(spoken({ action, ...more })).toBe(true);
    for (const action of ['step.recorded', 'holder.named', 'month', 'remover.asked'])
      expect(spoken({ action, actor: '"action":"month.removed"', client: 'month.removed', ...more })).toBe(false);
  }
});

describe('entries that are gone', () => {
  it('are excused by the entry about their removal, wherever in it they stand', () => {
    const said = [...removal('2016-01', 0, 9), ...removal('2016-02', 10, 19)];
    expect(settle([[0, 19]], said)).toEqual({ lawful: ['2016-01', '2016-02'], unlawful: [] });
    expect(settle([[3, 4]], said)).toEqual({ lawful: ['2016-01'], unlawful: [] });
    expect(settle([], said)).toEqual({ lawful: [], unlawful: [] });
  });

  it('are not excused beyond its range, before, between and after', () => {
    const said = [...removal('2016-01', 10, 19), ...removal('2016-03', 30, 39)];
    expect(settle([[5, 45]], said).unlawful).toEqual([
      { first: 5, last: 9, entries: 5 },
      { first: 20, last: 29, entries: 10 },
      { first: 40, last: 45, entries: 6 },
    ]);
    expect(settle([[7, 7]], []).unlawful).toEqual([{ first: 7, last: 7, entries: 1 }]);
  });

  it('are not more than it says, over months that lie within one another', () => {
    const said = [removal('2016-01', 0, 9, { entries: 6 }), removal('2016-02', 5, 14, { entries: 9 })] as const;
    const [one, other] = said;
    expect(settle([[0, 14]], [...one, ...other]).unlawful).toEqual([]);
    expect(settle([[0, 9]], one).unlawful).toEqual([{ first: 0, last: 9, entries: 4 }]);
    expect(settle([[0, 9]], [...one, ...one]).unlawful, 'said twice').toEqual([{ first: 0, last: 9, entries: 4 }]);
  });

  it.each([
    ['before its retention was over', removal('2016-12', 0, 9)],
    ['before six months were over, whatever it says', removal('2026-06', 0, 9, { keepMonths: 0 })],
    ['of what came after it', removal('2016-01', 0, 2_000)],
    ['of more than its range holds', removal('2016-01', 0, 9, { entries: 11 })],
    ['backwards', removal('2016-01', 9, 0, { entries: 1 })],
    ['of no numbers', removal('2016-01', 0, 9, { entries: '10' })],
    ['of no month', removal('x', 0, 9)],
    ['without details', [ask('2016-01'), say('month.removed', bob)]],
    ['under another name', [ask('2016-01'), say('other', bob, { reason: '"action":"month.removed"' })]],
    ['that nobody asked for', [confirm('2016-01', 0, 9)]],
    ['that was asked for of another month', [ask('2016-02'), confirm('2016-01', 0, 9)]],
    ['that was asked for afterwards', [confirm('2016-01', 0, 9), ask('2016-01')]],
    ['confirmed by the same person', [ask('2016-01', bob), confirm('2016-01', 0, 9)]],
    ['by nobody', [say('removal.asked', undefined, { target: '2016-01' }), confirm('2016-01', 0, 9)]],
    [
      'that was taken back',
      [ask('2016-01'), say('removal.withdrawn', ann, { target: '2016-01' }), confirm('2016-01', 0, 9)],
    ],
    ['of a month that is held', [held('2016-01-31T23:00:00Z'), ...removal('2016-01', 0, 9)]],
    [
      'while a hold that reaches into it is in force',
      [held('2015-01-01T00:00:00Z', '2016-01-01T00:00:01Z'), ...removal('2016-01', 0, 9)],
    ],
    [
      'under a hold that its own placer released',
      [held('2016-01-01T00:00:00Z'), say('hold.released', ann, { target: 'h' }), ...removal('2016-01', 0, 9)],
    ],
    ['sooner than policy has it', [keep('set', ann, 130), ...removal('2016-01', 0, 9)]],
    [
      'by a policy that nobody asked to shorten',
      [keep('set', bob, 60), ...removal('2020-01', 0, 9, { keepMonths: 60 })],
    ],
    [
      'by one that the same person shortened',
      [keep('asked', bob, 60), keep('set', bob, 60), ...removal('2020-01', 0, 9, { keepMonths: 60 })],
    ],
    [
      'by one that was asked for otherwise',
      [keep('asked', ann, 60, 6), keep('set', bob, 60), ...removal('2020-01', 0, 9, { keepMonths: 60 })],
    ],
    [
      'by one that was taken back',
      [
        keep('asked', ann, 60),
        keep('withdrawn', ann, 60),
        keep('set', bob, 60),
        ...removal('2020-01', 0, 9, { keepMonths: 60 }),
      ],
    ],
  ])('are not excused by a removal %s', (_, said) => {
    expect(settle([[0, 9]], said)).toEqual(unlawful);
  });

  it('are excused once the hold is released by another, does not touch the month, or came later', () => {
    const said = removal('2016-01', 0, 9);
    const hold = held('2016-01-01T00:00:00Z');
    expect(settle([[0, 9]], [hold, say('hold.released', bob, { target: 'h' }), ...said])).toEqual(lawful('2016-01'));
    expect(settle([[0, 9]], [held('2016-02-01T00:00:00Z'), ...said])).toEqual(lawful('2016-01'));
    expect(settle([[0, 9]], [held('2015-01-01T00:00:00Z', '2016-01-01T00:00:00Z'), ...said])).toEqual(
      lawful('2016-01'),
    );
    expect(settle([[0, 9]], [...said, hold])).toEqual(lawful('2016-01'));
  });

  it('are excused by a policy that two people have shortened, and where one goes on from within a log by the entry’s own', () => {
    const shorter = removal('2020-01', 0, 9, { keepMonths: 60 });
    expect(settle([[0, 9]], [keep('asked', ann, 60), keep('set', bob, 60), ...shorter])).toEqual(lawful('2020-01'));
    expect(settle([[0, 9]], shorter, { whole: false })).toEqual(lawful('2020-01'));
  });

  it('are not excused by an entry that is not the one in the tree', () => {
    expect(settle([[0, 9]], removal('2016-01', 0, 9), { holds: false }).lawful).toEqual([]);
  });
});
