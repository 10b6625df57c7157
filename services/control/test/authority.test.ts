import { describe, expect, it } from 'vitest';
import { authorityFrom, oversees } from '../authority.ts';
import type { HeldPermission } from '../store/directory-store.ts';
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
  items: null,
});
const sorted = (codes: ReadonlySet<string>) => [...codes].sort();

describe('how far permissions reach', () => {
  const completes = (...permissions: HeldPermission[]) =>
    sorted(authorityFrom(permissions, units).within('complete', 'self-check'));

  it('a grant reaches its unit and those below it, nothing beside or above', () => {
    expect(completes(held('complete', 'self-check', 'pension'))).toEqual(['desk', 'pension']);
  });

  it.each([
    ['plan', 'inspection'],
    ['read', 'entry'],
    ['read', 'report'],
  ])('%s on %s sees the whole centre and completes nothing', (action, resource) => {
    const permission = held(action, resource, 'health');
    expect(oversees(authorityFrom([permission], units))).toBe(true);
    expect(completes(permission)).toEqual([]);
  });

  it('what a role denies no other role gives, in the subtree of the denying grant only', () => {
    const deny = held('complete', 'self-check', 'desk', 'deny');
    expect(completes(held('complete', 'self-check', 'pension'), deny)).toEqual(['pension']);
    const reader = [held('read', 'report', 'desk'), held('read', 'report', 'pension', 'deny')];
    expect(oversees(authorityFrom(reader, units))).toBe(false);
  });

  it('other permissions, and a unit that does not exist, reach nothing', () => {
    const authority = authorityFrom([held('handle', 'case', 'centre'), held('complete', 'self-check', 'gone')], units);
    expect(authority.within('complete', 'self-check').size).toBe(0);
    expect(oversees(authority)).toBe(false);
  });

  it('a duty is held on the items that it names, or on all, where their unit lies in the grant’s', () => {
    const review = { ...held('review', 'case', 'pension'), items: ['award'] };
    const authority = authorityFrom([review, held('handle', 'case', 'health')], units);
    expect(authority.holds('review', 'award', 'desk')).toBe(true);
    expect(authority.holds('review', 'award', 'health')).toBe(false);
    expect(authority.holds('review', 'claim', 'desk')).toBe(false);
    expect(authority.holds('handle', 'claim', 'health')).toBe(true);
    expect(authority.holds('approve', 'award', 'desk')).toBe(false);
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
