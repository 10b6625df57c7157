import type { Permission, Policy } from '@zhiheng/duties';
import { expect, test } from 'vitest';
import { type CentrePolicy, compileCentre } from '../centre-policy.ts';
import { clientSight, oversees, sees, seesWholeCentre, sightOf, staffNumberFor, unitsSeen } from '../sight.ts';

/** root → (north → (inner), south) */
function policyWith(roles: Record<string, Permission[]>): CentrePolicy {
  const name = { zh: '-', en: '-' };
  const unit = (code: string, parent: string | null) => ({ code, parent, kind: '-', name });
  const policy: Policy = {
    units: [unit('root', null), unit('north', 'root'), unit('inner', 'north'), unit('south', 'root')],
    items: [],
    roles: Object.entries(roles).map(([code, permissions]) => ({ code, name, risk: 1, permissions })),
    rules: [],
  };
  return compileCentre({ centre: 'c', name, epoch: 1, policyEpoch: 1, policy, chains: [], ids: new Map() });
}

const policy = policyWith({
  reader: [{ action: 'read', resource: 'person' }],
  decider: [{ action: 'decide', resource: 'request' }],
  accounts: [{ action: 'administer-accounts', resource: 'account' }],
  handler: [{ action: 'handle', resource: 'case' }],
  hooded: [{ action: 'read', resource: 'person', effect: 'deny' }],
  maybe: [{ action: 'read', resource: 'person', conditions: { 'context.hour': 9 } }],
  everything: [{ action: 'manage', resource: 'all' }],
});
const viewer = { id: 'me', unit: 'north' };
const sight = (...held: [string, string][]) =>
  sightOf(
    policy,
    viewer,
    held.map(([role, unit]) => ({ role, unit })),
  );
const at = (unit: string, id = 'other') => ({ id, unit, staffNumber: 'S00123' });
const units = ['root', 'north', 'inner', 'south'];

test('without any role one sees oneself and the colleagues of one’s own unit, not their business', () => {
  const mine = sight();
  expect(units.filter((unit) => sees(mine, at(unit)))).toEqual(['north']);
  expect(units.filter((unit) => oversees(mine, at(unit)))).toEqual([]);
  expect(oversees(mine, at('south', 'me'))).toBe(true);
  expect(unitsSeen(mine)).toEqual(['north']);
});

test('a permission to see reaches the subtree it is granted at, and no further', () => {
  expect([...sight(['reader', 'north']).overseen]).toEqual(['north', 'inner']);
  expect([...sight(['reader', 'south']).overseen]).toEqual(['south']);
  expect(unitsSeen(sight(['reader', 'south'])).sort()).toEqual(['north', 'south']);
  expect(seesWholeCentre(sight(['decider', 'root']), policy)).toBe(true);
  expect(seesWholeCentre(sight(['reader', 'north'], ['reader', 'south']), policy)).toBe(false);
});

test('a duty on cases gives no sight of people', () => {
  expect([...sight(['handler', 'root']).overseen]).toEqual([]);
});

test('a denial takes sight away where it reaches; what holds under a condition gives none', () => {
  expect([...sight(['reader', 'root'], ['hooded', 'north']).overseen]).toEqual(['root', 'south']);
  expect([...sight(['maybe', 'root']).overseen]).toEqual([]);
});

test('wildcards mean everything', () => {
  expect(seesWholeCentre(sight(['everything', 'root']), policy)).toBe(true);
});

test('staff numbers are whole for oneself, for who reads people there or administers accounts; else masked', () => {
  expect(staffNumberFor(sight(), at('north', 'me'))).toBe('S00123');
  expect(staffNumberFor(sight(), at('north'))).toBe('S0**23');
  expect(staffNumberFor(sight(['decider', 'root']), at('south'))).toBe('S0**23');
  expect(staffNumberFor(sight(['reader', 'south']), at('south'))).toBe('S00123');
  expect(staffNumberFor(sight(['reader', 'south']), at('north'))).toBe('S0**23');
  expect(staffNumberFor(sight(['accounts', 'root']), at('inner'))).toBe('S00123');
  expect(staffNumberFor(sight(), { ...at('north'), staffNumber: '1234' })).toBe('****');
  expect(staffNumberFor(sight(), { ...at('north'), staffNumber: '工号甲乙丙' })).toBe('工号*乙丙');
});

test('a machine client sees the whole centre and no staff number', () => {
  expect(seesWholeCentre(clientSight(policy), policy)).toBe(true);
  expect(staffNumberFor(clientSight(policy), at('north'))).toBe('S0**23');
});
