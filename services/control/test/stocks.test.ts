import { type Stock, stocks } from '@zhiheng/contracts';
import { type Database, inCentre } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import type { PersonCaller } from '@zhiheng/http';
import { openTestService, type TestPerson, type TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { control } from '../plugin.ts';
import { rollMonths } from '../reports/rolling.ts';
import { stockSheets } from '../reports/stock-sheets.ts';
import { entriesOf, foundCentre, type People } from './founding.ts';
import { standing, standOpen } from './standing.ts';

const path = '/api/v1/reports';
const all = Object.keys(stocks) as Stock[];

let test: TestDatabase;
let database: Database;
let service: TestService;
let north: People;
let south: People;
beforeAll(async () => {
  test = await openTestDatabase();
  north = await foundCentre(test, 'north');
  south = await foundCentre(test, 'south');
  const owner = await test.owner();
  for (const [centre, people] of [
    ['north', north],
    ['south', south],
  ] as const)
    await standOpen(owner, centre, people);
  database = await test.connect('control');
  await rollMonths(database, 'north');
  service = await openTestService(control, { database });
});
afterAll(async () => {
  await service.close();
  await test.drop();
});

const stocksFor = async (caller: TestPerson, query: Record<string, string> = {}) =>
  (await service.get(caller, `${path}/stocks`, query)).json();
interface Row {
  id: string;
  at: string | null;
  unit: string;
  counts: string;
  operator: string | null;
  value: number;
}
async function rowsFor(caller: TestPerson, stock: Stock, query: Record<string, string> = {}): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | null = null;
  do {
    const page: { data: Row[]; nextCursor: string | null } = (
      await service.get(caller, `${path}/stocks/${stock}`, { ...query, limit: '2', ...(cursor ? { cursor } : {}) })
    ).json();
    rows.push(...page.data);
    cursor = page.nextCursor;
  } while (cursor);
  return rows;
}
const sum = (rows: Row[]) => rows.reduce((total, { value }) => total + value, 0);

describe('what stands open', () => {
  it('is told of the whole centre, of that centre alone, at an instant of the database', async () => {
    const { asOf, values } = await stocksFor(north.director);
    expect(values).toEqual(standing.ofCentre);
    expect(Math.abs(Date.now() - Date.parse(asOf))).toBeLessThan(3_600_000);
    expect((await stocksFor(south.director)).values).toEqual(standing.ofCentre);
    expect((await stocksFor(north.controller, { section: 'pension' })).values).toEqual(standing.ofPension);
  });

  it('is to a head what stands open in the own section', async () => {
    expect((await stocksFor(north['pension-head'])).values).toEqual(standing.ofPension);
    expect((await stocksFor(north['pension-head'], { section: 'health' })).values).toEqual(
      Object.fromEntries(all.map((stock) => [stock, 0])),
    );
    expect(await rowsFor(north['pension-head'], 'doubt-overdue')).toEqual([]);
  });

  it.each(all)('%s is as much as the rows behind it, each of them once', async (stock) => {
    for (const [caller, expected] of [
      [north.director, standing.ofCentre],
      [north['pension-head'], standing.ofPension],
    ] as const) {
      const rows = await rowsFor(caller, stock);
      expect(sum(rows)).toBe(expected[stock]);
      expect(new Set(rows.map(({ id, at }) => `${id} ${at}`)).size).toBe(rows.length);
    }
    const others = new Set((await rowsFor(south.director, stock)).map(({ id }) => id));
    const shared = (await rowsFor(north.director, stock)).filter(({ id }) => others.has(id));
    // Items are called by the same codes in every centre.
    expect(shared.map(({ counts }) => counts)).toEqual(stock === 'item-thin' ? ['item', 'item'] : []);
  });

  it('names people, and that they were read is recorded once a question', async () => {
    const before = (await entriesOf(test, 'north', 'report.read')).length;
    expect((await rowsFor(north.director, 'account-of-leaver')).map(({ operator }) => operator)).toEqual([
      'left-behind',
    ]);
    await rowsFor(north.director, 'account-active');
    const entries = (await entriesOf(test, 'north', 'report.read')).slice(before);
    expect(entries.map(({ actor, target }) => [actor, target])).toEqual([
      ['director', 'account-of-leaver'],
      ['director', 'account-active'],
    ]);
  });

  it('is not for those who oversee nothing', async () => {
    for (const url of ['stocks', 'stocks/doubt-open', 'shut-out'])
      expect(
        (
          await service.get(
            north.clerk,
            `${path}/${url}`,
            url === 'shut-out' ? { from: '2026-03', until: '2026-03' } : {},
          )
        ).statusCode,
        url,
      ).toBe(403);
    expect((await service.get(north.director, `${path}/stocks/nothing`)).statusCode).toBe(400);
    expect((await service.get(north.director, `${path}/stocks/doubt-open`, { cursor: 'x' })).statusCode).toBe(400);
  });
});

describe('from a staff event to accounts disabled', () => {
  const span = { from: '2026-02', until: '2026-04' };
  const monthsFor = async (caller: TestPerson) =>
    (await service.get(caller, `${path}/shut-out`, span)).json().months as Record<string, number | string | null>[];

  it('took so many minutes: of the planned day, of the file, of the departure; who still has an account is not measured', async () => {
    const [march, april, ...others] = await monthsFor(north.director);
    expect(march).toMatchObject({ month: '2026-03', departures: 4, measured: 3, maxMinutes: 120 });
    expect(march?.p95Minutes).toBeCloseTo(109.2);
    expect(april).toEqual({ month: '2026-04', departures: 1, measured: 1, maxMinutes: 3, p95Minutes: 3 });
    expect(others).toEqual([]);
  });

  it('is to a head that of the own section', async () => {
    expect(await monthsFor(north['pension-head'])).toEqual([
      { month: '2026-03', departures: 3, measured: 2, maxMinutes: 120, p95Minutes: 114 },
    ]);
  });

  it('is of the departures that the report of the month counts', async () => {
    for (const { month, departures } of await monthsFor(north.director)) {
      const query = { from: `${month}`, until: `${month}`, measure: 'leaver-disabled' };
      expect((await service.get(north.director, `${path}/rows`, query)).json().data).toHaveLength(departures as number);
    }
  });

  it('stands in the workbook, with what stands open', async () => {
    expect((await service.get(north.director, `${path}/workbook`, span)).statusCode).toBe(200);
    const [now, minutes] = await inCentre(database, 'north', (transaction) =>
      stockSheets(transaction, { ...north['pension-head'], kind: 'person' } as unknown as PersonCaller, span, true),
    );
    expect(now?.rows.map(([title, value]) => [title, value])).toContainEqual(['Money outstanding (yuan)', 1070]);
    expect(now?.rows).toHaveLength(all.length);
    expect(minutes?.rows).toEqual([['2026-03', 3, 2, 120, 114]]);
  });
});
