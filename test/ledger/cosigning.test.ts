import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@zhiheng/database';
import { checkCosignatures, parseCheckpoint, parseNote } from '@zhiheng/ledger';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifyEd25519 } from '../../packages/cli/verify/ed25519.ts';
import { clientToken } from '../support/sign-in.ts';
import { type Running, startZhiheng } from '../support/standalone.ts';
import { growLog } from './grown-log.ts';
import { startWitness } from './witness-process.ts';
import { zhiheng as run } from './zhiheng.ts';

let folder: string;
let zhiheng: Running;
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhiheng-cosigning-'));
});
afterAll(async () => {
  await zhiheng?.stop();
  await rm(folder, { recursive: true, force: true });
});

test('a log is cosigned by a witness that comes later, and whoever verifies the log sees it', async () => {
  const port = await freePort();
  const start = async (logs: string) => {
    await writeFile(at('logs'), logs);
    const named = ['--folder', at('kept'), '--name', 'witness.example/w1', '--log', at('logs')];
    return startWitness([...named, '--listen', `127.0.0.1:${port}`]);
  };
  // A witness has its key before it knows of any log, and the log its address before the witness is there.
  const early = await start(growLog('elsewhere.example/log', 1).vkey);
  const { vkey, key } = early;
  await early.stop();
  await writeFile(at('witnesses'), `http://127.0.0.1:${port} ${vkey}\n`);
  process.env.ZHIHENG_WITNESS_FILE = at('witnesses');
  try {
    zhiheng = await startZhiheng();
  } finally {
    delete process.env.ZHIHENG_WITNESS_FILE;
  }
  const prefix = `${zhiheng.origin}/audit/log/county`;
  const keys = await (await fetch(`${prefix}/key`)).text();
  const witness = await start(keys);
  try {
    const cosigned = async () => {
      const answer = await fetch(`${prefix}/checkpoint?cosigned=true`);
      return answer.ok ? answer.text() : undefined;
    };
    let note = await cosigned();
    for (; note === undefined; note = await cosigned()) await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await checkCosignatures(note, [key], verifyEd25519)).toMatchObject([{ holds: true }]);
    const { origin, size } = parseCheckpoint(parseNote(note).text);
    expect(parseCheckpoint(parseNote((await witness.checkpoint(origin)) ?? '').text).size).toBeGreaterThanOrEqual(size);

    await writeFile(at('trusted'), `${keys}${vkey}\n`);
    await writeFile(at('token'), await clientToken(zhiheng.origin, 'demo-business', 'audit:read'));
    const { code } = await run(['verify', '--log', prefix, '--key', at('trusted'), '--token-file', at('token')]);
    expect(code).toBe(0);
  } finally {
    await witness.stop();
  }
});
