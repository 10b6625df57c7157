import { afterEach, beforeEach, expect, it } from 'vitest';
import { broken, type ContractServer, json, problem, startContractServer } from './contract-server.ts';

let server: ContractServer;
beforeEach(async () => {
  server = await startContractServer();
});
afterEach(() => server.stop());

const action = { name: 'handle' };
const resource = { type: 'case', id: 'new' };
const subject = { type: 'person', id: 'op1' };
const page = (results: unknown[], next_token = '') => json({ results, page: { next_token, count: results.length } });
async function all<T>(found: AsyncGenerator<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const one of found) list.push(one);
  return list;
}

it('goes from page to page with the same question, over a passing fault', async () => {
  const bodies: unknown[] = [];
  const people = ['a', 'b', 'c'].map((id) => ({ type: 'person', id }));
  const route = 'POST /access/v1/search/subject';
  const keep =
    (reply: ReturnType<typeof json>): ReturnType<typeof json> =>
    (request, answer) => {
      bodies.push(request.body);
      return reply(request, answer);
    };
  server.answer(route, keep(page(people.slice(0, 2), 't1')), broken, keep(page([], 't2')), keep(page(people.slice(2))));
  expect(await all(server.client().search.subjects({ action, resource }, { pageSize: 2 }))).toEqual(people);
  const question = { subject: { type: 'person' }, action, resource };
  expect(bodies).toEqual([
    { ...question, page: { limit: 2 } },
    { ...question, page: { limit: 2, token: 't1' } },
    { ...question, page: { limit: 2, token: 't2' } },
  ]);
});

it('finds resources, and actions by their names', async () => {
  server.answer('POST /access/v1/search/resource', page([{ type: 'case', id: 'c1' }]));
  server.answer('POST /access/v1/search/action', page([{ name: 'handle' }, { name: 'read' }]));
  const { search } = server.client();
  expect(await all(search.resources({ subject, action, resource: { type: 'case' } }))).toEqual([
    { type: 'case', id: 'c1' },
  ]);
  expect(await all(search.actions({ subject, resource }))).toEqual(['handle', 'read']);
  expect(server.asked.map(({ scope }) => scope)).toEqual(['decide']);
});

it('throws rather than end early', async () => {
  const route = 'POST /access/v1/search/resource';
  const wanted = { subject, action, resource: { type: 'case' } };
  server.answer(route, page([{ type: 'case', id: 'c1' }], 't1'), problem(503, 'unavailable'));
  await expect(all(server.client().search.resources(wanted))).rejects.toMatchObject({ code: 'unavailable' });
  for (const answer of [{}, { results: [] }, { results: {}, page: { next_token: '' } }, []]) {
    server.answer(route, json(answer));
    await expect(all(server.client().search.resources(wanted))).rejects.toMatchObject({ code: 'unavailable' });
  }
});
