import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { workingDaysWith } from '@zhiheng/calendar';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readEnvironment } from '../environment.ts';

/** Days that the published calendar does not know are told by a file. */
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'holidays-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function file(text: string): Promise<string> {
  const path = join(folder, 'holidays.json');
  await writeFile(path, text);
  return path;
}

const noon = (date: string) => Date.parse(`${date}T12:00:00+08:00`);
const midnight = (date: string) => Date.parse(`${date}T00:00:00+08:00`);

test('a year beyond the data and a day that they have wrong, with or without a byte order mark', async () => {
  const table = { '2031': { off: ['2031-01-01'] }, '2026': { off: ['2026-02-14'] } };
  for (const mark of ['', '\uFEFF']) {
    const { holidays } = readEnvironment({ ZHIHENG_HOLIDAYS_FILE: await file(mark + JSON.stringify(table)) });
    const addWorkingDays = workingDaysWith(holidays);
    expect(addWorkingDays(noon('2030-12-31'), 1)).toBe(midnight('2031-01-03'));
    expect(addWorkingDays(noon('2026-02-13'), 1)).toBe(midnight('2026-02-25'));
  }
});

test('without a file the published calendar stands', () => {
  const { holidays } = readEnvironment({});
  expect(workingDaysWith(holidays)(noon('2030-12-31'), 1)).toBe(midnight('2031-01-02'));
});

test.each([
  ['{"2031": {"off": ["2031-02-30"]}}', '"2031-02-30" is no day'],
  ['{"2031":', 'is no table of days'],
])('no process starts with %s, and it says why', async (text, message) => {
  const path = await file(text);
  expect(() => readEnvironment({ ZHIHENG_HOLIDAYS_FILE: path })).toThrow(
    expect.objectContaining({ code: 'invalid-environment', message: expect.stringContaining(message) }),
  );
});

test('nor with a file that is not there', () => {
  const path = join(folder, 'none');
  expect(() => readEnvironment({ ZHIHENG_HOLIDAYS_FILE: path })).toThrow(/none cannot be read/);
});

test('what a password’s hash takes is RFC 9106’s second option in production, and never less than OWASP’s minimum', () => {
  const costOf = (given: string, profile: 'demo' | 'production' = 'production') =>
    readEnvironment({ ZHIHENG_PASSWORD_COST: given }, { profile }).passwordCost;
  expect(costOf('')).toEqual({ memory: 64, passes: 3, lanes: 4 });
  expect(costOf('', 'demo')).toEqual({ memory: 19, passes: 2, lanes: 1 });
  expect(costOf('46,2,1')).toEqual({ memory: 46, passes: 2, lanes: 1 });
  for (const wrong of ['18,2,1', '64,1,4', '64,3,0', '8192,3,4', '64', 'much'])
    expect(() => costOf(wrong)).toThrow('must be MiB, passes and lanes');
});
