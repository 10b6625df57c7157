import { describe, expect, test } from 'vitest';
import { bindingStep, boundWith, compilePolicy, type Item, staffing } from '../index.ts';
import { hold } from './county.ts';

const text = { zh: '名', en: 'name' };
const itemWith = (bound?: string[][]): Item => ({
  code: 'item',
  name: text,
  insurance: 'all',
  unit: 'centre',
  risk: 1,
  movesFund: false,
  duties: ['a', 'b', 'c'],
  channels: [],
  ...(bound ? { bound } : {}),
});
const policyWith = (bound?: string[][]) =>
  compilePolicy({
    units: [{ code: 'centre', parent: null, kind: 'centre', name: text }],
    items: [itemWith(bound)],
    roles: ['a', 'b', 'c'].map((action) => ({
      code: action,
      name: text,
      risk: 1 as const,
      permissions: [{ action, resource: 'case' }],
    })),
    rules: [],
  });

describe('binding of duty', () => {
  const item = itemWith([['a', 'c']]);
  const done = { person: 'p', duty: 'a', round: 1 };

  test('one duty settles who does those bound to it, in its own round', () => {
    expect(boundWith(item, 'a')).toEqual(['c']);
    expect(boundWith(item, 'b')).toEqual([]);
    expect(bindingStep(item, 'c', 1, [done])).toBe(done);
    expect(bindingStep(item, 'c', 2, [done])).toBeUndefined();
    expect(bindingStep(item, 'b', 1, [done])).toBeUndefined();
    expect(bindingStep(itemWith(), 'c', 1, [done])).toBeUndefined();
  });

  test('staffing is infeasible when nobody holds all that is bound together', () => {
    const held = [hold('p', 'a', 'centre'), hold('q', 'b', 'centre'), hold('r', 'c', 'centre')];
    const [loose] = staffing(policyWith(), held, { at: 0 });
    expect(loose).toMatchObject({ feasible: true });
    const [bound] = staffing(policyWith([['a', 'c']]), held, { at: 0 });
    expect(bound).toMatchObject({ feasible: false, unfilled: ['a', 'c'] });
    const [same] = staffing(policyWith(), held, { at: 0, bound: [{ item: 'item', duties: ['a', 'c'] }] });
    expect(bound).toEqual(same);
    const [one] = staffing(policyWith([['a', 'c']]), [...held, hold('p', 'c', 'centre')], { at: 0 });
    expect(one).toMatchObject({ feasible: true, assignment: [{ person: 'p' }, { person: 'q' }, { person: 'p' }] });
  });

  test.each([
    [[['a']], 'invalid-item', 'items.0.bound.0'],
    [[['a', 'x']], 'unknown-duty', 'items.0.bound.0.1'],
    [[['a', 'a']], 'invalid-item', 'items.0.bound.0.1'],
    [
      [
        ['a', 'b'],
        ['b', 'c'],
      ],
      'invalid-item',
      'items.0.bound.1.0',
    ],
  ])('%j says nothing', (bound, code, path) => {
    expect(() => policyWith(bound)).toThrow(expect.objectContaining({ code, path }));
  });
});
