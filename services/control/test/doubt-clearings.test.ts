import { addWorkingDays } from '@zhiheng/calendar';
import { inCentre, newId } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import { openTestService, type TestPerson, type TestService } from '@zhiheng/http/testing';
import { rankOf } from '@zhiheng/sampling';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checked, drawnOf } from '../doubt-clearings/spot-check.ts';
import { keepDeadlines } from '../doubts/deadlines.ts';
import { latestDue } from '../escalation/steps.ts';
import { control } from '../plugin.ts';
import { overdueUnits } from '../store/doubt-deadline-store.ts';
import { pastTriggers } from './control-staff.ts';
import { type Doubters, foundDoubters, given } from './doubting.ts';
import { entriesOf } from './founding.ts';

let test: TestDatabase;
let service: TestService;
let north: Doubters;
beforeAll(async () => {
  test = await openTestDatabase();
  north = await foundDoubters(test, 'north');
  service = await openTestService(control, { database: await test.connect('control') });
});
afterAll(async () => {
  await service.close();
  await test.drop();
});

/** Whatever a step of the usual escalation is still to be done for. */
const toEscalate = async () =>
  inCentre(await test.connect('control'), 'north', (transaction) =>
    overdueUnits(
      transaction,
      'north',
      [1, 3, 5].map((afterDays) => ({ afterDays, dueAt: new Date(latestDue(Date.now(), afterDays, addWorkingDays)) })),
    ),
  );
const why = { reason: 'data-lag', note: '与平台核对一致' };
const many = (count: number, rule: string) =>
  given(
    test,
    'north',
    Array.from({ length: count }, () => ({ rule })),
  );
const clear = async (who: TestPerson, which: object) => {
  const answer = await service.post(who, '/api/v1/doubt-clearings', { ...why, ...which });
  return { status: answer.statusCode, body: answer.json() };
};
const check = async (who: TestPerson, clearing: string, doubt: string, passed: boolean) => {
  const answer = await service.post(who, `/api/v1/doubt-clearings/${clearing}/checks`, { doubt, passed, note: '看过' });
  return { status: answer.statusCode, body: answer.json() };
};
const drawn = async (clearing: string): Promise<string[]> =>
  (await service.get(north.checker, `/api/v1/doubt-clearings/${clearing}/drawn`))
    .json()
    .data.map(({ doubt }: { doubt: { id: string } }) => doubt.id);
const states = async (rule: string) => {
  const { rows } = await (await test.owner()).pool.query(
    'select state, count(*)::int as count from control.doubt where rule = $1 group by state',
    [rule],
  );
  return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
};

it('judged by what was checked: ends, never draws more than there is, and needs two failures to return', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 300 }),
      fc.array(fc.boolean(), { minLength: 300, maxLength: 300 }),
      (total, results) => {
        let tally = { total, drawn: drawnOf(total, { share: 0.1, least: 5 }), passed: 0, failed: 0 };
        for (const good of results) {
          const next = checked(tally, good);
          expect(next.drawn).toBeLessThanOrEqual(total);
          expect(next.passed + next.failed).toBeLessThanOrEqual(next.drawn);
          if (next.state === 'returned') expect(next.failed).toBe(2);
          if (next.state === 'passed') expect(next).toMatchObject({ drawn: next.passed + next.failed });
          if (next.state !== 'checking') return;
          tally = next;
        }
        throw new Error('it never ends');
      },
    ),
  );
});

