import { addWorkingDays } from '@zhiheng/calendar';
import { type Database, newId } from '@zhiheng/database';
import { openTestDatabase, type TestDatabase } from '@zhiheng/database/testing';
import { openTestService, type TestPerson, type TestService } from '@zhiheng/http/testing';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { keepStops } from '../doubts/stop.ts';
import { control } from '../plugin.ts';
import { pastTriggers } from './control-staff.ts';
import { addCase, type Doubters, foundDoubters, type Given, given } from './doubting.ts';
import { entriesOf } from './founding.ts';

let test: TestDatabase;
let owner: Database;
let database: Database;
let service: TestService;
let north: Doubters;
let south: Doubters;
beforeAll(async () => {
  test = await openTestDatabase();
  owner = await test.owner();
  north = await foundDoubters(test, 'north');
  south = await foundDoubters(test, 'south');
  database = await test.connect('control');
  service = await openTestService(control, { database });
});
afterAll(async () => {
  await service.close();
  await test.drop();
});

const url = (id: string, what = '') => `/api/v1/doubts/${id}${what}`;
const acts = (who: TestPerson, id: string, act: string, note?: string) =>
  service.post(who, url(id, '/acts'), { act, ...(note === undefined ? {} : { note }) });
const confirm = async (who: TestPerson, id: string, more: object = {}) => {
  const answer = await service.post(who, url(id, '/stop-confirmation'), {
    ...{ stoppedOn: '2026-01-31', reference: '停发批次 7', ...more },
  });
  const { code, errors, ...body } = answer.json();
  return { status: answer.statusCode, code, path: errors?.[0]?.path, body };
};
const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

/** A confirmed doubt of internal control's own unit, whose benefit was ordered to be stopped, or was not yet. */
async function confirmedDoubt(about: Given = {}, ordered = true): Promise<string> {
  const [id] = (await given(test, 'north', [{ unit: 'control', ...about }])) as [string];
  await service.post(north.controller, url(id, '/assignment'), { assignee: 'inspector' });
  await acts(north.inspector, id, 'begin');
  await service.post(north.inspector, url(id, '/conclusion'), {
    conclusion: 'confirmed',
    confirmedFen: 1,
    note: '已核',
  });
  await acts(north.checker, id, 'review');
  await acts(north.approver, id, 'approve');
  if (ordered) expect((await acts(north.approver, id, 'order-stop')).statusCode).toBe(200);
  return id;
}
const tasksOf = async (who: TestPerson) =>
  (await service.get(who, '/api/v1/tasks', { kind: 'stop-confirm' })).json().data as {
    about: { id: string };
    overdue: boolean;
  }[];

