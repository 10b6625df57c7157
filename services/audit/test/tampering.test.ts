import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inCentre } from '@zhiheng/database';
import fastify from 'fastify';
import type pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { openLogKeys } from '../log-keys.ts';
import { SeenCheckpoints } from '../seen-checkpoints.ts';
import { sequenceBatch } from '../sequence.ts';
import { startSequencer } from '../sequencer.ts';
import { waitingCentres } from '../store/sequence-store.ts';
import { newestCheckpoint } from '../store/tree-store.ts';
import { verifyLog } from '../verification/verify-log.ts';
import { openWorld, until, type World } from './world.ts';

/** What a superuser can do to a whole log, and what tells: the signed tree, or a checkpoint kept outside of the database. */
const tables = ['entry', 'leaf', 'tile', 'checkpoint', 'position', 'segment', 'posting'] as const;
const early = 290;
const count = 600;
let world: World;
let centre: string;
let founded = 0;
let ids: string[];
let folder: string;
let seen: SeenCheckpoints;
/** Newest checkpoint before and after the second half was written. */
let [before, after] = ['', ''];

beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  centre = `centre-${++founded}`;
  await world.found(centre);
  folder = await mkdtemp(join(tmpdir(), 'zhiheng-seen-'));
  seen = new SeenCheckpoints(folder);
  ids = [];
  before = await grow(early);
  await asSuperuser(async (run) => {
    for (const table of tables) await run(`create table backup_${founded}_${table} as table audit.${table}`);
  });
  after = await grow(count - early);
  return () => rm(folder, { recursive: true });
});

async function grow(by: number): Promise<string> {
  ids.push(...(await world.append(centre, ...Array.from({ length: by }, (_, n) => ({ target: `t${n}` })))));
  await world.testDatabase.settled();
  while (await sequenceBatch(world.database, world.keys, centre, { seen }));
  return (await inCentre(world.database, centre, (transaction) => newestCheckpoint(transaction, centre)))?.note ?? '';
}

type Run = (text: string, values?: unknown[]) => Promise<pg.QueryResult>;

/** Whoever owns the database takes the triggers out of the way. */
async function asSuperuser(work: (run: Run) => Promise<void>): Promise<void> {
  const client = await world.owner.pool.connect();
  await client.query('set session_replication_role = replica');
  await work((text, values) => client.query(text, values));
  client.release(true);
}

/** All tables as they were when the log had `early` entries: what a restored backup, or a tail cut off with care, leaves. */
const restore = () =>
  asSuperuser(async (run) => {
    for (const table of tables) {
      await run(`delete from audit.${table} where centre = $1`, [centre]);
      const { rows } = await run(
        `select string_agg(format('%I', attname), ', ') as columns from pg_attribute
         where attrelid = $1::regclass and attnum > 0 and attgenerated = ''`,
        [`audit.${table}`],
      );
      const columns = rows[0].columns;
      await run(
        `insert into audit.${table} (${columns}) select ${columns} from backup_${founded}_${table} where centre = $1`,
        [centre],
      );
    }
  });

const found = async (kept: { since?: string; seen?: string } = {}, keys = world.keys) =>
  (await verifyLog(world.database, centre, keys, kept)).findings;

it('a log that was let alone continues every checkpoint kept of it', async () => {
  expect(await found({ since: before, seen: after })).toEqual([]);
  expect((await seen.find(centre))?.note).toBe(after);
  expect((await new SeenCheckpoints(folder).find(centre))?.size).toBe(count);
});

