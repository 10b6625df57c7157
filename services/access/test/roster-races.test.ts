import type { Roster } from '@zhiheng/contracts';
import { inCentre } from '@zhiheng/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimRoster } from '../store/roster-store.ts';
import { type County, openCounty } from './open-county.ts';
import { apply, everybody, fileOf, rosterNow, settled, upload, uploaded } from './rostering.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty(({ people }) => {
    const administrator = people.find(({ username }) => username === 'sysadmin');
    if (!administrator) throw new Error('the county has no administrator of accounts');
    for (const number of [2, 3])
      people.push({
        ...administrator,
        username: `sysadmin${number}`,
        staffNumber: `S010${number}`,
        name: `管理员${number}`,
      });
  });
});
afterAll(() => county.close());

/** Everybody but these many, none of whom administers anything; each time other people. */
async function without(count: number) {
  const lines = await everybody(county);
  const gone = lines.filter(({ staffNumber }) => /^S00[2-9]/.test(staffNumber)).slice(-count);
  return { file: fileOf(lines.filter((one) => !gone.includes(one))), gone };
}
const departures = async () =>
  (await county.entries('person.departed')).filter(({ outcome }) => outcome === 'done').length;
const depart = (who: string, by = 'sysadmin') =>
  county.service.post(county.as(by), `/api/v1/people/${who}/departure`, { kind: 'resigned' });
/** What a process leaves that has claimed a roster and died; a lease ends in half a minute, here at once. */
const leaseOver = () =>
  county.owner.pool.query(
    "update access.roster set leased_until = now() - interval '1 second' where state = 'applying'",
  );

test('two administrators at once, on two processes: it is applied once, each person leaves once', async () => {
  const other = await county.secondService();
  const { file } = await without(3);
  const roster = await uploaded(county, file);
  const before = await departures();
  const both = await Promise.all([
    apply(county, roster),
    apply({ ...county, service: other, as: county.as }, roster, 'sysadmin2'),
  ]);
  expect(both.map(({ statusCode }) => statusCode)).toEqual([202, 202]);
  expect(await settled(county, roster.id)).toMatchObject({ state: 'done', total: 3, done: 3, refused: 0 });
  expect((await departures()) - before).toBe(3);
  const applied = (await county.entries('roster.applied')).filter(({ target }) => target === roster.id);
  expect(applied).toHaveLength(1);
});

test('two rosters at once: the other waits for its turn, and is seen anew when it comes', async () => {
  const [one, two] = [await uploaded(county, (await without(2)).file), await uploaded(county, (await without(4)).file)];
  const both = await Promise.all([apply(county, one), apply(county, two, 'sysadmin2')]);
  const codes = both.map((answer) => (answer.statusCode === 202 ? 'applied' : answer.json().code));
  expect(codes.filter((code) => code === 'applied')).toHaveLength(1);
  const later = codes[0] === 'applied' ? two : one;
  expect(['roster-applying', 'roster-changed']).toContain(codes.find((code) => code !== 'applied'));
  await settled(county, codes[0] === 'applied' ? one.id : two.id);
  expect((await apply(county, { ...later, version: 1 })).json().code).toBe('roster-changed');
  const anew = await rosterNow(county, later.id);
  if (anew.total > 0) {
    expect((await apply(county, anew)).statusCode).toBe(202);
    expect(await settled(county, anew.id)).toMatchObject({ state: 'done', refused: 0 });
  } else expect(anew.counts.leaves).toBe(0);
});

