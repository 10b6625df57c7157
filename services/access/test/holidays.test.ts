import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { overridesOf, addWorkingDays as published } from '@zhiheng/calendar';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { access } from '../plugin.ts';
import { addWorkingDays, readHolidays } from '../working-days.ts';
import { countyFile, openCounty } from './open-county.ts';
import { handleFor, submitted } from './requesting.ts';

/** Days that the published calendar does not know are told by a file. */
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holidays-'));
});
afterAll(() => rm(folder, { recursive: true }));
afterEach(async () => {
  vi.unstubAllEnvs();
  await readHolidays({});
});

async function file(text: string): Promise<string> {
  const path = join(folder, 'holidays.json');
  await writeFile(path, text);
  return path;
}

/** Every one of the next twenty days off, by year. */
function twentyDaysOff(): Record<string, { off: string[] }> {
  const today = Date.now() + 8 * 3_600_000;
  const dates = Array.from({ length: 20 }, (_, n) => new Date(today + (n + 1) * 86_400_000).toISOString().slice(0, 10));
  const years = Object.groupBy(dates, (date) => date.slice(0, 4));
  return Object.fromEntries(Object.entries(years).map(([year, off = []]) => [year, { off }]));
}

test('deadlines of requests go by the file', async () => {
  const table = twentyDaysOff();
  vi.stubEnv('ZHIHENG_HOLIDAYS_FILE', await file(JSON.stringify(table)));
  const county = await openCounty();
  try {
    const request = await submitted(county, 'card-op1', handleFor('newcomer'));
    const chain = countyFile().chains.find(({ change, risk }) => change === 'grant' && risk === 2);
    const days = chain?.stages[0]?.workingDays as number;
    const from = Date.parse(request.submittedAt);
    const dueAt = Date.parse(request.stages[0]?.dueAt as string);
    expect(dueAt).toBe(published(from, days, overridesOf(table)));
    expect(dueAt).toBeGreaterThan(published(from, days));
  } finally {
    await county.close();
  }
});

test('a year beyond the data and a day that they have wrong, with or without a byte order mark; then without a file again', async () => {
  const noon = (date: string) => Date.parse(`${date}T12:00:00+08:00`);
  const table = { '2031': { off: ['2031-01-01'] }, '2026': { off: ['2026-02-14'] } };
  for (const mark of ['', '\uFEFF']) {
    await readHolidays({ ZHIHENG_HOLIDAYS_FILE: await file(mark + JSON.stringify(table)) });
    expect(addWorkingDays(noon('2030-12-31'), 1)).toBe(Date.parse('2031-01-03T00:00:00+08:00'));
    expect(addWorkingDays(noon('2026-02-13'), 1)).toBe(Date.parse('2026-02-25T00:00:00+08:00'));
  }
  await readHolidays({});
  expect(addWorkingDays(noon('2030-12-31'), 1)).toBe(Date.parse('2031-01-02T00:00:00+08:00'));
});

test.each([
  ['{"2031": {"off": ["2031-02-30"]}}', '"2031-02-30" is no day'],
  ['{"2031":', 'is no table of days'],
])('the service does not start with %s, and says why', async (text, message) => {
  vi.stubEnv('ZHIHENG_HOLIDAYS_FILE', await file(text));
  await expect(access({} as never, {} as never)).rejects.toMatchObject({
    code: 'invalid-environment',
    message: expect.stringContaining(message),
  });
  await expect(readHolidays({ ZHIHENG_HOLIDAYS_FILE: join(folder, 'none') })).rejects.toThrow(/cannot be read/);
});
