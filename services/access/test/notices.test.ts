import { inCentre } from '@zhiheng/database';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { CentrePolicies } from '../centre-policy.ts';
import { tellOfCredentials } from '../credential-notices.ts';
import { remindHolders } from '../grant-reminders.ts';
import { dropNotices } from '../notice-end.ts';
import { tell } from '../notices.ts';
import { moveOverdue } from '../request-overdue.ts';
import { remindDeciders } from '../request-reminders.ts';
import { applied, asOwner, deskOf, inDays } from './asking.ts';
import { kindsOf, noticesOf, waitingOf } from './noticing.ts';
import { type County, openCounty } from './open-county.ts';
import { decide, submitted } from './requesting.ts';
import { suspended } from './suspending.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());
beforeEach(() => asOwner(county, 'delete from access.notice', []));

const hall = (beneficiary: string) => ({ beneficiary, role: 'hall-handle', unit: 'hall' });
const due = (id: string, when: string) =>
  county.owner.pool.query(
    `update access.request_stage set due_at = clock_timestamp() + $2::interval where request = $1 and state = 'open'`,
    [id, when],
  );
/** The schedules of another process: connections of its own. */
const otherDesk = async () => ({
  database: await county.testDatabase.connect('access', { size: 4 }),
  policies: new CentrePolicies(),
});
const telling = (who: string, about: string) =>
  inCentre(county.database, county.centre, (transaction) =>
    tell(transaction, county.centre, 'exception-due', about, [county.as(who).person]),
  );
const see = (who: string, id: string) => county.service.post(county.as(who), `/api/v1/notices/${id}/seen`, {});

test('a deadline is told of to who may decide, their deputies too, once by however many schedules; then to whom it was passed up', async () => {
  const deputy = { deputy: 'hall-op1', until: inDays(5), reason: '年休假' };
  const named = await county.service.post(county.as('hall-head'), '/api/v1/deputies', deputy);
  expect(named.statusCode, named.body).toBe(201);
  const { id } = await submitted(county, 'newcomer', hall('card-op1'));
  expect(await waitingOf(county, 'hall-head')).toEqual({ notices: 0, requests: 1 });
  await due(id, '1 minute');
  const desks = [deskOf(county), deskOf(county), await otherDesk()];
  await Promise.all(desks.map((desk) => remindDeciders(desk, county.centre)));
  const [notice, ...others] = await noticesOf(county, 'hall-head');
  expect(others).toEqual([]);
  expect(notice).toMatchObject({ kind: 'request-due', about: { type: 'request', id }, seenAt: null });
  expect(notice?.dueAt).not.toBeNull();
  expect(await waitingOf(county, 'hall-head')).toEqual({ notices: 1, requests: 1 });
  expect(await kindsOf(county, 'hall-op1')).toEqual(['request-due']);
  for (const other of ['deputy-director', 'newcomer', 'card-op1']) expect(await kindsOf(county, other)).toEqual([]);

  await due(id, '-1 second');
  await Promise.all(desks.map((desk) => moveOverdue(desk, county.centre)));
  for (const next of ['deputy-director', 'deputy-director2'])
    expect(await kindsOf(county, next)).toEqual(['request-escalated']);
  expect(await kindsOf(county, 'hall-head')).toEqual(['request-due']);
  await due(id, '-1 second');
  await Promise.all(desks.map((desk) => moveOverdue(desk, county.centre)));
  for (const concerned of ['newcomer', 'card-op1'])
    expect(await kindsOf(county, concerned)).toEqual(['request-expired']);
});

test('what identity publishes of somebody’s credentials is told to them once, by however many schedules; what nobody here knows is not', async () => {
  const happened = (who: string, kind: string, centre = county.centre) =>
    asOwner(county, `insert into identity.credential_event (centre, id, person, kind) values ($1, uuidv7(), $2, $3)`, [
      centre,
      county.as(who).person,
      kind,
    ]);
  await happened('card-op1', 'factor-added');
  await happened('card-op1', 'recovery-codes-used-up');
  await happened('card-op1', 'of-a-later-version');
  await happened('sysadmin', 'reset-used');
  await happened('card-op2', 'factor-removed', 'elsewhere');
  const desks = [deskOf(county), deskOf(county), await otherDesk()];
  await Promise.all(desks.map((desk) => tellOfCredentials(desk, county.centre)));
  await tellOfCredentials(deskOf(county), county.centre);
  expect((await kindsOf(county, 'card-op1')).sort()).toEqual(['factor-added', 'recovery-codes-used-up']);
  expect(await noticesOf(county, 'sysadmin')).toMatchObject([{ kind: 'reset-used', about: { type: 'credentials' } }]);
  expect(await kindsOf(county, 'card-op2')).toEqual([]);
  await asOwner(county, 'delete from identity.credential_event', []);
});

