import { openTestDatabase } from '@zhiheng/database/testing';
import pino from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { errorFacts } from '../error-facts.ts';
import { loggerOptions } from '../logging.ts';

/** What the operational log tells of a fault: where and what, and not whose data it was about. */
const secret = '张三110105194912310021';
const lines: string[] = [];
const log = pino(loggerOptions('info'), { write: (line) => lines.push(line) });
let database: Awaited<ReturnType<typeof openTestDatabase>>;
let owner: Awaited<ReturnType<typeof database.owner>>;
beforeAll(async () => {
  database = await openTestDatabase();
  owner = await database.owner();
  await owner.pool.query('create table note (text text primary key check (length(text) > 100), number int, id uuid)');
});
afterAll(() => database.drop());

test.each([
  ['a row that a check refuses', `insert into note (text) values ('${secret}')`, []],
  ['a key that is there', 'insert into note select repeat($1, 9) from generate_series(1, 2)', [secret]],
  ['a text that is no number', 'select $1::text::int', [secret]],
  ['a text that is no id', 'select $1::text::uuid', [secret]],
  ['a text that is no time', 'select $1::text::timestamptz', [secret]],
  ['a text that is no JSON', 'select $1::text::jsonb', [secret]],
  ['a value within a text', `do $$ begin perform '{"a":"${secret}"'::jsonb; end $$`, []],
])('%s is not quoted, and what can be acted on is told', async (_what, statement, values) => {
  const fault = await owner.pool.query(statement, values).then(
    () => expect.fail('it is refused'),
    (error: Error) => error,
  );
  lines.length = 0;
  log.error({ err: new Error('not written', { cause: fault }) }, 'request failed');
  log.error({ err: new AggregateError([fault]) }, 'request failed');
  for (const line of lines) {
    expect(line).not.toContain('张三');
    expect(line).not.toContain('110105');
  }
  const { err } = JSON.parse(lines[0] as string);
  expect(err).toMatchObject({ message: 'not written', cause: { type: 'DatabaseFault', code: expect.any(String) } });
  expect(err.stack).toContain('error-facts.test.ts');
});

test('a constraint is named, a chain of causes that goes round ends', async () => {
  const fault = await owner.pool.query(`insert into note (text) values ('short')`).catch((error: Error) => error);
  expect(errorFacts(fault)).toMatchObject({ table: 'note', constraint: 'note_text_check', code: '23514' });
  const round = new Error('round');
  round.cause = round;
  expect(JSON.stringify(errorFacts(round)).length).toBeLessThan(20_000);
  expect(errorFacts(secret).message).not.toContain('张三');
});
