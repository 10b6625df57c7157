import type { LedgerLine } from '@zhiheng/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type County, openCounty } from './open-county.ts';
import { approve, submit, submitted } from './requesting.ts';

/** Periods are half-open to the millisecond, wherever they end: told by the ledger and judged by the rules on the real database. */
let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const shanghai = (time: string) => new Date(`${time}+08:00`).toISOString();
const shifted = (instant: string, ms: number) => new Date(Date.parse(instant) + ms).toISOString();
const year = new Date().getUTCFullYear();
/** The next leap year in which no grant of ours has begun yet. */
const leap = year + 4 - (year % 4);

async function holdsAt(who: string, role: string, at: string): Promise<boolean> {
  const answer = await county.service.get(county.as('director'), '/api/v1/permission-ledger', {
    person: who,
    role,
    at,
  });
  expect(answer.statusCode, answer.body).toBe(200);
  return (answer.json().data as LedgerLine[]).length > 0;
}

test.each([
  ['the leap day', 'hall-op1', 'card-handle', shanghai(`${leap}-02-29T00:00:00`), shanghai(`${leap}-03-01T00:00:00`)],
  [
    'the turn of a year',
    'hall-op2',
    'card-handle',
    shanghai(`${year + 1}-12-31T00:00:00`),
    shanghai(`${year + 2}-01-01T00:00:00`),
  ],
  [
    'one millisecond',
    'hall-op3',
    'card-handle',
    shanghai(`${year + 1}-06-01T00:00:00`),
    shanghai(`${year + 1}-06-01T00:00:00.001`),
  ],
])('a grant of %s holds from its first instant, and no more at its end', async (_, who, role, from, until) => {
  const wanted = { beneficiary: who, role, unit: 'card', validFrom: from, validUntil: until };
  const request = await approve(county, await submitted(county, 'newcomer', wanted));
  expect(request.state).toBe('applied');
  const moments = [shifted(from, -1), from, shifted(until, -1), until];
  const held = await Promise.all(moments.map((at) => holdsAt(who, role, at)));
  expect(held).toEqual([false, true, true, false]);
});

test('what begins at the very instant at which what it conflicts with ends is no conflict; a millisecond earlier it is', async () => {
  const change = shanghai(`${year + 1}-01-01T00:00:00`);
  const wanted = (action: string, more: object) => ({
    ...{ beneficiary: 'newcomer', role: `enterprise-pension-${action}`, unit: 'enterprise-pension' },
    ...more,
  });
  const handles = await submitted(county, 'card-op1', wanted('handle', { validUntil: change }));
  expect((await approve(county, handles)).state).toBe('applied');
  const tooEarly = await submit(county, 'card-op1', wanted('review', { validFrom: shifted(change, -1) }));
  expect(tooEarly.json()).toMatchObject({ status: 409, code: 'duty-conflict' });
  const reviews = await submitted(county, 'card-op1', wanted('review', { validFrom: change }));
  expect((await approve(county, reviews)).state).toBe('applied');
  expect(await holdsAt('newcomer', 'enterprise-pension-handle', shifted(change, -1))).toBe(true);
  expect(await holdsAt('newcomer', 'enterprise-pension-handle', change)).toBe(false);
  expect(await holdsAt('newcomer', 'enterprise-pension-review', change)).toBe(true);
});