test('what has become of a request is told to who asked and for whom, and to nobody else', async () => {
  const { id } = await applied(county, 'newcomer', { change: 'grant', ...hall('card-op2') });
  for (const who of ['newcomer', 'card-op2'])
    expect(await noticesOf(county, who)).toMatchObject([{ kind: 'request-applied', about: { id }, dueAt: null }]);
  expect(await kindsOf(county, 'hall-head')).toEqual([]);

  const refused = await submitted(county, 'newcomer', hall('card-op3'));
  expect((await decide(county, 'hall-head', refused.id, 'reject', '不需要')).statusCode).toBe(200);
  expect(await kindsOf(county, 'card-op3')).toEqual(['request-rejected']);

  const taken = await submitted(county, 'newcomer', hall('card-op3'));
  await county.service.post(county.as('newcomer'), `/api/v1/requests/${taken.id}/withdrawal`, {});
  expect(await kindsOf(county, 'card-op3')).toEqual(['request-rejected']);
});

test('who asks for many at once is told once of them all', async () => {
  const lines = ['card-op3', 'card-op4'].map((beneficiary) => ({ change: 'grant', ...hall(beneficiary) }));
  const bulk = await county.service.post(county.as('newcomer'), '/api/v1/requests/bulk', { reason: '支援', lines });
  expect(bulk.statusCode, bulk.body).toBe(201);
  const { id } = bulk.json();
  const rejected = { decision: 'reject', comment: '不需要' };
  const answer = await county.service.post(county.as('hall-head'), `/api/v1/requests/bulk/${id}/decisions`, rejected);
  expect(answer.statusCode, answer.body).toBe(200);
  expect(await noticesOf(county, 'newcomer')).toMatchObject([{ kind: 'bulk-decided', about: { type: 'bulk', id } }]);
  for (const who of ['card-op3', 'card-op4']) expect(await kindsOf(county, who)).toEqual(['request-rejected']);
});

test('a change whose notice cannot be written is not made', async () => {
  const { id } = await submitted(county, 'newcomer', hall('card-op4'));
  await county.owner.pool.query(`create function access.die() returns trigger language plpgsql security definer as
      $$ begin perform pg_terminate_backend(pg_backend_pid()); return new; end $$;
    create trigger die before insert on access.notice for each row execute function access.die()`);
  expect((await decide(county, 'hall-head', id, 'reject', '不需要')).statusCode).toBeGreaterThanOrEqual(500);
  await county.owner.pool.query('drop function access.die cascade');
  expect((await county.service.get(county.as('newcomer'), `/api/v1/requests/${id}`)).json().state).toBe('pending');
  expect((await decide(county, 'hall-head', id, 'reject', '不需要')).json().state).toBe('rejected');
  expect(await kindsOf(county, 'card-op4')).toEqual(['request-rejected']);
});

test('one’s own are seen by oneself only; what has come since the list was read stays new', async () => {
  const abouts = [1, 2, 3].map((n) => `01990a3e-6f00-7c3a-9a52-00000000000${n}`) as [string, string, string];
  for (const about of abouts) await telling('card-op1', about);
  const [third, second, first] = (await noticesOf(county, 'card-op1')).map(({ id }) => id) as [string, string, string];
  const { service, as } = county;
  expect(await noticesOf(county, 'director')).toEqual([]);
  expect((await see('director', first)).json().code).toBe('not-found');
  expect((await see('director', first)).statusCode).toBe(404);
  expect((await service.post(as('director'), '/api/v1/notices/seen', { through: third })).json()).toEqual({
    unseen: 0,
  });
  expect((await noticesOf(county, 'card-op1', { seen: 'false' })).length).toBe(3);
  for (const url of ['/api/v1/notices', '/api/v1/me/waiting'])
    expect((await service.get(county.client('decide'), url)).statusCode).toBe(403);

  const seen = (await see('card-op1', first)).json();
  expect((await see('card-op1', first)).json()).toEqual(seen);
  expect(seen.seenAt).not.toBeNull();
  const all = await service.post(as('card-op1'), '/api/v1/notices/seen', { through: second });
  expect(all.json()).toEqual({ unseen: 1 });
  expect((await noticesOf(county, 'card-op1', { seen: 'true' })).map(({ id }) => id)).toEqual([second, first]);
  expect((await county.entries('notice.seen')).map(({ details }) => details)).toEqual([
    { kind: 'exception-due', about: abouts[0] },
    { count: 1 },
  ]);

  const page = (await service.get(as('card-op1'), '/api/v1/notices', { limit: '2' })).json();
  expect(page.data.map(({ id }: { id: string }) => id)).toEqual([third, second]);
  const rest = await service.get(as('card-op1'), '/api/v1/notices', { limit: '2', cursor: page.nextCursor });
  expect(rest.json()).toMatchObject({ data: [{ id: first }], nextCursor: null });
  expect(await noticesOf(county, 'card-op1', { kind: 'request-due' })).toEqual([]);
  expect((await service.get(as('card-op1'), '/api/v1/notices', { kind: 'gossip' })).statusCode).toBe(400);
});

