import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ContractServer, json, problem, type Reply, startContractServer } from './contract-server.ts';

/** Who has changed something asks for decisions from no earlier, of whichever process. */
let server: ContractServer;
let asked: Record<string, unknown>[];
beforeEach(async () => {
  server = await startContractServer();
  asked = [];
  const answers: [string, object][] = [
    ['evaluation', yes],
    ['evaluations', { evaluations: [yes, yes] }],
    ['search/subject', { results: [], page: { next_token: '' } }],
  ];
  for (const [route, answer] of answers)
    server.answer(`POST /access/v1/${route}`, (request) => {
      asked.push(request.body as Record<string, unknown>);
      return answer;
    });
});
afterEach(() => server.stop());

const yes = { decision: true, context: { id: 'd', reason: { code: 'permitted', zh: '', en: '' }, policyEpoch: 99 } };
const inquiry = { subject: { type: 'person', id: 'op1' }, action: { name: 'read' }, resource: { type: 'r', id: '1' } };
const put = 'PUT /api/v1/resources/r/1';
const reached =
  (epoch: string, reply: Reply = json({}, 201)): Reply =>
  (request, answer) =>
    reply(request, answer.header('zhiheng-policy-epoch', epoch));

it('knows the epoch of its last change, and names it in every question', async () => {
  const client = server.client();
  await client.check(inquiry);
  expect([client.policyEpoch, asked.pop()]).toEqual([0, inquiry]);
  server.answer(put, reached('7'));
  await client.registerResource('r', '1', {});
  expect(client.policyEpoch).toBe(7);

  await client.check({ ...inquiry, context: { purpose: 'study' } });
  expect(asked.pop()).toEqual({ ...inquiry, context: { purpose: 'study', policyEpoch: 7 } });
  await client.checkMany([inquiry, { ...inquiry, context: { policyEpoch: 9 } }]);
  expect(asked.pop()).toEqual({
    evaluations: [
      { ...inquiry, context: { policyEpoch: 7 } },
      { ...inquiry, context: { policyEpoch: 9 } },
    ],
  });
  for await (const _ of client.search.subjects({ action: { name: 'read' }, resource: { type: 'r', id: '1' } }));
  expect(asked.pop()).toMatchObject({ context: { policyEpoch: 7 } });
  // What decisions were made by is not what this client has changed.
  expect(client.policyEpoch).toBe(7);
});

it('hears it from refusals, too, and never falls back', async () => {
  const client = server.client();
  server.answer('DELETE /api/v1/resources/r/1', reached('12', problem(404, 'not-found')));
  await client.removeResource('r', '1');
  expect(client.policyEpoch).toBe(12);
  for (const epoch of ['11', 'soon', '-1', '']) {
    server.answer(put, reached(epoch));
    await client.registerResource('r', '1', {});
    expect(client.policyEpoch).toBe(12);
  }
});
