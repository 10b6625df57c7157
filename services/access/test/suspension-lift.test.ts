import { afterAll, beforeAll, expect, test } from 'vitest';
import { settleAdjustments } from '../adjustment-settle.ts';
import { moveOverdue } from '../request-overdue.ts';
import { moveSuspensions } from '../suspension-move.ts';
import { question, reasonOf } from './acting.ts';
import { adjustmentsOf, applied, asOwner, deskOf, exceptionFor, inDays } from './asking.ts';
import { type County, openCounty } from './open-county.ts';
import { decide, submitted } from './requesting.ts';
import { grantsOf, investigated, suspend, suspended, suspensionOf } from './suspending.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const read = async (id: string) => (await county.service.get(county.as('director'), `/api/v1/requests/${id}`)).json();
/** Each as a process of its own would. */
const look = (move: typeof moveSuspensions) => Promise.all([1, 2, 3].map(() => move(deskOf(county), county.centre)));
const pass = (request: string) =>
  county.owner.pool.query(
    "update access.request_stage set due_at = clock_timestamp() - interval '1 second' where request = $1 and state = 'open'",
    [request],
  );
const about = async (action: string, target: string) =>
  (await county.entries(action)).filter((entry) => entry.target === target);

test('undecided at its deadline it goes to the next, and again, and never lapses into restored', async () => {
  const who = 'enrolment-op1';
  const { id, request } = await suspended(county, who);
  await pass(request);
  await look(moveOverdue);
  expect((await read(request)).stages).toMatchObject([
    { by: 'permission-maintainer', escalated: true, candidates: ['city-maintainer', 'city-maintainer2'] },
  ]);
  expect(await about('request.escalated', request)).toMatchObject([{ reason: 'overdue' }]);
  for (const missed of [1, 2]) {
    await pass(request);
    await look(moveOverdue);
    const { state, stages } = await read(request);
    expect([state, stages[0].by]).toEqual(['pending', 'permission-maintainer']);
    expect(new Date(stages[0].dueAt).getTime()).toBeGreaterThan(Date.now());
    expect(await about('request.overdue', request)).toHaveLength(missed);
  }
  await look(moveSuspensions);
  expect(await grantsOf(county, who)).toEqual(['enrolment-handle@enrolment suspended']);
  expect(await suspensionOf(county, id)).toMatchObject({ state: 'unconfirmed' });
  expect((await decide(county, 'director', request)).json().code).toBe('not-a-candidate');
  expect((await decide(county, 'city-maintainer', request)).json().state).toBe('applied');
  expect(await grantsOf(county, who)).toEqual(['enrolment-handle@enrolment ended']);
});

test('kept until a date: confirmed it lasts until then, and then comes back once, by whichever process looks', async () => {
  const who = 'enrolment-op2';
  const keptUntil = inDays(30);
  const { id, request } = await suspended(county, who, { reason: 'seconded-out', note: '借调市局一月', keptUntil });
  expect((await decide(county, 'director', request)).json().state).toBe('applied');
  await look(moveSuspensions);
  expect(await suspensionOf(county, id)).toMatchObject({ state: 'kept', keptUntil, endedAt: null });
  expect(await grantsOf(county, who)).toEqual(['enrolment-handle@enrolment suspended']);
  await asOwner(county, 'update access.suspension set kept_until = clock_timestamp() where id = $1', [id]);
  await look(moveSuspensions);
  expect(await suspensionOf(county, id)).toMatchObject({ state: 'lifted', withheld: [] });
  expect(await grantsOf(county, who)).toEqual(['enrolment-handle@enrolment active']);
  const restored = (await county.entries('grant.restored')).filter(({ details }) => details?.suspension === id);
  expect(restored).toHaveLength(1);
  expect(await about('suspension.ended', id)).toHaveLength(1);
});

