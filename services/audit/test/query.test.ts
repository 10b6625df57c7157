import { newId } from '@zhiheng/database';
import { encodeCursor } from '@zhiheng/http';
import type { TestCaller, TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorld, until, type World } from './world.ts';

const url = '/audit/v1/entries';
let world: World;
let service: TestService;
beforeAll(async () => {
  world = await openWorld();
  service = await world.openService();
});
afterAll(() => world.close());

interface Row {
  id: string;
  index: number;
  action: string;
  outcome: string;
  at: string;
  target?: string;
  details?: { filters?: object };
}
interface Page {
  data: Row[];
  nextCursor: string | null;
}
const append: World['append'] = async (centre, ...entries) => {
  const ids = await world.append(centre, ...entries);
  await world.settled(centre);
  return ids;
};
const client = () => world.client('north', 'audit:read');
const query = (filters: Record<string, string>, caller: TestCaller = client()) => service.get(caller, url, filters);
const page = async (filters: Record<string, string>, caller?: TestCaller): Promise<Page> => {
  const answer = await query(filters, caller);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
};
const idsOf = async (filters: Record<string, string>, caller?: TestCaller) =>
  (await page(filters, caller)).data.map(({ id }) => id);

describe('each filter', () => {
  const [person, about, business] = [newId(), newId(), newId()];
  const facts = {
    action: 'request.decided',
    outcome: 'denied',
    actor: 'approver',
    person,
    client: 'desk',
    about,
    targetType: 'request',
    target: 'r-1',
    unit: 'hall',
    item: 'award',
    case: business,
    correlationId: 'c-1',
  } as const;
  let marked: string;
  beforeAll(async () => {
    await append('north', {}, { target: 'r-2', unit: 'hall-2', actor: 'approver-2' });
    [marked = ''] = await append('north', facts);
    await append('north', {}, { outcome: 'failed' });
    await append('south', facts);
  });

  it.each(Object.entries(facts).filter(([field]) => field !== 'about'))('%s', async (field, value) => {
    expect(await idsOf({ [field]: value, target: 'r-1' })).toEqual([marked]);
    if (field !== 'client') expect(await idsOf({ [field]: value })).toContain(marked);
    expect(await idsOf({ target: 'r-1', [field]: field === 'outcome' ? 'failed' : newId() })).toEqual([]);
  });

  it('a person is found as who acted and as whom it is about, by id and by username', async () => {
    expect(await idsOf({ person: about })).toEqual([marked]);
    expect(await idsOf({ person: about.toUpperCase() })).toEqual([marked]);
    const clerk = world.as('north', 'clerk');
    const theirs = await append('north', { person: clerk.person }, { about: clerk.person }, { actor: 'clerk' });
    expect(await idsOf({ person: 'clerk' })).toEqual(theirs.toReversed());
    expect(await idsOf({ person: world.as('south', 'clerk').person })).toEqual([]);
  });

  it('a time range is half-open', async () => {
    const [row] = (await page({ target: 'r-1' })).data;
    const at = row?.at as string;
    expect(at).toMatch(/\.\d{6}Z$/);
    expect(await idsOf({ target: 'r-1', since: at })).toEqual([marked]);
    expect(await idsOf({ target: 'r-1', until: at })).toEqual([]);
    const later = new Date(Date.parse(at) + 1).toISOString();
    expect(await idsOf({ target: 'r-1', until: later })).toEqual([marked]);
    expect(await idsOf({ target: 'r-1', since: later })).toEqual([]);
    for (const far of ['0001-01-01T00:00:00Z', '1969-12-31T23:59:59Z']) {
      expect(await idsOf({ target: 'r-1', since: far })).toEqual([marked]);
      expect(await idsOf({ target: 'r-1', until: far })).toEqual([]);
    }
    expect(await idsOf({ target: 'r-1', until: '9999-12-31T23:59:59+08:00' })).toEqual([marked]);
  });

  it('all together, in the one centre', async () => {
    const { about: _, ...fields } = facts;
    expect(await idsOf(fields)).toEqual([marked]);
    expect(await idsOf({ target: 'r-1' }, world.client('south', 'audit:read'))).not.toContain(marked);
    expect((await service.get(world.client('south', 'audit:read'), `${url}/${marked}`)).statusCode).toBe(404);
    expect((await service.get(world.client('south', 'audit:read'), `${url}/${marked}/proof`)).statusCode).toBe(404);
    expect((await service.get(client(), `${url}/${marked}`)).json()).toMatchObject(facts);
  });
});