test('its worker died half-way: another goes on, and nobody leaves twice', async () => {
  const { file, gone } = await without(4);
  const roster = await uploaded(county, file);
  const before = await departures();
  // Takes it before any process of the service does, does one row's worth of nothing, and dies.
  await county.owner.pool.query(
    `update access.roster set state = 'applying', applied_by = p.person, applied_account = p.id, applied_client = 'console',
      applied_address = '127.0.0.1', applied_at = now(), worker = uuidv7(), leased_until = now() + interval '1 hour'
    from access.account p where access.roster.id = $1 and p.centre = access.roster.centre and p.username = 'sysadmin'`,
    [roster.id],
  );
  // Somebody leaves by hand meanwhile.
  const { rows } = await county.owner.pool.query(
    'select a.username from access.account a join access.person p on p.centre = a.centre and p.id = a.person where p.staff_number = $1',
    [gone[0]?.staffNumber],
  );
  expect((await depart(rows[0].username)).statusCode).toBe(201);
  expect(
    await inCentre(county.database, county.centre, (transaction) => claimRoster(transaction, county.centre, roster.id)),
  ).toBeUndefined();
  await leaseOver();
  expect(await settled(county, roster.id)).toMatchObject({ state: 'done', total: 4, done: 4, refused: 0 });
  expect((await departures()) - before).toBe(4);
  const overtaken = await county.service.get(county.as('sysadmin'), `/api/v1/rosters/${roster.id}/rows`, {
    outcome: 'overtaken',
  });
  expect(overtaken.json().data).toMatchObject([{ problem: { code: 'already-departed' } }]);
});

test('cancelled half-way: no more of it is done, what was done stays, and its worker lets go', async () => {
  const { file } = await without(5);
  const roster = await uploaded(county, file);
  const people = (await everybody(county)).length;
  const holder = await county.owner.pool.connect();
  try {
    // The first row waits for a lock that another transaction holds.
    await holder.query('begin');
    await holder.query("select pg_advisory_xact_lock(hashtextextended('policy:' || $1, 0))", [county.centre]);
    expect((await apply(county, roster)).statusCode).toBe(202);
    const cancelled = county.service.post(county.as('sysadmin2'), `/api/v1/rosters/${roster.id}/cancellation`, {});
    await holder.query('commit');
    expect((await cancelled).json()).toMatchObject({ state: 'cancelled' });
  } finally {
    holder.release();
  }
  const { done } = await rosterNow(county, roster.id);
  expect((await everybody(county)).length).toBe(people - done);
  expect(done).toBeLessThan(5);
});

test('who applied it loses their account meanwhile: it stops, and another goes on with it', async () => {
  const { file } = await without(3);
  const roster = await uploaded(county, file);
  await county.owner.pool.query(
    `update access.roster set state = 'applying', applied_by = p.person, applied_account = p.id, applied_client = 'console',
      applied_address = '127.0.0.1', applied_at = now(), worker = uuidv7(), leased_until = now() + interval '1 hour'
    from access.account p where access.roster.id = $1 and p.centre = access.roster.centre and p.username = 'sysadmin3'`,
    [roster.id],
  );
  expect((await depart('sysadmin3')).statusCode).toBe(201);
  const people = (await everybody(county)).length;
  await leaseOver();
  expect(await settled(county, roster.id)).toMatchObject({ state: 'stopped', failure: 'account-disabled', done: 0 });
  expect((await everybody(county)).length).toBe(people);
  expect(await county.entries('roster.stopped')).toMatchObject([{ outcome: 'failed', reason: 'account-disabled' }]);
  expect((await apply(county, roster)).statusCode).toBe(202);
  expect(await settled(county, roster.id)).toMatchObject({ state: 'done', done: 3, refused: 0 });
});

test('whoever uploaded it has left: what they proposed counts no more', async () => {
  const { file } = await without(1);
  const roster = await uploaded(county, file, { by: 'sysadmin2' });
  expect((await depart('sysadmin2')).statusCode).toBe(201);
  expect((await apply(county, roster)).json()).toMatchObject({ status: 409, code: 'roster-closed' });
});

