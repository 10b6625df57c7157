import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ZhihengClient } from '../index.ts';
import {
  broken,
  type ContractServer,
  json,
  problem,
  type Reply,
  silent,
  startContractServer,
} from './contract-server.ts';

/** A write whose answer is lost is sent again under the same key, by which Zhiheng does it once. */
let server: ContractServer;
let sent: { key: unknown; body: unknown }[];
beforeEach(async () => {
  server = await startContractServer();
  sent = [];
});
afterEach(() => server.stop());

const noted =
  (reply: Reply): Reply =>
  (request, answer) => {
    sent.push({ key: request.headers['idempotency-key'], body: request.body });
    return reply(request, answer);
  };
const opening = { item: 'award', unit: 'pension', reference: 'r 1' };
const opened = { id: 'c1', ...opening, steps: [] };
const step = { duty: 'handle' };
const recorded = { step: { id: 's1', duty: 'handle' }, case: opened };

type Write = [
  what: string,
  route: string,
  write: (client: ZhihengClient, key?: string) => Promise<unknown>,
  answer: object,
];
const keyed = (key: string | undefined) => (key === undefined ? {} : { idempotencyKey: key });
const writes: Write[] = [
  ['openCase', 'POST /api/v1/cases', (client, key) => client.openCase(opening, keyed(key)), opened],
  ['recordStep', 'POST /api/v1/cases/c1/steps', (client, key) => client.recordStep('c1', step, keyed(key)), recorded],
];

describe.each(writes)('%s', (_what, route, write, answer) => {
  it('is sent again with the same key and body when its answer is lost or the fault may pass', async () => {
    server.answer(route, noted(broken), noted(problem(503, 'busy')), noted(json(answer, 201)));
    expect(await write(server.client())).toEqual(answer);
    expect(sent).toHaveLength(3);
    expect(sent[0]?.key).toMatch(/^[0-9a-f-]{36}$/);
    expect(new Set(sent.map((one) => JSON.stringify(one))).size).toBe(1);
  });

  it('has a key of its own for each call, or the caller’s', async () => {
    server.answer(route, noted(json(answer, 201)));
    const client = server.client();
    await write(client);
    await write(client);
    await write(client, 'YL-1');
    const keys = sent.map(({ key }) => key);
    expect(new Set(keys).size).toBe(3);
    expect(keys[2]).toBe('YL-1');
  });

  it.each(['already-exists', 'already-recorded', 'idempotency-mismatch', 'out-of-order', 'case-closed'])(
    'a refusal as %s is one, of the first sending and of a repetition',
    async (code) => {
      const { length } = server.seen;
      server.answer(route, problem(409, code));
      await expect(write(server.client())).rejects.toMatchObject({ code, status: 409 });
      server.answer(route, broken, problem(409, code));
      await expect(write(server.client())).rejects.toMatchObject({ code, status: 409 });
      // Nothing else is read to make a success of it.
      const asked = server.seen.slice(length).filter((line) => line !== 'POST /oidc/token');
      expect(asked).toEqual([route, route, route]);
    },
  );

  it('is sent three times at most, and not again after what does not pass', async () => {
    server.answer(route, noted(problem(503, 'unavailable')));
    await expect(write(server.client())).rejects.toMatchObject({ code: 'unavailable', status: 503 });
    expect(sent).toHaveLength(3);
    for (const status of [400, 403, 404, 422, 500]) {
      sent.length = 0;
      server.answer(route, noted(problem(status, 'x')));
      await expect(write(server.client())).rejects.toMatchObject({ code: 'x', status });
      expect(sent, String(status)).toHaveLength(1);
    }
  });

  it('is unavailable when no answer comes in time', async () => {
    server.answer(route, silent);
    await expect(write(server.client({ timeout: 200 }))).rejects.toMatchObject({ code: 'unavailable' });
  });
});

describe('what needs no key', () => {
  const url = '/api/v1/resources/record/r%2F1';

  it('a resource is registered again in the same words, and gone is gone', async () => {
    server.answer(`PUT ${url}`, noted(broken), noted(json({}, 201)));
    await server.client().registerResource('record', 'r/1', { status: 'draft' });
    expect(sent).toEqual([
      { key: undefined, body: { properties: { status: 'draft' } } },
      { key: undefined, body: { properties: { status: 'draft' } } },
    ]);
    server.answer(`DELETE ${url}`, broken, problem(404, 'not-found'));
    await server.client().removeResource('record', 'r/1');
    server.answer(`DELETE ${url}`, problem(403, 'not-permitted'));
    await expect(server.client().removeResource('record', 'r/1')).rejects.toMatchObject({ code: 'not-permitted' });
  });

  it('entries have their ids before they are first sent', async () => {
    const route = 'POST /audit/v1/entries';
    const given = '01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11';
    const entries = [
      { action: 'shop.sold', outcome: 'done' },
      { action: 'shop.closed', outcome: 'done', id: given },
    ] as const;
    server.answer(
      route,
      noted(broken),
      noted((request) => ({ ids: (request.body as { id: string }[]).map(({ id }) => id) })),
    );
    const ids = await server.client().appendEntries(entries);
    expect(ids).toEqual([expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7/), given]);
    const [first, second] = sent.map(({ body }) => body);
    expect(first).toEqual([{ ...entries[0], id: ids[0] }, entries[1]]);
    expect(second).toEqual(first);
    expect(server.asked.map(({ scope }) => scope)).toEqual(['audit:write']);
    server.answer(route, json({ ids: ['one'] }, 201));
    await expect(server.client().appendEntries(entries)).rejects.toMatchObject({ code: 'unavailable' });
    expect(await server.client().appendEntries([])).toEqual([]);
  });
});

describe('the pause before a retry', () => {
  const route = 'GET /api/v1/cases/c1';
  const later =
    (status: number, seconds: string): Reply =>
    (request, reply) =>
      problem(status, 'busy')(request, reply.header('retry-after', seconds));

  it('is at least what the answer asks for: a second one would outlast this call', async () => {
    server.answer(route, later(429, '2'));
    await expect(server.client({ timeout: 3_900 }).readCase('c1')).rejects.toMatchObject({ status: 429 });
    expect(server.seen.filter((line) => line === route)).toHaveLength(2);
  });

  it('is not begun when it would outlast the call', async () => {
    server.answer(route, later(503, '60'));
    await expect(server.client().readCase('c1')).rejects.toMatchObject({ code: 'busy', status: 503 });
    expect(server.seen.filter((line) => line === route)).toHaveLength(1);
  });
});