describe('pages', () => {
  it('hold each entry once, newest first, while others arrive', async () => {
    const ids = await append('north', ...Array.from({ length: 57 }, () => ({ unit: 'paged' })));
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const { data, nextCursor }: Page = await page({ unit: 'paged', limit: '10', ...(cursor ? { cursor } : {}) });
      seen.push(...data.map(({ id }) => id));
      cursor = nextCursor;
      // New at the head, and one whose own id says that it is older than all: neither belongs to this query.
      await append('north', { unit: 'paged' }, { unit: 'paged', id: oldId(seen.length) });
      await page({ unit: 'paged', limit: '1' });
    }
    expect(seen).toEqual(ids.toReversed());
    expect(await idsOf({ unit: 'paged', limit: '500' })).toHaveLength(57 + 12);
  });

  it('the last one says so, also when it is full', async () => {
    await append('north', ...Array.from({ length: 4 }, () => ({ unit: 'four' })));
    expect((await page({ unit: 'four', limit: '4' })).nextCursor).toBeNull();
    const first = await page({ unit: 'four', limit: '3' });
    const second = await page({ unit: 'four', limit: '3', cursor: first.nextCursor as string });
    expect([first.data.length, second.data.length, second.nextCursor]).toEqual([3, 1, null]);
    expect(await page({ unit: 'none' })).toEqual({ data: [], nextCursor: null, previousCursor: null });
  });

  it('every query is an entry, once, with its filters', async () => {
    const mine = world.as('north', 'inspector');
    await append('north', { item: 'logged' }, { item: 'logged' }, { item: 'logged' });
    const first = await page({ item: 'logged', limit: '1' }, mine);
    const second = await page({ item: 'logged', limit: '1', cursor: first.nextCursor as string }, mine);
    await page({ item: 'logged', limit: '1', cursor: second.nextCursor as string }, mine);
    await world.settled('north');
    const { data } = await page({ action: 'entries.queried', actor: 'inspector' });
    const about = data.filter(({ details }) => JSON.stringify(details?.filters) === '{"item":"logged"}');
    expect(about).toHaveLength(1);
    expect(about[0]).toMatchObject({ outcome: 'done', person: mine.person, account: mine.account, client: 'console' });
  });
});

