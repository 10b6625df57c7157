import type { TestService } from '@zhiheng/http/testing';
import { canonicalEntry, fromBase64, leafHash, parseCheckpoint, toBase64, verifyInclusion } from '@zhiheng/ledger';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { TlogClient } from './tlog-client.ts';
import { openWorld, until, type World } from './world.ts';

let world: World;
let service: TestService;
let log: TlogClient;
const reader = () => world.client('north', 'audit:read');

beforeAll(async () => {
  world = await openWorld();
  service = await world.openService();
  log = new TlogClient(service, 'north');
});
afterAll(() => world.close());

/** Appends so many entries and gives the checkpoint that covers them. */
async function grow(count: number) {
  const before = await log.checkpoint().then(
    ({ size }) => size,
    () => 0,
  );
  await world.append('north', ...Array.from({ length: count }, (_, place) => ({ target: `t${place}` })));
  let checkpoint = await log.checkpoint().catch(() => undefined);
  await until(async () => {
    checkpoint = await log.checkpoint().catch(() => undefined);
    return (checkpoint?.size ?? 0) >= before + count;
  });
  return checkpoint as NonNullable<typeof checkpoint>;
}

it('an empty log has a key and no checkpoint; an unknown one has neither', async () => {
  expect((await log.get('checkpoint')).statusCode).toBe(404);
  const key = await log.get('key');
  expect(key.headers['content-type']).toMatch(/^text\/plain/);
  expect(key.body).toMatch(/^test\/log\/north\+[0-9a-f]{8}\+\S+\n$/);
  const nowhere = new TlogClient(service, 'nowhere');
  for (const path of ['checkpoint', 'key', 'tile/0/000', 'tile/0/000.p/1'])
    expect((await nowhere.get(path)).statusCode, path).toBe(404);
});

it('the signed root is that of the published tiles, and each checkpoint continues the one before', async () => {
  const checkpoints = [];
  for (const count of [1, 2, 250, 3, 1, 260, 255]) checkpoints.push(await grow(count));
  for (const [place, checkpoint] of checkpoints.entries()) {
    expect(toBase64(await log.root(checkpoint.size))).toBe(toBase64(checkpoint.root));
    for (const later of checkpoints.slice(place)) await log.requireConsistent(checkpoint, later);
  }
  const [first, last] = [checkpoints[0], checkpoints.at(-1)] as [(typeof checkpoints)[0], (typeof checkpoints)[0]];
  const forged = { ...first, root: last.root };
  await expect(log.requireConsistent(forged, last)).rejects.toThrow();
});

it('tiles are bytes for ever, the checkpoint is asked anew', async () => {
  const tile = await log.get('tile/0/000');
  expect(tile.headers['content-type']).toBe('application/octet-stream');
  expect(tile.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  expect(tile.rawPayload).toHaveLength(256 * 32);
  const partial = await log.get('tile/0/000.p/7');
  expect(partial.rawPayload).toEqual(tile.rawPayload.subarray(0, 7 * 32));
  const checkpoint = await log.get('checkpoint');
  expect(checkpoint.headers['content-type']).toBe('text/plain; charset=utf-8');
  expect(checkpoint.headers['cache-control']).toBe('no-cache');
});

it.each([
  'tile/0/999',
  'tile/5/000',
  'tile/0/000.p/0',
  'tile/0/000.p/257',
  'tile/0/0',
  'tile/0/x000/000',
  'tile/64/000',
  'tile/-1/000',
  'tile/0/..%2f000',
  'tile/a',
  'tile/0/%00',
  'tile/0/x999/x999/x999/x999/x999/x999/999',
])('%s is not found', async (path) => {
  const answer = await log.get(path);
  expect(answer.statusCode).toBe(404);
  expect(answer.json().code).toBe('not-found');
});

it('bundles hold the very bytes whose hashes the tiles hold; they need audit:read of the same centre', async () => {
  const { size } = await log.checkpoint();
  const width = size % 256;
  for (const [n, wide] of [
    [0, 256],
    [Math.floor(size / 256), width],
  ] as const) {
    const [entries, hashes] = [await log.bundle(n, wide, reader()), await log.readTile({ level: 0, n, width: wide })];
    expect(entries).toHaveLength(wide);
    expect(Buffer.concat(entries.map((entry) => leafHash(entry)))).toEqual(Buffer.from(hashes));
  }
  const path = 'tile/entries/000.p/3';
  const status = async (caller?: Parameters<TlogClient['get']>[1]) => (await log.get(path, caller)).statusCode;
  expect(await status(reader())).toBe(200);
  expect(await status()).toBe(401);
  expect(await status(world.client('north', 'audit:write'))).toBe(403);
  expect(await status(world.client('south', 'audit:read'))).toBe(404);
  expect((await service.get(world.as('north', 'inspector'), `/audit/log/north/${path}`)).statusCode).toBe(200);
  expect((await service.get(world.as('north', 'clerk'), `/audit/log/north/${path}`)).statusCode).toBe(403);
  expect((await log.get(path, reader())).headers['cache-control']).toMatch(/^private/);
  expect((await log.get('tile/entries/999', reader())).statusCode).toBe(404);
});

it('an entry is proven against the signed root from its own answer', async () => {
  const details = { 钱: 12, list: [1.5, null, { é: '\u2028"\\' }], zero: -0, small: 1e-7 };
  const [id = ''] = await world.append('north', { actor: 'a', reason: '𝄞 理由', before: {}, details });
  await world.settled('north');
  const answer = await service.get(reader(), `/audit/v1/entries/${id}/proof`);
  expect(answer.statusCode).toBe(200);
  const { index, size, entry, proof, checkpoint, leafHash: claimed, vkey } = answer.json();
  expect(entry).toMatchObject({ id, details: { 钱: 12, small: 1e-7 }, reason: '𝄞 理由' });
  const leaf = leafHash(canonicalEntry(entry));
  expect(toBase64(leaf)).toBe(claimed);
  const root = parseCheckpoint(checkpoint.slice(0, checkpoint.indexOf('\n\n') + 1)).root;
  const path = proof.map(fromBase64);
  verifyInclusion(index, size, leaf, path, root);
  expect(() => verifyInclusion(index, size, leafHash(canonicalEntry({ ...entry, actor: 'b' })), path, root)).toThrow();
  expect(`${vkey}\n`).toBe((await log.get('key')).body);
  const published = await log.checkpoint();
  await log.requireConsistent({ origin: published.origin, size, root }, published);
});
