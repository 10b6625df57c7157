import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@zhiheng/database';
import type { TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { appendThen, archiveOf, makeMonth, removeAsDecided, tend } from '../../services/audit/test/past.ts';
import { openWorld, type World } from '../../services/audit/test/world.ts';
import { zhiheng as run } from './zhiheng.ts';

const [removed, archived] = ['2014-01', '2023-05'];
let world: World;
let service: TestService;
let folder: string;
let origin: string;
const at = (name: string) => join(folder, name);
const overHttp = () =>
  run(['verify', '--log', `${origin}/audit/log/north`, '--key', at('keys'), '--token-file', at('token')]);
const fromDatabase = () => {
  const { url } = world.testDatabase;
  return run(['verify', '--database', url, '--centre', 'north', '--archive', archiveOf(world), '--key', at('keys')]);
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhiheng-archived-'));
  world = await openWorld();
  service = await world.openService();
  origin = await service.app.listen({ port: 0, host: '127.0.0.1' });
  for (const month of [removed, archived]) {
    await makeMonth(world, month);
    await appendThen(world, 'north', month, 300);
  }
  await world.append('north', ...Array.from({ length: 30 }, () => ({})));
  await world.sequenceAll('north');
  await tend(world);
  await writeFile(at('keys'), await (await fetch(`${origin}/audit/log/north/key`)).text());
  await writeFile(at('token'), await world.issuer.tokenFor(world.client('north', 'audit:read')));
});
afterAll(async () => {
  await world?.close();
  await rm(folder, { recursive: true });
});

it('without the archive there is no verdict: 3, with each index', async () => {
  await rename(archiveOf(world), at('away'));
  const { code, stdout } = await overHttp();
  await rename(at('away'), archiveOf(world));
  expect([code, stdout]).toEqual([3, expect.stringContaining('#599 未能读取 / unread')]);
});

it('what was removed by policy is said, and nothing is amiss: 0', async () => {
  await removeAsDecided(world, 'north', { month: removed, first: 0, last: 299, entries: 300 });
  await tend(world);
  await world.settled('north');
  for (const { code, stdout } of [await overHttp(), await fromDatabase()]) {
    expect(stdout).toMatch(/2014-01：.* 300 of #0 to #299 removed by policy, see entry #\d+\n/);
    expect([code, stdout]).toEqual([0, expect.stringMatching(/all \d+ entries intact/)]);
  }
});

it('what was removed without an entry that says so is named: 1', async () => {
  const client = await world.owner.pool.connect();
  await client.query('set session_replication_role = replica');
  await client.query(
    `insert into audit.month_removal (centre, id, month, reason, asked_by, confirmed_by, confirmed_at, entry)
     values ('north', $1, $2, 'x', $1, $3, now(), $1)`,
    [newId(), archived, newId()],
  );
  client.release(true);
  const { code, stdout } = await overHttp();
  expect([code, stdout]).toEqual([1, expect.stringContaining('300 of #300 to #599 are gone, which no entry')]);
});
