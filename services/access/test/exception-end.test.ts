import { afterAll, beforeAll, expect, test } from 'vitest';
import { moveExceptions } from '../exception-expiry.ts';
import { adjustmentsOf, applied, ask, deskOf, exceptionFor, exceptionsOf, inDays } from './asking.ts';
import { type County, openCounty } from './open-county.ts';

/** An exception that is no longer needed is ended before its time; what it permitted has to be given up. */
let county: County;
let id: string;
const who = 'enterprise-pension-op1';
const rule = 'item-handle-review';
const review = { change: 'grant', beneficiary: who, role: 'enterprise-pension-review', unit: 'enterprise-pension' };
beforeAll(async () => {
  county = await openCounty();
  await applied(county, 'newcomer', exceptionFor(who, rule));
  await applied(county, 'newcomer', { ...review, validUntil: inDays(20) });
  id = (await exceptionsOf(county, 'inspector', { person: who }))[0]?.id as string;
});
afterAll(() => county.close());

const end = (caller: string, exception = id, reason = '同事已返岗') =>
  county.service.post(county.as(caller), `/api/v1/exceptions/${exception}/end`, { reason });

test('not by anybody: neither the excepted person, nor a colleague, nor without a reason', async () => {
  for (const caller of [who, 'enterprise-pension-op2', 'card-head', 'auditadmin'])
    expect((await end(caller)).json(), caller).toMatchObject({ status: 403, code: 'not-permitted' });
  expect(await county.entries('exception.ended')).toMatchObject(
    Array(4).fill({ outcome: 'denied', target: id, reason: 'not-permitted' }),
  );
  expect((await end('inspector', id, '')).json()).toMatchObject({ status: 400, errors: [{ path: '/reason' }] });
  const none = '01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11';
  expect((await end('inspector', none)).json()).toMatchObject({ code: 'not-found' });
  expect(await adjustmentsOf(county, 'inspector')).toEqual([]);
});

test('it is over at once: the conflict counts again and is a task; who ends it twice, or two at once, end it once', async () => {
  const answers = await Promise.all(['inspector', 'control-head', 'secadmin', 'director'].map((caller) => end(caller)));
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 200, 200]);
  expect(answers[0]?.json()).toMatchObject({ id, state: 'ended', endReason: '同事已返岗' });
  const done = (await county.entries('exception.ended')).filter(({ outcome }) => outcome === 'done');
  expect(done).toMatchObject([{ reason: '同事已返岗', target: id }]);
  expect(answers[0]?.json().endedBy).toBe(done[0]?.actor);
  const held = await county.service.get(county.as('director'), '/api/v1/conflicts', { effect: 'block' });
  expect(held.json().data).toMatchObject([{ username: who, conflict: { rule } }]);
  expect(await adjustmentsOf(county, 'inspector')).toMatchObject([
    { username: who, rule, exception: id, state: 'open' },
  ]);
  expect(await exceptionsOf(county, 'inspector', { state: 'ended' })).toMatchObject([{ id }]);
  expect(await exceptionsOf(county, 'inspector', { state: 'active' })).toEqual([]);
  // It runs out no more, and another may be asked for.
  expect(await moveExceptions(deskOf(county), county.centre)).toBe(0);
  await applied(county, 'newcomer', exceptionFor(who, rule));
});

test('one that is planned never begins; one that has run out is over', async () => {
  const other = 'enterprise-pension-op2';
  await applied(county, 'newcomer', { ...exceptionFor(other, rule, 40), validFrom: inDays(10) });
  const [planned] = await exceptionsOf(county, 'inspector', { person: other });
  expect((await end('inspector', planned?.id)).json()).toMatchObject({ state: 'ended', endedBy: 'inspector' });
  const later = { ...review, beneficiary: other, validFrom: inDays(11), validUntil: inDays(20) };
  expect((await ask(county, 'newcomer', later)).json()).toMatchObject({ code: 'duty-conflict' });
  const third = 'enterprise-pension-op4';
  await applied(county, 'newcomer', exceptionFor(third, rule));
  const [running] = await exceptionsOf(county, 'inspector', { person: third });
  const client = await county.owner.pool.connect();
  await client.query("set session_replication_role = 'replica'");
  await client.query(
    `update access.exception set validity = tstzrange(now() - interval '2 days', now() - interval '1 day') where id = $1`,
    [running?.id],
  );
  await client.query("set session_replication_role = 'origin'");
  client.release();
  expect((await end('inspector', running?.id)).json()).toMatchObject({ status: 409, code: 'exception-over' });
});

test('the database itself lets none that is over come back', async () => {
  const change = (set: string) =>
    county.database.pool
      .query(`select set_config('zhiheng.centre', $1, false)`, [county.centre])
      .then(() => county.database.pool.query(`update access.exception set ${set} where id = $1`, [id]))
      .then(
        ({ rowCount }) => rowCount,
        (error) => error.constraint,
      );
  for (const set of [`state = 'active', ended_at = null, ended_by = null, end_reason = null`, `end_reason = 'x'`])
    expect(['exception_only_ends', 0], set).toContain(await change(set));
});
