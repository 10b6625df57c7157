import { addWorkingDays } from '@zhiheng/calendar';
import { type Database, inCentre, newId } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import type { PersonCaller } from '@zhiheng/http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Raised, raiseFinding } from '../findings/raise.ts';
import { once } from '../retry.ts';
import { entriesOf, foundCentre } from './founding.ts';

let test: TestDatabase;
let database: Database;
let caller: PersonCaller;
beforeAll(async () => {
  test = await openTestDatabase();
  const { controller } = await foundCentre(test, 'north');
  caller = { ...controller, kind: 'person' } as PersonCaller;
  database = await test.connect('control');
});
afterAll(() => test.drop());

const found: Raised = {
  source: { kind: 'inspection' },
  unit: 'pension',
  item: 'award',
  dimension: 'content',
  nature: 'error',
  riskLevel: 2,
  description: '张三的材料缺签名',
  basis: '经办规程第三条',
  amountFen: 174_400,
  addWorkingDays,
};
const raise = (more: Partial<Raised> = {}) =>
  inCentre(database, 'north', (transaction) => raiseFinding(transaction, 'north', { ...found, ...more }));

it('a finding is raised with an entry that does not say what it says of people', async () => {
  const id = await raise();
  const entries = await entriesOf(test, 'north', 'finding.raised');
  expect(entries).toMatchObject([
    { target: id, unit: 'pension', outcome: 'done', after: { nature: 'error', riskLevel: 2 } },
  ]);
  expect(JSON.stringify(entries)).not.toContain('张三');
});

it('an adjustment has one finding, whoever raises it at once', async () => {
  const source = { kind: 'permission', about: newId() } as const;
  const ids = await Promise.all([1, 2, 3].map(() => raise({ source })));
  expect(ids.filter((id) => id !== undefined)).toHaveLength(1);
});

it('what is made under a key is made once, and the key is good for nothing else', async () => {
  const under = (meaning: unknown) =>
    inCentre(database, 'north', (transaction) =>
      once(transaction, caller, { operation: 'test', key: 'k', meaning }, async () => newId()),
    );
  const ids = await Promise.all([1, 2, 3, 4].map(() => under('this')));
  expect(new Set(ids).size).toBe(1);
  await expect(under('that')).rejects.toMatchObject({ code: 'idempotency-mismatch' });
});
