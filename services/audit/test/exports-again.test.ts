import type { EntryExport } from '@zhiheng/contracts';
import { newId } from '@zhiheng/database';
import type { TestCaller, TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pieceSize } from '../exports/content.ts';
import { openWorld, until, type World } from './world.ts';

/** An export is asked for again after an answer was lost, and had on from where a download broke off. */
const url = '/audit/v1/exports';
let world: World;
let service: TestService;
beforeAll(async () => {
  world = await openWorld();
  for (const centre of ['north', 'south'])
    await world.owner.pool.query(
      `insert into access.role_permission (centre, role, ordinal, action, resource) values ($1, 'inspector', 7, 'export', 'entry')`,
      [centre],
    );
  service = await world.openService();
});
afterAll(() => world.close());

const inspector = (centre = 'north') => world.as(centre, 'inspector');
const send = (key: string | undefined, body: object = {}, caller: TestCaller = inspector(), language = 'zh') =>
  service.send(caller, {
    method: 'POST',
    url,
    headers: { 'accept-language': language, ...(key === undefined ? {} : { 'idempotency-key': key }) },
    payload: { format: 'ndjson', reason: '取证', filters: { target: 'nothing', outcome: 'done' }, ...body },
  });
const ended = async (id: string): Promise<EntryExport> => {
  const read = async () => (await service.get(inspector(), `${url}/${id}`)).json();
  await until(async () => !['queued', 'running'].includes((await read()).state));
  return read();
};

describe('with an Idempotency-Key', () => {
  it('is asked for once, however often and however many tries at once; the log says so once', async () => {
    const key = newId();
    const answers = await Promise.all(Array.from({ length: 6 }, () => send(key)));
    answers.push(await send(key));
    const [{ id }] = answers.map((answer) => answer.json()) as [EntryExport];
    for (const answer of answers) {
      expect([answer.statusCode, answer.json().id]).toEqual([202, id]);
      expect(answer.headers.location).toBe(`${url}/${id}`);
    }
    const { rowCount } = await world.owner.pool.query(
      `select from audit.entry where action = 'export.requested' and target = $1`,
      [id],
    );
    expect(rowCount).toBe(1);
    await ended(id);
    expect((await send(key)).json()).toMatchObject({ id, state: 'ready' });
    await service.post(inspector(), `${url}/${id}/cancellation`, {});
    expect((await send(key)).json()).toMatchObject({ id, state: 'cancelled' });
  });

  it('asks for nothing else under the same key', async () => {
    const key = newId();
    const { id } = (await send(key)).json();
    for (const [body, language] of [
      [{ format: 'csv' }, 'zh'],
      [{ reason: '别的' }, 'zh'],
      [{ filters: { target: 'other' } }, 'zh'],
      [{}, 'en'],
    ] as const) {
      const answer = await send(key, body, inspector(), language);
      expect([answer.statusCode, answer.json().code], JSON.stringify(body)).toEqual([409, 'idempotency-mismatch']);
    }
    const reordered = await send(key, { filters: { outcome: 'done', target: 'nothing' } });
    expect(reordered.json().id).toBe(id);
    await ended(id);
  });

  it('is another’s own, and without one each asks anew', async () => {
    const key = newId();
    const callers = [inspector(), inspector('south'), world.client('north', 'audit:read')];
    const ids = await Promise.all(callers.map(async (caller) => (await send(key, {}, caller)).json().id));
    expect(new Set(ids).size).toBe(3);
    await ended(ids[0]);
    const [one, other] = [(await send(undefined)).json().id, (await send(undefined)).json().id];
    expect(one).not.toBe(other);
    expect((await send('')).statusCode).toBe(400);
    for (const id of [one, other]) await ended(id);
  });

  it('is refused to who may no longer export', async () => {
    const answer = await send(newId(), {}, world.as('north', 'clerk'));
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'not-permitted']);
  });
});

describe('a download', () => {
  let id: string;
  let whole: Buffer;
  let etag: string;
  beforeAll(async () => {
    const target = newId();
    for (let batch = 0; batch < 3; batch++)
      await world.append(
        'north',
        ...Array.from({ length: 500 }, (_, n) => ({ target, reason: `${n}${'原因'.repeat(600)}` })),
      );
    await world.settled('north');
    id = (await send(undefined, { filters: { target } })).json().id;
    expect((await ended(id)).state).toBe('ready');
    const answer = await get({});
    expect(answer.statusCode).toBe(200);
    [whole, etag] = [answer.rawPayload, answer.headers.etag as string];
    expect(whole.length).toBeGreaterThan(2 * pieceSize);
  });
  const get = (headers: Record<string, string>) =>
    service.send(inspector(), { method: 'GET', url: `${url}/${id}/content`, headers });

  it('goes on where it broke off, whichever byte that was', async () => {
    const last = whole.length - 1;
    for (const [range, start, end] of [
      ['bytes=1000-', 1_000, last],
      [`bytes=${pieceSize}-`, pieceSize, last],
      [`bytes=${pieceSize - 1}-${pieceSize}`, pieceSize - 1, pieceSize],
      ['bytes=0-0', 0, 0],
      ['bytes=-5', last - 4, last],
      [`bytes=10-${last + 100}`, 10, last],
    ] as const) {
      const answer = await get({ range, 'if-range': etag });
      expect([answer.statusCode, answer.headers['content-range']], range).toEqual([
        206,
        `bytes ${start}-${end}/${whole.length}`,
      ]);
      expect(answer.rawPayload.equals(whole.subarray(start, end + 1)), range).toBe(true);
      expect(answer.headers['content-length']).toBe(String(end + 1 - start));
      expect(answer.headers).not.toHaveProperty('content-digest');
      expect(answer.headers).toMatchObject({ etag, 'accept-ranges': 'bytes' });
    }
    const { headers } = await get({});
    expect((await get({ range: 'bytes=5-' })).headers['repr-digest']).toBe(headers['content-digest']);
    const { rows } = await world.owner.pool.query(
      `select details from audit.entry where action = 'export.downloaded' and target = $1 order by id desc limit 1`,
      [id],
    );
    expect(rows).toEqual([{ details: { start: 5, end: last } }]);
  });

  it('is all of the file again when that is another one, or several parts or something odd are asked for', async () => {
    for (const headers of [
      { range: 'bytes=5-', 'if-range': '"another"' },
      { range: 'bytes=5-', 'if-range': 'Sun, 29 Nov 2026 00:00:00 GMT' },
      { range: 'bytes=0-1,5-6' },
      { range: 'lines=1-2' },
      { range: 'bytes=a-b' },
      { range: 'bytes=9-5' },
    ]) {
      const { statusCode, rawPayload } = await get(headers);
      expect([statusCode, rawPayload.length], JSON.stringify(headers)).toEqual([200, whole.length]);
    }
  });

  it('of a part that is not in it is refused, and not logged as had', async () => {
    const count = async () =>
      (await world.owner.pool.query(`select from audit.entry where action = 'export.downloaded' and target = $1`, [id]))
        .rowCount;
    const before = await count();
    const answer = await get({ range: `bytes=${whole.length}-` });
    expect([answer.statusCode, answer.json().code, answer.headers['content-range']]).toEqual([
      416,
      'range-not-satisfiable',
      `bytes */${whole.length}`,
    ]);
    expect(await count()).toBe(before);
  });
});
