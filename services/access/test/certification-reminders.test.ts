import type { AddWorkingDays } from '@zhiheng/calendar';
import type { Certification } from '@zhiheng/contracts';
import type { Database } from '@zhiheng/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CentrePolicies } from '../centre-policy.ts';
import { moveCertifications } from '../certification-overdue.ts';
import { reminderAt } from '../certification-reminders.ts';
import { certify, holdingsOf, opened } from './certifying.ts';
import { type County, openCounty } from './open-county.ts';

const dayLength = 86_400_000;
const shanghai = 8 * 3_600_000;
const endOfDay = (instant: number) => (Math.floor((instant + shanghai) / dayLength) + 1) * dayLength - shanghai;
/** A calendar in which every day is worked, so that no test depends on the day it runs; and one without today. */
const everyDay: AddWorkingDays = (from, days) => endOfDay(from) + days * dayLength;
const notToday: AddWorkingDays = (from, days) =>
  everyDay(from, days) + (endOfDay(from) < endOfDay(Date.now()) ? dayLength : 0);

let county: County;
let second: Database;
beforeAll(async () => {
  county = await openCounty();
  second = await county.testDatabase.connect('access', { size: 5 });
});
afterAll(() => county.close());

const look = (calendar = everyDay, database = county.database) =>
  moveCertifications({ database, policies: new CentrePolicies(calendar) }, county.centre);
const remindersOf = async (id: string) =>
  (await county.entries('certification.reminded')).filter(({ target }) => target === id);
const occasions = async (id: string) => (await remindersOf(id)).map(({ details }) => details?.occasion);
const move = (id: string, openedAt: number, dueAt: number) =>
  county.owner.pool.query('update access.certification set opened_at = $2, due_at = $3 where id = $1', [
    id,
    new Date(openedAt),
    new Date(dueAt),
  ]);

test.each([
  ['2026-11-02T09:00', undefined, 'it has just been opened'],
  ['2026-11-13T11:00', undefined, 'less than half of the time is gone'],
  ['2026-11-16T12:00', 'half-time', 'half of it'],
  ['2026-11-25T23:59', 'half-time', 'four days are left'],
  ['2026-11-26T00:00', 'three-days', 'three'],
  ['2026-11-28T00:00', 'one-day', 'one'],
  ['2026-11-29T23:59', 'one-day', 'its last minute'],
  ['2026-11-30T00:00', 'overdue', 'it is over'],
] as const)('at %s the reminder is %s: %s', (now, occasion, _why) => {
  const at = (text: string) => Date.parse(`${text}:00+08:00`);
  const campaign = { openedAt: new Date(at('2026-11-02T09:00')), dueAt: new Date(at('2026-11-30T00:00')) };
  expect(reminderAt(campaign, at(now), everyDay)?.occasion).toBe(occasion);
});

test('one opened for a short time reminds of no deadline that it has had in full view', () => {
  const openedAt = new Date(Date.parse('2026-11-02T09:00+08:00'));
  const campaign = { openedAt, dueAt: new Date(everyDay(openedAt.getTime(), 3)) };
  expect(reminderAt(campaign, openedAt.getTime(), everyDay)).toBeUndefined();
});

test('each reviewer is reminded on each occasion, once, however many processes look at the same time', async () => {
  const { id } = await opened(county, { unit: 'card', dueInWorkingDays: 20 });
  await look();
  expect(await remindersOf(id)).toEqual([]);
  const now = Date.now();
  const due = everyDay(now, 1);
  const steps = [
    [everyDay(now, 10), 'half-time'],
    [everyDay(now, 3), 'three-days'],
    [due, 'one-day'],
    [now - 1000, 'overdue'],
  ] as const;
  let reviewers = 0;
  for (const [index, [dueAt, occasion]] of steps.entries()) {
    await move(id, now - 60 * dayLength, dueAt);
    await Promise.all([look(), look(everyDay, second), look(everyDay, second), look()]);
    await look();
    const said = await occasions(id);
    reviewers ||= said.length;
    expect(reviewers).toBeGreaterThan(1);
    expect(said.slice(index * reviewers), occasion).toEqual(Array(reviewers).fill(occasion));
  }
  // Each of them is told as often.
  const told = await county.owner.pool.query(
    "select person, count(*)::int as times from access.notice where about = $1 and kind = 'certification-due' group by 1",
    [id],
  );
  expect(told.rows.map(({ times }) => times)).toEqual(Array(reviewers).fill(steps.length));
  const read: Certification = (await county.service.get(county.as('director'), `/api/v1/certifications/${id}`)).json();
  expect(Date.parse(read.remindedAt as string)).toBeGreaterThanOrEqual(now - 60_000);
});

test('an overdue one reminds again on the next day that is worked, and on no other; who has decided is left in peace', async () => {
  const { id } = await opened(county, { unit: 'village-01', dueInWorkingDays: 20 });
  await move(id, Date.now() - 60 * dayLength, Date.now() - 1000);
  await look(notToday);
  expect(await remindersOf(id)).toEqual([]);
  await look();
  const first = await occasions(id);
  expect(first.length).toBeGreaterThan(0);
  const passADay = () =>
    county.owner.pool.query(
      "update access.certification_reminder set until = until - interval '1 day' where certification = $1",
      [id],
    );
  await passADay();
  await look();
  expect(await occasions(id)).toEqual([...first, ...first]);
  for (const { grant, reviewers } of await holdingsOf(county, 'director', id, { state: 'undecided' }))
    expect((await certify(county, reviewers[0] as string, id, grant, 'keep')).decided).toBe(true);
  await passADay();
  await look();
  expect(await occasions(id)).toEqual([...first, ...first]);
});

test('the database keeps each reminder once', async () => {
  const { rows } = await county.owner.pool.query('select * from access.certification_reminder limit 1');
  const [{ centre, certification, occasion, until }] = rows;
  const again = county.owner.pool.query(
    'insert into access.certification_reminder (centre, certification, occasion, until) values ($1, $2, $3, $4)',
    [centre, certification, occasion, until],
  );
  await expect(again).rejects.toMatchObject({ code: '23505' });
});
