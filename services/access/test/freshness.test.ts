import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, onTestFinished, test } from 'vitest';
import { evaluate, openCase, question, reasonOf, step } from './acting.ts';
import { relayNotices } from './notice-relay.ts';
import { type County, openCounty } from './open-county.ts';
import { approve, handleFor, submitted } from './requesting.ts';

let county: County;
beforeEach(async () => {
  county = await openCounty();
});
afterEach(() => county.close());

const op = 'enterprise-pension-op1';
const mayHandle = (who: string, service = county.service) => reasonOf(county, question(who, 'handle'), service);
/** Ends what someone holds, or lets it go on, telling nobody: only who reads the database can know. */
async function silently(username: string, what: 'end' | 'resume') {
  const { pool } = county.owner;
  const end = what === 'end' ? 'clock_timestamp()' : 'null';
  await pool.query('alter table access.grant disable trigger user');
  await pool.query(`update access.grant set validity = tstzrange(lower(validity), ${end}) where person = $1`, [
    county.as(username).person,
  ]);
  await pool.query('alter table access.grant enable trigger user');
}

/** Whether a silent change is not seen, because memory answers. */
async function memoryAnswers(username: string, service = county.service): Promise<boolean> {
  const before = await mayHandle(username, service);
  expect(['permitted', 'not-permitted']).toContain(before);
  await silently(username, before === 'permitted' ? 'end' : 'resume');
  return (await mayHandle(username, service)) === before;
}

/** Lets no connection of ours begin any more, and ends those there are. */
async function cutOff(): Promise<void> {
  const name = new URL(county.testDatabase.url).pathname.slice(1);
  await county.owner.pool.query(`alter database ${name} connection limit 0`);
  await county.owner.pool.query(
    "select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and usename = 'zhiheng_access'",
    [name],
  );
}

const reconnect = () =>
  county.owner.pool.query(`alter database ${new URL(county.testDatabase.url).pathname.slice(1)} connection limit -1`);

/** A second process, whose listener can be lost. */
async function openRelayed() {
  const relay = await relayNotices(county.testDatabase.urlOf('access'));
  onTestFinished(() => relay.close());
  return { relay, service: await county.secondService(relay.url) };
}

test('from the answer to a departure on, nothing is allowed in the same process; elsewhere once told', async () => {
  const second = await county.secondService();
  expect(await mayHandle(op)).toBe('permitted');
  expect(await mayHandle(op, second)).toBe('permitted');
  const left = await county.service.post(county.as('sysadmin'), `/api/v1/people/${op}/departure`, { kind: 'retired' });
  expect(left.statusCode).toBe(201);
  expect(await mayHandle(op)).toBe('not-active');
  await expect.poll(() => mayHandle(op, second)).toBe('not-active');
  const { id } = await openCase(county);
  expect((await step(county, id, 'handle', op)).json().code).toBe('not-active');
});

test('a grant counts from its approval on in every process, and no more after its removal', async () => {
  const second = await county.secondService();
  for (const service of [county.service, second]) expect(await mayHandle('newcomer', service)).toBe('not-permitted');
  const request = await approve(county, await submitted(county, 'card-op1', handleFor('newcomer')));
  expect(request.state).toBe('applied');
  expect(await mayHandle('newcomer')).toBe('permitted');
  await expect.poll(() => mayHandle('newcomer', second)).toBe('permitted');
  const removal = await submitted(county, 'card-op1', { ...handleFor('newcomer'), change: 'revoke' });
  await approve(county, removal);
  expect(await mayHandle('newcomer')).toBe('not-permitted');
  await expect.poll(() => mayHandle('newcomer', second)).toBe('not-permitted');
});

