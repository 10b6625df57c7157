import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from '@zhiheng/database';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { leafKeys } from '../../services/audit/store/leaf-keys.ts';
import { asClient } from '../support/api.ts';
import { clientToken } from '../support/sign-in.ts';
import { type Running, startZhiheng } from '../support/standalone.ts';
import { newSigner } from './evidence.ts';
import { growLog } from './grown-log.ts';
import { zhiheng as run } from './zhiheng.ts';

let folder: string;
let zhiheng: Running;
let owner: Database;
const at = (name: string) => join(folder, name);
const prefix = () => `${zhiheng.origin}/audit/log/county`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhiheng-whole-'));
  zhiheng = await startZhiheng();
  owner = await zhiheng.database.owner();
  await append(600);
  await writeFile(at('keys'), await (await fetch(`${prefix()}/key`)).text());
});
afterAll(async () => {
  await zhiheng?.stop();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  await writeFile(at('token'), await clientToken(zhiheng.origin, 'demo-business', 'audit:read'));
  await rm(at('state'), { force: true });
});

async function append(count: number): Promise<void> {
  const business = await asClient(zhiheng.origin, 'demo-business', 'audit:read audit:write');
  const entries = Array.from({ length: count }, (_, place) => ({
    action: 'payment.made',
    outcome: 'done',
    target: `p-${place}`,
  }));
  expect((await business.post('/audit/v1/entries', entries)).status).toBe(201);
  await signed();
}

/** Until the newest checkpoint is of every entry there is now. A query waits for that too, but no longer than a second. */
async function signed(): Promise<void> {
  const { rows } = await owner.pool.query("select count(*)::int as count from audit.entry where centre = 'county'");
  const size = async () => Number((await (await fetch(`${prefix()}/checkpoint`)).text()).split('\n')[1]);
  await vi.waitFor(async () => expect(await size()).toBeGreaterThanOrEqual(rows[0].count), {
    timeout: 30_000,
    interval: 50,
  });
}

const overHttp = (...more: string[]) =>
  run(['verify', '--log', prefix(), '--key', at('keys'), '--token-file', at('token'), ...more]);
const fromDatabase = (...more: string[]) =>
  run(['verify', '--database', zhiheng.database.url, '--centre', 'county', '--key', at('keys'), ...more]);

/** What only whoever owns the database can do, and undoes. */
async function tamperedWith(statements: string[], work: () => Promise<void>): Promise<void> {
  const client = await owner.pool.connect();
  try {
    await client.query('set session_replication_role = replica');
    await client.query('create table if not exists public.kept_entry as table audit.entry with no data');
    await client.query("insert into public.kept_entry select * from audit.entry where centre = 'county'");
    await client.query('create table if not exists public.kept_leaf as table audit.leaf with no data');
    await client.query("insert into public.kept_leaf select * from audit.leaf where centre = 'county'");
    try {
      for (const statement of statements) await client.query(statement);
      await work();
    } finally {
      await restore(client);
    }
    await client.query('set session_replication_role = origin');
  } finally {
    client.release();
  }
}
async function restore(client: { query(text: string): Promise<unknown> }): Promise<void> {
  for (const statement of [
    "delete from audit.entry where action = 'forged'",
    "delete from audit.entry where centre = 'county' and id in (select id from public.kept_entry)",
    'insert into audit.entry select * from public.kept_entry',
    "delete from audit.leaf where centre = 'county' and index in (select index from public.kept_leaf)",
    `insert into audit.leaf (${leafColumns}) select ${leafColumns} from public.kept_leaf`,
    'truncate public.kept_entry, public.kept_leaf',
  ])
    await client.query(statement);
}
/** All but the one that the database makes itself. */
const leafColumns = ['centre', 'index', 'entry', ...leafKeys].join(', ');
const readings = `select details from audit.entry where centre = 'county' and action = 'entries.queried' order by id`;
const slippedIn = '019a0000-0000-7000-8000-000000000001';
const entryAt = (index: number) => `(select entry from audit.leaf where centre = 'county' and index = ${index})`;

