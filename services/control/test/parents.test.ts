import { type Database, inCentre } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import { openTestService, type TestService } from '@zhiheng/http/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { control, setParent } from '../plugin.ts';
import { rollMonths } from '../reports/rolling.ts';
import { entriesOf, foundCentre, type People } from './founding.ts';
import { addFinished } from './report-world.ts';

const path = '/api/v1/reports/children';
const span = { from: '2026-01', until: '2026-02' };

let test: TestDatabase;
let owner: Database;
let database: Database;
let service: TestService;
const people: Record<string, People> = {};
const of = (centre: string): People => people[centre] as People;
beforeAll(async () => {
  test = await openTestDatabase();
  owner = await test.owner();
  database = await test.connect('control');
  let count = 0;
  for (const centre of ['city', 'north', 'south', 'stranger']) {
    people[centre] = await foundCentre(test, centre);
    const { clerk: handler, director: reviewer } = of(centre);
    count += 3;
    await addFinished(test, { item: 'award', unit: 'hall', handler, reviewer, from: '2026-01-05T01:00:00Z', count });
    await rollMonths(database, centre);
  }
  for (const child of ['north', 'south']) await setParent(owner, child, 'city');
  service = await openTestService(control, { database });
});
afterAll(async () => {
  await service.close();
  await test.drop();
});

const childrenOf = async (centre: string): Promise<{ centre: string; values: Record<string, number> }[]> =>
  (await service.get(of(centre).director, path, span)).json().data;

describe('a parent centre', () => {
  it('sees the sums of its children side by side, and those of no other centre', async () => {
    const children = await childrenOf('city');
    expect(children.map(({ centre, values }) => [centre, values['case-finished']])).toEqual([
      ['north', 6],
      ['south', 9],
    ]);
    expect(await childrenOf('north')).toEqual([]);
    expect(await childrenOf('stranger')).toEqual([]);
    expect(JSON.stringify(children)).not.toContain(of('north').clerk.person);
  });

  it('shows them to who reads its reports or plans its inspections', async () => {
    expect((await service.get(of('city').controller, path, span)).statusCode).toBe(200);
    expect((await service.get(of('city')['pension-head'], path, span)).statusCode).toBe(403);
    expect((await entriesOf(test, 'city', 'report.read')).at(-1)).toMatchObject({
      actor: 'controller',
      target: 'children',
    });
  });

  it('reads no other row of a child, and writes none', async () => {
    const rows = async (table: string) =>
      inCentre(database, 'city', async (transaction) => {
        const found = await sql<{ centre: string }>`select distinct centre from ${sql.table(table)}`.execute(
          transaction,
        );
        return found.rows.map(({ centre }) => centre);
      });
    for (const table of ['control.month_roll', 'control.month_figure', 'access.published_case'])
      expect(await rows(table), table).toEqual(['city']);
    await inCentre(database, 'city', (transaction) =>
      sql`update control.month_roll set took_ms = 1 where centre = 'north'`
        .execute(transaction)
        .then(({ numAffectedRows }) => expect(numAffectedRows).toBe(0n)),
    );
    for (const write of [
      sql`insert into control.parent_centre (centre, parent) values ('stranger', 'city')`,
      sql`delete from control.parent_centre`,
      sql`set local role zhiheng_parent`,
    ])
      await expect(inCentre(database, 'city', (transaction) => write.execute(transaction))).rejects.toMatchObject({
        code: '42501',
      });
  });

  it('has a role of its own that may read the sums and nothing else', async () => {
    const may = async (table: string, columns: string) => {
      const { rows } = await owner.pool.query(
        `select bool_and(has_column_privilege('zhiheng_parent', $1, name, 'select')) as may from unnest($2::text[]) name`,
        [table, columns.split(' ')],
      );
      return rows[0].may;
    };
    expect(await may('control.month_roll', 'centre month totals')).toBe(true);
    for (const [table, columns] of [
      ['control.month_figure', 'person value'],
      ['control.self_check', 'answers'],
      ['access.published_case', 'reference'],
    ] as const)
      expect(await may(table, columns), table).toBe(false);
    const { rows } = await owner.pool.query(
      `select rolcanlogin, rolsuper, rolbypassrls from pg_roles where rolname = 'zhiheng_parent'`,
    );
    expect(rows).toEqual([{ rolcanlogin: false, rolsuper: false, rolbypassrls: false }]);
  });
});

describe('who is above whom', () => {
  it('is in both logs, and set once', async () => {
    for (const centre of ['city', 'north'])
      expect((await entriesOf(test, centre, 'parent.set'))[0]).toMatchObject({
        target: 'north',
        after: { parent: 'city' },
      });
    expect(await setParent(owner, 'north', 'city')).toBe(false);
    expect(await entriesOf(test, 'north', 'parent.set')).toHaveLength(1);
  });

  it('is in both logs or nowhere', async () => {
    await owner.pool.query(
      `insert into access.centre (centre, id, name) values ('logless', gen_random_uuid(), '{"zh": "名", "en": "Name"}')`,
    );
    await expect(setParent(owner, 'north', 'logless')).rejects.toThrow();
    expect(await entriesOf(test, 'north', 'parent.set')).toHaveLength(1);
    expect((await childrenOf('city')).map(({ centre }) => centre)).toContain('north');
    await owner.pool.query(`delete from access.centre where centre = 'logless'`);
  });

  it('makes no circle, and names centres that there are', async () => {
    await expect(setParent(owner, 'city', 'north')).rejects.toThrow(RangeError);
    await expect(setParent(owner, 'city', 'nowhere')).rejects.toThrow(RangeError);
    expect(await entriesOf(test, 'city', 'parent.set')).toHaveLength(2);
  });

  it('ends when it is taken away: nothing of the child is seen from then on', async () => {
    expect(await setParent(owner, 'south', undefined)).toBe(true);
    expect((await childrenOf('city')).map(({ centre }) => centre)).toEqual(['north']);
    await setParent(owner, 'south', 'city');
  });
});