test('the end of a grant is told to its holder once an end, by schedules of two processes at once', async () => {
  await applied(county, 'newcomer', { change: 'grant', ...hall('card-op4'), validUntil: inDays(20) });
  await asOwner(county, 'delete from access.notice', []);
  const desks = [deskOf(county), deskOf(county), await otherDesk()];
  const look = () => Promise.all(desks.map((desk) => remindHolders(desk, county.centre)));
  expect(await look()).toEqual([0, 0, 0]);
  const move = (until: string) =>
    asOwner(
      county,
      `update access.grant set validity = tstzrange(lower(validity), clock_timestamp() + $2::interval) where person = $1 and role = 'hall-handle'`,
      [county.as('card-op4').person, until],
    );
  await move('10 days');
  expect((await look()).sort()).toEqual([0, 0, 1]);
  expect(await look()).toEqual([0, 0, 0]);
  await move('11 days');
  expect((await look()).sort()).toEqual([0, 0, 1]);
  const told = await noticesOf(county, 'card-op4');
  expect(told.map(({ kind, about }) => [kind, about.type])).toEqual([
    ['grant-due', 'grant'],
    ['grant-due', 'grant'],
  ]);
  expect(await county.entries('grant.reminded')).toHaveLength(2);
});

test('the same told at once by many is told once; of one deadline once each time', async () => {
  const about = '01990a3e-6f00-7c3a-9a52-0000000000aa';
  const people = ['card-op1', 'card-op2', 'card-op3'].map((who) => county.as(who).person);
  const at = (nth: number, order: string[]) =>
    inCentre(county.database, county.centre, (transaction) =>
      tell(transaction, county.centre, 'adjustment-due', about, order, 1e12, nth),
    );
  const orders = [people, [...people].reverse()];
  const told = await Promise.all([...Array(20).keys()].map((i) => at(1 + (i % 2), orders[i % 2] as string[])));
  expect(told.flat()).toHaveLength(6);
  expect(await kindsOf(county, 'card-op2')).toHaveLength(2);
});

test('what is old is dropped by the schedule, and nothing younger by anybody', async () => {
  await telling('card-op1', '01990a3e-6f00-7c3a-9a52-0000000000b1');
  await telling('card-op1', '01990a3e-6f00-7c3a-9a52-0000000000b2');
  const age = (days: number) =>
    asOwner(county, `update access.notice set at = clock_timestamp() - make_interval(days => $1) where about = $2`, [
      days,
      '01990a3e-6f00-7c3a-9a52-0000000000b1',
    ]);
  await age(179);
  expect(await dropNotices(deskOf(county), county.centre)).toBe(0);
  await age(181);
  expect(await dropNotices(deskOf(county), county.centre)).toBe(1);
  expect(await kindsOf(county, 'card-op1')).toHaveLength(1);
  const dropped = await inCentre(county.database, county.centre, (transaction) =>
    transaction.deleteFrom('access.notice').executeTakeFirst(),
  );
  expect(dropped.numDeletedRows).toBe(0n);
});

test('who may confirm a suspension is told that it is due, and to whom it is passed up, with the new deadline', async () => {
  const { request } = await suspended(county, 'card-op4', { reason: 'seconded-out', note: '借调外出' });
  await remindDeciders(deskOf(county), county.centre);
  await remindDeciders(deskOf(county), county.centre);
  const candidates = async () => {
    const answer = await county.service.get(county.as('director'), `/api/v1/requests/${request}`);
    return answer.json().stages.find(({ state }: { state: string }) => state === 'open').candidates as string[];
  };
  const first = await candidates();
  expect(first.length).toBeGreaterThan(0);
  for (const who of first)
    expect(await noticesOf(county, who)).toMatchObject([
      { kind: 'suspension-due', about: { type: 'request', id: request } },
    ]);
  await due(request, '-1 second');
  await moveOverdue(deskOf(county), county.centre);
  const next = await candidates();
  expect(next).not.toEqual(first);
  for (const who of next) expect(await kindsOf(county, who)).toEqual(['suspension-due']);
  expect(await kindsOf(county, 'card-op4')).toEqual([]);
});

test('who has left is told nothing', async () => {
  const request = await submitted(county, 'card-op2', hall('newcomer'));
  const gone = await county.service.post(county.as('sysadmin'), '/api/v1/people/card-op2/departure', {
    kind: 'retired',
  });
  expect(gone.statusCode, gone.body).toBe(201);
  expect(gone.json().effects.requestsWithdrawn).toEqual([request.id]);
  expect(await kindsOf(county, 'newcomer')).toEqual(['request-withdrawn']);
  expect(await telling('card-op2', '01990a3e-6f00-7c3a-9a52-0000000000c1')).toEqual([]);
  const { rows } = await county.owner.pool.query('select from access.notice where person = $1', [
    county.as('card-op2').person,
  ]);
  expect(rows).toEqual([]);
});
