import type { Request } from '@zhiheng/contracts';
import { advisoryLocks } from '@zhiheng/database';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { CentrePolicies } from '../centre-policy.ts';
import { moveOverdue } from '../request-overdue.ts';
import { startSchedule } from '../schedule.ts';
import { type County, openCounty } from './open-county.ts';
import { decide, submitted } from './requesting.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const desk = () => ({ database: county.database, policies: new CentrePolicies() });
const hall = (beneficiary: string) => ({ beneficiary, role: 'hall-handle', unit: 'hall' });
const read = async (id: string): Promise<Request> =>
  (await county.service.get(county.as('director'), `/api/v1/requests/${id}`)).json();

/** The deadline of the open stage passes. */
async function pass(id: string): Promise<void> {
  await county.owner.pool.query(
    "update access.request_stage set due_at = clock_timestamp() - interval '1 second' where request = $1 and state = 'open'",
    [id],
  );
}

test('the deadline counts Chinese working days and stands in the answer', async () => {
  const request = await submitted(county, 'newcomer', hall('hall-op1'));
  const due = new Date(request.stages[0]?.dueAt as string);
  // 24:00 in Shanghai of a day at least two days from now.
  expect(due.toISOString()).toMatch(/T16:00:00.000Z$/);
  expect(due.getTime()).toBeGreaterThan(Date.now() + 86_400_000);
});

test('nothing moves before its time', async () => {
  expect(await moveOverdue(desk(), county.centre)).toBe(0);
});

test('an overdue stage goes to the higher post with a new deadline; overdue again, the request expires', async () => {
  const { id } = await submitted(county, 'newcomer', hall('hall-op2'));
  await pass(id);
  expect(await moveOverdue(desk(), county.centre)).toBe(1);
  const escalated = await read(id);
  expect(escalated.stages[0]).toMatchObject({
    by: 'deputy-director',
    escalated: true,
    candidates: ['deputy-director', 'deputy-director2'],
  });
  expect(new Date(escalated.stages[0]?.dueAt as string).getTime()).toBeGreaterThan(Date.now());
  expect((await decide(county, 'hall-head', id)).json().code).toBe('not-a-candidate');
  expect(await county.entries('request.escalated')).toMatchObject([{ target: id, reason: 'overdue' }]);
  expect(await moveOverdue(desk(), county.centre)).toBe(0);

  await pass(id);
  expect(await moveOverdue(desk(), county.centre)).toBe(1);
  const expired = await read(id);
  expect(expired.state).toBe('expired');
  expect(expired.closedAt).not.toBeNull();
  expect((await decide(county, 'deputy-director', id)).json().code).toBe('not-pending');
  expect(await county.entries('request.expired')).toMatchObject([{ target: id }]);
});

test('a deadline that passed unseen takes effect with the next decision: never approved by who was too late', async () => {
  const { id } = await submitted(county, 'newcomer', hall('hall-op3'));
  await pass(id);
  expect((await decide(county, 'hall-head', id)).json().code).toBe('not-a-candidate');
  const decided = (await decide(county, 'deputy-director', id)).json();
  expect(decided.stages[0]).toMatchObject({ by: 'deputy-director', escalated: true, state: 'approved' });
  expect(decided.stages[1].state).toBe('open');
  expect((await county.entries('request.escalated')).filter(({ target }) => target === id)).toHaveLength(1);
});

test('two schedules at once move it once', async () => {
  const { id } = await submitted(county, 'newcomer', hall('hall-op4'));
  await pass(id);
  const moved = await Promise.all(Array.from({ length: 4 }, () => moveOverdue(desk(), county.centre)));
  expect(moved.reduce((sum, one) => sum + one)).toBe(1);
  expect((await county.entries('request.escalated')).filter(({ target }) => target === id)).toHaveLength(1);
});

test('the running service does it by itself, one process at a time, another when the first has gone', async () => {
  const log = { error: vi.fn() } as unknown as Parameters<typeof startSchedule>[1];
  const second = startSchedule(desk(), log, { retryDays: 7 });
  const { id } = await submitted(county, 'newcomer', hall('hall-op5'));
  await pass(id);
  await county.owner.pool.query(
    `insert into access.idempotency (centre, caller, operation, key, digest, made, at)
      select $1, 'client:any', 'case', 'of ' || days, repeat('0', 64), gen_random_uuid(), clock_timestamp() - make_interval(days => days)
      from unnest('{6,8}'::int[]) days`,
    [county.centre],
  );
  // The service of this test holds the election.
  await second.look();
  expect((await read(id)).stages[0]?.escalated).toBe(false);
  const elected = await county.owner.pool.query(
    // The lock of this database: other tests' services hold theirs on the same server.
    `select pg_terminate_backend(pid) from pg_locks where locktype = 'advisory' and objid = $1 and granted
       and database = (select oid from pg_database where datname = current_database())`,
    [advisoryLocks.overdueStages],
  );
  expect(elected.rowCount).toBe(1);
  await vi.waitFor(async () => {
    await second.look();
    expect((await read(id)).stages[0]?.escalated).toBe(true);
    // The last of its moves.
    const keys = await county.owner.pool.query('select key from access.idempotency');
    expect(keys.rows).toEqual([{ key: 'of 6' }]);
  }, 60_000);
  await second.stop();
  expect(log.error).not.toHaveBeenCalled();
});
