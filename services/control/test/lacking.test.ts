import { addWorkingDays, shanghaiDate } from '@zhiheng/calendar';
import { type Database, inCentre, newId } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lastMonth, spanOf } from '../month.ts';
import { tellLacking, wantedBy } from '../sampling/lacking.ts';
import { databaseNow } from '../store/clock-store.ts';
import { insertInspection, moveInspection } from '../store/inspection-store.ts';
import { lacksInspection } from '../store/lacking-store.ts';
import { foundCentre, idAt, type People } from './founding.ts';

let test: TestDatabase;
let owner: Database;
let control: Database;
let people: People;
let month: string;
const centre = 'lacking';
/** Its deadlines are there at once, and a calendar's whose are a year away. */
const [atOnce, late] = [(from: number) => from + 1, (from: number) => from + 366 * 86_400_000];

beforeAll(async () => {
  test = await openTestDatabase();
  owner = await test.owner();
  control = await test.connect('control');
  people = await foundCentre(test, centre);
  await foundCentre(test, 'neighbour');
  month = lastMonth(await inCentre(owner, centre, databaseNow));
});
afterAll(() => test.drop());

const finished = (at: Date) =>
  inCentre(owner, centre, (transaction) =>
    sql`insert into access.case (centre, id, item, unit, reference, client, opened_at, state, closed_at)
      values (${centre}, ${idAt(at)}, 'award', 'pension-desk', gen_random_uuid()::text, 'test', ${at}, 'complete', ${at})`.execute(
      transaction,
    ),
  );
const planned = async (kind: 'case' | 'holding', period: string) => {
  const id = newId();
  const inspection = {
    id,
    kind,
    period,
    plan: {} as never,
    commitment: new Uint8Array(32),
    sealed: new Uint8Array(60),
  };
  await inCentre(control, centre, (transaction) =>
    insertInspection(transaction, centre, { ...inspection, by: { person: people.controller.person } }),
  );
  return id;
};
const told = async () => {
  const { rows } = await owner.pool.query(
    `select n.person, n.kind, u.code as unit from control.notice n join access.unit u on u.centre = n.centre and u.id = n.about
      where n.centre = $1 and n.kind = 'inspection-lacking'`,
    [centre],
  );
  return rows;
};

it('wants last month’s cases from the day on that self-checks are due, what is held from the year’s last month on', () => {
  const on = (day: string) =>
    wantedBy(Date.parse(`${day}T00:00:00+08:00`), addWorkingDays, 10).map(({ kind, period, dueAt }) => [
      ...[kind, period, shanghaiDate(dueAt)],
    ]);
  expect(on('2026-11-13')).toEqual([]);
  expect(on('2026-11-16')).toEqual([['case', '2026-10', '2026-11-14']]);
  expect(on('2026-12-01')).toEqual([['holding', '2026', '2026-12-01']]);
  expect(on('2027-01-01')).toEqual([]);
});

it('tells who plans, once, of a month in which something was finished and nobody planned', async () => {
  expect(await tellLacking(control, centre, atOnce)).toBe(0);
  const { from } = spanOf(month);
  await finished(new Date(from + 86_400_000));
  expect(await tellLacking(control, centre, late)).toBe(0);
  const counts = await Promise.all([1, 2, 3, 4].map(() => tellLacking(control, centre, atOnce)));
  expect(counts.reduce((sum, count) => sum + count)).toBe(1);
  expect(await tellLacking(control, centre, atOnce)).toBe(0);
  expect(await tellLacking(control, 'neighbour', atOnce)).toBe(0);

  expect(await told()).toEqual([{ person: people.controller.person, kind: 'inspection-lacking', unit: 'centre' }]);
  const { rows } = await owner.pool.query(
    "select unit, details from audit.entry where centre = $1 and action = 'inspection.lacking'",
    [centre],
  );
  expect(rows).toEqual([{ unit: 'centre', details: { kind: 'case', period: month, told: 1 } }]);
});

it('of a month or a year with an inspection nothing is lacking, unless it was cancelled', async () => {
  const year = {
    kind: 'holding',
    period: '2040',
    from: spanOf('2040-01').from,
    until: spanOf('2040-12').until,
  } as const;
  const cases = { kind: 'case', period: month, ...spanOf(month) } as const;
  const lacks = () =>
    inCentre(control, centre, async (transaction) => [
      await lacksInspection(transaction, centre, cases),
      await lacksInspection(transaction, centre, year),
    ]);
  expect(await lacks()).toEqual([true, true]);
  const ids = [await planned('case', month), await planned('holding', '2040')];
  expect(await lacks()).toEqual([false, false]);
  for (const id of ids)
    await inCentre(control, centre, (transaction) => moveInspection(transaction, centre, id, 'cancelled'));
  expect(await lacks()).toEqual([true, true]);
  // Of a year before anything was given nothing is to be looked at.
  const before = { ...year, period: '2010', from: spanOf('2010-01').from, until: spanOf('2010-12').until };
  expect(await inCentre(control, centre, (transaction) => lacksInspection(transaction, centre, before))).toBe(false);
});
