import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { readEnvironment } from '../environment.ts';
import { createServer } from '../server.ts';

async function server() {
  const environment = readEnvironment({ LOG_LEVEL: 'silent' });
  const tokens = { remembered: () => undefined, verify: () => Promise.reject(new Error('nobody signs in here')) };
  return createServer({ environment, title: 'closing', tokens, accountActive: async () => false });
}

test('a stop does not wait for a connection on which nothing was asked', { timeout: 30_000 }, async () => {
  const app = await server();
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as { port: number };
  const accepted = once(app.server, 'connection');
  const silent = connect(port, '127.0.0.1');
  await Promise.all([once(silent, 'connect'), accepted]);
  silent.resume();
  await Promise.all([once(silent, 'close'), app.close()]);
});

test('a stop answers what is in flight, and does not wait for connections that are only kept alive', async () => {
  const app = await server();
  let answer: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    answer = resolve;
  });
  let arrived: () => void = () => undefined;
  const arrival = new Promise<void>((resolve) => {
    arrived = resolve;
  });
  app.get('/slow', { config: { access: 'public' }, schema: { hide: true } }, async () => {
    arrived();
    await held;
    return { answered: true };
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = app.server.address() as { port: number };

  const agent = new Agent({ keepAlive: true });
  const asked = request({ port, path: '/slow', agent });
  asked.end();
  await arrival;
  let closed = false;
  const closing = app.close().then(() => {
    closed = true;
  });
  await pause(150);
  expect(closed, 'while a request is in flight').toBe(false);
  answer();
  const [response] = await once(asked, 'response');
  let body = '';
  for await (const chunk of response) body += chunk;
  expect(JSON.parse(body)).toEqual({ answered: true });
  await closing;
  agent.destroy();
});
