import { Readable } from 'node:stream';
import { inCentre, newId } from '@zhiheng/database';
import type { TestCaller, TestPerson, TestService } from '@zhiheng/http/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Onward } from '../feed.ts';
import { tail } from '../tail.ts';
import { openWorld, until, type World } from './world.ts';

const url = '/audit/v1/entries';
let world: World;
let service: TestService;
let origin: string;
beforeAll(async () => {
  world = await openWorld();
  service = await world.openService();
  origin = await service.app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => world.close());

const reader = (client = 'test-client') => ({ ...world.client('north', 'audit:read'), client });
const size = async () => {
  await world.settled('north');
  return (await service.get(reader('size'), `${url}/feed`, { from: '0', limit: '1' })).json().size as number;
};

interface Event {
  id?: number;
  event?: string;
  data?: { index: number; target: string; code?: string };
}

/** A connection to the tail. `events` grows as they arrive. */
class Tail {
  readonly events: Event[] = [];
  readonly closed: Promise<void>;
  readonly #hangUp = new AbortController();
  #text = '';
  /** What a browser would send as `Last-Event-ID`. */
  lastId: string | undefined;

  constructor(response: Response, hangUp: AbortController) {
    this.#hangUp = hangUp;
    this.closed = this.#read(response).catch(() => undefined);
  }

  static async open(
    caller: TestCaller,
    query = '',
    headers: Record<string, string> = {},
    lifetime = 600,
  ): Promise<Tail> {
    const hangUp = new AbortController();
    const authorization = `Bearer ${await world.issuer.tokenFor(caller, { lifetime })}`;
    const response = await fetch(`${origin}${url}/tail?${query}`, {
      headers: { authorization, ...headers },
      signal: hangUp.signal,
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    return new Tail(response, hangUp);
  }

  async #read(response: Response): Promise<void> {
    const decoder = new TextDecoder();
    for await (const bytes of response.body as ReadableStream<Uint8Array>) {
      this.#text += decoder.decode(bytes, { stream: true });
      const blocks = this.#text.split('\n\n');
      this.#text = blocks.pop() ?? '';
      for (const block of blocks) this.#take(block);
    }
  }

  #take(block: string): void {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
    this.lastId = field('id') ?? this.lastId;
    const data = field('data');
    if (data === undefined) return;
    this.events.push({ id: Number(field('id')), event: field('event') ?? '', data: JSON.parse(data) });
  }

  get targets(): string[] {
    return this.events.flatMap(({ data }) => data?.target ?? []);
  }

  async hangUp(): Promise<void> {
    this.#hangUp.abort();
    await this.closed;
  }
}

const appendMany = async (count: number, prefix: string) => {
  const targets: string[] = [];
  for (let n = 0; n < count; n += 10) {
    const batch = Array.from({ length: Math.min(10, count - n) }, (_, k) => `${prefix}-${n + k}`);
    await world.append('north', ...batch.map((target) => ({ target, targetType: 'followed' })));
    targets.push(...batch);
  }
  return targets;
};

describe('the tail', () => {
  it('gives what is logged from now on, once each and in order, under its index', async () => {
    await appendMany(3, 'before');
    await world.settled('north');
    const tail = await Tail.open(reader(), 'targetType=followed');
    const targets = await appendMany(250, 'live');
    await until(() => tail.events.length >= targets.length);
    expect(tail.targets).toEqual(targets);
    const ids = tail.events.map(({ id }) => id);
    expect(ids).toEqual(tail.events.map(({ data }) => data?.index));
    expect(ids).toEqual(ids.toSorted((one, other) => Number(one) - Number(other)));
    await tail.hangUp();
  });

  it('goes on behind the last event that arrived, however often it is cut off', async () => {
    const from = await size();
    const received: string[] = [];
    let lastId: string | undefined;
    let all: string[] | undefined;
    const writer = appendMany(400, 'cut').then((targets) => {
      all = targets;
    });
    while (!all || received.length < all.length) {
      const tail = await Tail.open(
        reader(),
        `targetType=followed&from=${from}`,
        lastId ? { 'last-event-id': lastId } : {},
      );
      await until(() => tail.events.length > 20 || received.length + tail.events.length >= 400);
      await tail.hangUp();
      received.push(...tail.targets);
      lastId = tail.lastId;
    }
    await writer;
    expect(received).toEqual(all);
  });

  it('tells where it is although nothing matches, so that nobody looks at the same twice', async () => {
    const tail = await Tail.open(reader(), 'targetType=nothing-such');
    await appendMany(5, 'passed-over');
    await world.settled('north');
    const last = (await size()) - 1;
    await until(() => Number(tail.lastId) >= last);
    expect(tail.events).toEqual([]);
    await tail.hangUp();
  });

  it('is logged once as opened, with its filters', async () => {
    const client = `logged-${newId()}`;
    const tail = await Tail.open(reader(client), 'targetType=followed');
    await appendMany(30, 'logged');
    await until(() => tail.events.length >= 30);
    await tail.hangUp();
    await world.settled('north');
    const { data } = (await service.get(reader(), url, { client, action: 'entries.followed' })).json();
    expect(data).toHaveLength(1);
    expect(data[0].details).toEqual({ filters: { targetType: 'followed' }, tail: true });
  });

  it('ends when the token does', async () => {
    const tail = await Tail.open(reader(), 'from=0&targetType=nothing-such', {}, 1);
    await tail.closed;
    expect(tail.events.at(-1)).toMatchObject({ event: 'end', data: { code: 'not-authenticated' } });
  });

  const newPerson = (username: string): Promise<TestPerson> =>
    inCentre(world.owner, 'north', async (transaction) => {
      await sql`set local session_replication_role = replica`.execute(transaction);
      const [person, account] = [newId(), newId()];
      await sql`insert into access.person (centre, id, staff_number, name, unit, post)
        values ('north', ${person}, ${username}, ${username}, 'control', 'post')`.execute(transaction);
      await sql`insert into access.account (centre, id, person, username)
        values ('north', ${account}, ${person}, ${username})`.execute(transaction);
      await sql`insert into access.grant (centre, id, person, role, unit, validity)
        values ('north', ${newId()}, ${person}, 'inspector', 'control', '[2020-01-01,)')`.execute(transaction);
      return { centre: 'north', person, account, username };
    });
  const asCopy = (run: (person: TestPerson) => ReturnType<typeof sql>) => (person: TestPerson) =>
    inCentre(world.owner, 'north', async (transaction) => {
      await sql`set local session_replication_role = replica`.execute(transaction);
      await run(person).execute(transaction);
    });

  it.each([
    [
      'the permission is gone',
      'not-permitted',
      asCopy(({ person }) => sql`delete from access.grant where person = ${person}`),
    ],
    [
      'the account is disabled',
      'account-disabled',
      asCopy(
        ({ account }) =>
          sql`update access.account set state = 'disabled', disabled_at = now(), disabled_reason = 'test' where id = ${account}`,
      ),
    ],
  ])('ends when %s: nothing more is sent', async (_what, code, end) => {
    const person = await newPerson(`follower-${newId().slice(-12)}`);
    const tail = await Tail.open(person, 'targetType=followed');
    await appendMany(1, 'permitted');
    await until(() => tail.events.length === 1);
    await end(person);
    await appendMany(3, 'not-for-them');
    await tail.closed;
    expect(tail.events.slice(1)).toMatchObject([{ event: 'end', data: { code } }]);
  });

  it('is refused to who may not read, and beyond five of one caller', async () => {
    const clerk = await service.get(world.as('north', 'clerk'), `${url}/tail`);
    expect([clerk.statusCode, clerk.json().code]).toEqual([403, 'not-permitted']);
    const caller = reader('greedy');
    const tails = await Promise.all(Array.from({ length: 5 }, () => Tail.open(caller)));
    const sixth = await service.get(caller, `${url}/tail`);
    expect([sixth.statusCode, sixth.json().code]).toEqual([429, 'too-many-requests']);
    await Promise.all(tails.map((tail) => tail.hangUp()));
    const again = async () => (await Tail.open(caller)).hangUp();
    await until(() =>
      again().then(
        () => true,
        () => false,
      ),
    );
    expect((await service.get(reader(), `${url}/tail`, { from: '-1' })).statusCode).toBe(400);
  });

  it('does not keep a service from stopping', async () => {
    const other = await world.openService();
    const address = await other.app.listen({ port: 0, host: '127.0.0.1' });
    const { authorization } = await other.bearer(reader('slow'));
    const response = await fetch(`${address}${url}/tail?from=0`, { headers: { authorization } });
    await other.close();
    await response.body?.cancel().catch(() => undefined);
  });
});

/** What a tail is given whose clock stands still. */
const still = { from: 0, log: '/audit/log/north', grown: async () => undefined, endsAt: Infinity, now: () => 0 };

it('a tail reads no further than its reader takes', async () => {
  let looks = 0;
  const look = async (from: number) => {
    looks++;
    const entries = Array.from({ length: 100 }, (_, place) => ({ index: from + place }) as Onward['entries'][number]);
    return { entries, next: from + 100, size: Number.MAX_SAFE_INTEGER };
  };
  const signal = new AbortController().signal;
  const events = tail({ ...still, look, signal });
  const stream = Readable.from(events, { highWaterMark: 1 });
  let taken = 0;
  for await (const _ of stream) if (++taken === 50) break;
  expect(looks).toBe(1);
});

it('tells once of each month that it passes over, before what comes after it', async () => {
  const month = (name: string) => ({ month: name, firstIndex: 0, lastIndex: 9, entries: 10 });
  const searchableFrom = '2024-01-01T00:00:00.000Z';
  const hangUp = new AbortController();
  const removal = newId();
  // The second month leaves the database while the reader is far behind.
  const looks: Partial<Onward>[] = [
    { searchableFrom, archived: [month('2023-11')] },
    { searchableFrom, archived: [month('2023-12'), month('2023-11')] },
    { searchableFrom, removed: [{ ...month('2023-11'), removal }], archived: [month('2023-12')] },
  ];
  let at = 0;
  const look = async (next: number) => {
    const entry = {
      id: newId(),
      index: next,
      at: searchableFrom,
      centre: 'north',
      action: 'a',
      outcome: 'done' as const,
    };
    if (at === looks.length) hangUp.abort();
    return { entries: [entry], next: next + 1, size: 100, ...looks[at++] };
  };
  const events: string[] = [];
  for await (const text of tail({ ...still, from: 10, look, signal: hangUp.signal })) events.push(text);
  const kinds = events.flatMap((text) => /event: (\w+)/.exec(text)?.[1] ?? []);
  expect(kinds).toEqual(['archived', 'entry', 'archived', 'entry', 'entry']);
  const told = events.filter((text) => text.startsWith('event: archived')).map((text) => JSON.parse(text.slice(22)));
  expect(told).toEqual([
    { searchableFrom, archived: [month('2023-11')], removed: [], log: '/audit/log/north' },
    { searchableFrom, archived: [month('2023-12')], removed: [], log: '/audit/log/north' },
  ]);
});

describe('the feed', () => {
  const feed = async (query: Record<string, string>, caller: TestCaller = reader()) => {
    const answer = await service.get(caller, `${url}/feed`, query);
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json() as {
      data: { target: string; index: number }[];
      nextIndex: number;
      nextCursor: string;
      size: number;
    };
  };

  it('gives each entry once, in order, while others arrive', async () => {
    const from = await size();
    const received: string[] = [];
    let all: string[] | undefined;
    const writer = appendMany(300, 'fed').then((targets) => {
      all = targets;
    });
    let answer = await feed({ targetType: 'followed', from: String(from), limit: '17' });
    for (;;) {
      received.push(...answer.data.map(({ target }) => target));
      if (all && received.length >= all.length) break;
      answer = await feed({ targetType: 'followed', limit: '17', wait: '1', cursor: answer.nextCursor });
    }
    await writer;
    expect(received).toEqual(all);
  });

  it('waits for news when it is asked to, and is logged once', async () => {
    const client = `feed-${newId()}`;
    const from = (await size()) + 1;
    const opened = await feed({ from: String(from), targetType: 'followed' }, reader(client));
    const waiting = feed({ targetType: 'followed', cursor: opened.nextCursor, wait: '30' }, reader(client));
    await appendMany(10, 'news');
    expect((await waiting).data.length).toBeGreaterThan(0);
    await world.settled('north');
    const { data } = (await service.get(reader(), url, { client, action: 'entries.followed' })).json();
    expect(data).toHaveLength(1);
  });

  it('a cursor goes on with the same filters and the same caller only', async () => {
    const { nextCursor: cursor } = await feed({ targetType: 'followed' });
    for (const [query, caller] of [
      [{ cursor }, reader()],
      [{ cursor, targetType: 'followed' }, reader('another')],
      [{ cursor, targetType: 'followed' }, world.client('south', 'audit:read')],
      [{ cursor: 'x', targetType: 'followed' }, reader()],
    ] as const) {
      const answer = await service.get(caller, `${url}/feed`, query);
      expect([answer.statusCode, answer.json().code]).toEqual([400, 'invalid-cursor']);
    }
  });
});
