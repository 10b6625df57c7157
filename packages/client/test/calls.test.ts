import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClient, ZhihengError } from '../index.ts';
import { broken, type ContractServer, json, problem, type Reply, startContractServer } from './contract-server.ts';

let server: ContractServer;
beforeEach(async () => {
  server = await startContractServer();
});
afterEach(() => server.stop());

const opening = { item: 'award', unit: 'pension', reference: 'r1' };
const cases = 'POST /api/v1/cases';
const times = (route: string) => server.seen.filter((line) => line === route).length;
const refused = (promise: Promise<unknown>): Promise<ZhihengError> =>
  promise.then(
    () => Promise.reject(new Error('it was not refused')),
    (error: unknown) => (error instanceof ZhihengError ? error : Promise.reject(error)),
  );

describe('tokens', () => {
  it('are kept for the calls that follow, one for each scope', async () => {
    const client = server.client();
    server.answer(cases, json({ id: 'c' }, 201));
    server.answer('GET /audit/v1/entries', json({ data: [], nextCursor: null }));
    await client.openCase(opening);
    await client.openCase(opening);
    for await (const _ of client.queryEntries());
    expect(server.asked.map(({ scope }) => scope)).toEqual(['cases:write', 'audit:read']);
  });

  it('are asked for once by calls at the same moment', async () => {
    const client = server.client();
    server.answer(cases, json({ id: 'c' }, 201));
    await Promise.all(Array.from({ length: 20 }, () => client.openCase(opening)));
    expect(server.asked).toHaveLength(1);
  });

  it('are renewed near their end', async () => {
    const client = server.client();
    server.answer(cases, json({ id: 'c' }, 201));
    server.lifetime = 0;
    await client.openCase(opening);
    await client.openCase(opening);
    expect(server.asked).toHaveLength(2);
  });

  it('are renewed once when refused, even for a write: nothing was done', async () => {
    const client = server.client();
    const used: unknown[] = [];
    server.answer(cases, problem(401, 'not-authenticated'), (request, reply) => {
      used.push(request.headers.authorization);
      return reply.status(201).send({ id: 'c' });
    });
    await client.openCase(opening);
    expect(used).toEqual(['Bearer token.2.x']);
    server.answer(cases, problem(401, 'not-authenticated'));
    expect((await refused(client.openCase(opening))).code).toBe('not-authenticated');
    expect(times(cases)).toBe(4);
  });

  it('a failed request for one is not remembered', async () => {
    const client = server.client();
    server.answer(cases, json({ id: 'c' }, 201));
    server.answer('POST /oidc/token', json({}, 500), json({ access_token: 'a.b.c', expires_in: 300 }));
    expect((await refused(client.openCase(opening))).code).toBe('unavailable');
    expect(await client.openCase(opening)).toEqual({ id: 'c' });
  });

  it.each([
    [401, { error: 'invalid_client', error_description: 'bad secret' }, 'not-authenticated'],
    [400, { error: 'invalid_scope' }, 'not-permitted'],
    [500, {}, 'unavailable'],
    [200, { expires_in: 300 }, 'unavailable'],
  ])('an answer %i %j of the token endpoint is %s', async (status, body, code) => {
    server.answer('POST /oidc/token', json(body, status));
    const error = await refused(server.client().openCase(opening));
    expect(error.code).toBe(code);
    expect(error.message).toContain('cases:write');
    expect(error.message).not.toContain('a:b c');
  });
});

describe('refusals and faults', () => {
  it('carry the members of the problem document', async () => {
    const conflicts = [{ rule: 'item-handle-review', source: 's', with: [] }];
    const errors = [{ path: '/duty', message: 'm' }];
    server.answer(
      'POST /api/v1/cases/c1/steps',
      problem(409, 'duty-conflict', { title: '不相容', detail: 'd', conflicts, errors }),
    );
    const error = await refused(server.client().recordStep('c1', { duty: 'review', actor: 'op1' }));
    expect(error).toMatchObject({
      code: 'duty-conflict',
      status: 409,
      title: '不相容',
      detail: 'd',
      conflicts,
      errors,
    });
    expect(error.message).toBe('duty-conflict: 不相容: d');
  });

  it('a reading is sent again, and an id is no path', async () => {
    server.answer('GET /api/v1/cases/..%2Fpeople', broken, broken, json({ id: 'c' }));
    expect(await server.client().readCase('../people')).toEqual({ id: 'c' });
  });

  it('an answer that is no problem document is unavailable, with its status', async () => {
    server.answer(cases, (_request, reply) => reply.status(413).type('text/html').send('<p>too large</p>'));
    expect(await refused(server.client().openCase(opening))).toMatchObject({ code: 'unavailable', status: 413 });
  });

  it('an origin that is no http(s) address is refused at once', () => {
    for (const origin of ['zhiheng.example', 'file:///etc', ''])
      expect(() => createClient({ origin, clientId: 'a', clientSecret: 'b' })).toThrow(TypeError);
  });
});

