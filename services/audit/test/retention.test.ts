import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { advisoryLocks, inCentre, type Lease, newId, tryElection } from '@zhiheng/database';
import type { TestCaller, TestPerson, TestService } from '@zhiheng/http/testing';
import { canonicalEntry, decodeBundle, fromBase64, leafHash, parseCheckpoint, verifyInclusion } from '@zhiheng/ledger';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ArchiveFolder } from '../archive/folder.ts';
import { verifyLog } from '../verification.ts';
import { officer } from './officer.ts';
import { appendThen, archiveOf, makeMonth, tend } from './past.ts';
import { openWorld, until, type World } from './world.ts';

/** Kept long enough by the ten years of the default, and one that is not. */
const [first, second, recent] = ['2014-01', '2014-02', '2023-05'];
const base = '/audit/v1/retention';
let world: World;
let service: TestService;
let [ann, bob, keeper, warden]: TestPerson[] = [];
/** Ids of `north` by index. */
let ids: string[];
let lease: Lease | undefined;
const letGo = () => {
  lease?.release();
  lease = undefined;
};
beforeAll(async () => {
  world = await openWorld();
  lease = await tryElection(world.database, advisoryLocks.archivist);
  service = await world.openService();
  [ann, bob] = [await officer(world, 'ann', ['retain', 'hold']), await officer(world, 'bob', ['retain', 'hold'])];
  [keeper, warden] = [await officer(world, 'keeper', ['retain']), await officer(world, 'warden', ['hold'])];
  for (const month of [first, second, recent]) await makeMonth(world, month);
  ids = await appendThen(world, 'north', first, 300);
  ids.push(...(await appendThen(world, 'north', second, 300)));
  ids.push(...(await appendThen(world, 'north', recent, 10)));
  await appendThen(world, 'south', first, 5);
  ids.push(...(await world.append('north', ...Array.from({ length: 30 }, (_, n) => ({ target: `now/${n}` })))));
  await world.sequenceAll('north');
});
afterAll(async () => {
  letGo();
  await world.close();
});

const reader = () => world.client('north', 'audit:read');
const inspector = () => world.as('north', 'inspector');
const put = (caller: TestCaller | undefined, keepMonths: number, onlineMonths = 24, reason = '新规') =>
  service.send(caller, { method: 'PUT', url: base, payload: { keepMonths, onlineMonths, reason } });
const remove = (caller: TestCaller | undefined, month = first, reason = '期满') =>
  service.post(caller, `${base}/months/${month}/removal`, { reason });
const hold = (caller: TestCaller | undefined, more: object = {}) =>
  service.post(caller, '/audit/v1/holds', {
    since: '2014-01-20T00:00:00Z',
    until: '2014-01-21T00:00:00Z',
    document: '检调〔2026〕12号',
    reason: '调取',
    ...more,
  });
const release = (caller: TestCaller | undefined, id: string) =>
  service.post(caller, `/audit/v1/holds/${id}/release`, { reason: '案结' });
const months = async (query: Record<string, string> = {}) =>
  (await service.get(inspector(), `${base}/months`, query)).json();
const code = async (answer: Promise<{ statusCode: number; json(): { code?: string; state?: string } }>) => {
  const { statusCode, json } = await answer.then((one) => ({ statusCode: one.statusCode, json: one.json() }));
  return [statusCode, json.code ?? json.state];
};
const preview = (caller: TestCaller | undefined, month = first) =>
  service.get(caller, `${base}/months/${month}/removal/preview`);
const newest = async (action: string) =>
  (
    await world.owner.pool.query(
      `select id, actor, outcome, reason, target, before, after, details from audit.entry
       where centre = 'north' and action = $1 order by id desc limit 1`,
      [action],
    )
  ).rows[0];
const verification = () => verifyLog(world.database, 'north', world.keys, {}, new ArchiveFolder(archiveOf(world)));

