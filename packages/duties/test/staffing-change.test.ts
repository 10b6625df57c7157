import { describe, expect, test } from 'vitest';
import { compilePolicy, type Holding, staffingChange } from '../index.ts';
import { compileCounty, countyHoldings, hold, readCounty } from './county.ts';

const policy = compileCounty();
const holdings = countyHoldings();
const now = { policy, holdings, at: 0 };
const without = (...ids: string[]): Holding[] => holdings.filter(({ id }) => !ids.includes(id));

describe('staffingChange', () => {
  test('nothing changes, nothing is lost', () => {
    expect(staffingChange(now, now, { resiliency: 2 })).toEqual([]);
  });

  test('a departure breaks what only the leaver could do, and leaves others on one person', () => {
    const gone = { ...now, away: ['enterprise-pension-op5'] };
    const losses = staffingChange(now, gone, { items: ['enterprise-pension-award', 'enterprise-pension-suspension'] });
    expect(losses).toMatchObject([
      {
        item: 'enterprise-pension-award',
        unit: 'enterprise-pension',
        broken: true,
        unfilled: ['approve'],
        short: [{ duty: 'approve', holders: [] }],
        before: { feasible: true },
        after: { feasible: false },
      },
    ]);
    const [award] = staffingChange(
      now,
      { ...now, away: ['enterprise-pension-op1'] },
      { items: ['enterprise-pension-award'] },
    );
    expect(award).toMatchObject({
      broken: false,
      unfilled: [],
      critical: ['enterprise-pension-op2'],
      short: [{ duty: 'handle', holders: ['enterprise-pension-op2'] }],
    });
  });

  test('who is needed for another duty is no second person for this one', () => {
    const section = (person: string, role: string) => hold(person, `enterprise-pension-${role}`, 'enterprise-pension');
    const both = [section('a', 'handle'), section('a', 'review'), section('b', 'review'), section('c', 'review')];
    const before = { policy, holdings: both, at: 0 };
    const items = ['enterprise-pension-suspension'];
    const [loss] = staffingChange(before, { ...before, away: ['c'] }, { items });
    expect(loss).toMatchObject({ broken: false, critical: ['b'], short: [{ duty: 'review', holders: ['b'] }] });
    // With somebody else to handle, they are.
    const more = { ...before, holdings: [...both, section('d', 'handle')] };
    expect(staffingChange(more, { ...more, away: ['c'] }, { items })).toEqual([]);
  });

  test('a leave is over when it is over', () => {
    const back = { ...now, at: 1 };
    expect(staffingChange(now, back)).toEqual([]);
    expect(staffingChange({ ...now, away: ['control-op1'] }, now)).toEqual([]);
  });

  test('the last grant at a window taken away: the window is still looked at', () => {
    const handle = hold('a', 'hall-handle', 'hall-window-1');
    const review = hold('b', 'hall-handle', 'hall-window-1');
    const before = { policy, holdings: [handle, review], at: 0 };
    const losses = staffingChange(before, { ...before, holdings: [] }, { items: ['rights-record-print'] });
    expect(losses.map(({ unit, broken }) => [unit, broken])).toEqual([['hall-window-1', true]]);
  });

  test('a place where an item is to be done is looked at, though nobody has a grant there', () => {
    const item = 'enterprise-pension-award';
    const moved = {
      ...readCounty(),
      items: readCounty().items.map((one) => (one.code === item ? { ...one, unit: 'card' } : one)),
    };
    const after = { ...now, policy: compilePolicy(moved) };
    const places = [{ item, unit: 'hall' }];
    const at = staffingChange(now, after, { items: [item], places }).map(({ unit, broken }) => [unit, broken]);
    expect(at).toContainEqual(['card', true]);
    expect(staffingChange(now, now, { items: [item], places })).toEqual([]);
    const before = {
      policy: compilePolicy({ ...moved, items: moved.items.filter(({ code }) => code !== item), rules: [], roles: [] }),
      holdings: [],
      at: 0,
    };
    const begun = { ...before, policy: compilePolicy({ ...moved, rules: [], roles: [] }) };
    expect(staffingChange(before, begun, { items: [item], places }).map(({ unit }) => unit)).toEqual(['card', 'hall']);
  });

  test('a removal is as a departure from what is removed', () => {
    const ids = holdings.filter(({ person }) => person === 'enterprise-pension-op5').map(({ id }) => id);
    const removed = staffingChange(now, { ...now, holdings: without(...ids) });
    const left = staffingChange(now, { ...now, away: ['enterprise-pension-op5'] });
    expect(removed).toEqual(left);
    expect(removed.length).toBeGreaterThan(1);
  });

  test('a new item that nobody can do yet, and a duty that an item gains', () => {
    const county = readCounty();
    const fresh = { ...county.items[0]!, code: 'fresh' };
    const added = compilePolicy({ ...county, items: [...county.items, fresh] });
    const [loss, ...others] = staffingChange(now, { ...now, policy: added });
    expect(others).toEqual([]);
    expect(loss).toMatchObject({ item: 'fresh', broken: true, unfilled: ['handle', 'review'] });
    expect(loss!.before).toBeUndefined();
    expect(staffingChange({ ...now, policy: added }, now)).toEqual([]);

    const items = county.items.map((item) =>
      item.code === 'enterprise-pension-suspension' ? { ...item, duties: [...item.duties, 'pay'] } : item,
    );
    const longer = compilePolicy({ ...county, items });
    expect(staffingChange(now, { ...now, policy: longer })).toMatchObject([
      { item: 'enterprise-pension-suspension', broken: true, unfilled: ['pay'] },
    ]);
  });

  test('a new case rule can make an item impossible to staff', () => {
    const county = readCounty();
    const rule = { ...county.rules.find(({ code }) => code === 'case-one-person')!, code: 'none', atMost: 0 };
    const of = [{ action: 'review', items: ['employer-registration'] }];
    const strict = compilePolicy({ ...county, rules: [...county.rules, { ...rule, of }] });
    const losses = staffingChange(now, { ...now, policy: strict }, { units: ['enrolment'] });
    expect(losses).toMatchObject([{ item: 'employer-registration', broken: true, unfilled: ['review'] }]);
  });
});