describe('followEntries', () => {
  const feed = 'GET /audit/v1/entries/feed';

  it('goes on from answer to answer, without a pause for what is not there yet, until the signal', async () => {
    const asked: unknown[] = [];
    const answer =
      (indexes: number[], nextCursor: string): Reply =>
      (request, reply) => {
        asked.push(request.query);
        return reply.send({ data: indexes.map((index) => ({ index })), nextCursor, nextIndex: 0, size: 0 });
      };
    server.answer(feed, answer([7, 8], 'a'), answer([], 'b'), broken, answer([9], 'c'), answer([], 'd'));
    const stop = new AbortController();
    const seen: number[] = [];
    const options = { from: 7, pageSize: 2, signal: stop.signal };
    for await (const { index } of server.client().followEntries({ action: 'request.' }, options)) {
      seen.push(index);
      if (index === 9) stop.abort();
    }
    expect(seen).toEqual([7, 8, 9]);
    const filters = { action: 'request.', limit: '2', wait: '2' };
    expect(asked).toEqual([
      { ...filters, from: '7' },
      { ...filters, cursor: 'a' },
      { ...filters, cursor: 'b' },
    ]);
  });

  const passed = {
    searchableFrom: '2026-03-01T00:00:00.000Z',
    archived: [{ month: '2026-02', firstIndex: 40, lastIndex: 99, entries: 60 }],
    removed: [{ month: '2026-01', firstIndex: 0, lastIndex: 39, entries: 40, removal: 120 }],
  };
  const gone = (indexes: number[], nextCursor: string) =>
    json({ data: indexes.map((index) => ({ index })), nextCursor, nextIndex: 0, size: 0, ...passed });

  it('passes over no archived entry unsaid: told once of each month, or refused from the first', async () => {
    const later = { ...passed, archived: [{ month: '2026-03', firstIndex: 102, lastIndex: 150, entries: 49 }] };
    const goneLater = json({ data: [{ index: 151 }], nextCursor: 'c', nextIndex: 0, size: 0, ...later });
    server.answer(feed, gone([100], 'a'), gone([101], 'b'), goneLater);
    const told: unknown[] = [];
    const follow = server.client().followEntries({}, { onPassedOver: (one) => told.push(one) });
    const seen = [];
    for (let entry = 0; entry < 3; entry++) seen.push((await follow.next()).value);
    expect(seen).toEqual([{ index: 100 }, { index: 101 }, { index: 151 }]);
    expect(told).toEqual([passed, later]);
    server.answer(feed, gone([100], 'a'));
    const refusal = await refused(server.client().followEntries().next());
    expect(refusal.code).toBe('not-found');
    expect(refusal.detail).toContain('from 100 on');
  });

  it('says why it ends otherwise', async () => {
    server.answer(feed, problem(403, 'not-permitted'));
    expect((await refused(server.client().followEntries().next())).code).toBe('not-permitted');
    server.answer(feed, json({ data: [] }));
    expect((await refused(server.client().followEntries().next())).code).toBe('unavailable');
  });
});

describe('queryEntries', () => {
  const route = 'GET /audit/v1/entries';
  const page = (ids: string[], nextCursor: string | null) => json({ data: ids.map((id) => ({ id })), nextCursor });

  it('goes from page to page with the same filters, over a passing fault', async () => {
    server.answer(route, page(['1', '2'], 'x y'), broken, page(['3'], 'z'), page([], null));
    const ids: string[] = [];
    const filters = { item: 'award', outcome: 'denied' } as const;
    for await (const { id } of server.client().queryEntries(filters, { pageSize: 2 })) ids.push(id);
    expect(ids).toEqual(['1', '2', '3']);
    const queries = server.seen
      .filter((line) => line.startsWith(route))
      .map((line) => new URL(line.slice(4), 'http://x').searchParams);
    expect(queries.map((query) => query.get('cursor'))).toEqual([null, 'x y', 'x y', 'z']);
    expect(queries.every((query) => query.get('item') === 'award' && query.get('limit') === '2')).toBe(true);
  });

  it('fetches no further page than is taken', async () => {
    server.answer(route, page(['1', '2'], 'more'));
    for await (const _ of server.client().queryEntries()) break;
    expect(server.seen.filter((line) => line.startsWith(route))).toHaveLength(1);
  });

  it('throws what refuses, and on an answer that is no page', async () => {
    server.answer(route, problem(403, 'not-permitted'));
    expect((await refused(server.client().queryEntries().next())).code).toBe('not-permitted');
    server.answer(route, json({}));
    expect((await refused(server.client().queryEntries().next())).code).toBe('unavailable');
  });
});
