import { hash as digest } from 'node:crypto';
import type { TestService } from '@zhiheng/http/testing';
import {
  canonicalEntry,
  consistencyProof,
  fromBase64,
  type Hash,
  leafHash,
  openNote,
  parseCheckpoint,
  parseVerifierKey,
  type TileReader,
  tilePath,
  verifyConsistency,
  verifyInclusion,
} from '@zhiheng/ledger';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { verifyEd25519 } from '../log-keys.ts';
import { verifyLog } from '../verification/verify-log.ts';
import { openWorld, type World } from './world.ts';

/** A log hashed with the national function, from its founding to its proofs, by another implementation than the log's own. */
const centre = 'national';
const sm3: Hash = (data) => digest('sm3', data, 'buffer');
let world: World;
let service: TestService;
beforeAll(async () => {
  world = await openWorld();
  await world.found(centre, 'sm3');
  service = await world.openService();
});
afterAll(() => world.close());

const grow = async (by: number): Promise<string[]> => {
  const ids = await world.append(centre, ...Array.from({ length: by }, (_, n) => ({ target: `第${n}件` })));
  await world.settled(centre);
  return ids;
};
const get = async (path: string) => service.get(undefined, `/audit/log/${centre}/${path}`);
const readTile: TileReader = async (place) => new Uint8Array((await get(tilePath(place))).rawPayload);

async function head() {
  const key = parseVerifierKey((await get('key')).body);
  const { text } = await openNote((await get('checkpoint')).body, [key], verifyEd25519);
  return parseCheckpoint(text);
}

it('is sequenced, signed under a name that says so, proven and verified', async () => {
  const [first = ''] = await grow(300);
  const earlier = await head();
  expect(earlier).toMatchObject({ origin: `test/log/${centre};hash=sm3`, size: 300 });
  await grow(400);
  const later = await head();
  const consistency = await consistencyProof(earlier.size, later.size, readTile, sm3);
  verifyConsistency(earlier.size, later.size, consistency, earlier.root, later.root, sm3);

  const answer = await service.get(world.client(centre, 'audit:read'), `/audit/v1/entries/${first}/proof`);
  const { index, size, hash, entry, proof, checkpoint } = answer.json();
  expect(hash).toBe('sm3');
  const { root } = parseCheckpoint(checkpoint.slice(0, checkpoint.indexOf('\n\n') + 1));
  const path = proof.map(fromBase64);
  verifyInclusion(index, size, leafHash(canonicalEntry(entry), sm3), path, root, sm3);
  expect(() => verifyInclusion(index, size, leafHash(canonicalEntry(entry)), path, root)).toThrow();
  expect(await verifyLog(world.database, centre, world.keys)).toMatchObject({ intact: true, findings: [] });
});

it('and what is tampered with is named', async () => {
  const [id = ''] = await grow(1);
  const client = await world.owner.pool.connect();
  await client.query('set session_replication_role = replica');
  await client.query(`update audit.entry set reason = 'x' where centre = $1 and id = $2`, [centre, id]);
  client.release(true);
  const { findings } = await verifyLog(world.database, centre, world.keys);
  expect(findings).toEqual([{ kind: 'altered', index: expect.any(Number), id }]);
});
