import { generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@zhiheng/database';
import { openTestDatabase } from '@zhiheng/database/testing';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { asClient, asPerson } from '../support/api.ts';
import { Command, zhiheng } from '../support/process.ts';
import { signIn } from '../support/sign-in.ts';
import { verifiedLog } from '../support/verified-log.ts';

/** `npm start` as a person meets it: a process, its lines, its exit code. */
const standalone = 'services/standalone/main.ts';
const ready = /^zhiheng ready (http:\/\/127\.0\.0\.1:\d+)$/m;
let directory: string;
let port: number;
const running: Command[] = [];

/** Whatever the launcher has to install it installs now, and says so now. */
beforeAll(() => zhiheng(['help']), 300_000);
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'zhiheng-start-'));
  await chmod(directory, 0o711);
  port = await freePort();
});
afterEach(async () => {
  for (const command of running.splice(0)) if (command.child.exitCode === null) await command.stop();
  await rm(directory, { recursive: true, force: true });
});

function start(env: Record<string, string> = {}): Command {
  const command = new Command([standalone], { ZHIHENG_DATA_DIR: directory, PORT: String(port), ...env });
  running.push(command);
  return command;
}

async function startReady(env?: Record<string, string>): Promise<{ command: Command; origin: string }> {
  const command = start(env);
  const [, origin] = await command.says(ready);
  return { command, origin: origin as string };
}

const openCase = async (origin: string, reference: string) => {
  const business = await asClient(origin, 'demo-business', 'cases:write');
  const { status, body } = await business.post<{ id: string }>('/api/v1/cases', {
    item: 'enterprise-pension-award',
    unit: 'enterprise-pension',
    reference,
  });
  expect(status).toBe(201);
  return body.id;
};

const readCase = async (origin: string, id: string) =>
  (await (await asClient(origin, 'demo-business', 'cases:write')).get<{ id: string }>(`/api/v1/cases/${id}`)).body.id;

describe('data survive', () => {
  test('a stop and a start; the ready line stands before the sign-ins', async () => {
    const first = await startReady();
    await first.command.says(/machine clients/);
    const lines = first.command.output.trimEnd().split('\n');
    expect(lines[0]).toBe(`zhiheng ready ${first.origin}`);
    expect(lines.join(' ')).toContain('newcomer');
    const id = await openCase(first.origin, 'kept');
    expect(await first.command.stop('SIGTERM')).toMatchObject({ code: 0, stderr: '' });
    const second = await startReady();
    expect(await readCase(second.origin, id)).toBe(id);
    expect((await (await asPerson(second.origin, 'newcomer')).get('/api/v1/me')).status).toBe(200);
    expect(await second.command.stop('SIGINT')).toMatchObject({ code: 0, stderr: '' });
  });

  test('kill -9 of the service: what it had answered for is there, and the log is whole', async () => {
    const first = await startReady();
    const id = await openCase(first.origin, 'acknowledged');
    process.kill(serviceOf(first.command), 'SIGKILL');
    await first.command.ended;
    const second = await startReady();
    expect(await readCase(second.origin, id)).toBe(id);
    const inspector = await asPerson(second.origin, 'inspector');
    expect(await verifiedLog(inspector)).toMatchObject({ intact: true });
    const entries = await inspector.get<{ data: unknown[] }>(`/audit/v1/entries?case=${id}`);
    expect(entries.body.data).toHaveLength(1);
  });

  test('kill -9 of PostgreSQL: one sentence, exit code 1, and the next start recovers', async () => {
    const first = await startReady();
    const id = await openCase(first.origin, 'acknowledged');
    const [pid] = (await readFile(join(directory, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
    process.kill(Number(pid), 'SIGKILL');
    const ended = await first.command.ended;
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('zhiheng: PostgreSQL has gone away. Start again: it recovers by itself.');
    const second = await startReady();
    expect(await readCase(second.origin, id)).toBe(id);
  });

  /** The launcher's only child. */
  const serviceOf = ({ child }: Command): number =>
    Number(readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim());
});

describe('what prevents a start gets one sentence and a non-zero exit', () => {
  const refused = async (command: Command) => {
    const { code, stderr } = await command.ended;
    expect(code).toBe(1);
    const lines = stderr.trimEnd().split('\n');
    expect(lines, stderr).toHaveLength(1);
    return lines[0];
  };

  test('a taken port', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(port, '127.0.0.1', resolve));
    expect(await refused(start())).toBe(
      `zhiheng: Port ${port} of 127.0.0.1 is taken by another program; set PORT to a free one.`,
    );
    await new Promise((resolve) => other.close(resolve));
  });

  test('a second start on the same data folder', async () => {
    await startReady();
    expect(await refused(start({ PORT: String(await freePort()) }))).toBe(
      `zhiheng: Another process already runs on the data folder ${directory}.`,
    );
  });

  test('an unwritable folder', async () => {
    const file = join(directory, 'file');
    await writeFile(file, '');
    expect(await refused(start({ ZHIHENG_DATA_DIR: join(file, 'data') }))).toMatch(
      /^zhiheng: The data folder .* cannot be written/,
    );
  });

  test('an unreachable DATABASE_URL, its password unseen', async () => {
    const sentence = await refused(start({ DATABASE_URL: 'postgres://someone:secret@127.0.0.1:1/none' }));
    expect(sentence).toMatch(
      /^zhiheng: PostgreSQL at postgres:\/\/someone@127\.0\.0\.1:1\/none cannot be reached: .*ECONNREFUSED/,
    );
    expect(sentence).not.toContain('secret');
  });

  test('a PORT that is none, a profile that is none', async () => {
    expect(await refused(start({ PORT: 'eighty' }))).toBe(
      'zhiheng: PORT must be a whole number from 0 to 65535, not "eighty".',
    );
    expect(await refused(start({ ZHIHENG_PROFILE: 'try' }))).toContain('ZHIHENG_PROFILE');
  });
});

describe('DATABASE_URL', () => {
  test('is used as it is: no embedded server starts', async () => {
    const database = await openTestDatabase();
    try {
      const { command, origin } = await startReady({ DATABASE_URL: database.url });
      await openCase(origin, 'elsewhere');
      expect(existsSync(join(directory, 'postgres'))).toBe(false);
      await command.stop();
    } finally {
      await database.drop();
    }
  });
});

describe('zhiheng import', () => {
  const env = () => ({ ZHIHENG_DATA_DIR: directory });
  const county = async () =>
    JSON.parse(await readFile(new URL('../../services/standalone/county.json', import.meta.url), 'utf8'));
  const file = async (value: unknown) => {
    const path = join(directory, 'catalogue.json');
    await writeFile(path, typeof value === 'string' ? value : JSON.stringify(value));
    return path;
  };

  test('founds a second centre beside the running server; who exists already is left alone', async () => {
    const { origin } = await startReady();
    const second = {
      ...(await county()),
      centre: 'second-county',
      clients: [{ id: 'second-business', secret: 'second-business-secret', scopes: ['decide'] }],
    };
    for (const person of second.people) person.username = `second-${person.username}`;
    const path = await file(second);
    expect(await zhiheng(['import', path], env())).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('centre second-county founded: 60 units'),
    });
    const me = await (await asPerson(origin, 'second-newcomer')).get<{ centre: { code: string } }>('/api/v1/me');
    expect(me.body.centre.code).toBe('second-county');
    expect(await zhiheng(['import', path], env())).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('exists already'),
    });
  });

  test('a file with errors changes nothing and lists all of them with their paths', async () => {
    const bad = await county();
    bad.centre = 'bad-county';
    bad.people[3].unit = 'nowhere';
    bad.people[4].username = bad.people[5].username;
    bad.roles[0].inherits = [bad.roles[1].code];
    bad.roles[1].inherits = [bad.roles[0].code];
    const { code, stderr } = await zhiheng(['import', await file(bad)], env());
    expect(code).toBe(1);
    expect(stderr).toContain('/people/3/unit');
    expect(stderr).toContain('/people/5/username');
    expect(stderr).toMatch(/\/roles\/[01]/);
    bad.people[3].unit = 'office';
    const again = await zhiheng(['import', await file({ ...(await county()), centre: 'bad-county' })], env());
    expect(again, again.stderr).toMatchObject({ code: 0 });
  });

  test('a file that is no JSON, or is not there', async () => {
    expect(await zhiheng(['import', await file('{"centre":')], env())).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('not well-formed JSON'),
    });
    expect(await zhiheng(['import', join(directory, 'none.json')], env())).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('ENOENT'),
    });
    expect(await zhiheng(['fly'], env())).toMatchObject({ code: 2, stderr: expect.stringContaining('import FILE') });
  });
});

