import { newId } from '@zhiheng/database';
import type { TestCaller, TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { appendFollowed, url } from './follower.ts';
import { openWorld, type World } from './world.ts';

let world: World;
let service: TestService;
beforeAll(async () => {
  world = await openWorld();
  service = await world.openService();
});
afterAll(() => world.close());

const reader = (client = 'test-client') => ({ ...world.client('north', 'audit:read'), client });
const size = async () => {
  await world.settled('north');
  return (await service.get(reader('size'), `${url}/feed`, { from: '0', limit: '1' })).json().size as number;
};
const appendMany = (count: number, prefix: string) => appendFollowed(world, count, prefix);

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
  const next = (cursor: string) => feed({ targetType: 'followed', cursor, wait: '30' }, reader(client));
  const waiting = next(opened.nextCursor);
  await appendMany(10, 'news');
  // Another test file may hold the order of the log back for longer.
  let news = await waiting;
  while (news.data.length === 0) news = await next(news.nextCursor);
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