describe('in the middle', () => {
  it.each([
    ['updated', `update audit.entry set reason = 'x' where centre = $1 and id = $2`, 'altered'],
    ['deleted', `delete from audit.entry where centre = $1 and id = $2`, 'missing'],
  ])('%s', async (_, statement, kind) => {
    await asSuperuser(async (run) => expect((await run(statement, [centre, ids[400]])).rowCount).toBe(1));
    expect(await found()).toEqual([{ kind, index: 400, id: ids[400] }]);
  });

  it('inserted', async () => {
    const id = '01890a3e-6f00-7c3a-9a52-0d5b7a4c1e11';
    await asSuperuser(async (run) => {
      await run(
        `insert into audit.entry (centre, id, xid, at, action, outcome)
         select centre, $2, xid, at, action, outcome from audit.entry where centre = $1 and id = $3`,
        [centre, id, ids[400]],
      );
    });
    expect(await found()).toEqual([{ kind: 'inserted', id }]);
  });

  it('two have changed places', async () => {
    const [a, b] = [ids[3], ids[400]];
    await asSuperuser(async (run) => {
      await run('delete from audit.leaf where centre = $1 and entry in ($2, $3)', [centre, a, b]);
      await run('insert into audit.leaf values ($1, 3, $3), ($1, 400, $2)', [centre, a, b]);
    });
    expect(await found()).toEqual([
      { kind: 'altered', index: 3, id: b },
      { kind: 'altered', index: 400, id: a },
    ]);
  });

  it('two have exchanged what they say', async () => {
    const [a, b] = [ids[3], ids[400]];
    await asSuperuser(async (run) => {
      await run(
        `update audit.entry e set target = (select target from audit.entry o where o.centre = e.centre
           and o.id = case e.id when $2 then $3::uuid else $2::uuid end) where centre = $1 and id in ($2::uuid, $3::uuid)`,
        [centre, a, b],
      );
    });
    expect(await found()).toEqual([
      { kind: 'altered', index: 3, id: a },
      { kind: 'altered', index: 400, id: b },
    ]);
  });
});

describe('the tail', () => {
  it('its entries cut off: each is missing', async () => {
    await asSuperuser(async (run) => {
      await run('delete from audit.entry where centre = $1 and id = any($2)', [centre, ids.slice(598)]);
    });
    expect(await found()).toEqual([
      { kind: 'missing', index: 598, id: ids[598] },
      { kind: 'missing', index: 599, id: ids[599] },
    ]);
  });

  it('an old backup restored, or all cut off with care: whole in itself, yet shorter than what was kept', async () => {
    await restore();
    expect(await found()).toEqual([]);
    expect(await found({ since: before })).toEqual([]);
    expect(await found({ since: after })).toEqual([{ kind: 'shortened', index: count }]);
    expect(await found({ seen: after })).toEqual([{ kind: 'shortened', index: count }]);
  });

  it('and grown again beyond that size: not what was signed', async () => {
    await restore();
    seen = new SeenCheckpoints(join(folder, 'other'));
    await grow(count - early);
    await grow(50);
    expect(await found({ since: before })).toEqual([]);
    expect(await found({ since: after })).toEqual([{ kind: 'rewritten', index: count }]);
  });

  it('the sequencer signs no second history: it stands still until somebody has looked', async () => {
    await restore();
    const [id] = await world.append(centre, {});
    const { log } = fastify({ logger: { level: 'silent' } });
    const fresh = new SeenCheckpoints(folder);
    const sequencer = startSequencer({ database: world.database, keys: world.keys, seen: fresh, log });
    await until(() => sequencer.faults.has(centre));
    expect(sequencer.faults.get(centre)).toMatchObject({
      code: 'rolled-back',
      message: expect.stringContaining('seen/'),
    });
    await sequencer.stop();
    expect((await verifyLog(world.database, centre, world.keys)).size).toBe(early);
    // Restored on purpose: the kept checkpoint is taken away, and the log goes on.
    await rm(join(folder, centre));
    expect(await sequenceBatch(world.database, world.keys, centre, { seen: new SeenCheckpoints(folder) })).toBe(1);
    const { rows } = await world.owner.pool.query('select index from audit.leaf where centre = $1 and entry = $2', [
      centre,
      id,
    ]);
    expect(rows).toEqual([{ index: early }]);
  });
});