describe('production', () => {
  const keys = async () => {
    await writeFile(join(directory, 'secret'), 'a-secret-that-is-long-enough-for-this-test\n');
    await mkdir(join(directory, 'keys'));
    const { privateKey } = generateKeyPairSync('ed25519');
    const key = privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
    await writeFile(
      join(directory, 'keys', 'audit-log.json'),
      JSON.stringify({ keys: [{ createdAt: new Date().toISOString(), privateKey: key }] }),
    );
  };
  const production = { ZHIHENG_PROFILE: 'production' };
  const env = () => ({ ZHIHENG_DATA_DIR: directory, ...production });

  test('a missing secret is refused with the command that makes one', async () => {
    const { code, stderr } = await start(production).ended;
    expect(code).toBe(1);
    expect(stderr).toContain('openssl rand');
  });

  test('a centre is founded, its people get first passwords once, and only those let them in', async () => {
    await keys();
    const path = join(directory, 'catalogue.json');
    await writeFile(path, await readFile(new URL('../../services/standalone/county.json', import.meta.url)));
    expect(await zhiheng(['import', path], env())).toMatchObject({ code: 0 });
    const { origin } = await startReady(production);
    await expect(signIn(origin, 'director', 'demo-director')).rejects.toThrow();
    const given = await zhiheng(['bootstrap', 'director', 'sysadmin'], env());
    expect(given, given.stderr).toMatchObject({ code: 0 });
    const [, password] = /director {2}(\S+)/.exec(given.stdout) ?? [];
    expect((await signIn(origin, 'director', password)).access_token).toBeTruthy();
    expect(await zhiheng(['bootstrap', 'director'], env())).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('has a password already'),
    });
    expect(await zhiheng(['bootstrap', 'nobody'], env())).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('no active account'),
    });
  });

  test('a database that holds the demo is refused', async () => {
    const demo = await startReady();
    await demo.command.stop();
    const { code, stderr } = await start(production).ended;
    expect(code).toBe(1);
    expect(stderr).toContain('demo credentials');
  });
});