describe('how long the log is kept', () => {
  it('ten years, two of them in the database, until somebody decides otherwise', async () => {
    expect((await service.get(reader(), base)).json()).toEqual({
      keepMonths: 120,
      onlineMonths: 24,
      changedAt: null,
      asked: null,
      searchableFrom: null,
      online: [
        expect.objectContaining({ month: new Date().toISOString().slice(0, 7) }),
        { month: recent, archivedFrom: '2025-06-01T00:00:00.000Z', dueAt: '2033-06-01T00:00:00.000Z' },
        expect.objectContaining({ month: second }),
        expect.objectContaining({ month: first }),
      ],
    });
  });

  it('longer at once, with an entry of before and after', async () => {
    expect(await code(put(ann, 130, 36))).toEqual([200, 'set']);
    expect(await newest('retention.set')).toMatchObject({
      actor: 'ann',
      reason: '新规',
      before: { keepMonths: 120, onlineMonths: 24 },
      after: { keepMonths: 130, onlineMonths: 36 },
    });
  });

  it('shorter when a second person asks the same', async () => {
    expect(await code(put(ann, 125))).toEqual([202, 'asked']);
    expect(await code(put(ann, 125))).toEqual([403, 'own-request']);
    // Another wish takes the place of the one that waits.
    expect(await code(put(bob, 120))).toEqual([202, 'asked']);
    expect(await code(put(bob, 125))).toEqual([202, 'asked']);
    expect((await service.get(inspector(), base)).json()).toMatchObject({
      keepMonths: 130,
      asked: { keepMonths: 125, askedBy: 'bob' },
    });
    expect(await code(put(ann, 125))).toEqual([200, 'set']);
    expect((await service.get(inspector(), base)).json()).toMatchObject({
      keepMonths: 125,
      onlineMonths: 24,
      asked: null,
    });
    expect(await newest('retention.set')).toMatchObject({ actor: 'ann', before: { keepMonths: 130 } });
    expect(await code(put(bob, 120))).toEqual([202, 'asked']);
    expect(await code(put(ann, 120))).toEqual([200, 'set']);
  });

  it('never below six months, nor searched longer than kept', async () => {
    for (const [keep, online] of [
      [5, 2],
      [6, 1],
      [24, 25],
      [1.5, 1],
    ] as const)
      expect(await code(put(ann, keep, online)), `${keep} ${online}`).toEqual([400, 'invalid-request']);
  });

  it('by nobody else, in no other centre, and not past the service', async () => {
    for (const caller of [inspector(), world.as('north', 'clerk'), warden])
      expect(await code(put(caller, 200))).toEqual([403, 'not-permitted']);
    expect(await code(put(world.client('north', 'audit:read'), 200))).toEqual([403, 'not-permitted']);
    expect(await code(put(undefined, 200))).toEqual([401, 'not-authenticated']);
    expect((await service.get(world.as('north', 'clerk'), base)).statusCode).toBe(403);
    expect(await newest('access.refused')).toMatchObject({ actor: 'clerk', outcome: 'denied' });
    const alone = inCentre(world.database, 'north', (transaction) =>
      sql`update audit.retention set keep_months = 6, online_months = 6`.execute(transaction),
    );
    await expect(alone).rejects.toThrow(/only shortened as two people have decided/);
    expect((await service.get(world.client('south', 'audit:read'), base)).json()).toMatchObject({
      keepMonths: 120,
      changedAt: null,
    });
  });

  it('of two who ask for the same at once, one asks and the other confirms', async () => {
    const answers = await Promise.all([code(put(ann, 119)), code(put(bob, 119))]);
    expect(answers.toSorted()).toEqual([
      [200, 'set'],
      [202, 'asked'],
    ]);
    expect(await code(put(keeper, 120))).toEqual([200, 'set']);
  });
});