describe('clearing many at once', () => {
  it('clears what it may, says why it does not the others, and draws by the seed', async () => {
    const ids = await many(60, 'pair-concentration');
    const [involved, others, gone] = await given(test, 'north', [{ people: [north.inspector.person] }, {}, {}]);
    await service.post(north.controller, `/api/v1/doubts/${others}/assignment`, { assignee: 'inspector2' });
    await clear(north.inspector2, { doubts: [gone] });
    const unknown = '01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11';
    const { status, body } = await clear(north.inspector, { doubts: [...ids, involved, others, gone, unknown] });
    expect(status).toBe(200);
    expect(body.clearing).toMatchObject({ total: 60, drawn: 6, state: 'checking', clearedBy: 'inspector' });
    expect(body.lines.slice(60)).toEqual([
      { doubt: involved, code: 'doubt-involved' },
      { doubt: others, code: 'not-permitted' },
      { doubt: gone, code: 'doubt-state' },
      { doubt: unknown, code: 'not-found' },
    ]);
    // Anybody draws the same from the entry.
    const entry = (await entriesOf(test, 'north', 'doubts.cleared')).at(-1);
    const seed = Buffer.from(entry?.after?.seed as string, 'hex');
    const again = ids.toSorted((a, b) => (rankOf(seed, a) < rankOf(seed, b) ? -1 : 1)).slice(0, 6);
    expect(await drawn(body.clearing.id)).toEqual(again);
    expect(
      (await entriesOf(test, 'north', 'doubt.cleared')).filter(({ target }) => ids.includes(target as string)),
    ).toHaveLength(60);
    expect((await clear(north.inspector, { doubts: ids })).body.clearing).toBeNull();
  });

  it('is for verifiers; checking for another person who reviews', async () => {
    const ids = await many(3, 'off-hours-burst');
    expect(await clear(north.clerk, { doubts: ids })).toMatchObject({ status: 403 });
    expect(await clear(north.checker, { doubts: ids })).toMatchObject({ status: 403 });
    expect(await clear(north.inspector, {})).toMatchObject({ status: 400 });
    const { body } = await clear(north.jack, { filter: { rule: 'off-hours-burst' } });
    const [one] = ids as [string];
    expect(await check(north.jack, body.clearing.id, one, true)).toMatchObject({
      status: 409,
      body: { code: 'doubt-other-duty' },
    });
    expect(await check(north.inspector, body.clearing.id, one, true)).toMatchObject({ status: 403 });
    await expect(
      inCentre(await test.owner(), 'north', (transaction) =>
        sql`update control.doubt_clearing_line set result = 'passed', checked_by = cleared_by, checked_at = now() where doubt = ${one}`.execute(
          transaction,
        ),
      ),
    ).rejects.toThrow(/second_person/);
    for (const id of ids) expect((await check(north.checker, body.clearing.id, id, true)).status).toBe(200);
    expect(await states('off-hours-burst')).toEqual({ closed: 3 });
    expect(await check(north.checker, body.clearing.id, one, true)).toMatchObject({
      status: 409,
      body: { code: 'doubt-state' },
    });
  });

  it('one that fails is opened again and more are drawn; the second returns the batch', async () => {
    const rule = 'many-back-payments';
    await many(40, rule);
    const { body } = await clear(north.inspector, { filter: { rule } });
    const clearing = body.clearing.id;
    expect(body.clearing.drawn).toBe(5);
    const first = await drawn(clearing);
    expect((await check(north.checker, clearing, first[0] as string, false)).body).toMatchObject({
      drawn: 10,
      failed: 1,
      state: 'checking',
    });
    expect(await states(rule)).toEqual({ cleared: 39, open: 1 });
    const more = await drawn(clearing);
    expect(more.slice(0, 5)).toEqual(first);
    expect((await check(north.checker2, clearing, more[9] as string, true)).body.passed).toBe(1);
    expect((await check(north.checker2, clearing, more[1] as string, false)).body).toMatchObject({
      failed: 2,
      state: 'returned',
    });
    expect(await states(rule)).toEqual({ closed: 1, open: 39 });
    expect((await check(north.checker2, clearing, more[2] as string, true)).body.code).toBe('doubt-state');
  });

  it('what passes takes the rest with it', async () => {
    const rule = 'just-below-threshold';
    await many(30, rule);
    const { body } = await clear(north.inspector, { filter: { rule } });
    // Two at once: each counts.
    await Promise.all(
      (await drawn(body.clearing.id)).map((id, at) =>
        check(at % 2 ? north.checker : north.checker2, body.clearing.id, id, true),
      ),
    );
    expect((await service.get(north.checker, `/api/v1/doubt-clearings/${body.clearing.id}`)).json()).toMatchObject({
      state: 'passed',
      passed: 5,
    });
    expect(await states(rule)).toEqual({ closed: 30 });
  });

  it('against a single act on the same doubt, one wins', async () => {
    const [id] = (await given(test, 'north', [{ rule: 'reopened-often' }])) as [string];
    await service.post(north.controller, `/api/v1/doubts/${id}/assignment`, { assignee: 'inspector' });
    await service.post(north.inspector, `/api/v1/doubts/${id}/acts`, { act: 'begin' });
    const [bulk, single] = await Promise.all([
      clear(north.inspector, { doubts: [id] }),
      service.post(north.inspector, `/api/v1/doubts/${id}/conclusion`, {
        conclusion: 'confirmed',
        confirmedFen: 1,
        note: '属实',
      }),
    ]);
    expect([bulk.body.clearing !== null, single.statusCode === 200].filter(Boolean)).toHaveLength(1);
  });
});

