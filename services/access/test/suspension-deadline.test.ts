import { addWorkingDays } from '@zhiheng/calendar';
import type { Request } from '@zhiheng/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { moveOverdue } from '../request-overdue.ts';
import { deadlinesOf } from '../suspension-deadline.ts';
import { applied, deskOf } from './asking.ts';
import { type County, openCounty } from './open-county.ts';
import { decide } from './requesting.ts';
import { suspended } from './suspending.ts';

/** A centre whose own chain for suspensions gives weeks, and to two posts one after the other. */
let county: County;
beforeAll(async () => {
  county = await openCounty();
  const stages = [
    { by: 'deputy-director', of: 'centre', workingDays: 20 },
    { by: 'director', of: 'centre', workingDays: 30 },
  ];
  await applied(county, 'secadmin', { change: 'rule', chain: { change: 'suspension', risk: 3, stages } });
});
afterAll(() => county.close());

const read = async (id: string): Promise<Request> =>
  (await county.service.get(county.as('director'), `/api/v1/requests/${id}`)).json();
const dueOf = ({ stages }: Request) =>
  stages.filter(({ dueAt }) => dueAt).map(({ dueAt }) => Date.parse(dueAt as string));

test('the whole confirmation is due one working day after the order, whatever the chain says', async () => {
  const { request } = await suspended(county, 'enrolment-op1');
  const asked = await read(request);
  const due = addWorkingDays(Date.parse(asked.submittedAt), 1);
  expect(asked.stages.map(({ by, workingDays }) => [by, workingDays])).toEqual([
    ['deputy-director', 1],
    ['director', 1],
  ]);
  expect(dueOf(asked)).toEqual([due]);
});

test('a stage that opens later is due with the first; what is missed already a working day after it is passed on', () => {
  const at = (text: string) => Date.parse(`${text}:00+08:00`);
  const due = (from: string) => deadlinesOf({ addWorkingDays }, { change: 'suspension', submittedAt })(at(from), 30);
  // A Monday.
  const submittedAt = new Date(at('2026-11-23T10:00'));
  expect(due('2026-11-23T10:00')).toBe(at('2026-11-25T00:00'));
  expect(due('2026-11-24T17:00')).toBe(at('2026-11-25T00:00'));
  expect(due('2026-11-25T00:00')).toBe(at('2026-11-27T00:00'));
  expect(deadlinesOf({ addWorkingDays }, { change: 'grant', submittedAt })(at('2026-11-24T17:00'), 2)).toBe(
    at('2026-11-27T00:00'),
  );
});

test('missed, or decided by the first, it goes on with one working day', async () => {
  const { request } = await suspended(county, 'enrolment-op2');
  await county.owner.pool.query(
    "update access.request_stage set due_at = clock_timestamp() - interval '1 second' where request = $1 and state = 'open'",
    [request],
  );
  await moveOverdue(deskOf(county), county.centre);
  expect((await county.entries('request.overdue')).map(({ target }) => target)).toEqual([request]);
  const nextDays = () => {
    const now = Date.now();
    return [addWorkingDays(now - 60_000, 1), addWorkingDays(now, 1)];
  };
  expect(nextDays()).toContain(dueOf(await read(request)).at(-1));
  expect((await decide(county, 'deputy-director', request)).json().state).toBe('pending');
  expect(nextDays()).toContain(dueOf(await read(request)).at(-1));
});
