import { addWorkingDays } from '@zhiheng/calendar';
import { inCentre } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSelfChecks } from '../opening.ts';
import { foundCentre } from './founding.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
  for (const centre of ['north', 'south']) {
    await foundCentre(test, centre);
    await openSelfChecks(await test.connect('control'), centre, addWorkingDays);
  }
});
afterAll(() => test.drop());

const asControl = async (centre: string, statement: string) => {
  const database = await test.connect('control');
  return inCentre(database, centre, (transaction) => sql.raw(statement).execute(transaction));
};

describe('what the database itself refuses', () => {
  it.each([
    ['delete from control.self_check', /permission denied/],
    ['truncate control.self_check', /permission denied/],
    ["update control.self_check set month = '2020-01'", /permission denied/],
    ["update control.self_check set due_at = due_at + interval '1 year'", /permission denied/],
    [
      `insert into control.self_check (centre, id, unit, month, due_at, state)
        values ('north', gen_random_uuid(), 'x', '2020-01', now(), 'completed')`,
      /permission denied/,
    ],
    [
      `insert into control.self_check (centre, id, unit, month, due_at)
        values ('south', gen_random_uuid(), 'x', '2020-01', now())`,
      /row-level security/,
    ],
    [
      `insert into control.self_check (centre, id, unit, month, due_at)
        values ('north', gen_random_uuid(), 'x', '2020-13', now())`,
      /month_check/,
    ],
    ["update control.self_check set state = 'completed'", /self_check_answered/],
    ["update control.self_check set answers = '{}'", /only completed, once/],
  ])('%s', async (statement, refusal) => {
    await expect(asControl('north', statement)).rejects.toThrow(refusal);
  });

  it('a completed self-check neither opens again nor changes its answers', async () => {
    const complete = `update control.self_check set state = 'completed', completed_at = now(),
      completed_by = gen_random_uuid(), answers = '{}' where unit = 'health'`;
    await asControl('north', complete);
    await expect(asControl('north', complete)).rejects.toThrow(/only completed, once/);
    const reopen = `update control.self_check set state = 'open', completed_at = null, completed_by = null, answers = null`;
    await expect(asControl('north', reopen)).rejects.toThrow(/only completed, once/);
  });

  it('rows of another centre are not seen, nor any without a centre', async () => {
    const { rows } = await asControl('south', 'select distinct centre from control.self_check');
    expect(rows).toEqual([{ centre: 'south' }]);
    const database = await test.connect('control');
    expect((await database.pool.query('select from control.self_check')).rowCount).toBe(0);
  });
});