it('deadlines are given by rule, reminded of, and told of once when they are over; what a leaver had is open again', async () => {
  const database = await test.connect('control');
  const keep = () => keepDeadlines(database, 'north', addWorkingDays);
  const owner = await test.owner();
  await pastTriggers(
    owner,
    `insert into control.settings (centre, version, settings, approval) values ('north', 1, $1, gen_random_uuid())`,
    [{ doubts: { byRule: [{ rule: 'role-flip', verifyWorkingDays: 4, minAmountFen: 0 }] } }],
  );
  const [usual] = (await many(1, 'reopened-often')) as [string];
  const [soon, late, left] = (await many(3, 'role-flip')) as [string, string, string];
  for (const [id, who] of [
    [soon, 'inspector'],
    [late, 'inspector'],
    [left, 'inspector2'],
  ] as const)
    await service.post(north.controller, `/api/v1/doubts/${id}/assignment`, { assignee: who });
  await Promise.all([keep(), keep()]);
  const { rows } = await owner.pool.query(
    'select due_at, raised_at from control.doubt where id in ($1, $2) order by due_at',
    [soon, usual],
  );
  expect(rows.map(({ due_at }) => due_at.getTime())).toEqual(
    rows.map(({ raised_at }, index) => addWorkingDays(raised_at.getTime(), [4, 10][index] as number)),
  );
  await owner.pool.query(
    `update control.doubt set due_at = case id when $1 then clock_timestamp() + interval '1 minute' else
    clock_timestamp() - interval '1 hour' end where id in ($1, $2)`,
    [soon, late],
  );
  await owner.pool
    .query(`update access.person set state = 'departed' where id = $1`, [north.inspector2.person])
    .catch(() => undefined);
  await Promise.all([keep(), keep()]);
  await keep();
  const { rows: told } = await owner.pool.query(
    `select n.kind, p.username, n.about from control.notice n join access.account p on p.person = n.person where n.kind <> 'doubt-assigned' and n.about in ($1, $2) order by 1, 2`,
    [soon, late],
  );
  expect(told).toEqual([
    { kind: 'doubt-due-soon', username: 'inspector', about: soon },
    { kind: 'doubt-overdue', username: 'controller', about: late },
    { kind: 'doubt-overdue', username: 'inspector', about: late },
  ]);
  expect((await service.get(north.inspector, `/api/v1/doubts/${left}`)).json()).toMatchObject({
    state: 'open',
    assignee: null,
  });
  const listed = (await service.get(north.inspector, '/api/v1/doubts', { overdue: 'true' })).json();
  expect(listed.data.map(({ id }: { id: string }) => id)).toContain(late);
});

