import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  broken,
  type ContractServer,
  json,
  problem,
  type Reply,
  silent,
  startContractServer,
} from './contract-server.ts';

let server: ContractServer;
beforeEach(async () => {
  server = await startContractServer();
});
afterEach(() => server.stop());

const inquiry = {
  subject: { type: 'person', id: 'op1' },
  action: { name: 'handle' },
  resource: { type: 'case', id: 'new', properties: { item: 'award', unit: 'pension' } },
};
const yes = {
  decision: true,
  context: { id: 'd', reason: { code: 'permitted', zh: '有权限', en: 'Permitted' }, policyEpoch: 7 },
};
const no = { ...yes, decision: false };
const evaluation = 'POST /access/v1/evaluation';

describe('check', () => {
  it('gives the decision, asked with the client’s token and the correlation id', async () => {
    let heard: Record<string, unknown> = {};
    server.answer(evaluation, (request) => {
      heard = { ...request.headers, body: request.body };
      return yes;
    });
    expect(await server.client().check(inquiry, { correlationId: 'c1' })).toEqual(yes);
    expect(heard).toMatchObject({ authorization: 'Bearer token.1.x', 'x-correlation-id': 'c1', body: inquiry });
    expect(server.asked).toEqual([{ scope: 'decide', authorization: `Basic ${btoa('shop:a%3Ab+c')}` }]);
  });

  const faults: [string, Reply][] = [
    ['an internal error', problem(500, 'internal')],
    ['an unavailable service', problem(503, 'unavailable')],
    ['a client that may not ask', problem(403, 'not-permitted')],
    ['an inquiry that is not valid', problem(400, 'invalid-request')],
    ['an error of a proxy', (_request, reply) => reply.status(502).type('text/html').send('<h1>Bad gateway</h1>')],
    ['a redirect', (_request, reply) => reply.redirect('/elsewhere')],
    ['a broken connection', broken],
    ['text that is no JSON', (_request, reply) => reply.type('application/json').send('{"decision": tr')],
    ['nothing', (_request, reply) => reply.status(204).send()],
    ['a truth that is none', json({ ...yes, decision: 'true' })],
    ['a decision without its reason', json({ decision: true })],
  ];
  it.each(faults)('denies on %s, and says why to onUnavailable', async (_what, reply) => {
    const heard: Error[] = [];
    server.answer(evaluation, reply);
    server.answer('GET /elsewhere', json(yes));
    const client = server.client({ onUnavailable: (error) => heard.push(error) });
    expect(await client.check(inquiry)).toMatchObject({
      decision: false,
      context: { reason: { code: 'unavailable' } },
    });
    expect(heard).toHaveLength(1);
  });

  it('denies when no answer comes in time, when given up, without a token, without a server', async () => {
    const denied = { decision: false, context: { reason: { code: 'unavailable' } } };
    server.answer(evaluation, silent);
    expect(await server.client({ timeout: 100 }).check(inquiry)).toMatchObject(denied);
    expect(await server.client().check(inquiry, { signal: AbortSignal.abort() })).toMatchObject(denied);
    const giveUp = new AbortController();
    const waiting = server.client().check(inquiry, { signal: giveUp.signal });
    giveUp.abort();
    expect(await waiting).toMatchObject(denied);
    server.answer('POST /oidc/token', json({ error: 'invalid_client' }, 401));
    expect(await server.client().check(inquiry)).toMatchObject(denied);
    server.answer('POST /oidc/token', silent);
    expect(await server.client({ timeout: 100 }).check(inquiry)).toMatchObject(denied);
    const { origin } = server;
    await server.stop();
    expect(await server.client({ origin }).check(inquiry)).toMatchObject(denied);
  });

  it('asks again after a passing fault', async () => {
    server.answer(evaluation, broken, problem(503, 'busy'), json(yes));
    expect(await server.client().check(inquiry)).toEqual(yes);
    expect(server.seen.filter((line) => line.startsWith(evaluation))).toHaveLength(3);
  });

  it('gives up after three, and at once on what will not pass', async () => {
    server.answer(evaluation, problem(503, 'busy'));
    await server.client().check(inquiry);
    expect(server.seen.filter((line) => line.startsWith(evaluation))).toHaveLength(3);
    server.seen.length = 0;
    server.answer(evaluation, problem(403, 'not-permitted'));
    await server.client().check(inquiry);
    expect(server.seen.filter((line) => line.startsWith(evaluation))).toHaveLength(1);
  });
});

