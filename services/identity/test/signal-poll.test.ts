import { signalEvents } from '@zhiheng/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from './eventually.ts';
import { Subscriber } from './signal-office.ts';
import { read } from './signal-receiver.ts';
import { startWorld, type TestPerson, type World } from './world.ts';

let world: World;
let subscriber: Subscriber;
let stream: string;
let count = 0;
beforeAll(async () => {
  world = await startWorld();
  subscriber = await Subscriber.register(world, 'poller');
  const events = [signalEvents.accountDisabled, signalEvents.accountEnabled];
  stream = (await subscriber.stream({ events_requested: events })).stream_id;
});
afterAll(() => world?.close());

const person = () => world.addPerson('county', `polled-${++count}`);

/** Away and back again, so that there are two tokens about one person. */
async function suspended(one: TestPerson): Promise<void> {
  const client = await world.owner.pool.connect();
  await client.query(
    "begin; set local session_replication_role = 'origin'; alter table access.account disable trigger account_suspension_counts",
  );
  for (const state of ['suspended', 'active'])
    await client.query('update access.account set state = $1 where id = $2', [state, one.account]);
  await client.query('alter table access.account enable trigger account_suspension_counts; commit');
  client.release();
}

const polled = async (wish?: object) => (await subscriber.poll(stream, wish)).body;
const setsOf = ({ sets }: { sets: Record<string, string> }) => Object.values(sets).map((token) => read(token));
const some = () =>
  eventually(
    async () => setsOf(await polled()),
    (found) => found.length > 0,
  );

test('what is not acknowledged comes again, and the next about somebody only after it', async () => {
  const one = await person();
  await suspended(one);
  const [first] = await some();
  expect(first).toMatchObject({ person: one.person, event: signalEvents.accountDisabled, typ: 'secevent+jwt' });
  expect(setsOf(await polled())).toMatchObject([{ jti: first?.jti }]);
  const [second] = setsOf(await polled({ ack: [first?.jti], returnImmediately: true }));
  expect(second).toMatchObject({ person: one.person, event: signalEvents.accountEnabled });
  expect(await polled({ ack: [second?.jti], returnImmediately: true })).toEqual({ sets: {}, moreAvailable: false });
});

test('a poll waits for what happens, and acknowledges without asking for more', async () => {
  const one = await person();
  const waiting = polled({});
  await world.depart(one);
  const [told] = setsOf(await waiting);
  expect(told?.person).toBe(one.person);
  expect(await polled({ ack: [told?.jti], maxEvents: 0 })).toEqual({ sets: {}, moreAvailable: false });
});

test('two who poll at once have each token at least once between them, and it is gone when one has acknowledged it', async () => {
  const people = await Promise.all(Array.from({ length: 12 }, person));
  for (const one of people) await suspended(one);
  const taken: Record<string, string[]> = {};
  const poller = async () => {
    for (let ack: string[] = [], empty = 0; empty < 3; ) {
      const answer = await polled({ ack, maxEvents: 3, returnImmediately: true });
      const found = setsOf(answer);
      for (const { person: of, event } of found) taken[of] = [...(taken[of] ?? []), event];
      ack = found.map(({ jti }) => jti);
      empty = found.length > 0 ? 0 : empty + 1;
    }
  };
  await Promise.all([poller(), poller()]);
  for (const { person: of } of people) {
    const events = taken[of] ?? [];
    expect(new Set(events)).toEqual(new Set([signalEvents.accountDisabled, signalEvents.accountEnabled]));
    expect(events.indexOf(signalEvents.accountDisabled)).toBeLessThan(events.indexOf(signalEvents.accountEnabled));
  }
  expect(await polled()).toEqual({ sets: {}, moreAvailable: false });
});

test('what the receiver reports as wrong is given up, in the log, and holds back what follows about the same person', async () => {
  const one = await person();
  await suspended(one);
  const [bad] = await some();
  await polled({
    setErrs: { [bad?.jti as string]: { err: 'invalid_key', description: 'secret 123' } },
    returnImmediately: true,
  });
  expect(await polled()).toEqual({ sets: {}, moreAvailable: false });
  const [failed] = (await world.entries('county')).filter(({ action }) => action === 'signal.failed');
  expect(failed).toMatchObject({ about: one.person, reason: 'invalid_key', outcome: 'failed', target: stream });
  expect(JSON.stringify(failed)).not.toContain('secret 123');
});

test('a paused stream keeps what happens, a disabled one does not', async () => {
  const [kept, lost] = [await person(), await person()];
  const set = (status: string) => subscriber.send('POST', '/ssf/status', { stream_id: stream, status, reason: '维护' });
  expect((await set('paused')).body).toEqual({ stream_id: stream, status: 'paused', reason: '维护' });
  await world.depart(kept);
  expect((await polled()).sets).toEqual({});
  await set('enabled');
  const [told] = await some();
  expect(told?.person).toBe(kept.person);
  await set('disabled');
  expect((await subscriber.send('POST', '/ssf/verify', { stream_id: stream })).status).toBe(409);
  await world.depart(lost);
  const untold = `select from access.account_change c, identity.signal_position p
    where c.person = $1 and p.centre = c.centre and c.written_by >= p.seen
      and not exists (select from identity.signal_taken t where t.centre = c.centre and t.change = c.id)`;
  await eventually(
    async () => (await world.owner.pool.query(untold, [lost.person])).rowCount,
    (left) => left === 0,
  );
  await set('enabled');
  expect(setsOf(await polled()).map((one) => one.person)).not.toContain(lost.person);
});

test('a verification says back what it was asked, not more often than is allowed', async () => {
  const fresh = (await subscriber.stream()).stream_id;
  expect((await subscriber.send('POST', '/ssf/verify', { stream_id: fresh, state: 'abc' })).status).toBe(204);
  expect((await subscriber.send('POST', '/ssf/verify', { stream_id: fresh })).status).toBe(429);
  const { body } = await subscriber.poll(fresh, {});
  expect(setsOf(body)).toMatchObject([{ event: signalEvents.verification, facts: { state: 'abc' }, person: fresh }]);
});
