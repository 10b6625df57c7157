import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inCentre, newId } from '@zhiheng/database';
import { canonicalEntry, decodeBundle, fromBase64, leafHash, parseCheckpoint, verifyInclusion } from '@zhiheng/ledger';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { base, code, first, type Office, openOffice, recent, second } from './office.ts';
import { archiveOf, tend } from './past.ts';
import { until } from './world.ts';

let office: Office;
beforeAll(async () => {
  office = await openOffice();
});
afterAll(() => office.close());

describe('removed', () => {
  it('nothing that is not in the archive, and by nobody who may not', async () => {
    expect(await code(office.remove(office.ann))).toEqual([404, 'not-found']);
    for (const caller of [office.inspector(), office.world.as('north', 'clerk'), office.warden])
      expect(await code(office.remove(caller))).toEqual([403, 'not-permitted']);
    expect(await code(office.remove(undefined))).toEqual([401, 'not-authenticated']);
    expect(await code(office.remove(office.ann, '2014-13'))).toEqual([400, 'invalid-request']);
  });

  it('is previewed by who may look, over the whole centre, and by nobody else', async () => {
    expect(await code(office.preview(office.inspector()))).toEqual([404, 'not-found']);
    expect(await code(office.preview(office.ann, '2014-13'))).toEqual([400, 'invalid-request']);
    for (const caller of [office.world.as('north', 'clerk'), office.warden, office.world.client('north', 'audit:read')])
      expect(await code(office.preview(caller))).toEqual([403, 'not-permitted']);
    expect(await code(office.preview(undefined))).toEqual([401, 'not-authenticated']);
  });

  it('only proposed when it is due: a list of what, how much, and whether it is held', async () => {
    await tend(office.world);
    await tend(office.world);
    expect(await office.months()).toMatchObject({
      data: [
        { month: recent, due: false, entries: 10, state: 'archived', firstIndex: 600, lastIndex: 609 },
        { month: second, due: true, entries: 300, holds: [], asked: null, removal: null },
        { month: first, due: true, entries: 300, dueAt: '2024-02-01T00:00:00.000Z' },
      ],
      nextCursor: null,
    });
    expect((await office.months({ due: 'true' })).data.map(({ month }: { month: string }) => month)).toEqual([
      second,
      first,
    ]);
    const page = await office.months({ limit: '2' });
    expect((await office.months({ limit: '2', cursor: page.nextCursor })).data).toMatchObject([{ month: first }]);
    const { rows } = await office.world.owner.pool.query(
      `select target, details from audit.entry where centre = 'north' and action = 'removal.proposed' order by target`,
    );
    expect(rows).toEqual([first, second].map((target) => ({ target, details: { entries: 300, held: false } })));
    expect((await office.service.get(office.reader(), `/audit/v1/entries/${office.ids[0]}`)).statusCode).toBe(200);
    expect(await code(office.remove(office.ann, recent))).toEqual([409, 'retention-not-over']);
    expect((await office.preview(office.inspector(), recent)).json()).toMatchObject({
      hindrance: 'retention-not-over',
    });
    const { online } = (await office.service.get(office.inspector(), base)).json();
    expect(online.map(({ month }: { month: string }) => month)).toEqual([new Date().toISOString().slice(0, 7)]);
  });

  it('never while a hold touches it, which somebody else has to release', async () => {
    for (const caller of [office.inspector(), office.keeper])
      expect(await code(office.hold(caller))).toEqual([403, 'not-permitted']);
    expect(await code(office.hold(office.warden, { until: '2014-01-19T00:00:00Z' }))).toEqual([400, 'invalid-request']);
    const placed = await office.hold(office.warden, { person: 'ann', case: newId() });
    expect(placed.statusCode).toBe(201);
    const { id } = placed.json();
    expect(await office.newest('hold.placed')).toMatchObject({
      actor: 'warden',
      target: id,
      details: { document: '检调〔2026〕12号' },
    });
    expect((await office.months({ due: 'true' })).data).toMatchObject([{ holds: [] }, { month: first, holds: [id] }]);
    expect(await code(office.remove(office.ann))).toEqual([409, 'month-held']);
    expect((await office.preview(office.ann)).json()).toMatchObject({
      hindrance: 'month-held',
      month: { holds: [id] },
    });
    const past = inCentre(office.world.database, 'north', (transaction) =>
      sql`insert into audit.month_removal (centre, id, month, reason, asked_by)
        values ('north', ${newId()}, ${first}, 'x', ${newId()})`.execute(transaction),
    );
    await expect(past).rejects.toThrow(/2014-01 is held/);
    expect(await code(office.release(office.warden, id))).toEqual([403, 'own-request']);
    expect(await code(office.release(office.inspector(), id))).toEqual([403, 'not-permitted']);
    expect((await office.release(office.ann, id)).json()).toMatchObject({ id, placedBy: 'warden', releasedBy: 'ann' });
    expect(await code(office.release(office.bob, id))).toEqual([409, 'hold-released']);
    expect(await code(office.release(office.bob, newId()))).toEqual([404, 'not-found']);
    expect(await office.newest('hold.released')).toMatchObject({ actor: 'ann', target: id, reason: '案结' });
    expect((await office.service.get(office.inspector(), '/audit/v1/holds')).json().data).toHaveLength(1);
    expect((await office.service.get(office.inspector(), '/audit/v1/holds', { active: 'true' })).json().data).toEqual(
      [],
    );
    expect((await office.service.get(office.inspector(), `/audit/v1/holds/${id}`)).json()).toMatchObject({
      id,
      releaseReason: '案结',
    });
    expect(
      (await office.service.get(office.world.client('south', 'audit:read'), `/audit/v1/holds/${id}`)).statusCode,
    ).toBe(404);
  });

  it('asked by one, done by another; a hold that comes between is heeded', async () => {
    expect(await code(office.remove(office.ann))).toEqual([202, 'asked']);
    expect(await code(office.remove(office.ann))).toEqual([403, 'own-request']);
    expect((await office.months({ due: 'true' })).data[1]).toMatchObject({ month: first, asked: { askedBy: 'ann' } });
    const { id } = (await office.hold(office.ann, { until: undefined })).json();
    expect(await code(office.remove(office.bob))).toEqual([409, 'month-held']);
    await office.release(office.bob, id);
    expect(await raceWithHold(() => code(office.remove(office.bob)))).toEqual([409, 'month-held']);
    // What was sealed beside an entry of the month, and of another one.
    await seal(office.ids[7] as string);
    await seal(office.ids[650 - 40] as string);
    expect((await office.preview(office.bob)).json()).toMatchObject({
      month: { month: first, asked: { askedBy: 'ann' } },
      hindrance: null,
      goes: { entries: 300, personal: 1 },
      stays: { leaves: 300, root: expect.stringMatching(/=$/) },
    });
    office.letGo();
    expect(await code(office.remove(office.bob))).toEqual([200, 'removed']);
    expect(await code(office.remove(office.ann))).toEqual([410, 'entry-removed']);
    expect((await office.preview(office.ann)).json()).toMatchObject({
      hindrance: 'entry-removed',
      goes: { personal: 0 },
    });
    const { details, actor, reason } = await office.newest('month.removed');
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
    const { rows } = await office.world.owner.pool.query('select entry from audit.personal');
    expect(rows).toEqual([{ entry: office.ids[610] }]);
  });

  it('its files are gone, and of a file that it shares with others just its own entries', async () => {
    await until(async () => (await office.months()).data[2].state === 'removed');
    const folder = join(archiveOf(office.world), 'north', 'tile', 'entries');
    expect((await readdir(folder)).toSorted()).toEqual(['001', '002.p']);
    const { rows } = await office.world.owner.pool.query(
      `select count(*) as leaves, count(action_key) as keyed, count(target_key) as targets from audit.leaf
       where centre = 'north' and index < 600`,
    );
    expect(rows).toEqual([{ leaves: 600, keyed: 300, targets: 300 }]);
    // Nor do the lists tell of them any more: sixteen leaves are a segment here, and the last of the month ends within one.
    const { rows: listed } = await office.world.owner.pool.query(
      `select sum(bit_count(substring(leaves from 1 for least(16, 300 - segment * 16))))::integer as gone, sum(bit_count(leaves)) > 0 as others
       from audit.posting where centre = 'north' and segment * 16 < 300`,
    );
    expect(listed).toEqual([{ gone: 0, others: true }]);
    const left = decodeBundle(await readFile(join(folder, '001')));
    expect(left.map(({ length }) => length > 0)).toEqual([...Array(44).fill(false), ...Array(212).fill(true)]);
  });

  it('its entries answer that they were removed, with the proof of the entry that says so', async () => {
    await office.world.settled('north');
    for (const path of ['', '/proof']) {
      const answer = await office.service.get(office.reader(), `/audit/v1/entries/${office.ids[0]}${path}`);
      expect(answer.statusCode).toBe(410);
      const { code: why, removal } = answer.json();
      expect(why).toBe('entry-removed');
      expect(removal).toMatchObject({ month: first, firstIndex: 0, lastIndex: 299, entries: 300 });
      const { index, size, entry, proof, checkpoint } = removal.proof;
      expect(entry).toMatchObject({ action: 'month.removed', target: first, id: removal.entry });
      const { root } = parseCheckpoint(checkpoint.slice(0, checkpoint.indexOf('\n\n') + 1));
      verifyInclusion(index, size, leafHash(canonicalEntry(entry)), proof.map(fromBase64), root);
    }
    expect((await office.service.get(office.reader(), `/audit/v1/entries/${office.ids[300]}`)).json()).toMatchObject({
      index: 300,
    });
    const log = '/audit/log/north/tile/entries';
    expect(await code(office.service.get(office.reader(), `${log}/000`))).toEqual([410, 'entry-removed']);
    expect((await office.service.get(office.reader(), `${log}/001`)).rawPayload).toEqual(
      await readFile(join(archiveOf(office.world), 'north', 'tile', 'entries', '001')),
    );
    expect((await office.service.get(undefined, '/audit/log/north/tile/0/000')).rawPayload).toHaveLength(256 * 32);
  });

  it('a search that was asked for it says so', async () => {
    const ask = async (path: string, query: Record<string, string> = {}) =>
      (await office.service.get(office.reader(), `/audit/v1/entries${path}`, query)).json().removed;
    const { id } = await office.newest('month.removed');
    const told = [{ month: first, firstIndex: 0, lastIndex: 299, entries: 300, removal: id }];
    expect(await ask('')).toEqual(told);
    expect(await ask('', { since: '2014-01-31T23:59:59Z', until: '2014-02-02T00:00:00Z' })).toEqual(told);
    expect(await ask('/feed', { from: '0', limit: '1' })).toEqual(told);
    for (const other of [{ since: '2014-02-01T00:00:00Z' }, { until: '2014-01-01T00:00:00Z' }])
      expect(await ask('', other as Record<string, string>)).toBeUndefined();
  });

  it('the whole log verifies: what is gone was removed by policy, as its own entry says', async () => {
    const index = (
      await office.service.get(office.reader(), `/audit/v1/entries/${(await office.newest('month.removed')).id}`)
    ).json().index;
    expect(await office.verification()).toMatchObject({
      intact: true,
      removed: [{ month: first, first: 0, last: 299, entries: 300, index }],
    });
  });

  it('nothing is excused that no entry of the log excuses', async () => {
    const client = await office.world.owner.pool.connect();
    await client.query('set session_replication_role = replica');
    // Whoever owns the database writes down a removal that nobody has decided.
    const id = newId();
    await client.query(
      `insert into audit.month_removal (centre, id, month, reason, asked_by, confirmed_by, confirmed_at, entry)
       values ('north', $1, $2, 'x', $1, $3, now(), $1)`,
      [id, recent, newId()],
    );
    try {
      expect(await office.verification()).toMatchObject({
        total: 1,
        findings: [{ kind: 'unlawful', index: 600, last: 609, entries: 10 }],
        removed: [{ month: first }],
      });
      await client.query('delete from audit.month_removal where id = $1', [id]);
    } finally {
      client.release(true);
    }
    expect(await office.verification()).toMatchObject({ intact: true });
    // Nor can a client say so for the log.
    const said = await office.service.post(office.world.client('north', 'audit:write'), '/audit/v1/entries', {
      action: 'month.removed',
      outcome: 'done',
      target: recent,
    });
    expect([said.statusCode, said.json().code]).toEqual([400, 'invalid-request']);
  });

  it('the other centre keeps what it has', async () => {
    expect(
      (await office.service.get(office.world.client('south', 'audit:read'), `${base}/months`)).json().data,
    ).toMatchObject([{ month: first, entries: 5, state: 'archived', removal: null }]);
  });
});

