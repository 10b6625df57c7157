import { newId } from '@zhiheng/database';
import type { TestCaller, TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openWorld, type World } from './world.ts';

const url = '/audit/v1/entries';
let world: World;
let service: TestService;
beforeAll(async () => {
  world = await openWorld();
  service = await world.openService();
});
afterAll(() => world.close());

const writer = () => world.client('north', 'audit:write');
const post = (payload: object, caller: TestCaller = writer()) => service.post(caller, url, payload);
const entry = { action: 'payment.made', outcome: 'done', target: 'p-1' };

let before: number;
const stored = async () => {
  const { rows } = await world.owner.pool.query<{ count: number }>(
    `select count(*) from audit.entry where centre = 'north'`,
  );
  return rows[0]?.count as number;
};
const written = async () => (await stored()) - before;
beforeEach(async () => {
  before = await stored();
});
const rowOf = async (id: string) =>
  (await world.owner.pool.query('select * from audit.entry where id = $1', [id])).rows[0];

describe('taken in', () => {
  it('one, with who handed it in and from where', async () => {
    const answer = await service.send(writer(), {
      method: 'POST',
      url,
      payload: { ...entry, actor: 'somebody' },
      headers: { 'x-correlation-id': 'c-7' },
    });
    expect(answer.statusCode).toBe(201);
    const [id] = answer.json().ids;
    expect(await rowOf(id)).toMatchObject({
      centre: 'north',
      action: 'payment.made',
      actor: 'somebody',
      client: 'test-client',
      correlation_id: 'c-7',
      address: '127.0.0.1',
    });
  });

  it('many, ids in order', async () => {
    const given = newId();
    const many = Array.from({ length: 1_000 }, (_, place) => ({ ...entry, target: `m-${place}` }));
    const answer = await post([...many.slice(0, 999), { ...entry, id: given }]);
    expect(answer.statusCode).toBe(201);
    const { ids } = answer.json();
    expect(ids).toHaveLength(1_000);
    expect(ids.at(-1)).toBe(given);
    expect(ids.slice(0, 999)).toEqual(ids.slice(0, 999).toSorted());
    expect((await rowOf(ids[500])).target).toBe('m-500');
    expect(await written()).toBe(1_000);
  });

  it('once, however often it is sent, also at the same moment', async () => {
    const one = { ...entry, id: newId(), person: newId(), details: { b: 1, a: [1, 2.5, '钱'] } };
    const answers = await Promise.all(Array.from({ length: 8 }, () => post([one, { ...entry, id: one.person }])));
    for (const answer of answers) {
      expect(answer.statusCode, answer.body).toBe(201);
      expect(answer.json().ids).toEqual([one.id, one.person]);
    }
    const spelt = {
      ...one,
      id: one.id.toUpperCase(),
      person: one.person.toUpperCase(),
      details: { a: [1, 2.5, '钱'], b: 1.0 },
    };
    expect((await post(spelt)).json().ids).toEqual([one.id]);
    expect(await written()).toBe(2);
  });

  it('in either order by two batches at once', async () => {
    const pair = [
      { ...entry, id: newId() },
      { ...entry, id: newId() },
    ];
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, place) => post(place % 2 ? pair : pair.toReversed())),
    );
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(Array(10).fill(201));
    expect(await written()).toBe(2);
  });

  it('the known with the new', async () => {
    const known = { ...entry, id: newId() };
    await post(known);
    const { ids } = (await post([entry, known, entry])).json();
    expect(ids[1]).toBe(known.id);
    expect(new Set(ids).size).toBe(3);
    expect(await written()).toBe(3);
  });

  it('the same id in another centre is another entry', async () => {
    const one = { ...entry, id: newId() };
    expect((await post(one)).statusCode).toBe(201);
    const south = world.client('south', 'audit:write');
    expect((await post({ ...one, target: 'else' }, south)).statusCode).toBe(201);
    expect(await written()).toBe(1);
  });
});