it('is confirmed once, by who answers for the unit, with the day and what proves it; only then the doubt is closed', async () => {
  const id = await confirmedDoubt();
  expect((await tasksOf(north.answerer)).map(({ about }) => about.id)).toContain(id);
  expect(await tasksOf(north.approver)).toEqual([]);
  expect((await acts(north.controller, id, 'close', '办结')).json().code).toBe('doubt-state');
  const both = await Promise.all([confirm(north.answerer, id), confirm(north.director, id)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  expect(both.find(({ status }) => status === 409)?.code).toBe('already-recorded');
  const shown = (await service.get(north.controller, url(id))).json();
  expect(shown).toMatchObject({
    state: 'approved',
    stop: { confirmedAt: expect.any(String), stoppedOn: '2026-01-31', case: null },
  });
  expect(shown.history.at(-1)).toMatchObject({ act: 'confirm-stop', facts: { reference: '停发批次 7' } });
  expect((await tasksOf(north.answerer)).map(({ about }) => about.id)).not.toContain(id);
  const logged = (await entriesOf(test, 'north', 'doubt.stop-confirmed')).filter(({ target }) => target === id);
  expect(logged.map(({ outcome }) => outcome).toSorted()).toEqual(['denied', 'done']);
  expect((await acts(north.controller, id, 'close', '办结')).json().state).toBe('closed');
});

it('is not confirmed by who ordered it, had a duty on the doubt, is involved, or does not answer for the unit', async () => {
  const id = await confirmedDoubt();
  const [role] = (await owner.pool.query(`select role from access.grant where person = $1`, [north.answerer.person]))
    .rows;
  for (const who of [north.approver, north.inspector, north.checker])
    await pastTriggers(
      owner,
      `insert into access.grant (centre, id, person, role, unit, validity) values ('north', $1, $2, $3, 'control', '[2020-01-01,)')`,
      [newId(), who.person, role.role],
    );
  for (const who of [north.approver, north.inspector, north.checker])
    expect(await confirm(who, id), who.username).toMatchObject({ status: 409, code: 'another-person' });
  expect(await confirm(north.recoverer, id)).toMatchObject({ status: 403, code: 'not-permitted' });
  expect(await confirm(north.clerk, id)).toMatchObject({ status: 403, code: 'not-permitted' });
  expect(await confirm(north['pension-head'], id)).toMatchObject({ status: 403, code: 'not-permitted' });
  expect(await confirm(south.answerer, id)).toMatchObject({ status: 404, code: 'not-found' });
  const own = await confirmedDoubt({ people: [north.answerer.person] });
  expect(await confirm(north.answerer, own)).toMatchObject({ status: 409, code: 'doubt-involved' });
  expect((await service.get(north.answerer, url(own))).json().mayDo).toEqual([]);
  // Nobody in the section is left: the leadership does.
  expect(await confirm(north.director, own)).toMatchObject({ status: 200 });
  // The database refuses it, too, whatever the service says.
  await expect(
    owner.pool.query(
      `update control.doubt set stop_confirmed_by = stop_ordered_by, stop_confirmed_at = now(), stopped_on = now() where id = $1`,
      [id],
    ),
  ).rejects.toMatchObject({ constraint: 'doubt_stop_by_another' });
  await expect(
    owner.pool.query(`update control.doubt set state = 'closed', closed_at = now() where id = $1`, [id]),
  ).rejects.toMatchObject({ constraint: 'doubt_stop_before_close' });
  await expect(
    owner.pool.query(`update control.doubt set stopped_on = '2020-01-01' where id = $1`, [own]),
  ).rejects.toMatchObject({ constraint: 'doubt_decided' });
});

it('is confirmed of what was ordered, not ahead of its day, and by a finished case of the same subject where one is named', async () => {
  const early = await confirmedDoubt({}, false);
  expect(await confirm(north.director, early)).toMatchObject({ status: 409, code: 'doubt-state' });
  const subject = Buffer.alloc(32, 5);
  const id = await confirmedDoubt({ subject });
  expect(await confirm(north.answerer, id, { stoppedOn: day(2) })).toMatchObject({ status: 400, path: '/stoppedOn' });
  expect(await confirm(north.answerer, id, { reference: undefined })).toMatchObject({
    status: 400,
    path: '/reference',
  });
  const stopping = async (of: Buffer, state: string, item = 'resident-pension-suspension') => {
    const made = await addCase(test, north.clerk, of);
    await pastTriggers(
      owner,
      `update access.case set item = $2, state = $3, closed_at = case when $3 = 'complete' then now() end where id = $1`,
      [made, item, state],
    );
    return made;
  };
  for (const wrong of [
    newId(),
    await stopping(Buffer.alloc(32, 6), 'complete'),
    await stopping(subject, 'open'),
    await stopping(subject, 'complete', 'award'),
  ])
    expect(await confirm(north.answerer, id, { case: wrong })).toMatchObject({ status: 400, path: '/case' });
  const proof = await stopping(subject, 'complete');
  expect(await confirm(north.answerer, id, { case: proof, reference: undefined })).toMatchObject({
    status: 200,
    body: { stop: { case: proof } },
  });
});

it('has a deadline by the settings, and is told of once when it is past: to who was to, and to who plans inspections', async () => {
  const id = await confirmedDoubt();
  await keepStops(database, 'north', addWorkingDays);
  const dueOf = async () => (await service.get(north.controller, url(id))).json().stop.dueAt;
  const { rows } = await owner.pool.query('select stop_ordered_at as at from control.doubt where id = $1', [id]);
  expect(await dueOf()).toBe(new Date(addWorkingDays(rows[0].at.getTime(), 5)).toISOString());
  const told = async () =>
    (
      await owner.pool.query(
        `select a.username from control.notice n join access.account a on a.person = n.person
          where n.kind = 'stop-overdue' and n.about = $1 order by 1`,
        [id],
      )
    ).rows.map(({ username }) => username);
  expect(await told()).toEqual([]);
  await owner.pool.query(`update control.doubt set stop_due_at = now() - interval '1 hour' where id = $1`, [id]);
  await Promise.all([1, 2, 3].map(() => keepStops(database, 'north', addWorkingDays)));
  expect(await told()).toEqual(['answerer', 'controller']);
  expect((await tasksOf(north.answerer)).find(({ about }) => about.id === id)?.overdue).toBe(true);
  const { values } = (await service.get(north.director, '/api/v1/reports/stocks')).json();
  expect(values['stop-overdue']).toBe(1);
  expect(await confirm(north.answerer, id)).toMatchObject({ status: 200 });
  expect((await service.get(north.director, '/api/v1/reports/stocks')).json().values['stop-overdue']).toBe(0);
});
