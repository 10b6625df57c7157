import { inCentre } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { append } from '../store/log-store.ts';
import { entriesOf, foundCentre } from './founding.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
  await foundCentre(test, 'north');
});
afterAll(() => test.drop());

it('what is logged names nobody by number', async () => {
  const action = 'self-check.completed';
  const after = { note: '110105 19491231 002X', account: '4111 1111 1111 1112' };
  await inCentre(await test.connect('control'), 'north', (transaction) =>
    append(transaction, 'north', [{ action, outcome: 'done', reason: '致电 138-0013-8000', after }]),
  );
  expect(await entriesOf(test, 'north', action)).toMatchObject([
    {
      reason: '致电 ***-****-8000',
      after: { note: '****** ******** 002X', account: '**** **** **** 1112' },
    },
  ]);
});