test('what nobody applies in time is erased; so is what never came whole', async () => {
  const roster = await uploaded(county, (await without(1)).file);
  await county.owner.pool.query(`update access.roster set expires_at = now() where id = $1`, [roster.id]);
  await county.owner.pool.query(
    `insert into access.roster (centre, id, file_name, client, uploaded_at) values ($1, uuidv7(), 'x', 'x', now() - interval '2 hours')`,
    [county.centre],
  );
  const { dropOldRosters } = await import('../roster/expiry.ts');
  await dropOldRosters({ database: county.database } as Parameters<typeof dropOldRosters>[0], county.centre);
  expect(await rosterNow(county, roster.id)).toMatchObject({ state: 'expired' });
  const { rows } = await county.owner.pool.query(
    "select (select count(*)::int from access.roster_row where roster = $1) as rows, (select count(*)::int from access.roster where state = 'reading') as reading",
    [roster.id],
  );
  expect(rows).toEqual([{ rows: 0, reading: 0 }]);
});

test('who may: whoever administers accounts over the whole centre; the HR system uploads and sees, and applies nothing', async () => {
  const { file } = await without(1);
  const roster = await uploaded(county, file, { by: county.client('scim') });
  expect(roster.uploadedBy).toBe('test-client');
  const get = (path: string) => ({ method: 'GET' as const, url: path });
  const post = (path: string, payload: object = {}) => ({ method: 'POST' as const, url: path, payload });
  const acts = [
    { ...post('/api/v1/rosters/columns'), payload: file, headers: { 'content-type': 'text/csv' } },
    { ...post('/api/v1/rosters'), payload: file, query: { fileName: 'x' }, headers: { 'content-type': 'text/csv' } },
    get('/api/v1/rosters'),
    get(`/api/v1/rosters/${roster.id}`),
    get(`/api/v1/rosters/${roster.id}/rows`),
    post(`/api/v1/rosters/${roster.id}/application`, { version: 1 }),
    post(`/api/v1/rosters/${roster.id}/cancellation`),
    { method: 'PUT' as const, url: '/api/v1/roster-settings', payload: { sharePercent: 50, unitPeople: 50 } },
  ];
  const elsewhere = { ...county.client('scim'), centre: 'elsewhere' };
  const gone = county.as('sysadmin2');
  for (const act of acts) {
    const at = `${act.method} ${act.url}`;
    expect((await county.service.send(undefined, act)).statusCode, at).toBe(401);
    expect((await county.service.send(gone, act)).json().code, at).toBe('account-disabled');
    // Whoever heads a section administers nobody's account over the whole centre.
    // None of them is of those who leave in the tests before: how many do is not always the same.
    for (const by of ['director', 'enrolment-head', 'enrolment-op1'])
      expect((await county.service.send(county.as(by), act)).json().code, `${at} ${by}`).toBe('not-permitted');
    expect((await county.service.send(county.client('decide'), act)).statusCode, at).toBe(403);
    expect([403, 404], at).toContain((await county.service.send(elsewhere, act)).statusCode);
  }
  expect((await county.service.send(undefined, get('/api/v1/roster-settings'))).statusCode).toBe(401);
  for (const act of acts.slice(5)) expect((await county.service.send(county.client('scim'), act)).statusCode).toBe(403);
  const seen = await county.service.get(county.client('scim'), `/api/v1/rosters/${roster.id}/rows`, { kind: 'leaves' });
  expect((seen.json().data as { staffNumber: string }[]).map(({ staffNumber }) => staffNumber)).toEqual([
    expect.stringMatching(/^S0\*+\d\d$/),
  ]);
  expect((await upload(county, '{}', { type: 'application/json' })).statusCode).toBe(415);
});

test('an unknown roster is not found; a preview that is out of date by its version is not applied', async () => {
  const roster: Roster = await uploaded(county, (await without(1)).file);
  expect((await apply(county, { ...roster, version: 7 })).json().code).toBe('roster-changed');
  expect((await apply(county, { id: '01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11', version: 1 })).statusCode).toBe(404);
});
