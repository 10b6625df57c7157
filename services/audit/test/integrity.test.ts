import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inCentre } from '@zhiheng/database';
import type { TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { LogError } from '../errors.ts';
import { integrityOf } from '../integrity.ts';
import { SeenCheckpoints } from '../seen-checkpoints.ts';
import { type SmallWitness, startSmallWitness } from './small-witness.ts';
import { openWorld, until, type World } from './world.ts';

const url = '/audit/v1/integrity';
let world: World;
let service: TestService;
let witness: SmallWitness;

beforeAll(async () => {
  world = await openWorld();
  const keys = () => ['north', 'south'].flatMap((centre) => world.keys.verifiers(`test/log/${centre}`));
  witness = await startSmallWitness('witness.example/w1', keys);
  const file = join(world.issuer.environment.dataDirectory, 'witnesses');
  await writeFile(file, `${witness.url} ${witness.vkey}\n`);
  vi.stubEnv('ZHIHENG_WITNESS_FILE', file);
  service = await world.openService();
  vi.unstubAllEnvs();
});
afterAll(async () => {
  await world.close();
  await witness.close();
});

const ask = async (caller = world.as('north', 'inspector')) => (await service.get(caller, url)).json();

describe('how the log stands', () => {
  it('names the signed tree, what this host has kept of it, and that nothing waits', async () => {
    await world.append('north', {}, {}, {});
    await world.settled('north');
    const answer = await ask();
    expect(answer).toMatchObject({ waiting: 0, waitingSince: null, fault: null, signedAt: expect.any(String) });
    expect(answer.size).toBeGreaterThanOrEqual(3);
    expect(answer.seen).toMatchObject({ size: answer.size, checkpoint: expect.stringContaining('test/log/north') });
  });

  it('names each witness with its key, and how far it has signed', async () => {
    await world.append('north', {});
    await world.settled('north');
    await until(async () => (await ask()).witnesses[0].size === (await ask()).size);
    expect((await ask()).witnesses).toEqual([
      { name: 'witness.example/w1', vkey: witness.vkey, size: expect.any(Number), at: expect.any(String), fault: null },
    ]);
    witness.instead = async () => ({ status: 422, body: 'another history' });
    await world.append('north', {});
    await until(async () => (await ask()).witnesses[0].fault === 'other-history');
    witness.instead = undefined;
  });

  it('is for who reads the log, in their own centre', async () => {
    expect((await service.get(world.as('north', 'clerk'), url)).statusCode).toBe(403);
    expect((await service.get(undefined, url)).statusCode).toBe(401);
    expect((await service.get(world.client('north', 'decide'), url)).statusCode).toBe(403);
    expect((await service.get(world.client('north', 'audit:read'), url)).statusCode).toBe(200);
    expect((await ask(world.as('south', 'inspector'))).witnesses).toHaveLength(1);
  });
});

it('what waits is counted with its age, and why, where nobody sequences', async () => {
  await world.found('quiet');
  await world.sequenceAll('quiet');
  const faults = new Map<string, Error>();
  const folder = join(world.issuer.environment.dataDirectory, 'nothing');
  const look = () =>
    inCentre(world.database, 'quiet', (transaction) =>
      integrityOf(transaction, 'quiet', {
        seen: new SeenCheckpoints(folder),
        witnesses: [witness],
        sequencerFaults: faults,
        witnessFaults: new Map(),
      }),
    );
  expect(await look()).toMatchObject({ waiting: 0, waitingSince: null, seen: null, witnesses: [{ size: null }] });
  // The running service sequences all centres: a position that another transaction holds keeps it away.
  const client = await world.owner.pool.connect();
  try {
    await client.query(`begin; select from audit.position where centre = 'quiet' for update`);
    await world.append('quiet', {}, {});
    faults.set('quiet', new LogError('rolled-back', 'as it were'));
    expect(await look()).toMatchObject({ waiting: 2, waitingSince: expect.any(String), fault: 'rolled-back' });
    faults.set('quiet', new Error('whatever'));
    expect((await look()).fault).toBe('internal');
    faults.clear();
    await mkdir(folder);
    await writeFile(join(folder, 'quiet'), 'spoilt');
    expect(await look()).toMatchObject({ fault: 'rolled-back', seen: null });
  } finally {
    await client.query('rollback');
    client.release();
  }
});
