import { inCentre } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Found } from '../doubts/found.ts';
import { raiseDoubts } from '../doubts/raise.ts';
import { entriesOf, foundCentre, type People } from './founding.ts';

let test: TestDatabase;
let people: People;
beforeAll(async () => {
  test = await openTestDatabase();
  people = await foundCentre(test, 'north');
  await foundCentre(test, 'south');
});
afterAll(() => test.drop());

const many = (count: number, from = 0): Found[] =>
  Array.from({ length: count }, (_, index) => ({
    rule: 'review-in-seconds',
    key: `pair-${from + index}`,
    severity: 2,
    unit: 'pension',
    people: [people.clerk.person],
    subject: Buffer.alloc(32, 7),
    facts: { cases: 12, seconds: 4 },
    at: new Date('2026-11-03T02:00:00Z'),
  }));

const raise = async (centre: string, found: readonly Found[]) =>
  inCentre(await test.connect('control'), centre, (transaction) => raiseDoubts(transaction, centre, found));

it('raises thousands, each once with its entry, however often and by how many at once they are found', async () => {
  const counts = await Promise.all([raise('north', many(2_500)), raise('north', many(2_500).reverse())]);
  expect(counts.reduce((sum, count) => sum + count)).toBe(2_500);
  expect(await raise('north', [...many(3, 2_499), ...many(3, 2_499)])).toBe(2);
  const entries = await entriesOf(test, 'north', 'doubt.raised');
  expect(entries).toHaveLength(2_502);
  expect(entries[0]).toMatchObject({
    outcome: 'done',
    unit: 'pension',
    after: { rule: 'review-in-seconds', severity: 2 },
  });
  const { rows } = await (await test.owner()).pool.query(
    `select state, origin, people, facts, encode(subject, 'hex') as subject from control.doubt where key = 'pair-7'`,
  );
  expect(rows).toEqual([
    {
      state: 'open',
      origin: 'own-rules',
      people: [people.clerk.person],
      facts: { cases: 12, seconds: 4 },
      subject: '07'.repeat(32),
    },
  ]);
});

it('is of one centre', async () => {
  expect(await raise('south', many(1))).toBe(1);
});
