import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { action, type Certified, record, startCertified, user } from './authzen-fixture.ts';

/** AuthZEN certification, level Search (core and properties), and what the specification says of pages. */
let certified: Certified;
beforeAll(async () => {
  certified = await startCertified();
});
afterAll(() => certified.running.stop());

interface Found {
  results: { type?: string; id?: string; name?: string }[];
  page: { next_token: string; count: number };
}
type Sought = 'subject' | 'resource' | 'action';
const search = (sought: Sought, body: object) => certified.pdp.ask<Found>(`search/${sought}`, body);

async function found(sought: Sought, body: object): Promise<Found['results']> {
  const { status, body: answer } = await search(sought, body);
  expect(status, JSON.stringify(answer)).toBe(200);
  expect(answer.page).toEqual({ next_token: '', count: answer.results.length });
  return answer.results;
}

/** Page by page until the last. */
async function pages(sought: Sought, body: object, limit?: number): Promise<Found['results'][]> {
  const all: Found['results'][] = [];
  for (let token = ''; ; ) {
    const page = { ...(limit === undefined ? {} : { limit }), ...(token ? { token } : {}) };
    const { status, body: answer } = await search(sought, { ...body, page });
    expect(status, JSON.stringify(answer)).toBe(200);
    all.push(answer.results);
    token = answer.page.next_token;
    if (!token) return all;
  }
}

const context = { time: '2025-06-27T18:03-07:00', ip: '192.168.1.1' };
const readers = { subject: { type: 'user' }, action: action('read'), resource: record('record-1') };
const readable = { subject: user('alice'), action: action('read'), resource: { type: 'record' } };
const possible = { subject: user('alice'), resource: record('record-1') };

describe('what is found (4.2 to 4.4)', () => {
  test('subjects: S1, with context, an id ignored; S4', async () => {
    const everybody = await found('subject', readers);
    expect(everybody).toEqual(expect.arrayContaining([user('alice'), user('bob')]));
    expect(everybody.every(({ type }) => type === 'user')).toBe(true);
    expect(await found('subject', { ...readers, context })).toEqual(everybody);
    expect(await found('subject', { ...readers, subject: user('alice') })).toEqual(everybody);
    const archived = record('record-2', { status: 'archived' });
    expect(await found('subject', { ...readers, action: action('write'), resource: archived })).toEqual([user('bob')]);
  });

  test('resources: S2, with context, an id ignored; S5', async () => {
    const all = await found('resource', readable);
    expect(all).toEqual([record('record-1'), record('record-2')]);
    expect(await found('resource', { ...readable, context })).toEqual(all);
    expect(await found('resource', { ...readable, resource: record('record-1') })).toEqual(all);
    const admin = { ...readable, subject: user('bob', { role: 'admin' }), action: action('write') };
    expect(await found('resource', admin)).toEqual([record('record-2')]);
  });

  test('actions: S3, with context; S6', async () => {
    const all = await found('action', possible);
    expect(all).toEqual([{ name: 'read' }, { name: 'write' }]);
    expect(await found('action', { ...possible, context })).toEqual(all);
    const admin = { subject: user('bob', { role: 'admin' }), resource: record('record-2', { status: 'archived' }) };
    expect(await found('action', admin)).toEqual([{ name: 'read' }, { name: 'write' }]);
  });

  test('all that is found is permitted, all that is permitted is found', async () => {
    const mayRead = new Set((await found('subject', readers)).map(({ id }) => id));
    const verbs = ['read', 'write', 'delete', 'shred'];
    const bobs = new Set((await found('action', { ...possible, subject: user('bob') })).map(({ name }) => name));
    for (const id of ['alice', 'bob', 'reader-0', 'nobody'])
      expect((await certified.pdp.ask('evaluation', { ...readers, subject: user(id) })).body).toMatchObject({
        decision: mayRead.has(id),
      });
    for (const verb of verbs)
      expect(
        (await certified.pdp.ask('evaluation', { ...possible, subject: user('bob'), action: action(verb) })).body,
      ).toMatchObject({ decision: bobs.has(verb) });
  });
});

