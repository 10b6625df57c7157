import { createServer, request as forward, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createClient, type ZhihengClient } from '@zhiheng/client';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Running, startZhiheng } from '../support/standalone.ts';

/** The client over a network on which every write is done and its first answer lost: each is done once, and its answer told. */
let running: Running;
let network: Server;
let client: ZhihengClient;
/** `METHOD path key` of the writes whose answers were lost. */
let lost: Set<string>;
beforeAll(async () => {
  running = await startZhiheng();
  network = createServer(carry).listen(0, '127.0.0.1');
  await new Promise((resolve) => network.once('listening', resolve));
  const origin = `http://127.0.0.1:${(network.address() as AddressInfo).port}`;
  client = createClient({ origin, clientId: 'demo-business', clientSecret: 'demo-business-secret', timeout: 60_000 });
});
beforeEach(() => {
  lost = new Set();
});
afterAll(async () => {
  network?.closeAllConnections();
  network?.close();
  await running?.stop();
});

function carry(near: IncomingMessage, answer: ServerResponse): void {
  const far = forward(new URL(near.url as string, running.origin), { method: near.method, headers: near.headers });
  far.on('response', (response) => {
    const name = `${near.method} ${near.url} ${near.headers['idempotency-key'] ?? ''}`;
    const isWrite = near.method !== 'GET' && !/^\/(oidc|access)\//.test(near.url as string);
    if (isWrite && !lost.has(name)) {
      lost.add(name);
      // It was done: Zhiheng has answered.
      response.resume().on('end', () => answer.destroy());
      return;
    }
    answer.writeHead(response.statusCode as number, response.rawHeaders);
    response.pipe(answer);
  });
  near.pipe(far);
}

const opening = { item: 'enterprise-pension-award', unit: 'enterprise-pension', reference: 'L-1', amountFen: 7 };
const rowsOf = async <T>(rows: AsyncGenerator<T>) => {
  const list: T[] = [];
  for await (const one of rows) list.push(one);
  return list;
};
const entriesOf = (filters: object) => rowsOf(client.queryEntries(filters, { pageSize: 500 }));

test('a case is opened once, and a repeated reference with other facts is refused', async () => {
  const first = await client.openCase(opening, { idempotencyKey: 'L-1' });
  expect(lost.size).toBe(1);
  // As after a restart of the business service, which has kept its key.
  expect(await client.openCase(opening, { idempotencyKey: 'L-1' })).toEqual(first);
  for (const other of [
    { unit: 'card' },
    { amountFen: 8 },
    { channel: 'hall' },
    { subject: '11010519491231002X' },
    { item: 'enterprise-pension-payment' },
  ]) {
    const mismatch = client.openCase({ ...opening, ...other }, { idempotencyKey: 'L-1' });
    await expect(mismatch, JSON.stringify(other)).rejects.toMatchObject({ code: 'idempotency-mismatch', status: 409 });
  }
  await expect(client.openCase({ ...opening, amountFen: 8 })).rejects.toMatchObject({ code: 'already-exists' });
  expect(await rowsOf(client.findCases({ item: opening.item, reference: 'L-1' }))).toEqual([first]);
});

test('a step is recorded once, in every round, and its answer is that of the first sending', async () => {
  const { id } = await client.openCase({ ...opening, reference: 'L-2' });
  const handle = { duty: 'handle', actor: 'enterprise-pension-op1' };
  const recorded = await client.recordStep(id, handle);
  expect(recorded.step).toMatchObject({ duty: 'handle', round: 1, username: handle.actor });
  await expect(client.recordStep(id, handle)).rejects.toMatchObject({ code: 'already-recorded' });
  const back = { duty: 'review', actor: 'enterprise-pension-op3', outcome: 'returned', note: '补正' } as const;
  for (const round of [1, 2]) {
    if (round === 2) await client.recordStep(id, handle);
    expect((await client.recordStep(id, back)).step).toMatchObject({ duty: 'review', round, note: '补正' });
  }
  const steps = (await client.readCase(id)).steps.map(({ duty, round }) => `${duty} ${round}`);
  expect(steps).toEqual(['handle 1', 'review 1', 'handle 2', 'review 2']);
  const names = (await rowsOf(client.candidates(id, { pageSize: 1 }))).map(({ username }) => username);
  expect(names).toContain('enterprise-pension-op1');
  expect(new Set(names).size).toBe(names.length);
  await expect
    .poll(async () => (await entriesOf({ case: id, action: 'step.recorded' })).length, { timeout: 30_000 })
    .toBe(4);
});

test('forty writes at once, every first answer lost: each is done once', async () => {
  const references = Array.from({ length: 40 }, (_, n) => `M-${n}`);
  const cases = await Promise.all(references.map((reference) => client.openCase({ ...opening, reference })));
  expect(lost.size).toBe(40);
  await Promise.all(cases.map(({ id }) => client.recordStep(id, { duty: 'handle', actor: 'enterprise-pension-op2' })));
  expect(lost.size).toBe(80);
  const found = await rowsOf(client.findCases({ referencePrefix: 'M-' }, { pageSize: 7 }));
  expect(found.map(({ reference }) => reference).sort()).toEqual([...references].sort());
  expect(found.map(({ steps }) => steps.length)).toEqual(found.map(() => 1));
});

test('an entry of one’s own is in the log once', async () => {
  const entry = { action: 'shop.closed', outcome: 'done', correlationId: 'lost-answers' } as const;
  const ids = await client.appendEntries([entry, { ...entry, reason: '盘点' }]);
  expect(lost.size).toBe(1);
  await expect
    .poll(async () => (await entriesOf({ correlationId: 'lost-answers' })).map(({ id }) => id).sort(), {
      timeout: 30_000,
    })
    .toEqual([...ids].sort());
});

test('what the client has changed is asked about from no earlier, also when the answer was lost', async () => {
  expect(client.policyEpoch).toBe(0);
  await client.registerResource('record', 'r1', { status: 'draft' });
  const registered = client.policyEpoch;
  expect(registered).toBeGreaterThan(0);
  await client.removeResource('record', 'r1');
  expect(client.policyEpoch).toBeGreaterThan(registered);
  const inquiry = {
    subject: { type: 'person', id: 'director' },
    action: { name: 'read' },
    resource: { type: 'record', id: 'r1' },
  };
  const [one] = await client.checkMany([inquiry]);
  expect(one?.context.policyEpoch).toBeGreaterThanOrEqual(client.policyEpoch);
});
