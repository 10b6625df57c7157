import { describe, expect, it } from 'vitest';
import { type HeldPermission, reachOf } from '../reach.ts';
import { businessSections, subtreeOf } from '../unit-tree.ts';

const units = [
  { unit: 'centre', parent: null, kind: 'centre' },
  { unit: 'pension', parent: 'centre', kind: 'section' },
  { unit: 'desk', parent: 'pension', kind: 'window' },
  { unit: 'health', parent: 'centre', kind: 'section' },
];
const held = (action: string, resource: string, unit: string, effect = 'allow'): HeldPermission => ({
  action,
  resource,
  unit,
  effect,
});
const sorted = (codes: ReadonlySet<string>) => [...codes].sort();

describe('how far permissions reach', () => {
  it('a grant reaches its unit and those below it, nothing beside or above', () => {
    const { sees, completes } = reachOf([held('complete', 'self-check', 'pension')], units);
    expect(sorted(completes)).toEqual(['desk', 'pension']);
    expect(sorted(sees)).toEqual(['desk', 'pension']);
  });

  it.each([
    ['plan', 'inspection'],
    ['read', 'entry'],
    ['read', 'report'],
  ])('%s on %s sees the whole centre and completes nothing', (action, resource) => {
    const { sees, completes } = reachOf([held(action, resource, 'health')], units);
    expect(sees.size).toBe(4);
    expect(completes.size).toBe(0);
  });

  it('what a role denies no other role gives, in the subtree of the denying grant only', () => {
    const deny = held('complete', 'self-check', 'desk', 'deny');
    expect(sorted(reachOf([held('complete', 'self-check', 'pension'), deny], units).completes)).toEqual(['pension']);
    expect(reachOf([held('read', 'report', 'centre'), held('read', 'report', 'desk', 'deny')], units).sees.size).toBe(
      0,
    );
  });

  it('other permissions, and a unit that does not exist, reach nothing', () => {
    expect(reachOf([held('handle', 'case', 'centre'), held('complete', 'self-check', 'gone')], units).sees.size).toBe(
      0,
    );
  });
});

describe('the tree', () => {
  it('a business section owns an item itself or through a unit below it', () => {
    expect(businessSections(units, ['desk'])).toEqual(['pension']);
    expect(businessSections(units, ['centre'])).toEqual([]);
    expect(businessSections(units, ['health', 'desk'])).toEqual(['pension', 'health']);
  });

  it('a subtree holds its root', () => {
    expect(subtreeOf(units, 'pension')).toEqual(['pension', 'desk']);
  });
});