test('nothing is an empty list, not an error (4.6)', async () => {
  const nowhere: [Sought, object][] = [
    ['action', { ...possible, subject: user('nonexistent-user') }],
    ['action', { ...possible, subject: { type: 'spaceship', id: 'alice' } }],
    ['action', { ...possible, resource: { type: 'spaceship', id: 'x' } }],
    ['subject', { ...readers, subject: { type: 'spaceship' } }],
    ['subject', { ...readers, resource: { type: 'spaceship', id: 'x' } }],
    ['subject', { ...readers, action: action('shred') }],
    ['resource', { ...readable, subject: user('nonexistent-user') }],
    ['resource', { ...readable, subject: { type: 'spaceship', id: 'alice' } }],
    ['resource', { ...readable, resource: { type: 'spaceship' } }],
  ];
  for (const [sought, body] of nowhere) expect(await found(sought, body), JSON.stringify(body)).toEqual([]);
});

test('what is missing is a bad request; the same body may be one here and none there (4.7)', async () => {
  const bad: [Sought, object][] = [
    ['subject', { ...readers, action: undefined }],
    ['subject', { ...readers, resource: { type: 'record' } }],
    ['resource', { ...readable, subject: undefined }],
    ['resource', { ...readable, subject: { type: 'user' } }],
    ['action', { ...possible, resource: undefined }],
    ['action', { ...possible, subject: { type: 'user' } }],
    ['subject', { ...readers, page: { limit: -1 } }],
    ['subject', { ...readers, page: { limit: '1' } }],
    ['subject', { ...readers, page: { token: 7 } }],
    ['subject', { ...readers, page: [] }],
  ];
  for (const [sought, body] of bad) expect((await search(sought, body)).status, JSON.stringify(body)).toBe(400);
});

describe('pages (4.5)', () => {
  test.each([
    ['subject', readers],
    ['resource', readable],
    ['action', possible],
  ] as const)('%s: any limit gives the same list, without gap or double, time after time', async (sought, body) => {
    const whole = await found(sought, body);
    for (const limit of [1, 2, 3, 100, 10_000]) {
      const parts = await pages(sought, body, limit);
      expect(parts.every((part) => part.length <= limit)).toBe(true);
      expect(parts.flat()).toEqual(whole);
      expect(await pages(sought, body, limit)).toEqual(parts);
    }
  });

  test('a token goes on without a limit, too, and an empty one begins', async () => {
    const { body: first } = await search('subject', { ...readers, page: { limit: 1 } });
    const rest = await search('subject', { ...readers, page: { token: first.page.next_token } });
    const whole = await found('subject', readers);
    expect([...first.results, ...rest.body.results]).toEqual(whole);
    expect((await search('subject', { ...readers, page: { token: '' } })).body.results).toEqual(whole);
  });

  test('a limit of nothing gives nothing, and where to go on', async () => {
    const { body } = await search('subject', { ...readers, page: { limit: 0 } });
    expect(body).toMatchObject({ results: [], page: { count: 0 } });
    const rest = await search('subject', { ...readers, page: { token: body.page.next_token } });
    expect(rest.body.results).toEqual(await found('subject', readers));
  });

  test('a token is opaque and belongs to its search: another entity or another text is refused', async () => {
    const { body } = await search('subject', { ...readers, page: { limit: 1 } });
    const page = { token: body.page.next_token };
    expect(Buffer.from(page.token, 'base64url').toString()).not.toContain('record-1');
    const others: [Sought, object][] = [
      ['subject', { ...readers, action: action('write'), page }],
      ['subject', { ...readers, resource: record('record-2'), page }],
      ['subject', { ...readers, context, page }],
      ['resource', { ...readable, page }],
      ['action', { ...possible, page }],
      ['subject', { ...readers, page: { token: 'x' } }],
      ['subject', { ...readers, page: { token: `${page.token}x` } }],
    ];
    for (const [sought, other] of others) {
      const { status, body: refusal } = await search(sought, other);
      expect([status, (refusal as unknown as { code: string }).code]).toEqual([400, 'invalid-cursor']);
    }
    // Members in another order are the same search.
    const turned = {
      page,
      resource: { id: 'record-1', type: 'record' },
      action: { name: 'read' },
      subject: readers.subject,
    };
    expect((await search('subject', turned)).status).toBe(200);
  });
});
