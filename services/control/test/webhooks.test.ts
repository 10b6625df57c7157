import { createHmac } from 'node:crypto';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Webhook, WebhookDelivery, WebhookWithSecret } from '@zhiheng/contracts';
import {
  advisoryLocks,
  type Database,
  inCentre,
  type Lease,
  newId,
  type Transaction,
  tryElection,
} from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import { OutgoingAddresses } from '@zhiheng/http';
import {
  openTestService,
  startTestIssuer,
  type TestIssuer,
  type TestPerson,
  type TestService,
} from '@zhiheng/http/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { openSecret } from '../../../packages/http/secret.ts';
import { tell } from '../desk/tell.ts';
import { webhookJob } from '../desk/webhooks/deliver.ts';
import type { Pace } from '../desk/webhooks/limits.ts';
import { control } from '../plugin.ts';
import { sealsOf } from '../seals.ts';
import { claimNext } from '../store/webhook-delivery-store.ts';
import { entriesOf, foundCentre, type People } from './founding.ts';

interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

const path = '/api/v1/webhooks';
let test: TestDatabase;
let owner: Database;
let database: Database;
let lease: Lease | undefined;
let issuer: TestIssuer;
let service: TestService;
let people: People;
let guard: TestPerson;
let stranger: TestPerson;
let receiver: Server;
let url: string;
let received: Received[] = [];
let answer: () => number | Promise<number> = () => 204;

/** The deputy administers the security of the centre. */
async function appoint(transaction: Transaction, centre: string): Promise<void> {
  await sql`insert into access.role (centre, code, id, name, risk)
    values (${centre}, 'guard', ${newId()}, '{"zh": "名", "en": "Name"}', 1)`.execute(transaction);
  await sql`insert into access.role_permission (centre, role, ordinal, action, resource)
    values (${centre}, 'guard', 0, 'administer-security', 'role')`.execute(transaction);
  await sql`insert into access.grant (centre, id, person, role, unit, validity)
    select centre, ${newId()}, person, 'guard', 'centre', '[2020-01-01,)' from access.account
    where centre = ${centre} and username = 'deputy'`.execute(transaction);
}

