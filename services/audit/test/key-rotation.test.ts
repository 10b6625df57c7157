import { copyFile } from 'node:fs/promises';
import { inCentre } from '@zhiheng/database';
import type { TestService } from '@zhiheng/http/testing';
import { openNote, parseVerifierKey } from '@zhiheng/ledger';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { rotateKeyFile } from '../log-key-file.ts';
import { keyPath, openLogKeys, verifyEd25519 } from '../log-keys.ts';
import { sequenceBatch } from '../sequence.ts';
import { waitingCentres } from '../store/sequence-store.ts';
import { newestCheckpoint } from '../store/tree-store.ts';
import { verifyLog } from '../verification/verify-log.ts';
import { openWorld, until, type World } from './world.ts';

let world: World;
let service: TestService;
let path: string;
beforeAll(async () => {
  world = await openWorld();
  path = keyPath(world.issuer.environment.dataDirectory, {});
  await copyFile(path, `${path}.before`);
  service = await world.openService();
});
afterAll(() => world.close());

const vkeys = async () => (await service.get(undefined, '/audit/log/north/key')).body.trimEnd().split('\n');
const newestNote = async () =>
  (await inCentre(world.database, 'north', (transaction) => newestCheckpoint(transaction, 'north')))?.note ?? '';
const fits = (note: string, vkey: string) =>
  openNote(note, [parseVerifierKey(vkey)], verifyEd25519).then(
    () => true,
    () => false,
  );

it('a running service takes the new key up; what the old one has signed still counts; who lacks it stands still', async () => {
  const [first = ''] = await world.append('north', {});
  await world.settled('north');
  const [old = '', ...none] = await vkeys();
  expect(none).toEqual([]);
  const before = await newestNote();
  expect(await fits(before, old)).toBe(true);

  const now = new Date();
  await rotateKeyFile(path, now, now);
  await until(async () => (await vkeys()).length === 2);
  const [fresh = '', second] = await vkeys();
  expect(second).toBe(old);
  const { data } = (await service.get(undefined, '/audit/log/north/keys')).json();
  expect(data).toEqual([
    { vkey: fresh, from: now.toISOString() },
    { vkey: old, from: expect.any(String), until: now.toISOString() },
  ]);

  await world.append('north', {});
  await world.settled('north');
  const after = await newestNote();
  expect([await fits(after, fresh), await fits(after, old)]).toEqual([true, false]);
  await world.keys.refresh();
  expect(await verifyLog(world.database, 'north', world.keys)).toMatchObject({ intact: true, size: 2, vkey: fresh });
  const proof = await service.get(world.client('north', 'audit:read'), `/audit/v1/entries/${first}/proof`);
  expect(proof.json()).toMatchObject({ vkey: fresh });

  // The other centre's newest checkpoint was signed with the old key; yet nobody may go on with that one alone.
  await service.close();
  const late = await openLogKeys(`${path}.before`, 'production');
  await world.append('south', {});
  await until(async () => (await waitingCentres(world.database)).includes('south'));
  await expect(sequenceBatch(world.database, late, 'south')).rejects.toMatchObject({ code: 'unknown-signer' });
  expect(await sequenceBatch(world.database, world.keys, 'south')).toBe(1);
});

it('what was announced is neither changed nor taken back', async () => {
  for (const statement of ['update audit.signing_key set signs_from = now()', 'delete from audit.signing_key']) {
    await expect(world.database.pool.query(statement), statement).rejects.toThrow(/permission denied/);
    await expect(world.owner.pool.query(statement), statement).rejects.toThrow(/append-only/);
  }
});