describe('removed', () => {
  it('nothing that is not in the archive, and by nobody who may not', async () => {
    expect(await code(remove(ann))).toEqual([404, 'not-found']);
    for (const caller of [inspector(), world.as('north', 'clerk'), warden])
      expect(await code(remove(caller))).toEqual([403, 'not-permitted']);
    expect(await code(remove(undefined))).toEqual([401, 'not-authenticated']);
    expect(await code(remove(ann, '2014-13'))).toEqual([400, 'invalid-request']);
  });

  it('is previewed by who may look, over the whole centre, and by nobody else', async () => {
    expect(await code(preview(inspector()))).toEqual([404, 'not-found']);
    expect(await code(preview(ann, '2014-13'))).toEqual([400, 'invalid-request']);
    for (const caller of [world.as('north', 'clerk'), warden, world.client('north', 'audit:read')])
      expect(await code(preview(caller))).toEqual([403, 'not-permitted']);
    expect(await code(preview(undefined))).toEqual([401, 'not-authenticated']);
  });

  it('only proposed when it is due: a list of what, how much, and whether it is held', async () => {
    await tend(world);
    await tend(world);
    expect(await months()).toMatchObject({
      data: [
        { month: recent, due: false, entries: 10, state: 'archived', firstIndex: 600, lastIndex: 609 },
        { month: second, due: true, entries: 300, holds: [], asked: null, removal: null },
        { month: first, due: true, entries: 300, dueAt: '2024-02-01T00:00:00.000Z' },
      ],
      nextCursor: null,
    });
    expect((await months({ due: 'true' })).data.map(({ month }: { month: string }) => month)).toEqual([second, first]);
    const page = await months({ limit: '2' });
    expect((await months({ limit: '2', cursor: page.nextCursor })).data).toMatchObject([{ month: first }]);
    const { rows } = await world.owner.pool.query(
      `select target, details from audit.entry where centre = 'north' and action = 'removal.proposed' order by target`,
    );
    expect(rows).toEqual([first, second].map((target) => ({ target, details: { entries: 300, held: false } })));
    expect((await service.get(reader(), `/audit/v1/entries/${ids[0]}`)).statusCode).toBe(200);
    expect(await code(remove(ann, recent))).toEqual([409, 'retention-not-over']);
    expect((await preview(inspector(), recent)).json()).toMatchObject({ hindrance: 'retention-not-over' });
    const { online } = (await service.get(inspector(), base)).json();
    expect(online.map(({ month }: { month: string }) => month)).toEqual([new Date().toISOString().slice(0, 7)]);
  });

  it('never while a hold touches it, which somebody else has to release', async () => {
    for (const caller of [inspector(), keeper]) expect(await code(hold(caller))).toEqual([403, 'not-permitted']);
    expect(await code(hold(warden, { until: '2014-01-19T00:00:00Z' }))).toEqual([400, 'invalid-request']);
    const placed = await hold(warden, { person: 'ann', case: newId() });
    expect(placed.statusCode).toBe(201);
    const { id } = placed.json();
    expect(await newest('hold.placed')).toMatchObject({
      actor: 'warden',
      target: id,
      details: { document: '检调〔2026〕12号' },
    });
    expect((await months({ due: 'true' })).data).toMatchObject([{ holds: [] }, { month: first, holds: [id] }]);
    expect(await code(remove(ann))).toEqual([409, 'month-held']);
    expect((await preview(ann)).json()).toMatchObject({ hindrance: 'month-held', month: { holds: [id] } });
    const past = inCentre(world.database, 'north', (transaction) =>
      sql`insert into audit.month_removal (centre, id, month, reason, asked_by)
        values ('north', ${newId()}, ${first}, 'x', ${newId()})`.execute(transaction),
    );
    await expect(past).rejects.toThrow(/2014-01 is held/);
    expect(await code(release(warden, id))).toEqual([403, 'own-request']);
    expect(await code(release(inspector(), id))).toEqual([403, 'not-permitted']);
    expect((await release(ann, id)).json()).toMatchObject({ id, placedBy: 'warden', releasedBy: 'ann' });
    expect(await code(release(bob, id))).toEqual([409, 'hold-released']);
    expect(await code(release(bob, newId()))).toEqual([404, 'not-found']);
    expect(await newest('hold.released')).toMatchObject({ actor: 'ann', target: id, reason: '案结' });
    expect((await service.get(inspector(), '/audit/v1/holds')).json().data).toHaveLength(1);
    expect((await service.get(inspector(), '/audit/v1/holds', { active: 'true' })).json().data).toEqual([]);
    expect((await service.get(inspector(), `/audit/v1/holds/${id}`)).json()).toMatchObject({
      id,
      releaseReason: '案结',
    });
    expect((await service.get(world.client('south', 'audit:read'), `/audit/v1/holds/${id}`)).statusCode).toBe(404);
  });

  it('asked by one, done by another; a hold that comes between is heeded', async () => {
    expect(await code(remove(ann))).toEqual([202, 'asked']);
    expect(await code(remove(ann))).toEqual([403, 'own-request']);
    expect((await months({ due: 'true' })).data[1]).toMatchObject({ month: first, asked: { askedBy: 'ann' } });
    const { id } = (await hold(ann, { until: undefined })).json();
    expect(await code(remove(bob))).toEqual([409, 'month-held']);
    await release(bob, id);
    expect(await raceWithHold(() => code(remove(bob)))).toEqual([409, 'month-held']);
    // What was sealed beside an entry of the month, and of another one.
    await seal(ids[7] as string);
    await seal(ids[650 - 40] as string);
    expect((await preview(bob)).json()).toMatchObject({
      month: { month: first, asked: { askedBy: 'ann' } },
      hindrance: null,
      goes: { entries: 300, personal: 1 },
      stays: { leaves: 300, root: expect.stringMatching(/=$/) },
    });
    letGo();
    expect(await code(remove(bob))).toEqual([200, 'removed']);
    expect(await code(remove(ann))).toEqual([410, 'entry-removed']);
    expect((await preview(ann)).json()).toMatchObject({ hindrance: 'entry-removed', goes: { personal: 0 } });
    const { details, actor, reason } = await newest('month.removed');
    expect({ actor, reason, ...details }).toMatchObject({
      actor: 'bob',
      reason: '期满',
      month: first,
      first: 0,
      last: 299,
      entries: 300,
      keepMonths: 120,
      root: expect.stringMatching(/=$/),
    });
    const { rows } = await world.owner.pool.query('select entry from audit.personal');
    expect(rows).toEqual([{ entry: ids[610] }]);
  });

  it('its files are gone, and of a file that it shares with others just its own entries', async () => {
    await until(async () => (await months()).data[2].state === 'removed');
    const folder = join(archiveOf(world), 'north', 'tile', 'entries');
    expect((await readdir(folder)).toSorted()).toEqual(['001', '002.p']);
    const { rows } = await world.owner.pool.query(
      `select count(*) as leaves, count(action_key) as keyed, count(target_key) as targets from audit.leaf
       where centre = 'north' and index < 600`,
    );
    expect(rows).toEqual([{ leaves: 600, keyed: 300, targets: 300 }]);
    const left = decodeBundle(await readFile(join(folder, '001')));
    expect(left.map(({ length }) => length > 0)).toEqual([...Array(44).fill(false), ...Array(212).fill(true)]);
  });

  it('its entries answer that they were removed, with the proof of the entry that says so', async () => {
    await world.settled('north');
    for (const path of ['', '/proof']) {
      const answer = await service.get(reader(), `/audit/v1/entries/${ids[0]}${path}`);
      expect(answer.statusCode).toBe(410);
      const { code: why, removal } = answer.json();
      expect(why).toBe('entry-removed');
      expect(removal).toMatchObject({ month: first, firstIndex: 0, lastIndex: 299, entries: 300 });
      const { index, size, entry, proof, checkpoint } = removal.proof;
      expect(entry).toMatchObject({ action: 'month.removed', target: first, id: removal.entry });
      const { root } = parseCheckpoint(checkpoint.slice(0, checkpoint.indexOf('\n\n') + 1));
      verifyInclusion(index, size, leafHash(canonicalEntry(entry)), proof.map(fromBase64), root);
    }
    expect((await service.get(reader(), `/audit/v1/entries/${ids[300]}`)).json()).toMatchObject({ index: 300 });
    const log = '/audit/log/north/tile/entries';
    expect(await code(service.get(reader(), `${log}/000`))).toEqual([410, 'entry-removed']);
    expect((await service.get(reader(), `${log}/001`)).rawPayload).toEqual(
      await readFile(join(archiveOf(world), 'north', 'tile', 'entries', '001')),
    );
    expect((await service.get(undefined, '/audit/log/north/tile/0/000')).rawPayload).toHaveLength(256 * 32);
  });

  it('a search that was asked for it says so', async () => {
    const ask = async (path: string, query: Record<string, string> = {}) =>
      (await service.get(reader(), `/audit/v1/entries${path}`, query)).json().removed;
    const { id } = await newest('month.removed');
    const told = [{ month: first, firstIndex: 0, lastIndex: 299, entries: 300, removal: id }];
    expect(await ask('')).toEqual(told);
    expect(await ask('', { since: '2014-01-31T23:59:59Z', until: '2014-02-02T00:00:00Z' })).toEqual(told);
    expect(await ask('/feed', { from: '0', limit: '1' })).toEqual(told);
    for (const other of [{ since: '2014-02-01T00:00:00Z' }, { until: '2014-01-01T00:00:00Z' }])
      expect(await ask('', other as Record<string, string>)).toBeUndefined();
  });

  it('the whole log verifies: what is gone was removed by policy, as its own entry says', async () => {
    const index = (await service.get(reader(), `/audit/v1/entries/${(await newest('month.removed')).id}`)).json().index;
    expect(await verification()).toMatchObject({
      intact: true,
      removed: [{ month: first, first: 0, last: 299, entries: 300, index }],
    });
  });

  it('nothing is excused that no entry of the log excuses', async () => {
    const client = await world.owner.pool.connect();
    await client.query('set session_replication_role = replica');
    // Whoever owns the database writes down a removal that nobody has decided.
    const id = newId();
    await client.query(
      `insert into audit.month_removal (centre, id, month, reason, asked_by, confirmed_by, confirmed_at, entry)
       values ('north', $1, $2, 'x', $1, $3, now(), $1)`,
      [id, recent, newId()],
    );
    try {
      expect(await verification()).toMatchObject({
        total: 1,
        findings: [{ kind: 'unlawful', index: 600, last: 609, entries: 10 }],
        removed: [{ month: first }],
      });
      await client.query('delete from audit.month_removal where id = $1', [id]);
    } finally {
      client.release(true);
    }
    expect(await verification()).toMatchObject({ intact: true });
    // Nor can a client say so for the log.
    const said = await service.post(world.client('north', 'audit:write'), '/audit/v1/entries', {
      action: 'month.removed',
      outcome: 'done',
      target: recent,
    });
    expect([said.statusCode, said.json().code]).toEqual([400, 'invalid-request']);
  });

  it('the other centre keeps what it has', async () => {
    expect((await service.get(world.client('south', 'audit:read'), `${base}/months`)).json().data).toMatchObject([
      { month: first, entries: 5, state: 'archived', removal: null },
    ]);
  });
});