describe('checkMany', () => {
  const evaluations = 'POST /access/v1/evaluations';

  it('gives a decision for each, in order', async () => {
    server.answer(evaluations, json({ evaluations: [yes, no] }));
    expect(await server.client().checkMany([inquiry, inquiry])).toEqual([yes, no]);
    expect(await server.client().checkMany([])).toEqual([]);
  });

  it('asks for more than a thousand in turns, and denies only the turn that fails', async () => {
    const sizes: number[] = [];
    const answer: Reply = (request) => {
      const { evaluations: list } = request.body as { evaluations: unknown[] };
      sizes.push(list.length);
      return { evaluations: list.map(() => yes) };
    };
    server.answer(evaluations, answer, problem(400, 'invalid-request'), answer);
    const decisions = await server.client().checkMany(Array.from({ length: 2_300 }, () => inquiry));
    expect(sizes).toEqual([1_000, 300]);
    expect(decisions.map(({ decision }) => decision)).toEqual(
      Array.from({ length: 2_300 }, (_, index) => index < 1_000 || index >= 2_000),
    );
  });

  it.each([
    ['fewer', { evaluations: [yes] }],
    ['more', { evaluations: [yes, yes, yes] }],
    ['a malformed one', { evaluations: [yes, { decision: 1 }] }],
    ['a single one', yes],
  ])('denies all when %s come back', async (_what, body) => {
    server.answer(evaluations, json(body));
    const decisions = await server.client().checkMany([inquiry, inquiry]);
    expect(decisions.map(({ decision, context }) => [decision, context.reason.code])).toEqual([
      [false, 'unavailable'],
      [false, 'unavailable'],
    ]);
  });

  const ofMany = (count: number) => Array.from({ length: count }, () => inquiry);
  const told = (decisions: { decision: boolean }[]) => decisions.map(({ decision }) => decision);

  it('names the semantic, and ends with the decision that ends it', async () => {
    let heard: unknown;
    server.answer(evaluations, (request) => {
      heard = (request.body as { options?: unknown }).options;
      return { evaluations: [yes, no] };
    });
    expect(told(await server.client().checkMany(ofMany(3), { semantic: 'deny_on_first_deny' }))).toEqual([true, false]);
    expect(heard).toEqual({ evaluations_semantic: 'deny_on_first_deny' });
    server.answer(evaluations, json({ evaluations: [no, yes] }));
    const permit = await server.client().checkMany(ofMany(3), { semantic: 'permit_on_first_permit' });
    expect(told(permit)).toEqual([false, true]);
  });

  it.each([
    ['deny_on_first_deny', yes, no],
    ['permit_on_first_permit', no, yes],
  ] as const)('%s asks on in turns, until one of them ends it', async (semantic, on, end) => {
    const sizes: number[] = [];
    server.answer(evaluations, (request) => {
      const { evaluations: list } = request.body as { evaluations: unknown[] };
      sizes.push(list.length);
      return { evaluations: sizes.length === 2 ? [on, end] : list.map(() => on) };
    });
    const decisions = await server.client().checkMany(ofMany(2_500), { semantic });
    expect(sizes).toEqual([1_000, 1_000]);
    expect(decisions).toHaveLength(1_002);
    expect(decisions.at(-1)?.decision).toBe(end.decision);
  });

  it.each([
    ['deny_on_first_deny', 'fewer, all permitted', [yes]],
    ['deny_on_first_deny', 'more after the first denial', [no, yes]],
    ['deny_on_first_deny', 'none', []],
    ['deny_on_first_deny', 'more than were asked for', [yes, yes, no]],
    ['permit_on_first_permit', 'fewer, all denied', [no]],
    ['permit_on_first_permit', 'more after the first permit', [yes, yes]],
    ['execute_all', 'fewer', [no]],
  ] as const)('%s denies when %s come back', async (semantic, _what, answers) => {
    server.answer(evaluations, json({ evaluations: answers }));
    const decisions = await server.client().checkMany([inquiry, inquiry], { semantic });
    expect(decisions.map(({ context }) => context.reason.code)).toEqual(
      Array.from({ length: semantic === 'deny_on_first_deny' ? 1 : 2 }, () => 'unavailable'),
    );
    expect(told(decisions)).not.toContain(true);
  });

  it('a turn that fails is a denial: it ends deny_on_first_deny, and permit_on_first_permit looks on', async () => {
    const fault = problem(400, 'invalid-request');
    server.answer(evaluations, fault);
    expect(told(await server.client().checkMany(ofMany(1_500), { semantic: 'deny_on_first_deny' }))).toEqual([false]);
    server.answer(evaluations, fault, json({ evaluations: [yes] }));
    const decisions = await server.client().checkMany(ofMany(1_500), { semantic: 'permit_on_first_permit' });
    expect(told(decisions)).toEqual([...Array.from({ length: 1_000 }, () => false), true]);
  });
});
