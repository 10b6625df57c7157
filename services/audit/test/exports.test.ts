import { createHash } from 'node:crypto';
import type { EntryExport } from '@zhiheng/contracts';
import { newId } from '@zhiheng/database';
import type { TestCaller, TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Sequenced } from '../exports/columns.ts';
import { asXlsx } from '../exports/xlsx-format.ts';
import { exporting, letExport, url } from './exporting.ts';
import { unzip } from './unzip.ts';
import { openWorld, type World } from './world.ts';

let world: World;
let service: TestService;
let exports: ReturnType<typeof exporting>;
beforeAll(async () => {
  world = await openWorld();
  await letExport(world);
  service = await world.openService();
  exports = exporting(world, service);
});
afterAll(() => world.close());

describe('the file', () => {
  it('holds what the query finds, in order, and is as long and as hashed as it was said to be', async () => {
    const target = newId();
    const ids: string[] = [];
    for (let batch = 0; batch < 5; batch++)
      ids.push(...(await world.append('north', ...Array.from({ length: 500 }, () => ({ target })))));
    await exports.append('south', { target });
    await world.settled('north');
    const { job, answer } = await exports.exported({ format: 'ndjson', filters: { target } });
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
    await exports.append('north', ...formulas.map((reason) => ({ target, reason })));
    const { answer } = await exports.exported({ format: 'csv', filters: { target } });
    const text = answer.rawPayload.toString();
    expect(answer.rawPayload.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(text).toMatch(/^\ufeff序号,时间（UTC）,动作,/);
    for (const reason of formulas.slice(0, -1)) expect(text).toContain(`'${reason}`);
    expect(text).toContain(',"a""b,c\nd",');
    expect(text.endsWith('\r\n')).toBe(true);
    const english = await service.send(exports.inspector(), {
      method: 'POST',
      url,
      headers: { 'accept-language': 'en' },
      payload: { format: 'csv', reason: 'evidence', filters: { target } },
    });
    const { id } = await exports.ended(english.json().id);
    expect((await exports.download(id)).rawPayload.toString()).toMatch(/^\ufeffIndex,Time \(UTC\),Action,/);
  });

  it('as a workbook holds text as text', async () => {
    const target = newId();
    await exports.append('north', ...formulas.map((reason) => ({ target, reason: `${reason}<&>` })));
    const { answer } = await exports.exported({ format: 'xlsx', filters: { target } });
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
});

describe('who may', () => {
  it('is held to their permission, and sees no export but their own', async () => {
    for (const caller of [world.as('north', 'clerk'), world.client('north', 'audit:write')]) {
      const answer = await service.post(caller, url, { format: 'csv', reason: '取证' });
      expect([answer.statusCode, answer.json().code]).toEqual([403, 'not-permitted']);
    }
    const { id } = await exports.ask({ format: 'ndjson', filters: { target: 'mine' } });
    await exports.ended(id);
    for (const other of [
      world.client('north', 'audit:read'),
      exports.inspector('south'),
      { ...exports.inspector(), client: 'elsewhere' },
    ])
      for (const path of [`${url}/${id}`, `${url}/${id}/content`])
        expect((await service.get(other, path)).statusCode, path).toBe(404);
    expect((await service.post(exports.inspector('south'), `${url}/${id}/cancellation`, {})).statusCode).toBe(404);
    const list = async (caller: TestCaller) => (await service.get(caller, url)).json().data as EntryExport[];
    expect((await list(exports.inspector())).map((one) => one.id)).toContain(id);
    expect((await list(exports.inspector('south'))).map((one) => one.id)).not.toContain(id);
  });

  it('loses the file with the permission', async () => {
    const { id } = await exports.ask({ format: 'ndjson', filters: { target: 'none' } });
    await exports.ended(id);
    const permission = (effect: string) =>
      world.owner.pool.query(`update access.role_permission set effect = $1 where centre = 'north' and ordinal = 7`, [
        effect,
      ]);
    await permission('deny');
    const answer = await service.get(exports.inspector(), `${url}/${id}/content`);
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'not-permitted']);
    await permission('allow');
  });

  it('has the file by GET alone', async () => {
    const { job } = await exports.exported({ format: 'ndjson', filters: { target: 'head' } });
    const answer = await service.send(exports.inspector(), { method: 'HEAD', url: `${url}/${job.id}/content` });
    expect(answer.statusCode).toBeGreaterThanOrEqual(400);
  });

  it('asks in a way that can be understood', async () => {
    for (const body of [
      { format: 'pdf', reason: 'x' },
      { format: 'csv' },
      { format: 'csv', reason: 'x', filters: { unknown: 'x' } },
      { format: 'csv', reason: 'x', filters: { since: 'yesterday' } },
    ])
      expect((await service.post(exports.inspector(), url, body)).statusCode, JSON.stringify(body)).toBe(400);
    expect((await service.get(exports.inspector(), `${url}/${newId()}`)).statusCode).toBe(404);
  });
});
