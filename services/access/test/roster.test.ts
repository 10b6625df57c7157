import type { RosterRow } from '@zhiheng/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type County, openCounty } from './open-county.ts';
import { apply, everybody, fileOf, rosterNow, settled, upload, uploaded } from './rostering.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty(({ people }) => {
    const administrator = people.find(({ username }) => username === 'sysadmin');
    if (!administrator) throw new Error('the county has no administrator of accounts');
    people.push({ ...administrator, username: 'sysadmin2', staffNumber: 'S0084', name: '第二管理员' });
  });
});
afterAll(() => county.close());

const rowsOf = async (id: string, query: Record<string, string> = {}, by = 'sysadmin'): Promise<RosterRow[]> =>
  (await county.service.get(county.as(by), `/api/v1/rosters/${id}/rows`, query)).json().data;
const rowsKept = async (id: string) => {
  const { rows } = await county.owner.pool.query('select * from access.roster_row where centre = $1 and roster = $2', [
    county.centre,
    id,
  ]);
  return rows;
};
const activeNow = async () => (await everybody(county)).length;

test('who joins, moves and leaves is foreseen, done once it is applied, and nothing personal is kept', async () => {
  const before = await everybody(county);
  const lines = before.filter(({ staffNumber }) => staffNumber !== 'S0050' && staffNumber !== 'S0060');
  const mover = lines.find(({ staffNumber }) => staffNumber === 'S0064') as (typeof lines)[number];
  const from = mover.unit;
  mover.unit = 'office';
  lines.push({ staffNumber: 'S9001', name: '新同事', unit: '社会保障卡管理股', post: '经办岗' });
  const roster = await uploaded(county, fileOf(lines));
  expect(roster).toMatchObject({
    state: 'open',
    version: 1,
    uploadedBy: 'sysadmin',
    counts: { joins: 1, moves: 1, leaves: 2, unchanged: before.length - 3 },
    ...{ people: before.length, leaving: 2, needsSecond: false, changedSince: false, total: 4 },
  });
  expect(roster.grantsTouched).toBeGreaterThan(2);
  expect(await activeNow()).toBe(before.length);
  expect(await rowsOf(roster.id, { kind: 'moves' })).toMatchObject([
    { staffNumber: mover.staffNumber, from: { unit: from }, to: { unit: 'office', post: mover.post }, outcome: null },
  ]);
  const leavers = await rowsOf(roster.id, { kind: 'leaves' });
  expect(leavers.map(({ line, staffNumber }) => [line, staffNumber])).toEqual([
    [null, 'S0050'],
    [null, 'S0060'],
  ]);
  expect((await apply(county, roster)).statusCode).toBe(202);
  expect(await settled(county, roster.id)).toMatchObject({ state: 'done', total: 4, done: 4, refused: 0 });
  const after = await everybody(county);
  expect(after.map(({ staffNumber }) => staffNumber)).not.toContain('S0050');
  expect(after.find(({ staffNumber }) => staffNumber === mover.staffNumber)?.unit).toBe('office');
  expect(after.find(({ staffNumber }) => staffNumber === 'S9001')).toMatchObject({ name: '新同事', unit: 'card' });
  const kept = await rowsKept(roster.id);
  expect(kept).toHaveLength(4);
  for (const row of kept)
    expect(row).toMatchObject({ staff_number: null, name: null, username: null, outcome: 'done' });
  const [done] = await rowsOf(roster.id, { kind: 'joins' });
  expect(done).toMatchObject({ name: '新同事', username: 's9001', outcome: 'done' });
  const departed = await county.entries('person.departed');
  expect(departed).toHaveLength(2);
  expect(departed[0]).toMatchObject({ outcome: 'done', actor: 'sysadmin', details: { roster: roster.id } });
  for (const action of ['person.added', 'person.transferred'])
    expect(await county.entries(action)).toMatchObject([{ outcome: 'done', details: { roster: roster.id } }]);
  expect(await county.entries('roster.finished')).toMatchObject([{ outcome: 'done', target: roster.id }]);
});

