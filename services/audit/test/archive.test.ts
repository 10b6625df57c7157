import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { advisoryLocks, inCentre, type Lease, tryElection } from '@zhiheng/database';
import type { TestService } from '@zhiheng/http/testing';
import {
  canonicalEntry,
  encodeBundle,
  fromBase64,
  leafHash,
  parseCheckpoint,
  toBase64,
  verifyInclusion,
} from '@zhiheng/ledger';
import { fastify } from 'fastify';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { archiveMonth } from '../archive/archive-month.ts';
import { startArchivist } from '../archive/archivist.ts';
import { ArchiveFolder } from '../archive/folder.ts';
import { verifyLog } from '../verification/verify-log.ts';
import { appendThen, archiveOf, archivingOf, makeMonth, partitions, tend } from './past.ts';
import { TlogClient } from './tlog-client.ts';
import { openWorld, until, type World } from './world.ts';

/** Long over for everybody's searching, and one of which nothing is archived yet when the tests begin. */
const [first, second] = ['2023-03', '2023-04'];
let world: World;
let service: TestService;
/** Held so that the service's own archivist does nothing unasked. */
let lease: Lease | undefined;
const letGo = () => {
  lease?.release();
  lease = undefined;
};
/** Ids of `north` by index. */
let ids: string[];
let before: { entries: Map<number, unknown>; bundles: Uint8Array[][] };
/** At the borders of bundles and months, and between. */
const looked = [0, 255, 256, 299, 300, 511, 512, 599, 600, 601, 620, 621, 650];
const reader = () => world.client('north', 'audit:read');
const get = (path: string) => service.get(reader(), `/audit/v1/entries${path}`);
const codeOf = async (path: string) => {
  const answer = await get(path);
  return [answer.statusCode, answer.json().code];
};
const bundle = (n: number, width = 256) => new TlogClient(service, 'north').bundle(n, width, reader());
const online = async (centre: string, months: number) => {
  await inCentre(world.owner, centre, (transaction) =>
    sql`insert into audit.retention (centre, online_months) values (${centre}, ${months})
      on conflict (centre) do update set online_months = ${months}`.execute(transaction),
  );
};
const archived = async () =>
  (
    await world.owner.pool.query(
      'select centre, month, detached_at is not null as gone from audit.archived_month order by 1, 2',
    )
  ).rows;
const file = (name: string) => join(archiveOf(world), 'north', name);
const verification = () => verifyLog(world.database, 'north', world.keys, {}, new ArchiveFolder(archiveOf(world)));

beforeAll(async () => {
  world = await openWorld();
  lease = await tryElection(world.database, advisoryLocks.archivist);
  for (const month of [first, second]) await makeMonth(world, month);
  ids = [...(await appendThen(world, 'north', first, 300)), ...(await appendThen(world, 'north', second, 300))];
  // Told late, as a client may: its place in the log is among the second month's.
  ids.push(...(await appendThen(world, 'north', first, 1, { fromMinute: 1_000 })));
  ids.push(...(await appendThen(world, 'north', second, 20, { fromMinute: 1_000 })));
  await appendThen(world, 'south', first, 7);
  ids.push(...(await world.append('north', ...Array.from({ length: 30 }, (_, n) => ({ target: `now/${n}` })))));
  for (const centre of ['north', 'south']) await world.sequenceAll(centre);
  service = await world.openService();
  before = {
    entries: new Map(),
    bundles: [await bundle(0), await bundle(1), await bundle(2, 139)],
  };
  for (const index of looked) before.entries.set(index, (await get(`/${ids[index]}`)).json());
});
afterAll(async () => {
  letGo();
  await world.close();
});