/** Does what it is asked to while a hold on the first month is being placed, which takes effect first; it is released afterwards. */
async function raceWithHold<T>(act: () => Promise<T>): Promise<T> {
  const id = newId();
  const client = await office.world.database.pool.connect();
  let acting: Promise<T>;
  try {
    await client.query('begin');
    await client.query(`select set_config('zhiheng.centre', 'north', true)`);
    await client.query(
      `insert into audit.hold (centre, id, since, document, reason, placed_by) values ('north', $1, '2014-01-31', 'x', 'x', $2)`,
      [id, office.warden?.person],
    );
    acting = act();
    await until(async () => {
      const { rowCount } = await office.world.owner.pool.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and query ~ 'audit.retention'`,
      );
      return rowCount === 1;
    });
    await client.query('commit');
  } finally {
    client.release(true);
  }
  const answer = await acting;
  expect((await office.release(office.bob, id)).statusCode).toBe(200);
  return answer;
}

async function seal(entry: string): Promise<void> {
  const key = newId();
  await inCentre(office.world.owner, 'north', async (transaction) => {
    await sql`insert into audit.subject_key (centre, id, subject, wrapped_by, wrapped)
      values ('north', ${key}, decode(md5(${key}) || md5(${key}), 'hex'), 'k', 'x')`.execute(transaction);
    await sql`insert into audit.personal (centre, entry, key, sealed) values ('north', ${entry}, ${key}, 'x')`.execute(
      transaction,
    );
  });
}