/** Does what it is asked to while a hold on the first month is being placed, which takes effect first; it is released afterwards. */
async function raceWithHold<T>(act: () => Promise<T>): Promise<T> {
  const id = newId();
  const client = await world.database.pool.connect();
  let acting: Promise<T>;
  try {
    await client.query('begin');
    await client.query(`select set_config('zhiheng.centre', 'north', true)`);
    await client.query(
      `insert into audit.hold (centre, id, since, document, reason, placed_by) values ('north', $1, '2014-01-31', 'x', 'x', $2)`,
      [id, warden?.person],
    );
    acting = act();
    await until(async () => {
      const { rowCount } = await world.owner.pool.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query ~ 'audit.retention'`,
      );
      return rowCount === 1;
    });
    await client.query('commit');
  } finally {
    client.release(true);
  }
  const answer = await acting;
  expect((await release(bob, id)).statusCode).toBe(200);
  return answer;
}

async function seal(entry: string): Promise<void> {
  const key = newId();
  await inCentre(world.owner, 'north', async (transaction) => {
    await sql`insert into audit.subject_key (centre, id, subject, wrapped_by, wrapped)
      values ('north', ${key}, decode(md5(${key}) || md5(${key}), 'hex'), 'k', 'x')`.execute(transaction);
    await sql`insert into audit.personal (centre, entry, key, sealed) values ('north', ${entry}, ${key}, 'x')`.execute(
      transaction,
    );
  });
}
