import { expect, test } from 'vitest';
import { checkCatalogue } from '../catalogue-check.ts';
import { conditionFault } from '../condition-fault.ts';
import { countyFile } from './open-county.ts';

test('conditions that could not be judged are named', () => {
  const bad: [unknown, RegExp][] = [
    ['text', /object/],
    [[], /object/],
    [{ item: 'x' }, /lies under none/],
    [{ 'resource.properties.x': { $above: 1 } }, /unknown operator \$above/],
    [{ 'resource.properties.x': { $gt: 1, other: 2 } }, /unknown operator other/],
    [{ 'resource.properties.x': {} }, /object/],
    [{ 'resource.properties.x': ['a'] }, /list/],
    [{ 'resource.properties.x': { $in: 'a' } }, /list/],
    [{ 'resource.properties.x': { $regex: '(' } }, /regular expression/],
    [{ 'resource.properties.x': { $exists: 'yes' } }, /true or false/],
    [{ $or: [] }, /list/],
    [{ $or: [{ 'context.x': 1 }, { x: 1 }] }, /lies under none/],
    [{ $where: 'true' }, /unknown operator/],
  ];
  for (const [conditions, fault] of bad)
    expect(conditionFault(conditions)?.en, JSON.stringify(conditions)).toMatch(fault);
  for (const conditions of [
    {},
    { 'context.x': null },
    { 'subject.properties.rank': { $ne: 'x' } },
    { $nor: [{ 'action.name': 'x' }] },
  ])
    expect(conditionFault(conditions)).toBeUndefined();
});

test('a catalogue with such conditions founds no centre, and says where they stand', () => {
  const file = countyFile();
  file.roles[3]?.permissions.push({ action: 'read', resource: 'record', conditions: { owner: 'x' } });
  const place = (file.roles[3]?.permissions.length ?? 0) - 1;
  expect(checkCatalogue(file).faults).toMatchObject([{ path: `/roles/3/permissions/${place}/conditions` }]);
});