beforeAll(async () => {
  test = await openTestDatabase();
  owner = await test.owner();
  people = await foundCentre(test, 'north', (transaction) => appoint(transaction, 'north'));
  const south = await foundCentre(test, 'south', (transaction) => appoint(transaction, 'south'));
  [guard, stranger] = [people.deputy, south.deputy];
  database = await test.connect('control');
  // The tests deliver themselves: the service's own schedule waits for its election.
  lease = await tryElection(owner, advisoryLocks.internalControl);
  issuer = await startTestIssuer();
  service = await openTestService(control, { database, issuer });
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk) => chunks.push(chunk));
    request.on('end', async () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(await answer(), { location: url, 'retry-after': '1' }).end();
    });
  });
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hooks/s3cret-path`;
});
beforeEach(async () => {
  const { data } = (await service.get(guard, path)).json();
  for (const { id, state } of data as Webhook[])
    if (state !== 'ended') await service.send(guard, { method: 'DELETE', url: `${path}/${id}` });
  received = [];
  answer = () => 204;
});
afterAll(async () => {
  await service.close();
  await issuer.close();
  lease?.release();
  receiver.closeAllConnections();
  await new Promise((resolve) => receiver.close(resolve));
  await test.drop();
});

const create = async (more: object = {}): Promise<WebhookWithSecret> => {
  const made = await service.post(guard, path, { url, kinds: ['doubt-overdue', 'recovery-opened'], ...more });
  expect(made.statusCode).toBe(201);
  return made.json();
};
const shown = async (id: string): Promise<Webhook> => (await service.get(guard, `${path}/${id}`)).json();
const deliveries = async (id: string): Promise<WebhookDelivery[]> =>
  (await service.get(guard, `${path}/${id}/deliveries`)).json().data;
const tellOf = (about: string, more: Partial<Parameters<typeof tell>[2]> = {}) =>
  inCentre(database, 'north', (transaction) =>
    tell(transaction, 'north', { kind: 'doubt-overdue', about, people: [people.clerk.person], ...more }),
  );
const fresh = (count: number) => Array.from({ length: count }, () => newId());
/** One round of a process of its own. */
const deliver = async (pace: Partial<Pace> = {}, addresses = new OutgoingAddresses(issuer.environment)) => {
  const seals = sealsOf(await openSecret(issuer.environment, {}), 'secrets of webhooks');
  return webhookJob({ seals, addresses, pace }).work(database, 'north');
};
const abouts = () => received.map(({ body }) => JSON.parse(body).data.about.id);

it('is sent each event it wants once, signed as Standard Webhooks has it, and nothing of any person', async () => {
  const { webhook, secret } = await create();
  const [about = '', other = ''] = fresh(2);
  const dueAt = new Date('2026-12-01T00:00:00Z');
  await tellOf(about, { dueAt, people: [people.clerk.person, people.director.person] });
  // Told of to somebody else later, it is the same event.
  await tellOf(about, { dueAt, people: [people.controller.person] });
  await tellOf(other, { kind: 'doubt-assigned' });
  expect(await deliver()).toBe(1);
  const [{ headers, body } = { headers: {}, body: '' }] = received;
  expect(JSON.parse(body)).toEqual({
    id: headers['webhook-id'],
    type: 'control.doubt-overdue',
    timestamp: expect.stringMatching(/Z$/),
    data: { kind: 'doubt-overdue', about: { type: 'doubt', id: about }, dueAt: dueAt.toISOString() },
  });
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  expect(key).toHaveLength(32);
  const signed = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
  expect(headers['webhook-signature']).toBe(`v1,${createHmac('sha256', key).update(signed).digest('base64')}`);
  expect(Math.abs(Number(headers['webhook-timestamp']) - Date.now() / 1000)).toBeLessThan(300);
  for (const { person, username } of Object.values(people)) {
    expect(body).not.toContain(person);
    expect(body).not.toContain(username);
  }
  expect(await deliver()).toBe(0);
  expect(await shown(webhook.id)).toMatchObject({ waiting: 0, dead: 0, failures: 0, createdBy: 'deputy' });
});

it('names the unit of what it is about; what was rolled back is not told', async () => {
  await create({ kinds: ['self-check-due'] });
  const id = newId();
  await owner.pool.query(
    "insert into control.self_check (centre, id, unit, month, due_at) values ('north', $1, 'pension', '2020-01', now())",
    [id],
  );
  const failing = inCentre(database, 'north', async (transaction) => {
    await tell(transaction, 'north', { kind: 'self-check-due', about: newId(), people: [people.clerk.person] });
    throw new Error('not this time');
  });
  await expect(failing).rejects.toThrow('not this time');
  await tellOf(id, { kind: 'self-check-due' });
  expect(await deliver()).toBe(1);
  expect(JSON.parse(received[0]?.body ?? '').data).toMatchObject({ about: { id }, unit: 'pension' });
});

it('a failed try comes again after a pause and holds back what is behind it; at last it is dead, and tried again when asked', async () => {
  const { webhook } = await create();
  const [first = '', second = ''] = fresh(2);
  await tellOf(first);
  await tellOf(second);
  answer = () => 302;
  expect(await deliver()).toBe(0);
  expect(await deliver()).toBe(0);
  // Neither tried again at once nor followed to where it was sent.
  expect(abouts()).toEqual([first]);
  expect((await deliveries(webhook.id)).map(({ state, attempts, failure }) => [state, attempts, failure])).toEqual([
    ['pending', 0, null],
    ['pending', 1, 'http-302'],
  ]);
  const [, waiting] = await deliveries(webhook.id);
  expect(Date.parse(waiting?.nextAt ?? '') - Date.parse(waiting?.at ?? '')).toBeGreaterThan(59_000);

  await owner.pool.query('update control.webhook_delivery set next_at = now() where webhook = $1', [webhook.id]);
  expect(await deliver({ attempts: 2 })).toBe(0);
  expect(await shown(webhook.id)).toMatchObject({ waiting: 1, dead: 1, failures: 2, failure: 'http-302' });
  expect(await entriesOf(test, 'north', 'webhook.failed')).toMatchObject([{ target: webhook.id, reason: 'http-302' }]);
  answer = () => 200;
  expect(await deliver()).toBe(1);
  const again = await service.post(guard, `${path}/${webhook.id}/retries`, {});
  expect(again.json()).toMatchObject({ waiting: 1, dead: 0, failures: 0 });
  expect(await deliver()).toBe(1);
  expect(abouts()).toEqual([first, first, second, first]);
  const ids = received.map(({ headers }) => headers['webhook-id']);
  expect([ids[0], ids[1], new Set(ids).size]).toEqual([ids[3], ids[3], 2]);
});

it('two processes deliver each once, in order; a killed one’s is sent again under its id', async () => {
  const { webhook } = await create();
  const all = fresh(12);
  for (const about of all) await tellOf(about);
  const [arrived, answered] = [Promise.withResolvers<void>(), Promise.withResolvers<number>()];
  answer = () => {
    arrived.resolve();
    return answered.promise;
  };
  const slow = deliver();
  await arrived.promise;
  // While it waits for the receiver, no other sends what it has taken, nor what is behind.
  expect(await Promise.all([deliver(), deliver()])).toEqual([0, 0]);
  answered.resolve(204);
  expect(await slow).toBe(all.length);
  expect(abouts()).toEqual(all);

  await tellOf(newId());
  const killed = await inCentre(database, 'north', (transaction) =>
    claimNext(transaction, 'north', webhook.id, { holder: newId(), lease: 30 }),
  );
  expect(await deliver()).toBe(0);
  await owner.pool.query("update control.webhook set leased_until = now() - interval '1 s' where id = $1", [
    webhook.id,
  ]);
  expect(await deliver()).toBe(1);
  expect(received.at(-1)?.headers['webhook-id']).toBe(killed?.event.id);
});

it('goes nowhere inside the wall, whatever a name means, and in production to https alone', async () => {
  for (const inside of ['http://10.0.0.1/x', 'https://[fd00::1]/x', 'ftp://example.org/x', 'https://u:p@example.org/'])
    expect((await service.post(guard, path, { url: inside, kinds: ['doubt-overdue'] })).json()).toMatchObject({
      code: 'invalid-request',
      errors: [{ path: '/url' }],
    });
  const production = new OutgoingAddresses({ profile: 'production', signalReceivers: [] });
  expect(production.faultOf(url)).toBeDefined();
  const { webhook } = await create({ url: url.replace('http://127.0.0.1', 'https://localhost') });
  await tellOf(newId());
  expect(await deliver({}, production)).toBe(0);
  expect(received).toEqual([]);
  expect(await shown(webhook.id)).toMatchObject({ failure: 'address-forbidden', waiting: 1 });
});

it('is paused with what happens kept, tested, rotated with both secrets signing, and ended for good', async () => {
  const { webhook, secret } = await create();
  const at = `${path}/${webhook.id}`;
  const patch = (payload: object) => service.send(guard, { method: 'PATCH', url: at, payload });
  expect((await patch({ state: 'paused', kinds: ['recovery-opened'] })).json()).toMatchObject({ state: 'paused' });
  const about = newId();
  await tellOf(newId());
  await tellOf(about, { kind: 'recovery-opened' });
  expect(await deliver()).toBe(0);
  expect((await service.post(guard, `${at}/tests`, {})).json().code).toBe('wrong-state');
  await patch({ state: 'active' });
  const rotated = (await service.post(guard, `${at}/rotation`, {})).json();
  expect(rotated.secret).not.toBe(secret);
  expect((await service.post(guard, `${at}/tests`, {})).json()).toMatchObject({ kind: 'test', state: 'pending' });
  expect(await deliver()).toBe(2);
  expect(received.map(({ body }) => JSON.parse(body).type)).toEqual(['control.recovery-opened', 'test']);
  expect(String(received[0]?.headers['webhook-signature']).split(' ')).toHaveLength(2);

  await tellOf(newId(), { kind: 'recovery-opened' });
  const ended = await service.send(guard, { method: 'DELETE', url: at });
  expect(ended.json()).toMatchObject({ state: 'ended', waiting: 0, dead: 1 });
  await tellOf(newId(), { kind: 'recovery-opened' });
  expect(await deliver()).toBe(0);
  for (const act of ['retries', 'tests', 'rotation'])
    expect((await service.post(guard, `${at}/${act}`, {})).json().code).toBe('wrong-state');
  expect((await patch({ state: 'active' })).json().code).toBe('wrong-state');
  await expect(
    inCentre(database, 'north', (transaction) =>
      sql`update control.webhook set state = 'active', ended_at = null where id = ${webhook.id}`.execute(transaction),
    ),
  ).rejects.toThrow(/stays so/);
});

it('is made once for a key, its secret told to nobody else and kept out of answers, the table and the log', async () => {
  const headers = { 'idempotency-key': 'hook-1' };
  const payload = { url, kinds: ['doubt-overdue'] };
  const send = () => service.send(guard, { method: 'POST', url: path, headers, payload });
  const [one, two] = await Promise.all([send(), send()]);
  expect(one.json()).toEqual(two.json());
  const { webhook, secret } = one.json() as WebhookWithSecret;
  const { rows } = await owner.pool.query('select w::text as text from control.webhook w where id = $1', [webhook.id]);
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const { rows: logged } = await owner.pool.query(
    "select string_agg(e::text, ' ') as text from audit.entry e where centre = 'north' and target = $1",
    [webhook.id],
  );
  for (const text of [rows[0].text, logged[0].text, JSON.stringify(await shown(webhook.id))]) {
    expect(text).not.toContain(secret);
    expect(text).not.toContain(key.toString('hex'));
  }
  expect(logged[0].text).not.toContain('s3cret-path');
  await service.post(guard, `${path}/${webhook.id}/rotation`, {});
  expect((await send()).json().code).toBe('wrong-state');
  expect(
    (await entriesOf(test, 'north', 'webhook.created')).filter(({ target }) => target === webhook.id),
  ).toHaveLength(1);
});

it('is nobody’s business but of who administers security, and of its own centre', async () => {
  const { webhook } = await create();
  const at = `${path}/${webhook.id}`;
  const tries = [
    ['GET', path],
    ['POST', path],
    ['GET', at],
    ['PATCH', at],
    ['DELETE', at],
    ['GET', `${at}/deliveries`],
    ...['rotation', 'tests', 'retries'].map((act) => ['POST', `${at}/${act}`]),
  ] as ['GET', string][];
  const before = (await entriesOf(test, 'north', 'access.refused')).length;
  for (const [method, where] of tries) {
    const payload =
      where !== path && method === ('PATCH' as string) ? { state: 'paused' } : { url, kinds: ['doubt-overdue'] };
    const asked = { method, url: where, ...(method === 'GET' ? {} : { payload }) };
    expect((await service.send(people.controller, asked)).json().code).toBe('not-permitted');
    if (where !== path) expect((await service.send(stranger, asked)).json().code).toBe('not-found');
  }
  expect(await shown(webhook.id)).toMatchObject({ state: 'active' });
  const refused = await entriesOf(test, 'north', 'access.refused');
  expect(refused.slice(before).map(({ outcome, reason }) => [outcome, reason])).toEqual(
    tries.map(() => ['denied', 'not-permitted']),
  );
});
