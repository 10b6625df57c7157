import type { Permission, Role, Unit } from '@zhiheng/duties';
import { expect, test } from 'vitest';
import { compileCentre } from '../centre-policy.ts';
import { effectivePermissions, permissionsOf, unitsPermitting } from '../permissions.ts';

const name = { zh: '-', en: '-' };
const unit = (code: string, parent: string | null): Unit => ({ code, parent, kind: '-', name });
const item = (code: string) => ({
  ...{ code, name, insurance: '-', unit: 'root', movesFund: false, duties: ['handle'], channels: ['hall'] },
  risk: 1 as const,
});

function policyWith(roles: Record<string, Permission[]>, inherits: Record<string, string[]> = {}) {
  const policy = {
    units: [unit('root', null), unit('north', 'root')],
    items: [item('a'), item('b')],
    roles: Object.entries(roles).map(
      ([code, permissions]): Role => ({ code, name, risk: 1, permissions, inherits: inherits[code] ?? [] }),
    ),
    rules: [],
  };
  return compileCentre({ centre: 'c', name, epoch: 1, policyEpoch: 1, policy, chains: [], ids: new Map() });
}

const policy = policyWith(
  {
    handler: [{ action: 'handle', resource: 'case', items: ['a', 'b'] }],
    senior: [{ action: 'review', resource: 'case', items: ['b'] }],
    'not-a': [{ action: 'handle', resource: 'case', items: ['a'], effect: 'deny' }],
    nothing: [{ action: 'manage', resource: 'case', effect: 'deny' }],
    keeper: [{ action: 'write', resource: 'person' }],
    'not-here': [{ action: 'write', resource: 'person', effect: 'deny', conditions: { 'context.x': 1 } }],
  },
  { senior: ['handler'] },
);
const effective = (...held: [string, string][]) =>
  effectivePermissions(
    policy,
    permissionsOf(
      policy,
      held.map(([role, at]) => ({ role, unit: at })),
    ),
  ).map(({ permission: { action, items }, unit: at }) => `${action} ${items?.join('+')} at ${at}`);

test('inherited permissions are one’s own', () => {
  expect(effective(['senior', 'north']).sort()).toEqual(['handle a+b at north', 'review b at north']);
});

test('a denial takes its items away where it reaches, and all where it names none', () => {
  expect(effective(['handler', 'north'], ['not-a', 'root'])).toEqual(['handle b at north']);
  expect(effective(['handler', 'root'], ['not-a', 'north'])).toEqual(['handle a+b at root']);
  expect(effective(['handler', 'north'], ['nothing', 'root'])).toEqual([]);
});

test('where an act without an item is permitted: below an allowance, not below a denial', () => {
  const units = (...held: [string, string][]) => [
    ...unitsPermitting(
      policy,
      permissionsOf(
        policy,
        held.map(([role, at]) => ({ role, unit: at })),
      ),
      'write',
      'person',
    ),
  ];
  expect(units(['keeper', 'root'])).toEqual(['root', 'north']);
  expect(units(['keeper', 'north'])).toEqual(['north']);
  expect(units(['keeper', 'root'], ['not-here', 'north'])).toEqual(['root']);
  expect(units(['handler', 'root'])).toEqual([]);
});