test('what would break a rule by now is not restored: it is a task, and comes back when something is given up', async () => {
  const who = 'enterprise-pension-op1';
  const review = { beneficiary: who, role: 'enterprise-pension-review', unit: 'enterprise-pension' };
  await applied(county, 'newcomer', exceptionFor(who, 'item-handle-review'));
  await applied(county, 'newcomer', { change: 'grant', ...review, validUntil: inDays(20) });
  const { id, request } = await suspended(county, who);
  await asOwner(
    county,
    "update access.exception set validity = tstzrange(clock_timestamp() - interval '20 days', clock_timestamp()) where person = $1",
    [county.as(who).person],
  );
  expect((await decide(county, 'director', request, 'reject', '查无此事')).json().state).toBe('rejected');
  const held = ['enterprise-pension-handle@enterprise-pension', 'enterprise-pension-review@enterprise-pension'];
  expect(await grantsOf(county, who)).toEqual(held.map((one) => `${one} suspended`));
  const lifting = await suspensionOf(county, id);
  expect([lifting.state, lifting.withheld.length]).toEqual(['lifting', 2]);
  expect(await adjustmentsOf(county, 'inspector')).toMatchObject([
    { username: who, rule: 'item-handle-review', because: 'suspension-lifted', request, state: 'open' },
  ]);
  // The sign-in is no longer held up: they have to see their task.
  expect((await county.service.get(county.as(who), '/api/v1/me')).statusCode).toBe(200);
  await look(moveSuspensions);
  expect((await grantsOf(county, who)).filter((one) => one.endsWith('suspended'))).toHaveLength(2);
  expect(await adjustmentsOf(county, 'inspector')).toHaveLength(1);

  await applied(county, 'newcomer', { change: 'revoke', ...review });
  await look(moveSuspensions);
  expect(await grantsOf(county, who)).toEqual([`${held[0]} active`, `${held[1]} ended`]);
  expect(await suspensionOf(county, id)).toMatchObject({ state: 'lifted', withheld: [] });
  expect(await reasonOf(county, question(who, 'handle'))).toBe('permitted');
  await settleAdjustments(deskOf(county), county.centre);
  expect(await adjustmentsOf(county, 'inspector')).toMatchObject([{ state: 'closed' }]);
});

test('a suspension that cannot be written whole is not there at all', async () => {
  const who = 'finance-op1';
  await county.owner.pool.query(`create function access.broken() returns trigger language plpgsql as
    $$ begin raise exception 'the disk is full'; end $$`);
  await county.owner.pool.query(
    'create trigger broken before update of effects on access.suspension for each row execute function access.broken()',
  );
  expect((await suspend(county, who)).statusCode).toBe(500);
  await county.owner.pool.query('drop trigger broken on access.suspension; drop function access.broken()');
  expect(await grantsOf(county, who)).toEqual(['finance-handle@finance active']);
  expect((await county.service.get(county.as(who), '/api/v1/me')).statusCode).toBe(200);
  const { rows } = await county.owner.pool.query(
    "select from access.request where change = 'suspension' and beneficiary = $1",
    [county.as(who).person],
  );
  expect(rows).toEqual([]);
  expect((await suspend(county, who)).statusCode).toBe(201);
});

test('a process that was not there when it was ordered holds to it', async () => {
  const other = await county.secondService();
  const answer = await other.post(county.client('decide'), '/access/v1/evaluation', {
    subject: { type: 'person', id: 'finance-op1' },
    action: { name: 'handle' },
    resource: { type: 'case', id: 'new', properties: { item: 'fund-payment', unit: 'finance' } },
  });
  expect(answer.json()).toMatchObject({ decision: false, context: { reason: { code: 'not-active' } } });
});

test('whoever leaves while suspended leaves: the confirmation is void, and nothing comes back', async () => {
  const who = 'finance-op2';
  const { id, request } = await suspended(county, who);
  const left = await county.service.post(county.as('sysadmin'), `/api/v1/people/${who}/departure`, {
    kind: 'dismissed',
  });
  expect(left.json().effects).toMatchObject({ accounts: [who], grantsEnded: [{ role: 'finance-handle' }] });
  expect((await read(request)).state).toBe('withdrawn');
  expect(await suspensionOf(county, id)).toMatchObject({ state: 'departed', withheld: [] });
  await look(moveSuspensions);
  expect(await grantsOf(county, who)).toEqual(['finance-handle@finance ended']);
});

test('when who ordered it leaves, it still waits for its confirmation', async () => {
  const who = 'finance-op3';
  const byHand = await suspend(county, who, investigated, 'secadmin');
  const { id, request } = byHand.json();
  const own = await submitted(county, 'secadmin', { beneficiary: 'newcomer', role: 'hall-handle', unit: 'hall' });
  await county.service.post(county.as('sysadmin'), '/api/v1/people/secadmin/departure', { kind: 'resigned' });
  expect((await read(own.id)).state).toBe('withdrawn');
  expect((await read(request)).state).toBe('pending');
  expect(await suspensionOf(county, id)).toMatchObject({ state: 'unconfirmed' });
  expect((await decide(county, 'director', request)).json().state).toBe('applied');
});

test('whoever would confirm it is suspended: the next post does, also when it is their own', async () => {
  const first = await suspended(county, 'enrolment-op3');
  expect((await read(first.request)).stages[0].candidates).toEqual(['director']);
  const director = await suspended(county, 'director', { reason: 'seconded-out', note: '借调' });
  expect(director.effects.decisionsReassigned).toContainEqual({
    request: first.request,
    stage: 1,
    to: ['city-maintainer', 'city-maintainer2'],
    escalated: true,
  });
  expect((await read(director.request)).stages[0].candidates).toEqual(['city-maintainer', 'city-maintainer2']);
});
