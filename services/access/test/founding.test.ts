import type { Said } from '@zhiheng/contracts';
import { inCentre } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CatalogueError, foundCentre } from '../plugin.ts';
import { countyFile } from './open-county.ts';

let testDatabase: TestDatabase;
beforeAll(async () => {
  testDatabase = await openTestDatabase();
});
afterAll(() => testDatabase.drop());

const origin = (centre: string) => `test/log/${centre}`;

async function faultsOf(file: unknown): Promise<Map<string, Said>> {
  const database = await testDatabase.connect('access');
  const error = await foundCentre(database, file, origin).catch((one) => one);
  expect(error).toBeInstanceOf(CatalogueError);
  return new Map((error as CatalogueError).faults.map(({ path, message }) => [path, message]));
}

test('every fault is listed with its path, of shape and of meaning together, and nothing is changed', async () => {
  const file = structuredClone(countyFile()) as ReturnType<typeof countyFile> & Record<string, unknown>;
  const at = <T>(list: T[], index: number): T & Record<string, unknown> => list[index] as T & Record<string, unknown>;
  at(file.roles, 0).inherits = ['senior-teller'];
  const teller = file.roles.findIndex(({ code }) => code === 'teller');
  expect(file.roles[teller + 1]?.code).toBe('senior-teller');
  at(file.roles, teller).inherits = ['senior-teller'];
  at(file.units, 5).parent = 'nowhere';
  at(file.units, 6).name = { zh: '长'.repeat(201), en: 'long' };
  at(file.items, 3).unit = 'no-such-unit';
  Object.assign(at(file.items, 4), { risk: 'high' });
  at(file.items, 5).colour = 'red';
  Object.assign(at(file.rules, 0), { kind: 'whim' });
  at(file.rules, 1).atMost = 99;
  Reflect.deleteProperty(at(file.chains, 0), 'stages');
  at(at(file.chains, 1).stages as object[], 0).by = 'nobody';
  at(file.people, 7).username = file.people[2]?.username as string;
  at(file.people, 8).staffNumber = file.people[2]?.staffNumber as string;
  at(file.people, 9).unit = 'elsewhere';
  at(file.people, 10).roles = ['wizard'];
  at(file.people, 11).name = 'a\0b';
  at(file.people, 12).username = 'Not A Username';
  file.surprise = 1;
  const faults = await faultsOf(file);
  expect([...faults.keys()].sort()).toEqual(
    [
      `/roles/${teller}/inherits`,
      `/roles/${teller + 1}/inherits`,
      '/units/5/parent',
      '/units/6/name/zh',
      '/items/3/unit',
      '/items/4/risk',
      '/items/5/colour',
      '/rules/0/kind',
      '/rules/1/atMost',
      '/chains/0/stages',
      '/chains/1/stages/0/by',
      '/people/7/username',
      '/people/8/staffNumber',
      '/people/9/unit',
      '/people/10/roles/0',
      '/people/11/name',
      '/people/12/username',
      '/surprise',
    ].sort(),
  );
  const owner = await testDatabase.owner();
  const { rows } = await owner.pool.query('select count(*) from access.centre');
  expect(rows).toEqual([{ count: 0 }]);
});

test('hundreds of faults are all listed', async () => {
  const file = countyFile();
  for (const item of file.items) Object.assign(item, { risk: 9, movesFund: 'yes' });
  expect((await faultsOf(file)).size).toBeGreaterThanOrEqual(2 * file.items.length);
});

test.for([
  ['null', null],
  ['text', 'text'],
  ['a list', []],
  ['nothing in it', {}],
  ['people that are no list', { ...countyFile(), people: 'many' }],
  ['no unit', { ...countyFile(), units: [] }],
])('a file of the wrong shape altogether is refused: %s', async ([, file]) => {
  expect((await faultsOf(file)).size).toBeGreaterThan(0);
});

test('the same role twice for one person is a fault, not a failure', async () => {
  const file = countyFile();
  const index = file.people.findIndex(({ roles }) => roles.length > 0);
  file.people[index]?.roles.push(file.people[index]?.roles[0] as string);
  expect([...(await faultsOf(file)).keys()]).toEqual([`/people/${index}/roles`]);
});

test('a person who would break a blocking rule from the start is a fault', async () => {
  const file = countyFile();
  const index = file.people.findIndex(({ username }) => username === 'enterprise-pension-op1');
  file.people[index]?.roles.push('enterprise-pension-review');
  const faults = await faultsOf(file);
  const said = expect.stringContaining('item-handle-review');
  expect([...faults]).toEqual([[`/people/${index}/roles`, { zh: said, en: said }]]);
});

test('two at once found one centre; later it is left as it is', async () => {
  const [one, other] = [await testDatabase.connect('access'), await testDatabase.connect('access')];
  const file = countyFile();
  const results = await Promise.all([foundCentre(one, file, origin), foundCentre(other, file, origin)]);
  expect(results.map(({ founded }) => founded).sort()).toEqual([false, true]);
  const changed = { ...file, people: file.people.slice(0, 5) };
  expect((await foundCentre(one, changed, origin)).founded).toBe(false);
  const count = await inCentre(one, file.centre, (transaction) =>
    transaction
      .selectFrom('access.person')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow(),
  );
  expect(count).toEqual({ count: 83 });
  const owner = await testDatabase.owner();
  const { rows } = await owner.pool.query(
    "select action, after, details from audit.entry where action = 'centre.founded'",
  );
  expect(rows).toEqual([
    {
      action: 'centre.founded',
      after: { units: 60, items: 63, roles: 46, rules: 18, chains: 9, people: 83 },
      details: {
        given: [
          { role: 'control-head', action: 'read-personal', resource: 'entry' },
          { role: 'director', action: 'erase-personal', resource: 'entry' },
          { role: 'director', action: 'retain', resource: 'entry' },
          { role: 'director', action: 'hold', resource: 'entry' },
          { role: 'audit-admin', action: 'erase-personal', resource: 'entry' },
          { role: 'audit-admin', action: 'retain', resource: 'entry' },
          { role: 'audit-admin', action: 'hold', resource: 'entry' },
        ],
        warnings: [{ code: 'few-hands', item: 'fund-reconciliation', people: 2 }],
      },
    },
  ]);
});

test('a centre may have its log hashed with SM3, for good; the log’s name says so', async () => {
  const database = await testDatabase.connect('access');
  const owner = await testDatabase.owner();
  const file = { ...structuredClone(countyFile()), centre: 'national', log: { hash: 'sm3' } };
  expect((await foundCentre(database, file, origin)).founded).toBe(true);
  const { rows } = await owner.pool.query(`select origin, hash from audit.log where centre = 'national'`);
  expect(rows).toEqual([{ origin: 'test/log/national;hash=sm3', hash: 'sm3' }]);
  expect([...(await faultsOf({ ...file, centre: 'other', log: { hash: 'md5' } })).keys()]).toEqual(['/log/hash']);
});
