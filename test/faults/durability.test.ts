import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { connect, type EmbeddedPostgres, migrate, settingsOff, startEmbeddedPostgres } from '@zhiheng/database';
import { requireDurable } from '@zhiheng/http';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Command, zhiheng } from '../support/process.ts';

/** A server that loses what it has acknowledged is refused, or told. The one here is set up as that of `npm start` is. */
let directory: string;
let server: EmbeddedPostgres;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'zhiheng-durable-'));
  await chmod(directory, 0o711);
  server = await startEmbeddedPostgres({ directory, password: 'durable' });
  await migrate(server.url);
  await writeFile(join(directory, 'secret'), 'a-secret-that-is-long-enough-for-this-test\n');
  // Whatever the launcher has to install it installs now, and says so now.
  await zhiheng(['help']);
}, 120_000);
afterAll(async () => {
  await server?.stop();
  await rm(directory, { recursive: true, force: true });
});

async function ask<T extends pg.QueryResultRow>(...statements: string[]): Promise<T[]> {
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  try {
    let rows: T[] = [];
    for (const statement of statements) ({ rows } = await client.query<T>(statement));
    return rows;
  } finally {
    await client.end();
  }
}

async function off(): Promise<string[]> {
  const database = await connect({ url: server.url, service: 'audit' });
  return settingsOff([database]).finally(() => database.close());
}

const change = async (setting: string, value: string) => {
  const before = (await off()).length;
  await ask(`alter system set ${setting} = ${value}`, 'select pg_reload_conf()');
  while ((await off()).length === before) await pause(20);
};

async function judge(profile: 'demo' | 'production'): Promise<string[]> {
  const database = await connect({ url: server.url, service: 'audit' });
  const warnings: string[] = [];
  const log = { warn: (said: string) => warnings.push(said) };
  await requireDurable([database], profile, log as unknown as Parameters<typeof requireDurable>[2]).finally(() =>
    database.close(),
  );
  return warnings;
}

describe('a server that may lose what it has acknowledged', () => {
  afterEach(async () => {
    await ask('alter system reset all', 'select pg_reload_conf()');
    while ((await off()).length) await pause(20);
  });

  it.each(['fsync', 'full_page_writes', 'synchronous_commit'])(
    'by %s = off is refused in production, told in the demo',
    async (setting) => {
      await change(setting, 'off');
      const sentence = expect.stringMatching(new RegExp(`^PostgreSQL 关闭了 ${setting}：.*${setting} = off`));
      await expect(judge('production')).rejects.toMatchObject({ code: 'invalid-environment', message: sentence });
      expect(await judge('demo')).toEqual([sentence]);
    },
  );

  it('is refused before it has served anybody: one sentence, exit code 1; the demo starts and says so', async () => {
    await change('fsync', 'off');
    const start = (profile: string) =>
      new Command(['services/control/main.ts'], {
        DATABASE_URL: server.url,
        ZHIHENG_DATA_DIR: directory,
        ZHIHENG_PROFILE: profile,
        PORT: '0',
        LOG_LEVEL: 'warn',
      });
    const refused = await start('production').ended;
    expect([refused.code, refused.stdout]).toEqual([1, '']);
    expect(refused.stderr).toMatch(/^zhiheng: PostgreSQL 关闭了 fsync：.* \/ PostgreSQL runs with fsync = off: .*\n$/);
    const demo = start('demo');
    await demo.says(/zhiheng control ready/);
    expect((await demo.stop()).stdout).toContain('fsync = off');
  });

  it('by a setting of the database alone is found, too', async () => {
    await ask('alter database zhiheng set synchronous_commit = off');
    try {
      await expect(judge('production')).rejects.toThrow('synchronous_commit');
    } finally {
      await ask('alter database zhiheng reset synchronous_commit');
    }
  });
});

/** How often the server has flushed its write-ahead log, once these single commits were answered for. */
async function flushesOf(commits: number): Promise<number> {
  const count = `select sum(fsyncs)::int as flushes from pg_stat_io where object = 'wal'`;
  const settled = [
    'select pg_stat_force_next_flush()',
    'select pg_sleep(0.1)',
    'select pg_stat_clear_snapshot()',
    count,
  ];
  const [before] = await ask<{ flushes: number }>(...settled);
  const writes = Array.from({ length: commits }, (_, n) => `insert into flushed values (${n})`);
  const [after] = await ask<{ flushes: number }>(
    'create table flushed (n int)',
    ...writes,
    'drop table flushed',
    ...settled,
  );
  return (after?.flushes ?? 0) - (before?.flushes ?? 0);
}

it('the server of `npm start` has all of it on, and flushes before each answer: what `kill -9` cannot show', async () => {
  expect(await off()).toEqual([]);
  expect(await judge('production')).toEqual([]);
  expect(await flushesOf(50)).toBeGreaterThanOrEqual(50);
  await change('fsync', 'off');
  expect(await flushesOf(50)).toBe(0);
});