test('many at once wait for a second administrator, who is not the uploader; the database says so, too', async () => {
  const before = await everybody(county);
  const roster = await uploaded(county, fileOf(before.slice(0, 40)));
  expect(roster).toMatchObject({ leaving: before.length - 40, needsSecond: true });
  expect((await apply(county, roster)).json()).toMatchObject({ status: 403, code: 'second-person-needed' });
  await expect(
    county.owner.pool.query(
      `update access.roster set state = 'applying', applied_by = uploaded_by, applied_account = uploaded_by, applied_client = 'x',
        applied_address = 'x', applied_at = now() where id = $1`,
      [roster.id],
    ),
  ).rejects.toMatchObject({ constraint: 'roster_second_person' });
  expect(await activeNow()).toBe(before.length);
  const cancelled = await county.service.post(county.as('sysadmin2'), `/api/v1/rosters/${roster.id}/cancellation`, {});
  expect(cancelled.json()).toMatchObject({ state: 'cancelled' });
  expect(await rowsKept(roster.id)).toEqual([]);
  expect((await apply(county, roster, 'sysadmin2')).json()).toMatchObject({ code: 'roster-closed' });
});

test('few of one unit as well; the limits are set by who administers security, and a changed limit is a changed preview', async () => {
  const before = await everybody(county);
  const some = before.filter(({ unit }) => unit === 'enterprise-pension').slice(0, 3);
  const roster = await uploaded(county, fileOf(before.filter((one) => !some.includes(one))));
  expect(roster).toMatchObject({ leaving: 3, mostOfUnit: 3, needsSecond: false });
  const limits = { sharePercent: 10, unitPeople: 2 };
  const set = (by: string) =>
    county.service.send(county.as(by), { method: 'PUT', url: '/api/v1/roster-settings', payload: limits });
  expect((await set('sysadmin')).statusCode).toBe(403);
  expect((await set('secadmin')).json()).toMatchObject(limits);
  expect(await county.entries('roster-limits.set')).toMatchObject([{ outcome: 'denied' }, { outcome: 'done' }]);
  expect((await apply(county, roster)).json()).toMatchObject({ status: 409, code: 'roster-changed' });
  const anew = await rosterNow(county, roster.id);
  expect(anew).toMatchObject({ version: 2, needsSecond: true, unitPeople: 2 });
  expect((await apply(county, anew)).json().code).toBe('second-person-needed');
  expect((await apply(county, anew, 'sysadmin2')).statusCode).toBe(202);
  expect(await settled(county, roster.id)).toMatchObject({ state: 'done', done: 3, appliedBy: 'sysadmin2' });
});

test('what has changed since it was judged is judged anew, and shown again', async () => {
  const before = await everybody(county);
  const [first, second, third] = before.filter(({ unit }) => unit === 'card');
  const roster = await uploaded(county, fileOf(before.filter((one) => one !== first && one !== third)));
  expect(roster.leaving).toBe(2);
  const gone = await county.owner.pool.query(
    'select a.username from access.account a join access.person p on p.centre = a.centre and p.id = a.person where p.staff_number = any($1)',
    [[second?.staffNumber, third?.staffNumber]],
  );
  for (const { username } of gone.rows) {
    const left = await county.service.post(county.as('sysadmin'), `/api/v1/people/${username}/departure`, {
      kind: 'resigned',
    });
    expect(left.statusCode, left.body).toBe(201);
  }
  expect(await rosterNow(county, roster.id)).toMatchObject({ changedSince: true });
  expect((await apply(county, roster)).json().code).toBe('roster-changed');
  // Who has left and is in the file stays away: they come back by a rehire only.
  const anew = await rosterNow(county, roster.id);
  expect(anew).toMatchObject({ version: 2, counts: { left: 1, leaves: 1 } });
  expect((await apply(county, anew)).statusCode).toBe(202);
  expect(await settled(county, roster.id)).toMatchObject({ state: 'done', done: 1 });
});

