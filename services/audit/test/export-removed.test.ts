import { advisoryLocks, type Lease, newId, tryElection } from '@zhiheng/database';
import type { TestService } from '@zhiheng/http/testing';
import { parseEvidence } from '@zhiheng/ledger';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ArchiveFolder } from '../archive/folder.ts';
import { runExport } from '../exports/run.ts';
import { exporting, letExport } from './exporting.ts';
import { appendThen, archiveOf, makeMonth, removeAsDecided, tend } from './past.ts';
import { unzip } from './unzip.ts';
import { openWorld, type World } from './world.ts';

/** A file says what it lacks, where the first look falls on it. */
const [removed, kept] = ['2014-01', '2014-02'];
let world: World;
let service: TestService;
let exports: ReturnType<typeof exporting>;
let lease: Lease | undefined;
let removal: string;

beforeAll(async () => {
  world = await openWorld();
  lease = await tryElection(world.database, advisoryLocks.archivist);
  await letExport(world);
  for (const month of [removed, kept]) await makeMonth(world, month);
  await appendThen(world, 'north', removed, 300);
  await appendThen(world, 'north', kept, 30);
  await tend(world);
  await removeAsDecided(world, 'north', { month: removed, first: 0, last: 299, entries: 300 });
  await tend(world);
  await world.sequenceAll('north');
  service = await world.openService();
  exports = exporting(world, service);
  const { rows } = await world.owner.pool.query(`select id from audit.entry where action = 'month.removed'`);
  removal = rows[0].id;
});
afterAll(async () => {
  lease?.release();
  await world.close();
});

const asked = { action: 'case.', until: '2015-01-01T00:00:00Z' };
const told = () => ({
  searchableFrom: '2014-02-01T00:00:00.000Z',
  removed: [{ month: removed, firstIndex: 0, lastIndex: 299, entries: 300, removal }],
});
const textOf = async (body: object) => (await exports.exported(body)).answer;

it('a table above its titles', async () => {
  const { body } = await textOf({ format: 'csv', filters: asked });
  const lines = body.replace('\ufeff', '').trimEnd().split('\r\n');
  expect(lines.slice(0, 2)).toEqual([
    '注意：本文件不含 2014-02-01T00:00:00.000Z 之前已移除的记录',
    `2014-01：300 条（序号 0 至 299 之间）保存期满移除，见记录 ${removal}`,
  ]);
  expect(lines[2]).toMatch(/^序号,/);
  expect(lines).toHaveLength(33);
});

it('a workbook in the same place, and it stays in sight', async () => {
  const { rawPayload } = await textOf({ format: 'xlsx', filters: asked });
  const sheet = unzip(rawPayload).get('xl/worksheets/sheet1.xml') ?? '';
  expect(sheet.match(/<row>/g)).toHaveLength(33);
  expect(sheet).toContain('ySplit="3" topLeftCell="A4"');
  expect(sheet).toMatch(/<sheetData><row><c t="inlineStr"><is><t xml:space="preserve">注意：本文件不含/);
});

it('lines in a first one, evidence in its manifest, the job in its answer', async () => {
  const { job, answer } = await exports.exported({ format: 'ndjson', filters: asked });
  const [first = '', ...others] = answer.body.trimEnd().split('\n');
  expect(JSON.parse(first)).toEqual({ notice: told() });
  expect(others).toHaveLength(30);
  expect(job).toMatchObject({ ...told(), entries: 30 });
  const { manifest } = parseEvidence((await textOf({ format: 'bundle', filters: asked })).body);
  expect(manifest).toMatchObject({ ...told(), count: 30 });
});

it('a file that lacks nothing of what was asked for says nothing', async () => {
  const filters = { ...asked, since: '2014-02-01T00:00:00Z' };
  for (const format of ['csv', 'ndjson']) expect((await textOf({ format, filters })).body).not.toContain(removal);
  const { job, answer } = await exports.exported({ format: 'bundle', filters });
  expect(parseEvidence(answer.body).manifest).not.toHaveProperty('searchableFrom');
  expect(job).not.toHaveProperty('removed');
});

it('a month that is removed while its file is written is in no file that does not say so', async () => {
  const { client = 'console', ...owner } = exports.inspector();
  const [id, worker] = [newId(), newId()];
  await world.owner.pool.query(
    `insert into audit.export (centre, id, person, account, username, client, format, language, filters, reason, state,
       worker, leased_until, attempts, size)
     values ('north', $1, $2, $3, $4, $5, 'ndjson', 'zh', $6, 'x', 'running', $7, now() + interval '1 minute', 1, 400)`,
    [id, owner.person, owner.account, owner.username, client, JSON.stringify(asked), worker],
  );
  class Removing extends ArchiveFolder {
    #done = false;
    override async read(...[centre, n]: Parameters<ArchiveFolder['read']>) {
      const bundle = await super.read(centre, n);
      if (!this.#done) await removeAsDecided(world, 'north', { month: kept, first: 300, last: 329, entries: 30 });
      this.#done = true;
      return bundle;
    }
  }
  const { rows } = await world.owner.pool.query('select * from audit.export where id = $1', [id]);
  const job = { ...rows[0], owner: { client, ...owner }, correlationId: null };
  const { database, keys } = world;
  const work = { database, keys, witnesses: [], centre: 'north', job, worker, signal: new AbortController().signal };
  await expect(runExport({ ...work, archive: new Removing(archiveOf(world)) })).rejects.toThrow('removed meanwhile');
});
