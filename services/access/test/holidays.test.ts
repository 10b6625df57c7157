import { overridesOf, addWorkingDays as published } from '@zhiheng/calendar';
import { expect, test } from 'vitest';
import { countyFile, openCounty } from './open-county.ts';
import { handleFor, submitted } from './requesting.ts';

/** Every one of the next twenty days off, by year. */
function twentyDaysOff(): Record<string, { off: string[] }> {
  const today = Date.now() + 8 * 3_600_000;
  const dates = Array.from({ length: 20 }, (_, n) => new Date(today + (n + 1) * 86_400_000).toISOString().slice(0, 10));
  const years = Object.groupBy(dates, (date) => date.slice(0, 4));
  return Object.fromEntries(Object.entries(years).map(([year, off = []]) => [year, { off }]));
}

test('deadlines of requests go by the calendar of the deployment', async () => {
  const holidays = overridesOf(twentyDaysOff());
  const county = await openCounty(undefined, { holidays });
  try {
    const request = await submitted(county, 'card-op1', handleFor('newcomer'));
    const chain = countyFile().chains.find(({ change, risk }) => change === 'grant' && risk === 2);
    const days = chain?.stages[0]?.workingDays as number;
    const from = Date.parse(request.submittedAt);
    const dueAt = Date.parse(request.stages[0]?.dueAt as string);
    expect(dueAt).toBe(published(from, days, holidays));
    expect(dueAt).toBeGreaterThan(published(from, days));
  } finally {
    await county.close();
  }
});