it('what is overdue is taken further, once a step for all of a unit that was due together', async () => {
  const database = await test.connect('control');
  const keep = () => keepDeadlines(database, 'north', addWorkingDays);
  const ids = await many(3, 'one-handle');
  const owner = await test.owner();
  await owner.pool.query(
    `update control.doubt set due_at = date_trunc('day', clock_timestamp()) - interval '40 days' where id = any($1)`,
    [ids],
  );
  await Promise.all([keep(), keep()]);
  await keep();
  const { rows } = await owner.pool.query(
    `select n.nth, a.username from control.notice n join access.account a on a.person = n.person where n.about = any($1) and n.nth > 1 order by 1, 2`,
    [ids],
  );
  // Nobody here decides on exceptions: the leadership is of one rank.
  expect(rows.map(({ nth, username }) => `${nth} ${username}`)).toEqual([
    ...['2 controller', '4 deputy', '4 director', '6 deputy', '6 director'],
  ]);
  const entries = await entriesOf(test, 'north', 'doubt.escalated');
  expect(entries.map(({ target, after }) => [target, after?.to, after?.doubts])).toEqual([
    [ids[0], 'section-head', 3],
    [ids[0], 'deputy-director', 3],
    [ids[0], 'director', 3],
  ]);
  // What was taken as far as it goes is not read again.
  expect(await toEscalate()).toEqual([]);
});

it('what is overdue of a list is told and taken further once all of it is there, and what is opened again is looked at', async () => {
  const database = await test.connect('control');
  const keep = () => keepDeadlines(database, 'north', addWorkingDays);
  const owner = await test.owner();
  const [id] = (await many(1, 'half-there')) as [string];
  const list = newId();
  await pastTriggers(
    owner,
    `insert into control.doubt_import (centre, id, rule, origin, batch, unit, file_name, digest, uploaded_by, state, failure,
      applied_by, applied_account, applied_client, applied_address, applied_at)
    values ('north', $1, 'half-there', 'audit-platform', 'b', 'pension', 'f', sha256('x'), $2, 'stopped', 'x', $2, $2, 'c', 'a', now())`,
    [list, north.inspector.person],
  );
  await pastTriggers(
    owner,
    `update control.doubt set batch = $2, origin = 'audit-platform', due_at = date_trunc('day', clock_timestamp()) - interval '50 days' where id = $1`,
    [id, list],
  );
  await keep();
  const told = async () => {
    const { rows } = await owner.pool.query(
      'select distinct kind, nth from control.notice where about = $1 order by nth',
      [id],
    );
    return rows.map(({ kind, nth }) => `${kind} ${nth}`);
  };
  expect([await told(), await toEscalate()]).toEqual([[], []]);
  await pastTriggers(
    owner,
    `update control.doubt_import set state = 'done', failure = null, finished_at = now() where id = $1`,
    [list],
  );
  await keep();
  expect(await told()).toEqual(['doubt-overdue 1', 'doubt-overdue 2', 'doubt-overdue 4', 'doubt-overdue 6']);
  expect(await toEscalate()).toEqual([]);
  // A second one that was due then, not yet noted: read, found told of already, noted.
  const [again] = (await many(1, 'half-there')) as [string];
  await pastTriggers(
    owner,
    `update control.doubt d set due_at = o.due_at from control.doubt o where d.id = $1 and o.id = $2`,
    [again, id],
  );
  expect(await toEscalate()).toMatchObject([{ unit: 'pension', passed: [1, 3, 5] }]);
  await keep();
  expect(await toEscalate()).toEqual([]);
});

it('open doubts are a task of who may assign them, what was cleared at once of who may check it', async () => {
  const [free, involved] = (await given(test, 'north', [
    { rule: 'sod-bypass' },
    { rule: 'sod-bypass', people: [north.controller.person] },
  ])) as [string, string];
  const cleared = (await clear(north.inspector, { doubts: await many(2, 'sod-bypass') })).body.clearing.id;
  const tasks = async (who: TestPerson, kind: string): Promise<string[]> =>
    (await service.get(who, '/api/v1/tasks', { kind, limit: '500' }))
      .json()
      .data.map(({ about }: { about: { id: string } }) => about.id);
  const toAssign = await tasks(north.controller, 'doubt-assign');
  expect(toAssign).toContain(free);
  expect(toAssign).not.toContain(involved);
  expect(await tasks(north.inspector, 'doubt-assign')).toEqual([]);
  expect(await tasks(north.checker, 'doubt-spot-check')).toContain(cleared);
  expect(await tasks(north.inspector, 'doubt-spot-check')).toEqual([]);
  await service.post(north.controller, `/api/v1/doubts/${free}/assignment`, { assignee: 'inspector' });
  expect(await tasks(north.controller, 'doubt-assign')).not.toContain(free);
});