describe('zhiheng verify, of a whole log', () => {
  it('finds it intact over HTTP and from the database: 0, with its progress', async () => {
    const answer = await overHttp();
    expect(answer).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/条全部完好，自第 0 条起重算 \/ all \d+ entries intact/),
    });
    expect(answer.stderr).toMatch(/^\d0% \d+\/\d+$/m);
    expect(await fromDatabase()).toMatchObject({ code: 0 });
  });

  it('is one entry of the log over HTTP, however many bundles it reads', async () => {
    const { rows: before } = await owner.pool.query(readings);
    expect((await overHttp()).code).toBe(0);
    const { rows: after } = await owner.pool.query(readings);
    expect(after.length).toBe(before.length + 1);
    expect(after.at(-1)?.details).toMatchObject({ from: 0, until: expect.any(Number) });
  });

  it('judges every checkpoint that was signed, from the database: one that was altered is named by its size and time: 1', async () => {
    expect((await fromDatabase()).stdout).toMatch(/[1-9]\d* checkpoints and 0 cosignatures gone over/);
    const { rows } = await owner.pool.query(
      "select size, root from audit.checkpoint where centre = 'county' order by size limit 1",
    );
    const [{ size, root }] = rows;
    const set = async (value: Buffer) => {
      const client = await owner.pool.connect();
      await client.query('set session_replication_role = replica');
      await client.query("update audit.checkpoint set root = $1 where centre = 'county' and size = $2", [value, size]);
      client.release(true);
    };
    await set(Buffer.alloc(32));
    const answer = await fromDatabase();
    await set(root);
    expect(answer.code).toBe(1);
    expect(answer.stdout).toMatch(new RegExp(`checkpoint of ${size} @ \\d{4}-\\S+: its root is not the one`));
    expect(await fromDatabase()).toMatchObject({ code: 0 });
  });

  it('names each altered, missing, exchanged and inserted entry by its index: 1', async () => {
    await tamperedWith(
      [
        `update audit.entry set target = 'forged' where centre = 'county' and id = ${entryAt(400)}`,
        "delete from audit.leaf where centre = 'county' and index in (300, 301)",
        `insert into audit.leaf (centre, index, entry)
          select centre, 601 - index, entry from public.kept_leaf where index in (300, 301)`,
        `delete from audit.entry where centre = 'county' and id = ${entryAt(200)}`,
        `insert into audit.entry (centre, id, xid, at, action, outcome)
          values ('county', '${slippedIn}', '3', now(), 'forged', 'done')`,
      ],
      async () => {
        const { code, stdout } = await fromDatabase();
        expect(code).toBe(1);
        expect(stdout).toContain('#400 被改动 / altered');
        expect(stdout).toContain('#300 次序被调换：此处是第 301 条');
        expect(stdout).toContain('#301 次序被调换：此处是第 300 条');
        expect(stdout).toContain('#200 缺失 / missing');
        expect(stdout).toContain(`${slippedIn} 被插入：没有序号 / inserted`);
        expect(stdout).toContain('5 faults');
        const http = await overHttp();
        expect(http.code).toBe(1);
        for (const part of ['#200 缺失', '#400 被改动', '#300 次序被调换']) expect(http.stdout).toContain(part);
      },
    );
    expect(await fromDatabase()).toMatchObject({ code: 0 });
  });

  it('names each entry that is as it was signed, but hidden from searches, by its index, in every run: 1', async () => {
    await fromDatabase('--resume', at('state'));
    const state = await readFile(at('state'), 'utf8');
    await tamperedWith(
      [
        "update audit.leaf set target_key = target_key + 1 where centre = 'county' and index in (150, 250)",
        `update audit.entry set target = 'forged' where centre = 'county' and id = ${entryAt(250)}`,
      ],
      async () => {
        const whole = await fromDatabase();
        expect(whole).toMatchObject({ code: 1, stdout: expect.stringMatching(/^#150 检索不到：.* \/ hidden: /m) });
        expect(whole.stdout).toMatch(/^#250 被改动 \/ altered$/m);
        expect(whole.stdout).toContain('2 faults');
        const resumed = await fromDatabase('--resume', at('state'));
        expect(resumed).toMatchObject({ code: 1, stdout: expect.stringMatching(/^#150 检索不到/m) });
        // What entries are found by is no part of what is served.
        expect((await overHttp()).stdout).not.toContain('#150');
      },
    );
    expect(await readFile(at('state'), 'utf8')).toBe(state);
    expect(await fromDatabase()).toMatchObject({ code: 0 });
  });

  it('goes on from the last run, proves that the log continues it, and reads no more than is new', async () => {
    expect(await fromDatabase('--resume', at('state'))).toMatchObject({ code: 0 });
    const before = JSON.parse(await readFile(at('state'), 'utf8'));
    await append(300);
    const { code, stdout } = await overHttp('--resume', at('state'));
    expect(code).toBe(0);
    expect(stdout).toContain(`recomputed from index ${before.size - (before.size % 256)}`);
    expect(JSON.parse(await readFile(at('state'), 'utf8')).size).toBeGreaterThanOrEqual(before.size + 300);
  });

  it('keeps the state of the last run that found nothing, and sees a log set back or rewritten: 1', async () => {
    await fromDatabase('--resume', at('state'));
    const state = JSON.parse(await readFile(at('state'), 'utf8'));
    await writeFile(at('state'), JSON.stringify({ ...state, size: state.size + 1_000 }));
    expect(await fromDatabase('--resume', at('state'))).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('日志变短'),
    });
    const other = JSON.stringify({ ...state, size: 300 });
    await writeFile(at('state'), other);
    expect(await fromDatabase('--resume', at('state'))).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('历史被改写'),
    });
    expect(await readFile(at('state'), 'utf8')).toBe(other);
  });

  it('trusts no key but the given one: 1', async () => {
    const { origin } = growLog(new URL(prefix()).host + new URL(prefix()).pathname, 1);
    await writeFile(at('others'), growLog(origin, 1, newSigner(origin)).vkey);
    expect(await run(['verify', '--log', prefix(), '--key', at('others')])).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('检查点没有可信公钥的签名'),
    });
  });

  it('says that it could not finish: 3', async () => {
    expect(await run(['verify', '--log', 'http://127.0.0.1:1/log', '--key', at('keys')])).toMatchObject({
      code: 3,
      stderr: expect.stringContaining('未能核验完'),
    });
    expect((await run(['verify', '--log', prefix(), '--key', at('keys')])).code).toBe(3);
    const nowhere = [
      'verify',
      '--database',
      'postgres://nobody@127.0.0.1:1/none',
      '--centre',
      'county',
      '--key',
      at('keys'),
    ];
    expect((await run(nowhere)).code).toBe(3);
    expect(
      (await run(['verify', '--database', zhiheng.database.url, '--centre', 'elsewhere', '--key', at('keys')])).code,
    ).toBe(3);
  });

  it('tells wrong use: 2', async () => {
    expect((await run(['verify', '--log', prefix(), at('keys'), '--key', at('keys')])).code).toBe(2);
    expect((await run(['verify', '--log', 'nowhere', '--key', at('keys')])).code).toBe(2);
    expect((await run(['verify', '--database', zhiheng.database.url, '--key', at('keys')])).code).toBe(2);
    await writeFile(at('state'), 'rubbish');
    expect((await overHttp('--resume', at('state'))).code).toBe(2);
    await writeFile(at('state'), JSON.stringify({ origin: 'elsewhere', size: 0, root: `${'A'.repeat(43)}=` }));
    expect((await overHttp('--resume', at('state'))).code).toBe(2);
  });
});
