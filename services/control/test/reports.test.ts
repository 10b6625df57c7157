import type { ReportFilters } from '@zhiheng/contracts';
import { type Database, inCentre } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import { openTestService, type TestPerson, type TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { control } from '../plugin.ts';
import { rollMonths } from '../reports/rolling.ts';
import { addReturnedCase, entriesOf, foundCentre, type People } from './founding.ts';
import { addFinished } from './report-world.ts';

interface Line {
  key: string;
  name: { zh: string };
  values: Record<string, number>;
  rates: Record<string, number | null>;
  where: ReportFilters & { from?: string; until?: string };
}

const path = '/api/v1/reports';
const span = { from: '2026-01', until: '2026-03' };

let test: TestDatabase;
let owner: Database;
let database: Database;
let service: TestService;
let north: People;
let south: People;
beforeAll(async () => {
  test = await openTestDatabase();
  owner = await test.owner();
  north = await foundCentre(test, 'north');
  south = await foundCentre(test, 'south');
  const { clerk, director } = north;
  const pension = { item: 'award', unit: 'pension-desk', handler: clerk };
  const reviewer = north['pension-head'];
  await addFinished(test, { ...pension, reviewer, from: '2026-01-05T01:00:00Z', count: 7, channel: 'window' });
  await addFinished(test, { ...pension, reviewer: director, from: '2026-02-05T01:00:00Z', count: 3, seconds: 5000 });
  await addFinished(test, {
    ...pension,
    item: 'claim',
    unit: 'health',
    reviewer,
    from: '2026-03-05T01:00:00Z',
    count: 2,
  });
  // In Shanghai it is February already.
  await addReturnedCase(test, reviewer, { item: 'award', unit: 'hall', at: new Date('2026-01-31T16:00:00Z') });
  await owner.pool.query(`insert into control.self_check (centre, id, unit, month, due_at, opened_at)
    values ('north', gen_random_uuid(), 'pension', '2026-01', '2026-02-14', '2026-02-01')`);
  await addFinished(test, {
    ...pension,
    handler: south.clerk,
    reviewer: south.director,
    from: '2026-02-01T01:00:00Z',
    count: 20,
  });
  database = await test.connect('control');
  for (const centre of ['north', 'south']) await rollMonths(database, centre);
  service = await openTestService(control, { database });
});
afterAll(async () => {
  await service.close();
  await test.drop();
});

const reportFor = async (caller: TestPerson, query: Record<string, string> = {}) =>
  (await service.get(caller, path, { ...span, ...query })).json();
const tableFor = async (caller: TestPerson, table: string, query: Record<string, string> = {}): Promise<Line[]> =>
  (await service.get(caller, `${path}/tables/${table}`, { ...span, ...query })).json().data;
const rowsBehind = async (caller: TestPerson, measure: string, where: Line['where']) => {
  const rows: { id: string; value: number }[] = [];
  let cursor: string | null = null;
  do {
    const query = { ...span, ...where, measure, limit: '4', ...(cursor === null ? {} : { cursor }) };
    const page: { data: typeof rows; nextCursor: string | null } = (
      await service.get(caller, `${path}/rows`, query as Record<string, string>)
    ).json();
    rows.push(...page.data);
    cursor = page.nextCursor;
  } while (cursor !== null);
  return rows;
};

describe('a report', () => {
  it('tells what each month came to, and all of them together', async () => {
    const report = await reportFor(north.director);
    expect(report.months.map(({ month, final }: { month: string; final: boolean }) => [month, final])).toEqual([
      ['2026-01', true],
      ['2026-02', true],
      ['2026-03', true],
    ]);
    expect(report.months[0].values).toEqual({
      ...{ 'case-opened': 7, 'case-finished': 7, 'pair-finished': 7, 'case-reviewed': 7 },
    });
    expect(report.values).toMatchObject({
      'case-opened': 13,
      'case-finished': 12,
      'step-returned': 1,
      'self-check-due': 1,
    });
    expect(report.rates['return-rate']).toBeCloseTo(100 / 12);
    expect(report.rates['self-check-rate']).toBe(0);
    expect(report.rates['change-days']).toBeNull();
  });

  it('shows a head what belongs to the own section, and others nothing', async () => {
    const own = await reportFor(north['health-head']);
    expect(own.values).toEqual({ 'case-opened': 2, 'case-finished': 2, 'pair-finished': 2, 'case-reviewed': 2 });
    expect(await tableFor(north['health-head'], 'cases-by-item')).toHaveLength(1);
    expect(await rowsBehind(north['health-head'], 'case-opened', {})).toHaveLength(2);
    for (const url of [path, `${path}/tables/pairs`, `${path}/rows`, `${path}/workbook`])
      expect(
        (await service.get(north.clerk, url, url.endsWith('rows') ? { ...span, measure: 'case-opened' } : span))
          .statusCode,
      ).toBe(403);
    expect((await entriesOf(test, 'north', 'access.refused')).at(-1)).toMatchObject({
      actor: 'clerk',
      target: 'workbook',
    });
  });

  it('is of one centre, though the codes are the same', async () => {
    expect((await reportFor(south.director)).values).toMatchObject({ 'case-finished': 20 });
    expect(await rowsBehind(south.director, 'case-finished', {})).toHaveLength(20);
  });

  it('has a first month that is not after the last, and no more than ten years', async () => {
    for (const [from, until] of [
      ['2026-02', '2026-01'],
      ['2000-01', '2026-01'],
    ] as const)
      expect((await service.get(north.director, path, { from, until })).statusCode).toBe(400);
  });
});

describe('each figure', () => {
  const tables = [
    ...['month', 'section', 'item', 'risk', 'channel'].map((by) => `cases-by-${by}`),
    ...['reviews-by-time', 'pairs', 'self-checks-by-section'],
  ];
  it.each(tables)('of %s is as much as the rows behind it', async (table) => {
    const lines = await tableFor(north.director, table);
    expect(lines.length).toBeGreaterThan(0);
    for (const { values, where } of lines)
      for (const [measure, value] of Object.entries(values)) {
        const rows = await rowsBehind(north.director, measure, where);
        expect(
          rows.reduce((sum, row) => sum + row.value, 0),
          `${measure} ${JSON.stringify(where)}`,
        ).toBe(value);
        expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
      }
  });

  it('of a section is what its items came to, wherever their cases were opened', async () => {
    const lines = await tableFor(north.director, 'cases-by-section');
    expect(lines.map(({ key, values }) => [key, values])).toEqual([
      ['pension', { 'case-opened': 11, 'case-finished': 10, 'step-returned': 1 }],
      ['health', { 'case-opened': 2, 'case-finished': 2 }],
    ]);
  });

  it('of a pair names both, and that it was read is recorded once a question', async () => {
    const before = (await entriesOf(test, 'north', 'report.read')).length;
    const [first] = await tableFor(north.director, 'pairs');
    expect(first).toMatchObject({ name: { zh: 'clerk – pension-head' }, values: { 'pair-finished': 9 } });
    await rowsBehind(north.director, 'pair-finished', first?.where ?? {});
    const entries = (await entriesOf(test, 'north', 'report.read')).slice(before);
    expect(entries.map(({ actor, target }) => [actor, target])).toEqual([
      ['director', 'pairs'],
      ['director', 'pair-finished'],
    ]);
  });

  it('can be taken along as a workbook', async () => {
    const answer = await service.get(north.director, `${path}/workbook`, span);
    expect(answer.statusCode).toBe(200);
    expect(answer.rawPayload.subarray(0, 2).toString()).toBe('PK');
  });
});

it('a report leads with the figures and tables that the settings name, in their order, once these are approved', async () => {
  const shown = async () => (await service.get(north.director, path, span)).json().shown;
  const first = await shown();
  expect(first.figures).toContain('case-opened');
  expect(first.tables).toEqual(['cases-by-month', 'cases-by-section']);

  const { version, settings } = (await service.get(north.controller, '/api/v1/control-settings')).json();
  const propose = (reports: object) =>
    service.post(north.controller, '/api/v1/control-settings/proposals', {
      ...{ version, reason: '领导关注追回', settings: { ...settings, reports } },
    });
  expect((await propose({ figures: [], tables: [] })).json().code).toBe('invalid-request');
  expect((await propose({ figures: ['case-counted'], tables: [] })).json().code).toBe('invalid-request');
  const reports = { figures: ['recovery-received', 'case-finished'], tables: ['pairs'] };
  const { id } = (await propose(reports)).json();
  expect(await shown()).toEqual(first);
  await service.post(north.director, `/api/v1/control-approvals/${id}/decisions`, { decision: 'approve' });
  expect(await shown()).toEqual(reports);
  expect((await service.get(south.director, path, span)).json().shown).toEqual(first);
});

describe('a month that is over', () => {
  it('is counted once, whoever does so at the same time', async () => {
    await addFinished(test, {
      ...{ item: 'award', unit: 'hall', handler: north.clerk, reviewer: north.director },
      ...{ from: '2025-12-05T01:00:00Z', count: 5 },
    });
    await Promise.all([rollMonths(database, 'north'), rollMonths(database, 'north'), rollMonths(database, 'north')]);
    const { values } = (await service.get(north.director, path, { from: '2025-12', until: '2025-12' })).json();
    expect(values).toMatchObject({ 'case-finished': 5, 'pair-finished': 5 });
  });

  it('stays as it was counted, by the database itself', async () => {
    const change = (statement: string) =>
      inCentre(owner, 'north', (transaction) =>
        import('kysely').then(({ sql }) => sql.raw(statement).execute(transaction)),
      );
    for (const statement of [
      `update control.month_roll set totals = '{}' where centre = 'north' and month = '2026-01'`,
      `delete from control.month_figure where centre = 'north' and month = '2026-01'`,
      `insert into control.month_figure (centre, month, measure, item, unit, kind, type, person, other, value) values ('north', '2026-01', 'case-opened', '', '', '', '', null, null, 1)`,
    ])
      await expect(change(statement), statement).rejects.toMatchObject({ code: '23514' });
  });
});
