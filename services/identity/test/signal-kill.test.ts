import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { signalEvents } from '@zhiheng/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from './eventually.ts';
import { Subscriber } from './signal-office.ts';
import { Receiver } from './signal-receiver.ts';
import { freePort, startWorld, type World } from './world.ts';

/** The transmitter as a process of its own, which is killed. */
const main = fileURLToPath(new URL('../main.ts', import.meta.url));
let world: World;
let receiver: Receiver;
let child: ChildProcess | undefined;
beforeAll(async () => {
  world = await startWorld();
  receiver = await Receiver.start();
});
afterAll(async () => {
  child?.kill('SIGKILL');
  await world?.close();
  await receiver?.stop();
});

async function start(): Promise<void> {
  child = spawn(process.execPath, [main], {
    env: {
      PATH: process.env.PATH,
      PORT: String(await freePort()),
      DATABASE_URL: world.test.urlOf('identity'),
      ZHIHENG_DATA_DIR: world.environment.dataDirectory,
      ZHIHENG_SECRET_FILE: `${world.environment.dataDirectory}/secret`,
      ZHIHENG_ORIGIN: world.origin,
      ZHIHENG_PROFILE: 'demo',
      LOG_LEVEL: 'silent',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const chunk of child.stdout as NodeJS.ReadableStream) if (String(chunk).includes('ready')) break;
}

async function kill(): Promise<void> {
  const dead = child as ChildProcess;
  const exited = once(dead, 'exit');
  dead.kill('SIGKILL');
  await exited;
}

test('a process killed between a departure and its answer takes no token with it, nor does one that was dead meanwhile', async () => {
  const subscriber = await Subscriber.register(world, 'receiver');
  const [first, second] = [await world.addPerson('county', 'first'), await world.addPerson('county', 'second')];
  await subscriber.push(receiver.endpoint, { events_requested: [signalEvents.accountDisabled] });
  // From here on nobody in this process tells anything.
  await world.app.close();
  await start();

  receiver.answer = () => 'silence';
  await world.depart(first);
  await eventually(
    async () => receiver.of(first.person).length,
    (tries) => tries > 0,
  );
  await kill();
  await world.depart(second, { quietly: true });
  receiver.answer = () => ({ status: 202 });
  // As if the time were over for which the dead process had taken it.
  await world.owner.pool.query('update identity.signal_delivery set next_at = clock_timestamp()');
  await start();
  const left = async () => (await world.owner.pool.query('select from identity.signal_delivery')).rowCount;
  await eventually(
    async () => [receiver.of(second.person).length, await left()],
    ([told, waiting]) => told === 1 && waiting === 0,
  );
  const told = receiver.of(first.person);
  expect(told.length).toBeGreaterThan(1);
  expect(new Set(told.map(({ jti }) => jti)).size).toBe(1);
  await kill();
});