describe('the key', () => {
  const others = () => openLogKeys(join(folder, 'keys.json'), 'demo');

  it('replaced: what was signed is not its own', async () => {
    expect(await found({}, await others())).toEqual([
      { kind: 'signature' },
      { kind: 'checkpoint-signature', index: early, at: expect.any(String) },
    ]);
  });

  it('replaced, and the whole log signed anew with it: a checkpoint kept from before tells', async () => {
    const keys = await others();
    await asSuperuser(async (run) => {
      for (const table of ['leaf', 'segment', 'posting'])
        await run(`delete from audit.${table} where centre = $1`, [centre]);
      await run('delete from audit.tile where centre = $1', [centre]);
      await run('delete from audit.checkpoint where centre = $1', [centre]);
      await run('delete from audit.signing_key');
      await run(
        `update audit.position set size = 0, xid = '0', id = '00000000-0000-0000-0000-000000000000'
        where centre = $1`,
        [centre],
      );
    });
    while (await sequenceBatch(world.database, keys, centre));
    expect(await found({}, keys)).toEqual([]);
    expect(await found({ since: after }, keys)).toEqual([{ kind: 'signature', index: count }]);
  });
});

describe('over HTTP', () => {
  it('a kept checkpoint is handed in as `since`; what is none of this log is refused', async () => {
    const service = await world.openService();
    const client = world.client(centre, 'audit:read');
    const ask = (body: { since?: string }) => service.post(client, '/audit/v1/verifications', body);
    const verify = async (body: { since?: string }) => {
      const { id } = (await ask(body)).json();
      const read = async () => (await service.get(client, `/audit/v1/verifications/${id}`)).json();
      await until(async () => (await read()).result !== null);
      return (await read()).result;
    };
    await world.settled(centre);
    expect(await verify({ since: after })).toMatchObject({ intact: true });
    await restore();
    // The entry of the verification above may have been signed before the restore, and this host have seen that.
    const shortened = async (body: { since?: string }): Promise<number[]> => {
      const { intact, findings } = await verify(body);
      expect(intact).toBe(false);
      expect(new Set(findings.map(({ kind }: { kind: string }) => kind))).toEqual(new Set(['shortened']));
      return findings.map(({ index }: { index: number }) => index);
    };
    expect(await shortened({ since: after })).toContain(count);
    // What this host has seen itself tells without it.
    expect(Math.min(...(await shortened({})))).toBeGreaterThanOrEqual(count);
    const forged = after.replace(`\n${count}\n`, `\n${count + 1}\n`);
    for (const since of ['', 'x', forged, after.replace(centre, 'south')]) {
      const refused = await ask({ since });
      expect([refused.statusCode, refused.json().code], since).toEqual([400, 'invalid-request']);
    }
    await service.close();
  });

  it('a seen checkpoint that somebody has spoilt, or cut short, is a finding, and stops the sequencer', async () => {
    for (const spoilt of ['spoilt', '', after.slice(0, 40), `${after.slice(0, -20)}\n`]) {
      await writeFile(join(folder, centre), spoilt);
      const note = await new SeenCheckpoints(folder).note(centre);
      expect(await found({ seen: note ?? 'none' }), spoilt).toEqual([{ kind: 'signature' }]);
    }
    await writeFile(join(folder, centre), 'spoilt');
    await world.append(centre, {});
    await until(async () => (await waitingCentres(world.database)).includes(centre));
    const sequence = () => sequenceBatch(world.database, world.keys, centre, { seen: new SeenCheckpoints(folder) });
    await expect(sequence()).rejects.toMatchObject({
      code: 'rolled-back',
      message: expect.stringContaining(join(folder, centre)),
    });
    await rm(join(folder, centre));
    expect(await sequence()).toBe(1);
  });

  it('a service that is started anew after the log was set back knows it by what it had signed, in a folder of its own', async () => {
    vi.stubEnv('ZHIHENG_LOG_SEEN', join(folder, 'own'));
    const before = await world.openService();
    await world.append(centre, {});
    await until(async () => (await new SeenCheckpoints(join(folder, 'own')).find(centre))?.size === count + 1);
    await before.close();
    await restore();
    const after = await world.openService();
    vi.unstubAllEnvs();
    await world.append(centre, {});
    const caller = world.client(centre, 'audit:read');
    await until(async () => (await after.get(caller, '/audit/v1/integrity')).json().fault === 'rolled-back');
    expect((await after.get(caller, '/audit/v1/integrity')).json()).toMatchObject({
      size: early,
      seen: { size: count + 1 },
    });
    await after.close();
  });
});