test('a request that names an epoch is never answered from before it', async () => {
  const second = await county.secondService();
  const { context } = await evaluate(county, question('newcomer', 'handle'), second);
  await approve(county, await submitted(county, 'card-op1', handleFor('newcomer')));
  const after = await evaluate(county, question('newcomer', 'handle'));
  expect(after.context.policyEpoch).toBeGreaterThan(context.policyEpoch);
  // At once: whether or not the second process has been told by now, it must know.
  const asked = { ...question('newcomer', 'handle'), context: { policyEpoch: after.context.policyEpoch } };
  expect(await evaluate(county, asked, second)).toMatchObject({ decision: true });
  const future = { ...asked, context: { policyEpoch: after.context.policyEpoch + 1000 } };
  expect(await reasonOf(county, future, second)).toBe('unavailable');
});

test('a named epoch is read from the database even where memory says otherwise', async () => {
  const { context } = await evaluate(county, question(op, 'handle'));
  expect(await memoryAnswers(op)).toBe(true);
  await county.owner.pool.query('update access.centre set epoch = epoch + 1 where centre = $1', [county.centre]);
  const asked = { ...question(op, 'handle'), context: { policyEpoch: context.policyEpoch + 1 } };
  expect(await reasonOf(county, asked)).toBe('not-permitted');
});

test('a grant holds from its start to its end by the database’s clock, without anybody being told', async () => {
  const { rows } = await county.owner.pool.query('select clock_timestamp() as now');
  const now = rows[0].now.getTime();
  const [from, until] = [now + 1_500, now + 3_000];
  const { pool } = county.owner;
  await pool.query('alter table access.grant disable trigger user');
  await pool.query(
    `insert into access.grant (centre, id, person, role, unit, validity)
     values ($1, gen_random_uuid(), $2, 'enterprise-pension-handle', 'enterprise-pension', tstzrange($3, $4))`,
    [county.centre, county.as('newcomer').person, new Date(from), new Date(until)],
  );
  await pool.query('alter table access.grant enable trigger user');
  await pool.query("select pg_notify('zhiheng_access', $1)", [
    JSON.stringify({ centre: county.centre, epoch: 1, person: county.as('newcomer').person }),
  ]);
  const seen: { before: number; after: number; reason: string }[] = [];
  const clock = async () => (await pool.query('select clock_timestamp() as now')).rows[0].now.getTime();
  for (let after = 0; after < until + 300; ) {
    const before = await clock();
    const reason = await mayHandle('newcomer');
    after = await clock();
    seen.push({ before, after, reason });
    await pause(5);
  }
  for (const { before, after, reason } of seen) {
    if (before >= from + 1 && after < until) expect(reason).toBe('permitted');
    if (after < from || before >= until) expect(reason).toBe('not-permitted');
  }
  expect(seen.filter(({ reason }) => reason === 'permitted').length).toBeGreaterThan(5);
});

test('while the listener is lost every decision is read; once it is back, memory serves again', async () => {
  const { relay, service } = await openRelayed();
  expect(await memoryAnswers(op, service)).toBe(true);
  relay.deafen();
  await expect.poll(() => memoryAnswers(op, service)).toBe(false);
  for (let n = 0; n < 5; n++) expect(await memoryAnswers(op, service)).toBe(false);
  relay.restore();
  await expect.poll(() => memoryAnswers(op, service)).toBe(true);
});

test('what changed while the listener was lost is not remembered from before', async () => {
  const { relay, service } = await openRelayed();
  expect(await mayHandle(op, service)).toBe('permitted');
  expect(await memoryAnswers(op, service)).toBe(true);
  await silently(op, 'resume');
  relay.deafen();
  await silently(op, 'end');
  relay.restore();
  // The schedule's look every quarter of a minute may empty a memory as well: that would be too late.
  await expect.poll(() => mayHandle(op, service), { timeout: 10_000 }).toBe('not-permitted');
});

test('without a database there is no decision: a denial could not be logged', async () => {
  const told = async (action: string) => {
    const { post } = county.service;
    return (await post(county.client('decide'), '/access/v1/evaluation', question(op, action))).json().code;
  };
  expect(await mayHandle(op)).toBe('permitted');
  await cutOff();
  await expect.poll(() => told('handle'), { timeout: 20_000 }).toBe('unavailable');
  expect(await told('review')).toBe('unavailable');
  await reconnect();
  await expect.poll(() => mayHandle(op), { timeout: 20_000 }).toBe('permitted');
});
