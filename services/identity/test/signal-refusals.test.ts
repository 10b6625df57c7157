import { signalEvents } from '@zhiheng/contracts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signInBrowser } from './browser.ts';
import { eventually } from './eventually.ts';
import { type StreamAnswer, Subscriber } from './signal-office.ts';
import { type Answer, Receiver } from './signal-receiver.ts';
import { startWorld, type World } from './world.ts';

let world: World;
let receiver: Receiver;
let subscriber: Subscriber;
let mine: StreamAnswer;
beforeAll(async () => {
  world = await startWorld(['county', 'city']);
  receiver = await Receiver.start();
  subscriber = await Subscriber.register(world, 'subscriber');
  mine = await subscriber.stream();
});
afterAll(async () => {
  await world?.close();
  await receiver?.stop();
});

/** Every route of a stream's own, as its client would call it. */
const calls = (stream: string): [method: string, path: string, body?: object][] => [
  ['GET', `/ssf/streams?stream_id=${stream}`],
  ['PATCH', '/ssf/streams', { stream_id: stream, description: 'changed' }],
  ['PUT', '/ssf/streams', { stream_id: stream, description: 'replaced' }],
  ['GET', `/ssf/status?stream_id=${stream}`],
  ['POST', '/ssf/status', { stream_id: stream, status: 'disabled' }],
  ['POST', '/ssf/subjects/add', { stream_id: stream, subject: { format: 'opaque', id: stream } }],
  ['POST', '/ssf/subjects/remove', { stream_id: stream, subject: { format: 'opaque', id: stream } }],
  ['POST', '/ssf/verify', { stream_id: stream }],
  ['POST', `/ssf/streams/${stream}/poll`, { returnImmediately: true, ack: [stream] }],
  ['DELETE', `/ssf/streams?stream_id=${stream}`],
];

describe('a stream is its client’s alone', () => {
  test.each([
    ['another client of the centre', { centre: 'county' }, 404, 'not-found'],
    ['a client of another centre', { centre: 'city' }, 404, 'not-found'],
    ['a client without the scope', { centre: 'county', scopes: ['decide'] }, 403, 'not-permitted'],
  ] as const)('%s meets nothing', async (who, about, status, code) => {
    const scopes = 'scopes' in about ? [...about.scopes] : ['ssf'];
    const other = await Subscriber.register(world, who.replaceAll(' ', '-'), { centre: about.centre, scopes });
    for (const [method, path, body] of calls(mine.stream_id))
      expect(await other.send(method, path, body), path).toMatchObject({ status, body: { code } });
    expect((await subscriber.send<object[]>('GET', '/ssf/streams')).body).toHaveLength(1);
    expect((await subscriber.send('GET', `/ssf/streams?stream_id=${mine.stream_id}`)).body).toEqual(mine);
  });

  test('nobody without a token is let in, nor any person; the metadata are for all', async () => {
    const { tokens } = await signInBrowser(world.origin, world.origin, await world.addPerson('county', 'curious'));
    for (const [method, path, body] of [...calls(mine.stream_id), ['POST', '/ssf/streams', {}] as const]) {
      const send = (headers: Record<string, string>) =>
        fetch(new URL(path, world.origin), {
          method,
          headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
          ...(body ? { body: JSON.stringify(body) } : {}),
        });
      expect((await send({})).status, path).toBe(401);
      expect((await send({ authorization: `Bearer ${tokens.access_token}` })).status, path).toBe(403);
    }
    const metadata = await (await fetch(`${world.origin}/.well-known/ssf-configuration`)).json();
    expect(metadata).toMatchObject({ issuer: world.origin, configuration_endpoint: `${world.origin}/ssf/streams` });
  });

  test('its administrators need the permission over the whole centre, and a refusal is an entry', async () => {
    const { tokens } = await signInBrowser(world.origin, world.origin, await world.addPerson('county', 'no-admin'));
    const authorization = `Bearer ${tokens.access_token}`;
    for (const [method, path] of [
      ['GET', '/ssf/overview'],
      ['GET', `/ssf/overview/${mine.stream_id}/dead`],
      ['POST', `/ssf/overview/${mine.stream_id}/retries`],
    ] as const) {
      expect((await fetch(new URL(path, world.origin), { method })).status).toBe(401);
      expect((await fetch(new URL(path, world.origin), { method, headers: { authorization } })).status).toBe(403);
    }
    const refusals = (await world.entries('county')).filter(({ action }) => action === 'access.refused');
    expect(refusals).toHaveLength(3);
  });
});

test.each([
  ['https://user:secret@hr.example/x'],
  ['ftp://127.0.0.1/x'],
  ['http://10.0.0.7/x'],
  ['https://[fd00::1]/x'],
  ['https://[::ffff:169.254.169.254]/x'],
  ['https://169.254.169.254/latest/meta-data'],
  ['http://127.0.0.1/x#part'],
])('nothing is pushed to %s', async (endpoint) => {
  const delivery = { method: 'urn:ietf:rfc:8935', endpoint_url: endpoint };
  const refused = { status: 400, body: { code: 'invalid-request' } };
  expect(await subscriber.send('POST', '/ssf/streams', { delivery })).toMatchObject(refused);
  expect(await subscriber.send('PATCH', '/ssf/streams', { stream_id: mine.stream_id, delivery })).toMatchObject(
    refused,
  );
});

test.each<[string, Answer, string]>([
  ['sends elsewhere', () => ({ status: 307, headers: { location: receiver.endpoint } }), 'http-307'],
  ['does not let us in', () => ({ status: 401, body: 'x'.repeat(100_000) }), 'http-401'],
  [
    'refuses the token',
    () => ({ status: 400, body: '{"err":"invalid_audience","description":"a secret"}' }),
    'invalid_audience',
  ],
  ['says nonsense', () => ({ status: 400, body: '{"err":{"$ne":1}}' }), 'http-400'],
])('a receiver that %s has not had it, and what it says is not believed', async (what, answer, failure) => {
  receiver.answer = answer;
  const leaver = await world.addPerson('county', `for-${what.replaceAll(' ', '-')}`);
  const delivery = { method: 'urn:ietf:rfc:8935', endpoint_url: receiver.endpoint };
  const { stream_id: stream } = await subscriber.stream({ delivery, events_requested: [signalEvents.accountDisabled] });
  await world.depart(leaver);
  const look = async () =>
    (await world.owner.pool.query('select * from identity.signal_delivery where stream = $1', [stream])).rows;
  const [row] = await eventually(look, ([one]) => one?.failure !== null && one?.failure !== undefined);
  expect(row).toMatchObject({ failure, state: 'waiting' });
  receiver.answer = () => ({ status: 202 });
  await eventually(look, (rows) => rows.length === 0);
  await subscriber.send('DELETE', `/ssf/streams?stream_id=${stream}`);
});