/** A UUIDv7 of yesterday. */
const oldId = (n: number) => {
  const hex = (Date.now() - 86_400_000).toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${String(n).padStart(12, '0')}`;
};

describe('a cursor', () => {
  it('that nobody gave is refused', async () => {
    const id = newId();
    for (const cursor of [
      'x',
      encodeCursor([1]),
      encodeCursor([1, id]),
      encodeCursor(['1', id, id, 'after']),
      encodeCursor([1.5, id, id, 'after']),
      encodeCursor([1, 'id', id, 'after']),
      encodeCursor([1, id, "'", 'after']),
      encodeCursor([1, id, id, 'after']),
      Buffer.from('{}').toString('base64url'),
    ]) {
      const answer = await query({ cursor });
      expect([answer.statusCode, answer.json().code], cursor).toEqual([400, 'invalid-cursor']);
    }
  });

  it('goes on with the query and the caller it was given to, so that no page is read unlogged', async () => {
    await append('north', { unit: 'held' }, { unit: 'held' });
    const cursor = (await page({ unit: 'held', limit: '1' })).nextCursor as string;
    expect((await query({ unit: 'held', cursor })).statusCode).toBe(200);
    expect((await query({ cursor })).statusCode).toBe(400);
    expect((await query({ unit: 'other', cursor })).statusCode).toBe(400);
    expect((await query({ unit: 'held', cursor }, world.as('north', 'inspector'))).statusCode).toBe(400);
    expect((await query({ unit: 'held', cursor }, world.client('south', 'audit:read'))).statusCode).toBe(400);
  });
});

describe('refused', () => {
  it.each([
    ['unknown', 'x'],
    ['limit', '0'],
    ['limit', '501'],
    ['limit', '1.5'],
    ['limit', 'many'],
    ['outcome', 'perhaps'],
    ['case', 'no-uuid'],
    ['since', 'yesterday'],
    ['since', '2026-02-30T00:00:00Z'],
    ['unit', ''],
    ['unit', 'x'.repeat(201)],
    ['actor', 'a\0b'],
  ])('%s=%j', async (field, value) => {
    const answer = await query({ [field]: value });
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid-request']);
  });

  it('a field given twice', async () => {
    const answer = await service.send(client(), { method: 'GET', url: `${url}?unit=a&unit=b` });
    expect(answer.statusCode).toBe(400);
  });

  it('without a token, without the scope', async () => {
    const routes = [url, `${url}/${newId()}`, `${url}/${newId()}/proof`, '/audit/v1/verifications'];
    for (const route of routes) {
      expect((await service.get(undefined, route)).statusCode, route).toBe(401);
      const answer = await service.get(world.client('north', 'audit:write', 'decide'), route);
      expect([answer.statusCode, answer.json().code], route).toEqual([403, 'not-permitted']);
    }
  });

  it('to a person without read on entry, and that is an entry itself', async () => {
    const clerk = world.as('north', 'clerk');
    const routes = [url, `${url}/${newId()}`, `${url}/${newId()}/proof`, '/audit/v1/verifications'];
    for (const route of routes) {
      const answer = await service.get(clerk, route);
      expect([answer.statusCode, answer.json().code], route).toEqual([403, 'not-permitted']);
    }
    await world.settled('north');
    const { data } = await page({ action: 'access.refused', actor: 'clerk' });
    expect(data).toHaveLength(routes.length);
    expect(data[0]).toMatchObject({ outcome: 'denied', reason: 'not-permitted', targetType: 'entry' });
  });

  it('to one whose permission is denied elsewhere, or is for some items only', async () => {
    const inspector = world.as('south', 'inspector');
    const status = async () => (await query({}, inspector)).statusCode;
    const permission = (items: string | null, effect: string) =>
      world.owner.pool.query(
        `insert into access.role_permission (centre, role, ordinal, action, resource, items, effect)
         values ('south', 'inspector', 1, 'read', 'entry', $1, $2)`,
        [items, effect],
      );
    const forget = (ordinal: number) =>
      world.owner.pool.query(`delete from access.role_permission where centre = 'south' and ordinal = $1`, [ordinal]);
    expect(await status()).toBe(200);
    await permission(null, 'deny');
    expect(await status()).toBe(403);
    await forget(1);
    await permission('{award}', 'allow');
    expect(await status()).toBe(200);
    await forget(0);
    expect(await status()).toBe(403);
  });
});

describe('an entry that waits for its index', () => {
  it('does not keep its reader for ever', async () => {
    const holder = await world.owner.pool.connect();
    await holder.query('begin; select pg_current_xact_id()');
    const [id = ''] = await world.append('north', { unit: 'stuck' });
    const answer = await service.get(client(), `${url}/${id}/proof`);
    expect([answer.statusCode, answer.json().code]).toEqual([503, 'unavailable']);
    expect(await idsOf({ unit: 'stuck' })).toEqual([]);
    await holder.query('rollback');
    holder.release();
    await until(async () => (await idsOf({ unit: 'stuck' }))[0] === id);
  });

  it('an unknown one is not waited for', async () => {
    expect((await service.get(client(), `${url}/${newId()}/proof`)).statusCode).toBe(404);
    expect((await service.get(client(), `${url}/nonsense/proof`)).statusCode).toBe(400);
  });
});
