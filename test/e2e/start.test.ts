import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { freePort } from '@zhiheng/database';
import { beforeAll, describe, expect, test } from 'vitest';
import { asClient, asPerson } from '../support/api.ts';
import { type Command, zhiheng } from '../support/process.ts';
import { verifiedLog } from '../support/verified-log.ts';
import { Starts } from './starts.ts';

const starts = Starts.ofThisFile();
/** The reference county as a further centre, its usernames its own: who is known in several centres is asked which. */
const further = async (name: string) => {
  const file = new URL('../../services/standalone/county.json', import.meta.url);
  const county = JSON.parse(await readFile(file, 'utf8'));
  for (const person of county.people) person.username = `${name}-${person.username}`;
  return { ...county, centre: `${name}-county` };
};

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

/**
 * One folder from its first start on, since a fresh one takes many times as long as all that is asked of it: each test takes over
 * what the one before has left.
 */
describe('one data folder', () => {
  let server: { command: Command; origin: string };
  const again = async () => {
    server = await starts.startReady();
  };
  const running = () => ({ ZHIHENG_DATA_DIR: starts.directory });
  const file = async (value: unknown) => {
    const path = join(starts.directory, 'catalogue.json');
    await writeFile(path, JSON.stringify(value));
    return path;
  };
  beforeAll(again, 120_000);

  test('survives a stop and a start; the ready line stands before the sign-ins', async () => {
    await server.command.says(/machine clients/);
    const lines = server.command.output.trimEnd().split('\n');
    expect(lines[0]).toBe(`zhiheng ready ${server.origin}`);
    expect(lines.join(' ')).toContain('newcomer');
    const id = await openCase(server.origin, 'kept');
    expect(await server.command.stop('SIGTERM')).toMatchObject({ code: 0, stderr: '' });
    await again();
    expect(await readCase(server.origin, id)).toBe(id);
    expect((await (await asPerson(server.origin, 'newcomer')).get('/api/v1/me')).status).toBe(200);
  });

  test('has one process: a second start is refused', async () => {
    expect(await starts.refused({ PORT: String(await freePort()) })).toBe(
      `zhiheng: Another process already runs on the data folder ${starts.directory}.`,
    );
  });

  test('takes a second centre by import beside the running server; who exists already is left alone', async () => {
    const second = { id: 'second-business', secret: 'second-business-secret', scopes: ['decide'] };
    const path = await file({ ...(await further('second')), clients: [second] });
    expect(await zhiheng(['import', path], running())).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('centre second-county founded: 60 units'),
    });
    const me = await (await asPerson(server.origin, 'second-newcomer')).get<{ centre: { code: string } }>('/api/v1/me');
    expect(me.body.centre.code).toBe('second-county');
    expect(await zhiheng(['import', path], running())).toMatchObject({
      code: 1,
      stderr: expect.stringContaining('exists already'),
    });
  });

  test('takes nothing of a file with errors, which are listed, all of them, with their paths', async () => {
    const bad = await further('bad');
    bad.people[3].unit = 'nowhere';
    bad.people[4].username = bad.people[5].username;
    bad.roles[0].inherits = [bad.roles[1].code];
    bad.roles[1].inherits = [bad.roles[0].code];
    const { code, stderr } = await zhiheng(['import', await file(bad)], running());
    expect(code).toBe(1);
    expect(stderr).toContain('/people/3/unit');
    expect(stderr).toContain('/people/5/username');
    expect(stderr).toMatch(/\/roles\/[01]/);
    const good = await zhiheng(['import', await file(await further('bad'))], running());
    expect(good, good.stderr).toMatchObject({ code: 0 });
  });

  test('kill -9 of the service: what it had answered for is there, and the log is whole', async () => {
    const id = await openCase(server.origin, 'acknowledged');
    process.kill(serviceOf(server.command), 'SIGKILL');
    await server.command.ended;
    await again();
    expect(await readCase(server.origin, id)).toBe(id);
    const inspector = await asPerson(server.origin, 'inspector');
    expect(await verifiedLog(inspector)).toMatchObject({ intact: true });
    const entries = await inspector.get<{ data: unknown[] }>(`/audit/v1/entries?case=${id}`);
    expect(entries.body.data).toHaveLength(1);
  });

  test('kill -9 of PostgreSQL: one sentence, exit code 1, and the next start recovers', async () => {
    const id = await openCase(server.origin, 'before PostgreSQL died');
    const [pid] = (await readFile(join(starts.directory, 'postgres', 'postmaster.pid'), 'utf8')).split('\n');
    process.kill(Number(pid), 'SIGKILL');
    const ended = await server.command.ended;
    expect(ended.code).toBe(1);
    expect(ended.stderr).toContain('zhiheng: PostgreSQL has gone away. Start again: it recovers by itself.');
    await again();
    expect(await readCase(server.origin, id)).toBe(id);
  });

  test('a taken port', async () => {
    expect(await server.command.stop('SIGINT')).toMatchObject({ code: 0, stderr: '' });
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(starts.port, '127.0.0.1', resolve));
    expect(await starts.refused()).toBe(
      `zhiheng: Port ${starts.port} of 127.0.0.1 is taken by another program; set PORT to a free one.`,
    );
    await new Promise((resolve) => other.close(resolve));
  });

  test('that holds the demo is refused in production', async () => {
    const { code, stderr } = await starts.start({ ZHIHENG_PROFILE: 'production' }).ended;
    expect(code).toBe(1);
    expect(stderr).toContain('demo credentials');
  });

  /** The launcher's only child. */
  const serviceOf = ({ child }: Command): number =>
    Number(readFileSync(`/proc/${child.pid}/task/${child.pid}/children`, 'utf8').trim());
});