describe('before it is whole in the archive', () => {
  it('a month stays while one of the centres is to search it', async () => {
    await online('south', 100);
    await tend(world);
    expect([await archived(), await partitions(world)]).toEqual([[], expect.arrayContaining(['entry_2023_03'])]);
    await online('south', 24);
  });

  it('an archivist killed halfway leaves nothing that looks done, and is gone on with', async () => {
    class Dying extends ArchiveFolder {
      override async write(...[centre, n, entries]: Parameters<ArchiveFolder['write']>) {
        if (n > 0) {
          await writeFile(file('tile/entries/001.0f2ab7c1-0000-4000-8000-00000000abcd'), 'half');
          throw new Error('killed');
        }
        await super.write(centre, n, entries);
      }
    }
    await expect(
      archiveMonth({ ...archivingOf(world), archive: new Dying(archiveOf(world)) }, 'north', first),
    ).rejects.toThrow('killed');
    expect(await archived()).toEqual([]);
    expect(await readFile(file('tile/entries/000'))).toEqual(
      Buffer.from(encodeBundle(before.bundles[0] as Uint8Array[])),
    );
    await expect(readFile(file('tile/entries/001'))).rejects.toThrow('ENOENT');
    await archiveMonth(archivingOf(world), 'north', first);
    expect(await archived()).toEqual([{ centre: 'north', month: first, gone: false }]);
    await expect(readFile(file('tile/entries/001.0f2ab7c1-0000-4000-8000-00000000abcd'))).rejects.toThrow('ENOENT');
  });

  it('the database lets no partition go of which a centre is not archived, which is young, or of which entries were added', async () => {
    const detach = (month: string) => world.database.pool.query('select audit.detach_month($1)', [month]);
    await expect(detach(first)).rejects.toThrow(/2023-03 of centre south is not archived/);
    await expect(detach(new Date().toISOString().slice(0, 7))).rejects.toThrow(/too young/);
    expect((await detach('2001-01')).rows).toEqual([{ detach_month: false }]);
    expect(await partitions(world)).toContain('entry_2023_03');
  });

  it('what is not as it was signed does not go to the archive', async () => {
    const client = await world.owner.pool.connect();
    const set = async (reason: string | null) => {
      await client.query('set session_replication_role = replica');
      await client.query('update audit.entry set reason = $2 where id = $1', [ids[450], reason]);
    };
    try {
      await set('x');
      await expect(archiveMonth(archivingOf(world), 'north', second)).rejects.toThrow(/entry 450 is altered/);
      await set(null);
    } finally {
      client.release(true);
    }
  });
});

describe('in the archive', () => {
  it('two archivists at once: one does it, and the months have left the database for all centres', async () => {
    letGo();
    const log = fastify({ logger: { level: 'silent' } }).log;
    const two = [1, 2].map(() => startArchivist({ ...archivingOf(world), log }));
    await until(async () => {
      for (const one of two) one.nudge();
      return (await archived()).every(({ gone }) => gone) && !(await partitions(world)).includes('entry_2023_04');
    });
    expect(two.map(({ faults }) => [...faults])).toEqual([[], []]);
    for (const one of two) await one.stop();
    expect(await archived()).toEqual([
      { centre: 'north', month: first, gone: true },
      { centre: 'north', month: second, gone: true },
      { centre: 'south', month: first, gone: true },
    ]);
    const { rows } = await world.owner.pool.query(
      `select centre, action, target from audit.entry where action like 'month.%' order by centre, action, target`,
    );
    const said = (centre: string, action: string, target: string | undefined) => ({ centre, action, target });
    expect(rows).toEqual([
      said('north', 'month.archived', first),
      said('north', 'month.archived', second),
      said('north', 'month.detached', first),
      said('north', 'month.detached', second),
      said('south', 'month.archived', first),
      said('south', 'month.detached', first),
    ]);
  });

  it('every entry is read and proven as before', async () => {
    for (const index of looked) {
      expect((await get(`/${ids[index]}`)).json(), `${index}`).toEqual(before.entries.get(index));
      const { size, entry, proof, checkpoint, index: place } = (await get(`/${ids[index]}/proof`)).json();
      expect(place).toBe(index);
      const { root } = parseCheckpoint(checkpoint.slice(0, checkpoint.indexOf('\n\n') + 1));
      verifyInclusion(index, size, leafHash(canonicalEntry(entry)), proof.map(fromBase64), root);
    }
    expect(await codeOf(`/${ids[0]?.replace(/.$/, (last) => (last === '0' ? '1' : '0'))}`)).toEqual([404, 'not-found']);
  });

  it('bundles are the bytes they were', async () => {
    const now = [await bundle(0), await bundle(1), await bundle(2, 139)];
    for (const [n, entries] of now.entries())
      expect(entries.map(toBase64), `bundle ${n}`).toEqual((before.bundles[n] as Uint8Array[]).map(toBase64));
  });

  it('the manifest says which files hold the month and which tree head covers it', async () => {
    const manifest = JSON.parse(await readFile(file(`months/${second}.json`), 'utf8'));
    expect(manifest).toMatchObject({ centre: 'north', month: second, first: 300, last: 620, entries: 320 });
    expect(Object.keys(manifest.sha256)).toEqual(['tile/entries/001', expect.stringMatching(/^tile\/entries\/002/)]);
    expect(parseCheckpoint(manifest.checkpoint.slice(0, manifest.checkpoint.indexOf('\n\n') + 1)).size).toBe(
      manifest.size,
    );
  });

  it('queries look in the archive, too; who counts or follows is told from when on the database has it', async () => {
    const from = '2023-05-01T00:00:00.000Z';
    const ask = async (path: string, query: Record<string, string> = {}) =>
      (await service.get(reader(), `/audit/v1/entries${path}`, query)).json();
    const page = await ask('', { action: 'case.opened', limit: '500' });
    expect(page).not.toHaveProperty('searchableFrom');
    expect(page.data).toHaveLength(500);
    expect(await ask('', { target: `${first}/1`, order: 'oldest' })).toMatchObject({
      data: [{ index: 0 }, { index: 600 }],
      nextCursor: null,
    });
    expect(await ask('/facets', { action: 'case.opened', since: from })).not.toHaveProperty('searchableFrom');
    expect(await ask('/facets', { action: 'case.opened' })).toMatchObject({ searchableFrom: from, counted: 30 });
    expect(await ask('/feed', { from: '620', limit: '1' })).toMatchObject({
      searchableFrom: from,
      data: [{ index: 621 }],
    });
    expect(await ask('/feed', { from: '621', limit: '1' })).not.toHaveProperty('searchableFrom');
    expect((await service.get(reader(), '/audit/v1/retention')).json()).toMatchObject({ searchableFrom: from });
  });

  it('a tail from an old index says what it passes over and where that is, then goes on', async () => {
    const origin = await service.app.listen({ port: 0, host: '127.0.0.1' });
    const authorization = `Bearer ${await world.issuer.tokenFor(reader())}`;
    const events = async (from: number) => {
      const hangUp = new AbortController();
      const { signal } = hangUp;
      const url = `${origin}/audit/v1/entries/tail?action=case.opened&from=${from}`;
      const { body } = await fetch(url, { headers: { authorization }, signal });
      let text = '';
      for await (const bytes of body as ReadableStream<Uint8Array>) {
        text += Buffer.from(bytes).toString();
        if (text.includes('event: entry')) break;
      }
      hangUp.abort();
      const blocks = text.split('\n\n').filter((block) => block.includes('data: '));
      return blocks.slice(0, 2).map((block) => JSON.parse(/^data: (.*)$/m.exec(block)?.[1] ?? ''));
    };
    const months = [
      { month: second, firstIndex: 300, lastIndex: 620, entries: 320 },
      { month: first, firstIndex: 0, lastIndex: 600, entries: 301 },
    ];
    const told = { searchableFrom: '2023-05-01T00:00:00.000Z', archived: months, removed: [], log: '/audit/log/north' };
    expect(await events(0)).toEqual([told, expect.objectContaining({ index: 621 })]);
    expect(await events(620)).toEqual([{ ...told, archived: [months[0]] }, expect.objectContaining({ index: 621 })]);
    expect((await events(621))[0]).toMatchObject({ index: 621 });
    // What was named is had from there.
    expect((await bundle(0)).map(toBase64)).toEqual((before.bundles[0] as Uint8Array[]).map(toBase64));
    const { archived: passed } = (await get('/feed?from=0&limit=1')).json();
    expect(passed).toEqual(months);
  });

  it('the whole log verifies', async () => {
    expect(await verification()).toMatchObject({ intact: true, findings: [] });
  });
});

