import { createHash } from 'node:crypto';
import type { EntryExport } from '@zhiheng/contracts';
import { inCentre, newId } from '@zhiheng/database';
import type { TestCaller, TestService } from '@zhiheng/http/testing';
import { parseEvidence, parseTrustedKeys, verifyBundle } from '@zhiheng/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asBundle } from '../exports/bundle-format.ts';
import type { Sequenced } from '../exports/columns.ts';
import { asXlsx } from '../exports/xlsx-format.ts';
import { verifyEd25519 } from '../log-keys.ts';
import { claimExport, keepExport } from '../store/export-work-store.ts';
import { unzip } from './unzip.ts';
import { openWorld, until, type World } from './world.ts';

const url = '/audit/v1/exports';
let world: World;
let service: TestService;
let origin: string;
beforeAll(async () => {
  world = await openWorld();
  for (const centre of ['north', 'south'])
    await world.owner.pool.query(
      `insert into access.role_permission (centre, role, ordinal, action, resource) values ($1, 'inspector', 7, 'export', 'entry')`,
      [centre],
    );
  service = await world.openService();
  origin = await service.app.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => world.close());

const inspector = (centre = 'north') => world.as(centre, 'inspector');
const ask = async (body: object, caller: TestCaller = inspector()): Promise<EntryExport> => {
  const answer = await service.post(caller, url, { reason: '取证', ...body });
  expect(answer.statusCode, answer.body).toBe(202);
  return answer.json();
};
const read = async (id: string, caller: TestCaller = inspector()): Promise<EntryExport> =>
  (await service.get(caller, `${url}/${id}`)).json();
const ended = async (id: string, caller?: TestCaller) => {
  await until(async () => !['queued', 'running'].includes((await read(id, caller)).state));
  return read(id, caller);
};
const download = async (id: string, caller: TestCaller = inspector()) => {
  const answer = await service.get(caller, `${url}/${id}/content`);
  expect(answer.statusCode, answer.body).toBe(200);
  return answer;
};
const exported = async (body: object) => {
  const job = await ended((await ask(body)).id);
  expect(job).toMatchObject({ state: 'ready', failure: null, progress: 1 });
  return { job, answer: await download(job.id) };
};
const append = async (centre: string, ...entries: object[]) => {
  const ids = await world.append(centre, ...entries);
  await world.settled(centre);
  return ids;
};

describe('the file', () => {
  it('holds what the query finds, in order, and is as long and as hashed as it was said to be', async () => {
    const target = newId();
    const ids: string[] = [];
    for (let batch = 0; batch < 5; batch++)
      ids.push(...(await world.append('north', ...Array.from({ length: 500 }, () => ({ target })))));
    await append('south', { target });
    await world.settled('north');
    const { job, answer } = await exported({ format: 'ndjson', filters: { target } });
    const lines = answer.rawPayload
      .toString()
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ id }) => id)).toEqual(ids);
    expect(lines[0]).toMatchObject({ target, centre: 'north', index: expect.any(Number) });
    const digest = createHash('sha256').update(answer.rawPayload);
    expect(job).toMatchObject({ entries: 2_500, bytes: answer.rawPayload.length, sha256: digest.copy().digest('hex') });
    expect(answer.headers).toMatchObject({
      'content-length': String(job.bytes),
      'content-digest': `sha-256=:${digest.digest('base64')}:`,
      'content-type': 'application/x-ndjson; charset=utf-8',
      'cache-control': 'private, no-store',
    });
    expect(answer.headers['content-disposition']).toMatch(/^attachment; filename="entries-[\d-]+-\w{8}\.ndjson"$/);
  });

  const formulas = ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1+1', 'a"b,c\nd'];
  it('as CSV has a mark by which Excel knows UTF-8, and no cell that is a formula', async () => {
    const target = newId();
    await append('north', ...formulas.map((reason) => ({ target, reason })));
    const { answer } = await exported({ format: 'csv', filters: { target } });
    const text = answer.rawPayload.toString();
    expect(answer.rawPayload.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(text).toMatch(/^\ufeff序号,时间（UTC）,动作,/);
    for (const reason of formulas.slice(0, -1)) expect(text).toContain(`'${reason}`);
    expect(text).toContain(',"a""b,c\nd",');
    expect(text.endsWith('\r\n')).toBe(true);
    const english = await service.send(inspector(), {
      method: 'POST',
      url,
      headers: { 'accept-language': 'en' },
      payload: { format: 'csv', reason: 'evidence', filters: { target } },
    });
    const { id } = await ended(english.json().id);
    expect((await download(id)).rawPayload.toString()).toMatch(/^\ufeffIndex,Time \(UTC\),Action,/);
  });

  it('as a workbook holds text as text', async () => {
    const target = newId();
    await append('north', ...formulas.map((reason) => ({ target, reason: `${reason}<&>` })));
    const { answer } = await exported({ format: 'xlsx', filters: { target } });
    const files = unzip(answer.rawPayload);
    const sheet = files.get('xl/worksheets/sheet1.xml') ?? '';
    expect(sheet.match(/<row>/g)).toHaveLength(formulas.length + 1);
    expect(sheet).toContain('<t xml:space="preserve">=1+1&lt;&amp;&gt;</t>');
    expect(sheet).not.toMatch(/<f>/);
    expect([...files.keys()]).toContain('[Content_Types].xml');
  });

  it('as a workbook has another sheet when one is full', async () => {
    const entry = (index: number) => ({ index, id: newId(), action: 'case.opened' }) as Sequenced;
    const sheetsOf = async (count: number) => {
      const pages = (async function* () {
        for (let index = 0; index < count; index += 7)
          yield Array.from({ length: Math.min(7, count - index) }, (_, place) => entry(index + place));
      })();
      const parts: Uint8Array[] = [];
      for await (const part of asXlsx(pages, { language: 'zh', rows: 11 })) parts.push(part);
      const files = unzip(Buffer.concat(parts));
      const names = [...files.keys()].filter((name) => name.startsWith('xl/worksheets/'));
      for (const name of names) expect(files.get('[Content_Types].xml')).toContain(name);
      return names.map((name) => (files.get(name)?.match(/<row>/g)?.length ?? 0) - 1);
    };
    expect(await sheetsOf(0)).toEqual([0]);
    expect(await sheetsOf(10)).toEqual([10]);
    expect(await sheetsOf(25)).toEqual([10, 10, 5]);
  });

  it('as a bundle is verified with nothing but a key', async () => {
    const target = newId();
    await append('north', { target }, { target, reason: '二' });
    const { answer } = await exported({ format: 'bundle', filters: { target } });
    const bundle = parseEvidence(answer.rawPayload.toString());
    expect(bundle.manifest).toMatchObject({ askedBy: 'inspector', filters: { target }, count: 2 });
    const verdict = await verifyBundle(bundle, parseTrustedKeys(bundle.keys.join('\n')), verifyEd25519);
    expect(verdict, JSON.stringify(verdict)).toMatchObject({ intact: true, entries: { length: 2 } });
    const pages = (async function* () {
      yield [
        { id: newId(), index: 0 },
        { id: newId(), index: 1 },
      ] as Sequenced[];
    })();
    const facts = {
      database: world.database,
      centre: 'north',
      keys: world.keys,
      witnesses: [],
      askedBy: 'x',
      askedAt: '',
      filters: {},
    };
    await expect(asBundle(pages, { ...facts, most: 1 }).next()).rejects.toMatchObject({ code: 'too-large' });
  });
});

