import { describe, expect, test } from 'vitest';
import { compilePolicy, fewHands, type Permission, type Role, underratedRoles } from '../index.ts';
import { readCounty } from './county.ts';

const county = readCounty();
const underrated = (role: Partial<Role> & { permissions: Permission[] }, others: Role[] = []) => {
  const one = { code: 'one', name: { zh: '-', en: '-' }, risk: 1, ...role } as Role;
  return underratedRoles(compilePolicy({ ...county, roles: [...county.roles, ...others, one] }));
};
const on = (action: string, items?: string[], more: Partial<Permission> = {}): Permission => ({
  ...{ action, resource: 'case', ...(items ? { items } : {}) },
  ...more,
});
const award = 'enterprise-pension-award';

describe('the least risk of a role', () => {
  test('in the reference county nobody says less: who only handles ranks one below the riskiest item', () => {
    expect(underratedRoles(compilePolicy(county))).toEqual([]);
  });

  test('whoever only handles may rank one below, whoever reviews, approves or pays may not', () => {
    expect(underrated({ risk: 2, permissions: [on('handle', [award])] })).toEqual([]);
    expect(underrated({ permissions: [on('handle', [award])] })).toEqual([
      { role: 'one', declared: 1, risk: 2, item: award },
    ]);
    for (const action of ['review', 'approve'])
      expect(underrated({ risk: 2, permissions: [on(action, [award])] })).toMatchObject([{ risk: 3, item: award }]);
    const both = [on('handle', [award]), on('review', ['rights-record-print', 'card-pin-reset'])];
    expect(underrated({ risk: 2, permissions: both })).toMatchObject([{ risk: 3 }]);
  });

  test('an item of the least risk has nothing below it', () => {
    expect(underrated({ permissions: [on('handle', ['rights-record-print'])] })).toEqual([]);
  });

  test('what is inherited, on every item or of every action counts; what is denied, or on no case, does not', () => {
    const parent = {
      code: 'parent',
      name: { zh: '-', en: '-' },
      risk: 3,
      permissions: [on('approve', [award])],
    } as Role;
    expect(underrated({ permissions: [], inherits: ['parent'] }, [parent])).toMatchObject([{ role: 'one', risk: 3 }]);
    expect(underrated({ risk: 2, permissions: [on('review')] })).toMatchObject([{ risk: 3 }]);
    expect(underrated({ risk: 2, permissions: [{ action: 'manage', resource: 'all' }] })).toMatchObject([{ risk: 3 }]);
    expect(underrated({ permissions: [on('approve', [award], { effect: 'deny' })] })).toEqual([]);
    expect(underrated({ permissions: [{ action: 'read', resource: 'entry', items: [award] }] })).toEqual([]);
    expect(underrated({ permissions: [on('read', [award])] })).toEqual([]);
  });

  test('under a condition it counts as well', () => {
    const conditions = { 'resource.properties.amount': { $lt: 1000 } };
    expect(underrated({ permissions: [on('review', [award], { conditions })] })).toMatchObject([{ risk: 3 }]);
  });
});

describe('items of the highest risk in few hands', () => {
  const withAward = (change: object) =>
    fewHands(
      compilePolicy({
        ...county,
        items: county.items.map((item) => (item.code === award ? { ...item, ...change } : item)),
      }),
    );
  const known = { item: 'fund-reconciliation', people: 2 };

  test('the county has one', () => {
    expect(fewHands(compilePolicy(county))).toEqual([known]);
  });

  test('bound duties are one; items of less risk, and such as are used no more, are none', () => {
    expect(withAward({ duties: ['handle', 'review'] })).toContainEqual({ item: award, people: 2 });
    expect(withAward({ bound: [['review', 'approve']] })).toContainEqual({ item: award, people: 2 });
    expect(withAward({ duties: ['handle'], risk: 2 })).toEqual([known]);
    expect(withAward({ duties: ['handle'], retired: true })).toEqual([known]);
  });
});