/** Puts something else in the place of an archived file, for as long as `work` runs. */
async function instead(name: string, content: Buffer | undefined, work: () => Promise<void>): Promise<void> {
  const held = await readFile(file(name));
  await (content ? writeFile(file(name), content) : rm(file(name)));
  try {
    await work();
  } finally {
    await writeFile(file(name), held);
  }
}

describe('an archived file', () => {
  it('altered: verification names the entry by its index, and nobody is given it for what it is not', async () => {
    const forged = Buffer.from(await readFile(file('tile/entries/001')));
    const at = forged.indexOf(`"target":"${second}/17"`);
    forged.write(`"target":"${second}/18"`, at);
    await instead('tile/entries/001', forged, async () => {
      expect(await verification()).toMatchObject({
        total: 1,
        findings: [{ kind: 'altered', index: 316, id: ids[316] }],
      });
      expect(await codeOf(`/${ids[316]}`)).toEqual([503, 'archive-unavailable']);
      expect(await codeOf(`/${ids[317]}`)).toEqual([200, undefined]);
    });
  });

  it('cut off, or gone: said plainly, and each entry of it has no verdict', async () => {
    for (const content of [undefined, (await readFile(file('tile/entries/001'))).subarray(0, 1_000)])
      await instead('tile/entries/001', content, async () => {
        const { total, findings } = await verification();
        expect([total, findings[0]]).toEqual([256, { kind: 'unread', index: 256, id: ids[256] }]);
        expect(await codeOf(`/${ids[256]}`)).toEqual([503, 'archive-unavailable']);
        expect(await codeOf(`/${ids[256]}/proof`)).toEqual([503, 'archive-unavailable']);
        expect((await service.get(reader(), '/audit/log/north/tile/entries/001')).json().code).toBe(
          'archive-unavailable',
        );
        expect(await codeOf(`/${ids[0]}`)).toEqual([200, undefined]);
      });
    expect(await verification()).toMatchObject({ intact: true });
  });
});
