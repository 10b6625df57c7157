import { createHash } from 'node:crypto';
import { inCentre, newId } from '@zhiheng/database';
import type { TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimExport, keepExport } from '../store/export-work-store.ts';
import { exporting, letExport, url } from './exporting.ts';
import { openWorld, until, type World } from './world.ts';

let world: World;
let service: TestService;
let origin: string;
let exports: ReturnType<typeof exporting>;
beforeAll(async () => {
  world = await openWorld();
  await letExport(world);
  service = await world.openService();
  origin = await service.app.listen({ port: 0, host: '127.0.0.1' });
  exports = exporting(world, service);
});
afterAll(() => world.close());

describe('the work', () => {
  /** A job that no worker of the service takes, for it is claimed at once. */
  const claimed = async (format = 'ndjson') => {
    const [id, worker] = [newId(), newId()];
    const { client = 'console', ...owner } = exports.inspector();
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
    const answer = await service.get(exports.inspector(), `${url}/${id}/content`);
    expect([answer.statusCode, answer.json().code]).toEqual([409, 'not-ready']);
    await service.post(exports.inspector(), `${url}/${id}/cancellation`, {});
  });

  it('stops when it is cancelled, and what it had written is gone', async () => {
    const job = await claimed();
    await world.owner.pool.query(`insert into audit.export_piece values ('north', $1, 0, 1, '')`, [job.id]);
    expect(await keeps(job)).toBe(true);
    const answer = await service.post(exports.inspector(), `${url}/${job.id}/cancellation`, {});
    expect(answer.json()).toMatchObject({ state: 'cancelled', sha256: null });
    expect(await keeps(job)).toBe(false);
    expect(await pieces(job.id)).toBe(0);
    const file = await service.get(exports.inspector(), `${url}/${job.id}/content`);
    expect([file.statusCode, file.json().code]).toEqual([410, 'no-longer-there']);
    expect((await service.post(exports.inspector(), `${url}/${job.id}/cancellation`, {})).json().state).toBe(
      'cancelled',
    );
    await world.settled('north');
    const { data } = (await service.get(exports.inspector(), '/audit/v1/entries', { target: job.id })).json();
    expect(data.map(({ action }: { action: string }) => action)).toEqual(['export.cancelled']);
  });

  it('is begun anew by another worker when its own has died halfway, which then can do it no harm', async () => {
    const dead = await claimed();
    await world.owner.pool.query(`insert into audit.export_piece values ('north', $1, 0, 7, 'half')`, [dead.id]);
    await world.owner.pool.query(`update audit.export set leased_until = now() - interval '1 second' where id = $1`, [
      dead.id,
    ]);
    const job = await exports.ended(dead.id);
    expect(job.state).toBe('ready');
    const { rawPayload } = await exports.download(dead.id);
    expect(createHash('sha256').update(rawPayload).digest('hex')).toBe(job.sha256);
    expect(await keeps(dead)).toBe(false);
  });

  it('of one worker is not gone on with by another that had it before', async () => {
    const former = await claimed();
    const present = { id: former.id, worker: newId() };
    await world.owner.pool.query(`update audit.export set worker = $2 where id = $1`, [present.id, present.worker]);
    expect(await keeps(former)).toBe(false);
    expect(await keeps(present)).toBe(true);
    await service.post(exports.inspector(), `${url}/${present.id}/cancellation`, {});
  });

  it('is given up when it kills whoever takes it', async () => {
    const { id } = await claimed();
    await world.owner.pool.query(
      `update audit.export set attempts = 3, leased_until = now() - interval '1 second' where id = $1`,
      [id],
    );
    expect(await exports.ended(id)).toMatchObject({ state: 'failed', failure: 'unavailable' });
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
      Array.from({ length: 4 }, () => service.post(exports.inspector(), url, { format: 'csv', reason: 'x' })),
    );
    // The service finishes some meanwhile; but never are there more than three at once.
    expect(answers.some(({ statusCode }) => statusCode === 202)).toBe(true);
    for (const { statusCode } of answers) expect([202, 429]).toContain(statusCode);
    await claimed();
    const refused = await service.post(exports.inspector(), url, { format: 'csv', reason: 'x' });
    expect([refused.statusCode, refused.json().code]).toEqual([429, 'too-many-requests']);
    await world.owner.pool.query(
      `update audit.export set state = 'cancelled', worker = null, leased_until = null where state = 'running'`,
    );
  });

  it('a download whose content is gone is cut off, shorter than was promised', async () => {
    const target = newId();
    const reason = '很长的原因'.repeat(200);
    for (let batch = 0; batch < 3; batch++)
      await exports.append('north', ...Array.from({ length: 200 }, () => ({ target, reason })));
    const { job } = await exports.exported({ format: 'ndjson', filters: { target } });
    expect(await pieces(job.id)).toBe(2);
    await world.owner.pool.query(`delete from audit.export_piece where export = $1 and n = 1`, [job.id]);
    const answer = await fetch(`${origin}${url}/${job.id}/content`, {
      headers: await service.bearer(exports.inspector()),
    });
    expect([answer.status, Number(answer.headers.get('content-length'))]).toEqual([200, job.bytes]);
    await expect(answer.arrayBuffer()).rejects.toThrow();
  });

  it('the file is kept for a day, and then no more', async () => {
    const { job } = await exports.exported({ format: 'ndjson', filters: { target: 'none-such' } });
    const kept = Date.parse(job.expiresAt as string) - Date.parse(job.finishedAt as string);
    expect(kept).toBe(24 * 3_600_000);
    await world.owner.pool.query(`update audit.export set expires_at = now() - interval '1 second' where id = $1`, [
      job.id,
    ]);
    await until(async () => (await exports.read(job.id)).state === 'expired');
    expect(await pieces(job.id)).toBe(0);
    expect((await service.get(exports.inspector(), `${url}/${job.id}/content`)).statusCode).toBe(410);
  });

  it('asked for, finished and downloaded are entries, with rows and hash', async () => {
    const { job } = await exports.exported({ format: 'csv', filters: { target: 'audited' } });
    await world.settled('north');
    const { data } = (
      await service.get(exports.inspector(), '/audit/v1/entries', { target: job.id, order: 'oldest' })
    ).json();
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