describe('refused, and nothing written', () => {
  const refusal = async (payload: object, caller?: TestCaller) => {
    const answer = await post(payload, caller);
    expect(await written()).toBe(0);
    return [answer.statusCode, answer.json().code];
  };

  it.each([
    ['other facts', { target: 'p-2' }],
    ['a fact more', { reason: 'why' }],
    ['another outcome', { outcome: 'failed' }],
    ['another detail', { details: { a: 1 } }],
  ])('a known id with %s, and all that came with it', async (_, change) => {
    const known = { ...entry, id: newId() };
    await post(known);
    before = await stored();
    expect(await refusal([entry, { ...known, ...change }])).toEqual([409, 'idempotency-mismatch']);
  });

  it('a known id by another client', async () => {
    const known = { ...entry, id: newId() };
    await post(known);
    before = await stored();
    const other = { ...writer(), client: 'other-client' };
    expect(await refusal(known, other)).toEqual([409, 'idempotency-mismatch']);
  });

  const deep = { id: '00000000-0000-4000-8000-000000000000' };
  it.each<[string, object]>([
    ['an unknown field', { ...entry, colour: 'red' }],
    ['a field that the log gives', { ...entry, at: '2026-01-01T00:00:00Z' }],
    ['its place', { ...entry, index: 1 }],
    ['another centre', { ...entry, centre: 'south' }],
    ['no action', { outcome: 'done' }],
    ['an odd action', { ...entry, action: 'Payment Made' }],
    ['an unknown outcome', { ...entry, outcome: 'maybe' }],
    ['a wrong type', { ...entry, target: 7 }],
    ['null', { ...entry, target: null }],
    ['text too long', { ...entry, reason: 'x'.repeat(2_001) }],
    ['details that are no object', { ...entry, details: [1] }],
    ['no entry', []],
    ['more than a thousand', Array.from({ length: 1_001 }, () => entry)],
    ['an id that is no UUIDv7', { ...entry, ...deep }],
    ['an id of long ago', { ...entry, id: '01890a3e-6f00-7c3a-9a52-0d5b7a4c1e11' }],
    ['an id of next year', { ...entry, id: '0fffffff-ffff-7c3a-9a52-0d5b7a4c1e11' }],
    [
      'one id twice',
      ((id) => [
        { ...entry, id },
        { ...entry, id: id.toUpperCase() },
      ])(newId()),
    ],
    ['another client’s name', { ...entry, client: 'somebody-else' }],
    ['NUL in a text', { ...entry, reason: 'a\0b' }],
    ['NUL within details', { ...entry, details: { a: [{ b: '\0' }] } }],
    ['a name with a backslash', { ...entry, details: { a: { 'b\\': 1 } } }],
    ['a name with a line feed', { ...entry, after: { 'b\n': 1 } }],
    ['half a character', { ...entry, details: { a: '\ud800' } }],
    ['an integer beyond 2^53', { ...entry, details: { a: { b: [2 ** 53] } } }],
    ['one below', { ...entry, before: { a: -(2 ** 53) } }],
    ['a very large number', { ...entry, after: { a: 1e300 } }],
    ['one bad among good', [entry, entry, { ...entry, details: { a: 2 ** 60 } }]],
    ['one unknown field among good', [entry, { ...entry, colour: 'red' }]],
  ])('%s', async (_, payload) => {
    expect(await refusal(payload)).toEqual([400, 'invalid-request']);
  });

  it('an entry larger than a bundle can hold, and a body larger than it may be', async () => {
    const large = (length: number) => ({ ...entry, details: { text: 'x'.repeat(length) } });
    expect(await refusal([entry, large(65_535)])).toEqual([413, 'too-large']);
    expect(await refusal(Array.from({ length: 300 }, () => large(60_000)))).toEqual([413, 'too-large']);
    const fits = await post(large(65_000));
    expect(fits.statusCode).toBe(201);
    await world.sequenceAll('north');
    const proof = await service.get(world.client('north', 'audit:read'), `${url}/${fits.json().ids[0]}/proof`);
    expect(proof.statusCode).toBe(200);
  });

  it('malformed JSON, another content type', async () => {
    const send = (payload: string, type: string) =>
      service.send(writer(), { method: 'POST', url, payload, headers: { 'content-type': type } });
    expect((await send('{"action":', 'application/json')).json().code).toBe('malformed-json');
    expect((await send('action=x', 'text/plain')).json().code).toBe('unsupported-media-type');
    expect((await send('', 'application/json')).json().code).toBe('malformed-json');
    expect(await written()).toBe(0);
  });

  it('to whom lacks audit:write: readers, people, nobody', async () => {
    expect(await refusal(entry, world.client('north', 'audit:read'))).toEqual([403, 'not-permitted']);
    expect(await refusal(entry, world.as('north', 'inspector'))).toEqual([403, 'not-permitted']);
    const nobody = await service.post(undefined, url, entry);
    expect(nobody.statusCode).toBe(401);
    expect(await written()).toBe(0);
  });
});
