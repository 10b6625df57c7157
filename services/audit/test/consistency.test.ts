import type { TestService } from '@zhiheng/http/testing';
import { fromBase64, verifyConsistency } from '@zhiheng/ledger';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Consistency } from '../consistency.ts';
import { TlogClient } from './tlog-client.ts';
import { openWorld, until, type World } from './world.ts';

/** Between any two sizes, the log itself proves that the smaller tree begins the larger: to anybody, as the hashes are. */
const size = 300;
let world: World;
let service: TestService;
let log: TlogClient;
beforeAll(async () => {
  world = await openWorld();
  service = await world.openService();
  log = new TlogClient(service, 'north');
  await world.append('north', ...Array.from({ length: size }, () => ({})));
  await until(async () => ((await log.checkpoint().catch(() => undefined))?.size ?? 0) >= size);
});
afterAll(() => world.close());

const prove = async (query: string): Promise<Consistency> => {
  const answer = await log.get(`consistency?${query}`);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
};

const none = new Uint8Array();
const holds = ({ from, to, fromRoot, toRoot, proof }: Consistency): boolean => {
  try {
    const [earlier = none, later = none, ...between] = [fromRoot, toRoot, ...proof].map(
      (text) => fromBase64(text) ?? none,
    );
    verifyConsistency(from, to, between, earlier, later);
    return true;
  } catch {
    return false;
  }
};

it('any two sizes, the roots of which are those of the published tiles', async () => {
  for (const [from, to] of [
    [1, 1],
    [1, 2],
    [3, 7],
    [255, 256],
    [256, 257],
    [100, size],
    [size, size],
  ] as const) {
    const proven = await prove(`from=${from}&to=${to}`);
    expect(proven).toMatchObject({ from, to, hash: 'sha256' });
    expect(Buffer.from(proven.fromRoot, 'base64').equals(await log.root(from))).toBe(true);
    expect(Buffer.from(proven.toRoot, 'base64').equals(await log.root(to))).toBe(true);
    expect(holds(proven)).toBe(true);
    if (from < to) expect(holds({ ...proven, toRoot: proven.fromRoot })).toBe(false);
  }
});

it('without a later one, the newest that was signed', async () => {
  const [{ to, toRoot }, checkpoint] = [await prove('from=7'), await log.checkpoint()];
  expect(to).toBe(checkpoint.size);
  expect(Buffer.from(toRoot, 'base64').equals(checkpoint.root)).toBe(true);
});

it.each([
  ['a tree that is not there yet', 'from=1&to=9000000', 404, 'not-found'],
  ['a larger one before a smaller', 'from=9&to=3', 400, 'invalid-request'],
  ['no leaves', 'from=0', 400, 'invalid-request'],
  ['half a leaf', 'from=1.5', 400, 'invalid-request'],
  ['nothing', '', 400, 'invalid-request'],
  ['more than was asked', 'from=1&until=2', 400, 'invalid-request'],
])('%s is refused', async (_what, query, status, code) => {
  const answer = await log.get(`consistency?${query}`);
  expect([answer.statusCode, answer.json().code]).toEqual([status, code]);
});

it('a log that is not there has none', async () => {
  expect((await new TlogClient(service, 'nowhere').get('consistency?from=1')).statusCode).toBe(404);
});
