import { openTestService, type TestService } from '@zhiheng/http/testing';
import fastify from 'fastify';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { reportLag } from '../lag.ts';
import { startSequencer } from '../sequencer.ts';
import { openWorld, until, type World } from './world.ts';

/** How far the log is behind, told before anybody misses an entry: by the figures and by the health of the process that sequences. */
const { log } = fastify({ logger: { level: 'silent' } });
let world: World;
let first: TestService;
beforeAll(async () => {
  world = await openWorld();
  first = await openSequencing();
});
afterAll(() => world.close());

/** The sequencer and its report alone, which look more often than in the service. */
const openSequencing = (): Promise<TestService> =>
  openTestService(
    async (app, { database }) => {
      const sequencer = startSequencer({ database, keys: world.keys, log });
      app.addHook('onClose', () => sequencer.stop());
      reportLag(app, { database, sequencer, every: 10, patience: 50 });
    },
    { database: world.database, issuer: world.issuer },
  );

const figure = async (name: string, { app }: TestService) =>
  Number(new RegExp(`^zhiheng_log_${name} (\\S+)$`, 'm').exec((await app.inject('/metrics')).body)?.[1]);
const figures = async (service = first) => ({
  waiting: await figure('waiting_entries', service),
  seconds: await figure('waiting_seconds', service),
  unsigned: await figure('checkpoint_lag_seconds', service),
  standing: await figure('standing_still', service),
});
const ready = async ({ app }: TestService = first) => {
  const answer = await app.inject('/health/ready');
  return [answer.statusCode, answer.json().checks.log];
};
const none = { waiting: 0, seconds: 0, unsigned: 0, standing: 0 };

/** A transaction of somebody else that has written and does not end: nothing after it can be given an index. */
async function holdBack(): Promise<() => Promise<void>> {
  const client = new pg.Client(world.testDatabase.url);
  await client.connect();
  await client.query('begin; select pg_current_xact_id()');
  return () => client.end();
}

it('a log that keeps up is ready, and nothing waits', async () => {
  await world.append('north', {}, {});
  await world.settled('north');
  await until(async () => (await figures()).waiting === 0);
  expect(await figures()).toEqual(none);
  expect(await ready()).toEqual([200, 'up']);
});

it('a log that is held back is told: of one centre beside the others, of all as not ready; and is over when it goes on', async () => {
  const letGo = await holdBack();
  try {
    await world.append('north', {}, {}, {});
    await until(async () => (await figures()).standing === 1);
    const { waiting, seconds, unsigned } = await figures();
    expect(waiting).toBe(3);
    expect(seconds).toBeGreaterThan(0);
    expect(unsigned).toBeGreaterThanOrEqual(seconds);
    expect(await ready()).toEqual([200, 'behind']);

    await world.append('south', {});
    await until(async () => (await figures()).standing === 2);
    expect((await figures()).waiting).toBe(4);
    expect(await ready()).toEqual([503, 'down']);

    const second = await openSequencing();
    expect([await figures(second), await ready(second)]).toEqual([none, [200, 'up']]);
    await second.close();
  } finally {
    await letGo();
  }
  await until(async () => (await figures()).standing === 0);
  await until(async () => (await figures()).waiting === 0);
  expect(await figures()).toEqual(none);
  expect(await ready()).toEqual([200, 'up']);
});

it('a process that takes over tells what it finds', async () => {
  const second = await openSequencing();
  const letGo = await holdBack();
  await world.append('north', {});
  await first.close();
  await until(async () => (await figures(second)).standing === 1);
  expect(await ready(second)).toEqual([200, 'behind']);
  await letGo();
  await until(async () => (await ready(second))[1] === 'up');
  await second.close();
});
