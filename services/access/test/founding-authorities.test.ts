import { expect, test } from 'vitest';
import type { Catalogue } from '../catalogue.ts';
import { withAuthorities } from '../founding-authorities.ts';
import { countyFile } from './open-county.ts';

const holders = ({ roles }: Catalogue, action: string) =>
  roles
    .filter(({ permissions }) => permissions.some((one) => one.action === action && one.resource === 'entry'))
    .map(({ code }) => code);
const role = (file: Catalogue, code: string) => {
  const found = file.roles.find((one) => one.code === code);
  if (!found) throw new Error(code);
  return found;
};

test('who plans inspections reads personal data; audit administrator and director erase them and retain the log, never one alone', () => {
  const { catalogue, given } = withAuthorities(countyFile());
  expect(holders(catalogue, 'read-personal')).toEqual(['control-head']);
  for (const action of ['erase-personal', 'retain', 'hold'])
    expect(holders(catalogue, action), action).toEqual(['director', 'audit-admin']);
  expect(given).toHaveLength(7);
  expect(catalogue.roles.filter(({ code }) => !['control-head', 'director', 'audit-admin'].includes(code))).toEqual(
    countyFile().roles.filter(({ code }) => !['control-head', 'director', 'audit-admin'].includes(code)),
  );
});

test('a catalogue that names a permission has decided who holds it', () => {
  const file = countyFile();
  role(file, 'inspector').permissions.push({ action: 'read-personal', resource: 'entry' });
  const { catalogue } = withAuthorities(file);
  expect(holders(catalogue, 'read-personal')).toEqual(['inspector']);
  expect(holders(catalogue, 'erase-personal')).toEqual(['director', 'audit-admin']);
});

test('an authority that is limited or denied brings nothing with it', () => {
  const file = countyFile();
  role(file, 'audit-admin').permissions = [
    { action: 'administer-audit', resource: 'entry', conditions: { 'subject.properties.unit': 'hall' } },
  ];
  role(file, 'director').permissions = [{ action: 'decide', resource: 'exception', effect: 'deny' }];
  expect(holders(withAuthorities(file).catalogue, 'erase-personal')).toEqual([]);
});

test('nothing is given that the centre’s own rules forbid its people', () => {
  const file = countyFile();
  file.rules.push({
    code: 'erasers-decide-nothing',
    kind: 'static',
    name: { zh: '删除与决定不相容', en: 'Erasing and deciding' },
    atMost: 1,
    within: 'centre',
    of: [{ action: 'erase-personal' }, { action: 'decide' }],
    effect: 'block',
    source: 'test',
  } as Catalogue['rules'][number]);
  const { catalogue, given } = withAuthorities(file);
  expect(given).toEqual([]);
  expect(catalogue).toEqual(file);
});
