import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkCosignatures, parseCheckpoint, parseNote } from '@zhiheng/ledger';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { verifyEd25519 } from '../../packages/cli/verify/ed25519.ts';
import { newSigner } from './evidence.ts';
import { growLog } from './grown-log.ts';
import { startWitness, type WitnessProcess } from './witness-process.ts';
import { zhiheng } from './zhiheng.ts';

const signer = newSigner('zhiheng.example/county');
const county = growLog(signer.name, 600, signer);
const fork = growLog(signer.name, 600, signer, 120);
const city = growLog('zhiheng.example/city', 600);

let folder: string;
const running: WitnessProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhiheng-witness-'));
  await writeFile(join(folder, 'logs'), `${county.vkey}\n${city.vkey}\n`);
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((witness) => witness.stop('SIGKILL')));
  await rm(folder, { recursive: true, force: true });
});

const args = () => ['--folder', join(folder, 'kept'), '--name', 'witness.example/w1', '--log', join(folder, 'logs')];

async function start(...more: string[]): Promise<WitnessProcess> {
  const witness = await startWitness([...args(), ...more]);
  running.push(witness);
  return witness;
}

const sizeOf = (note: string | undefined) => parseCheckpoint(parseNote(note ?? '').text).size;

describe('zhiheng witness', () => {
  it('cosigns what continues the last tree, and publishes it with both signatures', async () => {
    const witness = await start();
    expect(await witness.checkpoint(county.origin)).toBeUndefined();
    const { status, body } = await witness.add(await county.request(0, 100));
    expect(status).toBe(200);
    const note = await county.note(100);
    expect(await checkCosignatures(note + body, [witness.key], verifyEd25519)).toMatchObject([{ holds: true }]);
    expect(await witness.checkpoint(county.origin)).toBe(note + body);
    expect((await witness.add(await county.request(100, 600))).status).toBe(200);
    expect(sizeOf(await witness.checkpoint(county.origin))).toBe(600);
    expect((await witness.add(await county.request(600, 600))).status).toBe(200);
  });

  it('keeps only the log’s own signatures of what was sent to it', async () => {
    const witness = await start();
    const stranger = newSigner('stranger.example');
    const { body } = await witness.add(`${await county.request(0, 100)}— ${stranger.name} AAAAAAAA\n`);
    expect(await witness.checkpoint(county.origin)).toBe((await county.note(100)) + body);
  });

  it('refuses rollback with its own size, and a fork, and stays with what it has seen', async () => {
    const witness = await start();
    await witness.add(await county.request(0, 300));
    const rollback = await witness.add(await county.request(0, 200));
    expect(rollback).toEqual({ status: 409, type: 'text/x.tlog.size', body: '300\n' });
    expect((await witness.add(await fork.request(300, 600))).status).toBe(422);
    expect((await witness.add(await fork.request(300, 300))).status).toBe(422);
    const far = await county.request(300, 600);
    expect((await witness.add(far.replace('old 300', 'old 601'))).status).toBe(400);
    expect(sizeOf(await witness.checkpoint(county.origin))).toBe(300);
    expect((await witness.add(far)).status).toBe(200);
  });

  it('refuses strangers: unknown log 404, unknown key 403, no request 400, too long 413, other paths 404, other methods 405', async () => {
    const witness = await start();
    const province = growLog('zhiheng.example/province', 5);
    expect((await witness.add(await province.request(0, 5))).status).toBe(404);
    expect((await witness.add(await growLog(county.origin, 5).request(0, 5))).status).toBe(403);
    expect((await witness.add('rubbish')).status).toBe(400);
    expect((await witness.add('x'.repeat(100_000))).status).toBe(413);
    expect((await fetch(`${witness.origin}/add-checkpoint`)).status).toBe(405);
    expect((await fetch(`${witness.origin}/..%2fkey.pem`)).status).toBe(404);
    expect(await (await fetch(`${witness.origin}/key`)).text()).toBe(`${witness.vkey}\n`);
  });

  it('watches two logs apart', async () => {
    const witness = await start();
    expect((await witness.add(await county.request(0, 300))).status).toBe(200);
    expect((await witness.add(await city.request(0, 100))).status).toBe(200);
    expect((await witness.add(await city.request(300, 600))).body).toBe('100\n');
    expect(
      await Promise.all([county, city].map(async ({ origin }) => sizeOf(await witness.checkpoint(origin)))),
    ).toEqual([300, 100]);
  });

  it('cosigns one of several trees that arrive at once on the same last one, and never goes back', async () => {
    const witness = await start();
    await witness.add(await county.request(0, 100));
    const sizes = [200, 250, 300, 350, 400, 450, 500, 550];
    const bodies = await Promise.all(sizes.map((size) => county.request(100, size)));
    const answers = await Promise.all(bodies.map((body) => witness.add(body)));
    const taken = sizes.filter((_, place) => answers[place]?.status === 200);
    expect(taken).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 409).map(({ body }) => body)).toEqual(
      Array(7).fill(`${taken[0]}\n`),
    );
    expect(sizeOf(await witness.checkpoint(county.origin))).toBe(taken[0]);
  });

  it('remembers over a kill, under the same key', async () => {
    const first = await start();
    await first.add(await county.request(0, 300));
    await first.stop('SIGKILL');
    const second = await start();
    expect(second.vkey).toBe(first.vkey);
    expect((await second.add(await county.request(0, 200))).body).toBe('300\n');
    expect((await second.add(await fork.request(300, 600))).status).toBe(422);
    expect((await stat(join(folder, 'kept', 'key.pem'))).mode & 0o077).toBe(0);
  });

  it('does not share its folder with a second one, and leaves it clean', async () => {
    const first = await start();
    expect(await zhiheng(['witness', ...args()])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('already works'),
    });
    await first.stop();
    expect(await readdir(join(folder, 'kept'))).toEqual(['key.pem']);
  });

  it('follows a log that does not know of it, and says when it went back', async () => {
    let size = 100;
    const log = await serveLog((path) => (path === '/log/checkpoint' ? county.note(size) : undefined));
    try {
      const witness = await start('--follow', `${log.origin}/log`, '--every', '0.05');
      await until(async () => sizeOf((await witness.checkpoint(county.origin)) ?? (await county.note(0))) === 100);
      size = 50;
      await until(() => witness.stderr().includes('refused'));
      expect(sizeOf(await witness.checkpoint(county.origin))).toBe(100);
    } finally {
      await log.close();
    }
  });

  it('is told how it must be called', async () => {
    expect((await zhiheng(['witness'])).code).toBe(2);
    expect((await zhiheng(['witness', ...args(), '--listen', 'nowhere'])).code).toBe(2);
    expect((await zhiheng(['witness', ...args(), '--every', '0'])).code).toBe(2);
    expect(await zhiheng(['witness', '--help'])).toMatchObject({ code: 0, stdout: expect.stringContaining('见证人') });
  });
});

async function serveLog(answer: (path: string) => Promise<string> | undefined) {
  const server = createServer(async (request, response) => {
    const body = await answer(request.url ?? '');
    response.writeHead(body === undefined ? 404 : 200).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 10));
}
