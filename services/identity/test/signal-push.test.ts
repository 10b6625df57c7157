import { signalEvents, signalReason } from '@zhiheng/contracts';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { signInBrowser } from './browser.ts';
import { eventually } from './eventually.ts';
import { Subscriber } from './signal-office.ts';
import { Receiver } from './signal-receiver.ts';
import { startWorld, type TestPerson, type World } from './world.ts';

let world: World;
let receiver: Receiver;
let subscriber: Subscriber;
let count = 0;

beforeAll(async () => {
  world = await startWorld();
  receiver = await Receiver.start();
  subscriber = await Subscriber.register(world, 'receiver');
});
afterEach(async () => {
  receiver.answer = () => ({ status: 202 });
  const { body } = await subscriber.send<{ stream_id: string }[]>('GET', '/ssf/streams');
  for (const { stream_id: stream } of body)
    expect((await subscriber.send('DELETE', `/ssf/streams?stream_id=${stream}`)).status).toBe(204);
});
afterAll(async () => {
  await world?.close();
  await receiver?.stop();
});

const person = () => world.addPerson('county', `signalled-${++count}`);
const has = (one: TestPerson, event: string) =>
  eventually(
    async () => receiver.of(one.person).find((found) => found.event === event),
    (found) => found !== undefined,
  );

/** As a rehire does it. */
async function rehire(one: TestPerson): Promise<void> {
  await world.owner.pool.query(
    `with fresh as (insert into access.account (centre, id, person, username) values ($1, gen_random_uuid(), $2, $3) returning id),
     noted as (insert into access.rehire (centre, id, person, account, unit, post, reason, by_person, client)
       select $1, gen_random_uuid(), $2, id, 'centre', 'clerk', '返聘', $2, 'test' from fresh)
     select`,
    [one.centre, one.person, one.username],
  );
}

test('who leaves is told of by signed tokens to whom they concern, with the reason', async () => {
  const leaver = await person();
  // A stream begins behind the oldest transaction of the server, and with what waits to be put to streams: their first password would else be told of.
  await world.test.settled();
  await eventually(
    async () => (await world.owner.pool.query('select from identity.signal')).rowCount,
    (waiting) => waiting === 0,
  );
  const { aud } = await subscriber.push(receiver.endpoint, {
    delivery: { method: 'urn:ietf:rfc:8935', endpoint_url: receiver.endpoint, authorization_header: 'Bearer ours' },
  });
  await world.depart(leaver, { quietly: true });
  const told = await has(leaver, signalEvents.accountDisabled);
  expect(told?.authorization).toBe('Bearer ours');
  const keys = createRemoteJWKSet(new URL('/oidc/jwks', world.origin));
  const { payload } = await jwtVerify(told?.token as string, keys, {
    issuer: world.origin,
    audience: aud,
    typ: 'secevent+jwt',
  });
  expect(payload.sub_id).toEqual({ format: 'iss_sub', iss: `${world.origin}/oidc`, sub: leaver.person });
  expect(payload).not.toHaveProperty('sub');
  expect(payload).not.toHaveProperty('exp');
  expect(told?.facts).toMatchObject({ [signalReason]: 'retired', event_timestamp: expect.any(Number) });
  const ended = await has(leaver, signalEvents.sessionRevoked);
  expect(ended?.facts).toMatchObject({ initiating_entity: 'policy', reason_admin: { en: 'retired' } });

  await rehire(leaver);
  await has(leaver, signalEvents.accountEnabled);
  expect(receiver.of(leaver.person).map(({ event }) => event)).toEqual([
    signalEvents.accountDisabled,
    signalEvents.sessionRevoked,
    signalEvents.accountEnabled,
  ]);
});

test('sign-outs and new passwords are told of; what a stream has not asked for, or is about one left out, is not', async () => {
  const { stream_id: stream } = await subscriber.push(receiver.endpoint, {
    events_requested: [signalEvents.credentialChange, signalEvents.sessionRevoked],
  });
  const [one, out] = [await person(), await person()];
  const subject = { format: 'opaque', id: out.person };
  expect((await subscriber.send('POST', '/ssf/subjects/remove', { stream_id: stream, subject })).status).toBe(204);
  await world.depart(out);
  const { tokens, browser } = await signInBrowser(world.origin, world.origin, one);
  const query = new URLSearchParams({ id_token_hint: tokens.id_token });
  await browser.get(`/oidc/session/end?${query}`);
  const revoked = await has(one, signalEvents.sessionRevoked);
  expect(revoked?.facts).toMatchObject({ initiating_entity: 'user' });
  await has(one, signalEvents.credentialChange);
  expect(receiver.of(one.person).map(({ event }) => event)).not.toContain(signalEvents.accountDisabled);
  expect(receiver.of(out.person).map(({ event }) => event)).not.toContain(signalEvents.sessionRevoked);
});

test('a receiver that fails has each at last, about one subject in order, and about others without delay', async () => {
  await subscriber.push(receiver.endpoint, {
    events_requested: [signalEvents.accountDisabled, signalEvents.accountEnabled],
  });
  const [stuck, swift] = [await person(), await person()];
  let broken = true;
  receiver.answer = (received) => ({ status: received.person === stuck.person && broken ? 500 : 202 });
  await world.depart(stuck);
  await rehire(stuck);
  await has(stuck, signalEvents.accountDisabled);
  await world.depart(swift);
  await has(swift, signalEvents.accountDisabled);
  expect(receiver.of(stuck.person).every(({ event }) => event === signalEvents.accountDisabled)).toBe(true);
  broken = false;
  await has(stuck, signalEvents.accountEnabled);
  const events = receiver.of(stuck.person).map(({ event }) => event);
  expect(events.lastIndexOf(signalEvents.accountDisabled)).toBeLessThan(events.indexOf(signalEvents.accountEnabled));
  expect(new Set(receiver.of(stuck.person).map(({ jti }) => jti)).size).toBe(2);
});

test('a transaction that commits after younger ones were told of is not passed over', async () => {
  await subscriber.push(receiver.endpoint, {
    events_requested: [signalEvents.accountDisabled],
  });
  const [late, early] = [await person(), await person()];
  const client = await world.owner.pool.connect();
  await client.query('begin');
  await client.query(
    "update access.account set state = 'disabled', disabled_at = now(), disabled_reason = 'resigned' where id = $1",
    [late.account],
  );
  await world.depart(early);
  await has(early, signalEvents.accountDisabled);
  await client.query('commit');
  client.release();
  await has(late, signalEvents.accountDisabled);
  await world.depart(await person());
  expect(receiver.of(early.person)).toHaveLength(1);
  expect(receiver.of(late.person)).toHaveLength(1);
});