test('the database itself keeps no row without its roster, and lets none go to another', async () => {
  const { id } = await uploaded(county, fileOf(await everybody(county)));
  const { pool } = county.owner;
  const refused = (constraint: string) => ({ code: '23503', constraint });
  await expect(
    pool.query('insert into access.roster_row (centre, roster, place) values ($1, uuidv7(), 1)', [county.centre]),
  ).rejects.toMatchObject(refused('roster_row_has_roster'));
  await expect(
    pool.query('update access.roster_row set roster = uuidv7() where roster = $1', [id]),
  ).rejects.toMatchObject(refused('roster_row_stays_where_it_is'));
  await expect(pool.query('delete from access.roster where id = $1', [id])).rejects.toMatchObject(
    refused('roster_with_rows_stays'),
  );
  await expect(pool.query('update access.roster set id = uuidv7() where id = $1', [id])).rejects.toMatchObject(
    refused('roster_with_rows_stays'),
  );
});

test('a file with one fault is refused whole, each fault by its line; nothing of it is kept', async () => {
  const lines = await everybody(county);
  const bad = [
    '工号,姓名,部门,岗位,状态,离职日期',
    `${lines[0]?.staffNumber},甲,nowhere,岗,在职,`,
    '1.1E+17,乙,card,岗,在职,',
    '=1+1,丙,card,岗,在职,',
    'S1,丁,card,岗,休假,2026年2月30日',
    'S1,丁,card,岗,在职,2026-02-01',
    'S2,戊,card',
    '合计,99,,,,',
    '',
  ].join('\n');
  const answer = await upload(county, bad);
  expect(answer.json()).toMatchObject({ status: 422, code: 'roster-refused' });
  const faults = (answer.json().errors as { path: string; message: string }[]).map(
    ({ path, message }) => `${path} ${message}`,
  );
  expect(faults).toEqual([
    expect.stringContaining('/file 文件注明 99 人，实有 6 人'),
    expect.stringContaining('/lines/2 没有机构“nowhere”'),
    expect.stringContaining('/lines/3 工号是科学计数法'),
    expect.stringContaining('/lines/4 工号是公式'),
    expect.stringContaining('/lines/5 不认识的状态“休假”'),
    expect.stringContaining('/lines/5 “2026年2月30日”不是日期'),
    expect.stringContaining('/lines/7 本行列数不足'),
  ]);
  const twice = await upload(county, fileOf([...lines, lines[3] as (typeof lines)[number]]));
  expect(twice.json().errors).toMatchObject([{ path: `/lines/${lines.length + 2}` }]);
  const taken = { staffNumber: 'director', name: '新人', unit: 'card', post: '岗' };
  expect((await upload(county, fileOf([...lines, taken]))).json().errors).toMatchObject([
    { path: `/lines/${lines.length + 2}` },
  ]);
  const { rows } = await county.owner.pool.query("select from access.roster where state = 'reading'");
  expect(rows).toEqual([]);
  expect((await county.entries('roster.uploaded')).filter(({ outcome }) => outcome === 'denied')).toHaveLength(3);
});

test('the columns are taken for what they are called, said otherwise where that is wrong, and remembered', async () => {
  const lines = await everybody(county);
  const file = [
    '编码甲,全名,部门代码',
    ...lines.map(({ staffNumber, name, unit }) => `${staffNumber},${name},${unit}`),
    '',
  ].join('\n');
  const columns = await upload(county, file, { path: '/api/v1/rosters/columns' });
  expect(columns.json()).toEqual({
    encoding: 'utf-8',
    columns: [
      { title: '编码甲', field: null },
      { title: '全名', field: null },
      { title: '部门代码', field: 'unit' },
    ],
  });
  expect((await upload(county, file)).json().errors).toMatchObject([{ path: '/file' }, { path: '/file' }]);
  const query = { staffNumber: '编码甲', name: '全名' };
  expect(await uploaded(county, file, { query })).toMatchObject({ counts: { unchanged: lines.length }, total: 0 });
  expect(await uploaded(county, file)).toMatchObject({ counts: { unchanged: lines.length } });
  const settings = await county.service.get(county.as('secadmin'), '/api/v1/roster-settings');
  expect(settings.json().columns).toEqual({ ...query, unit: '部门代码' });
});