describe('who may', () => {
  it('is held to their permission, and sees no export but their own', async () => {
    for (const caller of [world.as('north', 'clerk'), world.client('north', 'audit:write')]) {
      const answer = await service.post(caller, url, { format: 'csv', reason: '取证' });
      expect([answer.statusCode, answer.json().code]).toEqual([403, 'not-permitted']);
    }
    const { id } = await ask({ format: 'ndjson', filters: { target: 'mine' } });
    await ended(id);
    for (const other of [
      world.client('north', 'audit:read'),
      inspector('south'),
      { ...inspector(), client: 'elsewhere' },
    ])
      for (const path of [`${url}/${id}`, `${url}/${id}/content`])
        expect((await service.get(other, path)).statusCode, path).toBe(404);
    expect((await service.post(inspector('south'), `${url}/${id}/cancellation`, {})).statusCode).toBe(404);
    const list = async (caller: TestCaller) => (await service.get(caller, url)).json().data as EntryExport[];
    expect((await list(inspector())).map((one) => one.id)).toContain(id);
    expect((await list(inspector('south'))).map((one) => one.id)).not.toContain(id);
  });

  it('loses the file with the permission', async () => {
    const { id } = await ask({ format: 'ndjson', filters: { target: 'none' } });
    await ended(id);
    const permission = (effect: string) =>
      world.owner.pool.query(`update access.role_permission set effect = $1 where centre = 'north' and ordinal = 7`, [
        effect,
      ]);
    await permission('deny');
    const answer = await service.get(inspector(), `${url}/${id}/content`);
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'not-permitted']);
    await permission('allow');
  });

  it('has the file by GET alone', async () => {
    const { job } = await exported({ format: 'ndjson', filters: { target: 'head' } });
    const answer = await service.send(inspector(), { method: 'HEAD', url: `${url}/${job.id}/content` });
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
  });

  it('asks in a way that can be understood', async () => {
    for (const body of [
      { format: 'pdf', reason: 'x' },
      { format: 'csv' },
      { format: 'csv', reason: 'x', filters: { unknown: 'x' } },
      { format: 'csv', reason: 'x', filters: { since: 'yesterday' } },
    ])
      expect((await service.post(inspector(), url, body)).statusCode, JSON.stringify(body)).toBe(400);
    expect((await service.get(inspector(), `${url}/${newId()}`)).statusCode).toBe(404);
  });
});

describe('the work', () => {
  /** A job that no worker of the service takes, for it is claimed at once. */
  const claimed = async (format = 'ndjson') => {
    const [id, worker] = [newId(), newId()];
    const { client = 'console', ...owner } = inspector();
    await world.owner.pool.query(
      `insert into audit.export (centre, id, person, account, username, client, format, language, filters, reason, state, worker, leased_until, attempts, size)
       values ('north', $1, $2, $3, $4, $5, $6, 'zh', '{}', 'x', 'running', $7, clock_timestamp() + interval '1 minute', 1, 1)`,
      [id, owner.person, owner.account, owner.username, client, format, worker],
    );
    return { id, worker };
  };
  const progress = { entries: 1, reached: 1, bytes: 1 };
  const keeps = ({ id, worker }: { id: string; worker: string }) =>
    inCentre(world.database, 'north', (transaction) => keepExport(transaction, 'north', id, worker, progress));
  const pieces = async (id: string) =>
    (await world.owner.pool.query('select n from audit.export_piece where export = $1', [id])).rowCount;

  it('there is no file before it is finished', async () => {
    const { id } = await claimed();
    const answer = await service.get(inspector(), `${url}/${id}/content`);
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'not-ready']);
    await service.post(inspector(), `${url}/${id}/cancellation`, {});
  });

  it('stops when it is cancelled, and what it had written is gone', async () => {
    const job = await claimed();
    await world.owner.pool.query(`insert into audit.export_piece values ('north', $1, 0, 1, '')`, [job.id]);
    expect(await keeps(job)).toBe(true);
    const answer = await service.post(inspector(), `${url}/${job.id}/cancellation`, {});
    expect(answer.json()).toMatchObject({ state: 'cancelled', sha256: null });
    expect(await keeps(job)).toBe(false);
    expect(await pieces(job.id)).toBe(0);
    const file = await service.get(inspector(), `${url}/${job.id}/content`);
    expect([file.statusCode, file.json().code]).toEqual([410, 'no-longer-there']);
    expect((await service.post(inspector(), `${url}/${job.id}/cancellation`, {})).json().state).toBe('cancelled');
    await world.settled('north');
    const { data } = (await service.get(inspector(), '/audit/v1/entries', { target: job.id })).json();
    expect(data.map(({ action }: { action: string }) => action)).toEqual(['export.cancelled']);
  });

  it('is begun anew by another worker when its own has died halfway, which then can do it no harm', async () => {
    const dead = await claimed();
    await world.owner.pool.query(`insert into audit.export_piece values ('north', $1, 0, 7, 'half')`, [dead.id]);
    await world.owner.pool.query(`update audit.export set leased_until = now() - interval '1 second' where id = $1`, [
      dead.id,
    ]);
    const job = await ended(dead.id);
    expect(job.state).toBe('ready');
    const { rawPayload } = await download(dead.id);
    expect(createHash('sha256').update(rawPayload).digest('hex')).toBe(job.sha256);
    expect(await keeps(dead)).toBe(false);
  });

  it('of one worker is not gone on with by another that had it before', async () => {
    const former = await claimed();
    const present = { id: former.id, worker: newId() };
    await world.owner.pool.query(`update audit.export set worker = $2 where id = $1`, [present.id, present.worker]);
    expect(await keeps(former)).toBe(false);
    expect(await keeps(present)).toBe(true);
    await service.post(inspector(), `${url}/${present.id}/cancellation`, {});
  });

  it('is given up when it kills whoever takes it', async () => {
    const { id } = await claimed();
    await world.owner.pool.query(
      `update audit.export set attempts = 3, leased_until = now() - interval '1 second' where id = $1`,
      [id],
    );
    expect(await ended(id)).toMatchObject({ state: 'failed', failure: 'unavailable' });
  });

  it('two workers never have one job', async () => {
    const { id } = await claimed();
    await world.owner.pool.query(
      `update audit.export set centre = 'claims', state = 'queued', worker = null, leased_until = null where id = $1`,
      [id],
    );
    await world.found('claims');
    const claims = await Promise.all(
      Array.from({ length: 8 }, () =>
        inCentre(world.database, 'claims', (transaction) => claimExport(transaction, 'claims', newId())),
      ),
    );
    expect(claims.filter((job) => job).length).toBeLessThanOrEqual(1);
  });

  it('of somebody who has lost the permission or left meanwhile fails', async () => {
    const { id } = await claimed();
    const permission = (effect: string) =>
      world.owner.pool.query(`update access.role_permission set effect = $1 where centre = 'north' and ordinal = 7`, [
        effect,
      ]);
    await permission('deny');
    await world.owner.pool.query(`update audit.export set leased_until = now() - interval '1 second' where id = $1`, [
      id,
    ]);
    const failed = async () =>
      (await world.owner.pool.query('select state, failure from audit.export where id = $1', [id])).rows[0];
    await until(async () => (await failed()).state !== 'running');
    expect(await failed()).toEqual({ state: 'failed', failure: 'not-permitted' });
    await permission('allow');
  });

  it('a caller has so many unfinished ones, whoever asks at the same time', async () => {
    await Promise.all([claimed(), claimed()]);
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => service.post(inspector(), url, { format: 'csv', reason: 'x' })),
    );
    // The service finishes some meanwhile; but never are there more than three at once.
    expect(answers.some(({ statusCode }) => statusCode === 202)).toBe(true);
    for (const { statusCode } of answers) expect([202, 429]).toContain(statusCode);
    await claimed();
    const refused = await service.post(inspector(), url, { format: 'csv', reason: 'x' });
    expect([refused.statusCode, refused.json().code]).toEqual([429, 'too-many-requests']);
    await world.owner.pool.query(
      `update audit.export set state = 'cancelled', worker = null, leased_until = null where state = 'running'`,
    );
  });

  it('a download whose content is gone is cut off, shorter than was promised', async () => {
    const target = newId();
    const reason = '很长的原因'.repeat(200);
    for (let batch = 0; batch < 3; batch++)
      await append('north', ...Array.from({ length: 200 }, () => ({ target, reason })));
    const { job } = await exported({ format: 'ndjson', filters: { target } });
    expect(await pieces(job.id)).toBe(2);
    await world.owner.pool.query(`delete from audit.export_piece where export = $1 and n = 1`, [job.id]);
    const answer = await fetch(`${origin}${url}/${job.id}/content`, { headers: await service.bearer(inspector()) });
    expect([answer.status, Number(answer.headers.get('content-length'))]).toEqual([200, job.bytes]);
    await expect(answer.arrayBuffer()).rejects.toThrow();
  });

  it('the file is kept for a day, and then no more', async () => {
    const { job } = await exported({ format: 'ndjson', filters: { target: 'none-such' } });
    const kept = Date.parse(job.expiresAt as string) - Date.parse(job.finishedAt as string);
    expect(kept).toBe(24 * 3_600_000);
    await world.owner.pool.query(`update audit.export set expires_at = now() - interval '1 second' where id = $1`, [
      job.id,
    ]);
    await until(async () => (await read(job.id)).state === 'expired');
    expect(await pieces(job.id)).toBe(0);
    expect((await service.get(inspector(), `${url}/${job.id}/content`)).statusCode).toBe(410);
  });

  it('asked for, finished and downloaded are entries, with rows and hash', async () => {
    const { job } = await exported({ format: 'csv', filters: { target: 'audited' } });
    await world.settled('north');
    const { data } = (await service.get(inspector(), '/audit/v1/entries', { target: job.id, order: 'oldest' })).json();
    expect(data).toMatchObject([
      {
        action: 'export.requested',
        actor: 'inspector',
        reason: '取证',
        details: { format: 'csv', filters: { target: 'audited' } },
      },
      { action: 'export.finished', actor: 'inspector', details: { entries: 0, bytes: job.bytes, sha256: job.sha256 } },
      { action: 'export.downloaded', actor: 'inspector' },
    ]);
  });
});
