import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { noteLeaves } from '../leave-moments.ts';
import { openCase, question, reasonOf, step, stepped } from './acting.ts';
import { asOwner, deskOf } from './asking.ts';
import { back, inMinutes, leave, onLeave } from './moving.ts';
import { type County, openCounty } from './open-county.ts';
import { approve, decide, handleFor, rolesOf, submit, submitted } from './requesting.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const preview = (who: string, input: object = {}, by = 'sysadmin') =>
  county.service.post(county.as(by), `/api/v1/people/${who}/leave/preview`, {
    until: inMinutes(60),
    reason: '培训',
    ...input,
  });
const leavesOf = async (who: string, by = 'sysadmin') =>
  (await county.service.get(county.as(by), '/api/v1/leaves', { person: who })).json().data;

/** Lets a leave begin or end so many minutes from now, for what no login may move. */
const shift = (id: string, from: number, until: number) =>
  asOwner(
    county,
    `update access.leave set validity = tstzrange(clock_timestamp() + $2 * interval '1 minute', clock_timestamp() + $3 * interval '1 minute'),
       starts = clock_timestamp() + $2 * interval '1 minute', ends = clock_timestamp() + $3 * interval '1 minute' where id = $1`,
    [id, from, until],
  );

test('who is on leave is permitted nothing and does no step; what they hold stays, and acts again on return', async () => {
  const who = 'enterprise-pension-op1';
  const ask = question(who, 'handle');
  expect(await reasonOf(county, ask)).toBe('permitted');
  const { id } = await openCase(county);
  const held = await rolesOf(county, who);
  const away = await onLeave(county, who);
  expect(away).toMatchObject({ username: who, state: 'active', orderedBy: 'sysadmin', endedAt: null });
  expect(await reasonOf(county, ask)).toBe('on-leave');
  expect((await step(county, id, 'handle', who)).json()).toMatchObject({ status: 409, code: 'on-leave' });
  const me = (await county.service.get(county.as(who), '/api/v1/me')).json();
  expect(me.permissions).toEqual([]);
  expect(await rolesOf(county, who)).toEqual(held);
  // Still held: what would conflict with it is refused as before.
  const review = { beneficiary: who, role: 'enterprise-pension-review', unit: 'enterprise-pension' };
  expect((await submit(county, 'enterprise-pension-op2', review)).json().code).toBe('duty-conflict');

  const returned = await back(county, away.id);
  expect(returned.json()).toMatchObject({ id: away.id, state: 'ended', endedBy: 'sysadmin' });
  expect(await reasonOf(county, ask)).toBe('permitted');
  await stepped(county, id, 'handle', who);
});

test('it is in the log: ordered, begun, ended, and the step that was refused', async () => {
  expect(await county.entries('leave.ordered')).toMatchObject([{ outcome: 'done', target: 'enterprise-pension-op1' }]);
  expect(await county.entries('leave.started')).toMatchObject([{ reason: '培训' }]);
  expect(await county.entries('leave.ended')).toMatchObject([{ reason: 'returned-early', details: { conflicts: [] } }]);
  expect(await county.entries('step.refused')).toMatchObject([{ reason: 'on-leave' }]);
});

/** Resolves once the database's clock has come so far. */
const clockAt = (instant: Date) =>
  vi.waitFor(
    async () => {
      const { rows } = await county.owner.pool.query('select clock_timestamp() >= $1::timestamptz as come', [instant]);
      expect(rows).toEqual([{ come: true }]);
    },
    { timeout: 9_000, interval: 10 },
  );

test('half-open: away from its first instant on, there again from its last, though nobody has noted either', async () => {
  const who = 'enterprise-pension-op2';
  const ask = question(who, 'handle');
  const from = new Date(Date.now() + 1_500);
  const until = new Date(from.getTime() + 3_000);
  await onLeave(county, who, { from: from.toISOString(), until: until.toISOString() });
  // Remembered from here on; nothing is heard when the leave begins or ends.
  expect(await reasonOf(county, ask)).toBe('permitted');
  await clockAt(from);
  expect(await reasonOf(county, ask)).toBe('on-leave');
  expect((await step(county, (await openCase(county)).id, 'handle', who)).json().code).toBe('on-leave');
  await clockAt(until);
  expect(await reasonOf(county, ask)).toBe('permitted');
  await stepped(county, (await openCase(county)).id, 'handle', who);
});

test('its first instant belongs to a leave and its last does not, as the database keeps it', async () => {
  const { rows } = await county.owner.pool.query(
    'select bool_and(lower_inc(validity) and not upper_inc(validity)) as "halfOpen" from access.leave where not isempty(validity)',
  );
  expect(rows).toEqual([{ halfOpen: true }]);
});

test('what waits for somebody who goes away goes to their deputy, and without one to the higher post', async () => {
  const asked = await submitted(county, 'card-op1', { beneficiary: 'newcomer', role: 'card-handle', unit: 'card' });
  expect(asked.stages[0]?.candidates).toEqual(['card-head']);
  const shown = (await preview('card-head')).json();
  expect(shown.effects.decisionsReassigned).toMatchObject([{ request: asked.id, stage: 1, escalated: true }]);
  expect(await leavesOf('card-head')).toEqual([]);

  const named = { deputy: 'hall-head', principal: 'card-head', until: inMinutes(120), reason: '请假' };
  const deputised = await county.service.post(county.as('card-head'), '/api/v1/deputies', named);
  expect(deputised.statusCode, deputised.body).toBe(201);
  expect((await preview('card-head')).json().deputies).toEqual(['hall-head']);
  const away = await onLeave(county, 'card-head');
  expect(away.effects?.decisionsReassigned).toEqual([
    { request: asked.id, stage: 1, to: ['hall-head'], escalated: false },
  ]);
  expect((await decide(county, 'card-head', asked.id)).json()).toMatchObject({ status: 409, code: 'on-leave' });
  expect((await decide(county, 'hall-head', asked.id)).statusCode).toBe(200);

  const other = await submitted(county, 'hall-op1', { beneficiary: 'hall-op2', role: 'hall-handle', unit: 'hall' });
  const gone = await onLeave(county, 'hall-head');
  expect(gone.effects?.decisionsReassigned).toMatchObject([{ request: other.id, escalated: true }]);
  expect((await county.entries('request.reassigned')).map(({ reason }) => reason)).toEqual(['leave', 'leave']);
  await back(county, away.id);
  await back(county, gone.id);
});

test('nobody who is away decides, not even as a deputy of somebody who is there', async () => {
  const named = { deputy: 'enrolment-head', until: inMinutes(120), reason: '出差' };
  expect((await county.service.post(county.as('contribution-head'), '/api/v1/deputies', named)).statusCode).toBe(201);
  const wanted = { beneficiary: 'newcomer', role: 'contribution-handle', unit: 'contribution' };
  const asked = await submitted(county, 'card-op1', wanted);
  expect(asked.stages[0]?.candidates).toEqual(['contribution-head', 'enrolment-head']);
  const away = await onLeave(county, 'enrolment-head');
  const seen = await county.service.get(county.as('director'), `/api/v1/requests/${asked.id}`);
  expect(seen.json().stages[0].candidates).toEqual(['contribution-head']);
  expect((await decide(county, 'enrolment-head', asked.id)).json().code).toBe('on-leave');
  await back(county, away.id);
  expect((await decide(county, 'enrolment-head', asked.id)).statusCode).toBe(200);
});

test('an administrator on leave administers nothing, their own return included', async () => {
  const away = await onLeave(county, 'sysadmin');
  expect((await leave(county, 'card-op2')).json()).toMatchObject({ status: 403, code: 'not-permitted' });
  expect((await back(county, away.id)).json()).toMatchObject({ status: 403, code: 'not-permitted' });
  await shift(away.id, -60, 0);
  expect(await noteLeaves(deskOf(county), county.centre)).toBeGreaterThan(0);
  expect((await leave(county, 'nobody')).statusCode).toBe(404);
});

test('staffing: who is on leave fills no duty, and the preview says what that breaks', async () => {
  const unit = 'institution-pension';
  const item = 'institution-pension-award';
  const shown = (await preview('institution-pension-op4')).json();
  expect(shown.losses.map((loss: { item: string }) => loss.item)).toContain(item);
  expect(shown.staffing).toContainEqual(
    expect.objectContaining({ item, duty: 'review', remaining: ['institution-pension-op3'] }),
  );
  const reviewers = async () => {
    const answer = await county.service.get(county.as('director'), '/api/v1/staffing', { item, unit });
    const [row] = answer.json().data;
    const review = row.duties.find(({ duty }: { duty: string }) => duty === 'review');
    return review.holders.map(({ username }: { username: string }) => username);
  };
  const before = await reviewers();
  const away = await onLeave(county, 'institution-pension-op4');
  expect(before).toContain('institution-pension-op4');
  expect(await reviewers()).toEqual(before.filter((who: string) => who !== 'institution-pension-op4'));
  // A second one would leave nobody.
  const second = (await preview('institution-pension-op3')).json();
  expect(second.losses).toContainEqual(expect.objectContaining({ item, broken: true, unfilled: ['review'] }));
  await back(county, away.id);
  expect(await reviewers()).toEqual(before);
});

test('a leave that begins later is noted by the schedule once, when it has begun, and once when it is over', async () => {
  const who = 'hall-op1';
  const planned = await onLeave(county, who, { from: inMinutes(30), until: inMinutes(60) });
  expect(planned).toMatchObject({ state: 'planned', effects: null });
  const started = (await county.entries('leave.started')).length;
  expect(await noteLeaves(deskOf(county), county.centre)).toBe(0);
  await shift(planned.id, -1, 30);
  await Promise.all([noteLeaves(deskOf(county), county.centre), noteLeaves(deskOf(county), county.centre)]);
  expect(await county.entries('leave.started')).toHaveLength(started + 1);
  expect((await leavesOf(who))[0]).toMatchObject({ state: 'active', effects: { decisionsReassigned: [] } });
  await shift(planned.id, -2, 0);
  await noteLeaves(deskOf(county), county.centre);
  expect((await county.entries('leave.ended')).at(-1)).toMatchObject({ target: who, reason: 'returned' });
  expect(await noteLeaves(deskOf(county), county.centre)).toBe(0);
});

test('a planned leave is taken back; asked for again, it is done once', async () => {
  const planned = await onLeave(county, 'hall-op2', { from: inMinutes(30) });
  const ended = (await county.entries('leave.ended')).length;
  for (let time = 0; time < 2; time++)
    expect((await back(county, planned.id)).json()).toMatchObject({ id: planned.id, state: 'ended' });
  expect((await county.entries('leave.ended')).slice(ended)).toMatchObject([{ reason: 'taken-back' }]);
  expect(await onLeave(county, 'hall-op2', { from: inMinutes(40), until: inMinutes(50) })).toBeTruthy();
});

test('refused: who may not, who has left, what overlaps, ends before it begins or lasts too long', async () => {
  for (const by of ['director', 'card-head', 'card-op1', 'secadmin', 'auditadmin'])
    expect((await leave(county, 'card-op1', {}, by)).json()).toMatchObject({ status: 403, code: 'not-permitted' });
  expect((await leave(county, 'hall-op2', { from: inMinutes(45), until: inMinutes(55) })).json()).toMatchObject({
    status: 409,
    code: 'already-exists',
  });
  // Half-open: one that begins when another ends does not overlap.
  const first = await onLeave(county, 'hall-op3', { from: '2030-01-01T00:00:00Z', until: '2030-01-02T00:00:00Z' });
  expect((await leave(county, 'hall-op3', { from: first.until, until: '2030-01-03T00:00:00Z' })).statusCode).toBe(201);
  expect((await leave(county, 'card-op1', { until: inMinutes(-1) })).json().code).toBe('invalid-period');
  expect((await leave(county, 'card-op1', { from: inMinutes(9), until: inMinutes(8) })).json().code).toBe(
    'invalid-period',
  );
  expect((await leave(county, 'card-op1', { until: '2032-01-01T00:00:00Z' })).json().code).toBe('too-long');
  expect((await leave(county, 'card-op1', { until: 'tomorrow' })).statusCode).toBe(400);
  await county.service.post(county.as('sysadmin'), '/api/v1/people/card-op2/departure', { kind: 'resigned' });
  expect((await leave(county, 'card-op2')).json().code).toBe('already-departed');
  expect((await preview('card-op2')).json().code).toBe('already-departed');
  expect((await county.service.post(county.client('decide'), '/api/v1/people/card-op1/leave', {})).statusCode).toBe(
    403,
  );
  const byHr = await county.service.post(county.client('scim'), '/api/v1/people/enrolment-op2/leave', {
    until: inMinutes(5),
    reason: '病假',
  });
  expect(byHr.json()).toMatchObject({ orderedBy: null, client: 'test-client', state: 'active' });
});

test('leaves are seen by oneself and by who oversees the unit', async () => {
  expect(await leavesOf('enrolment-op2', 'enrolment-op2')).toHaveLength(1);
  expect(await leavesOf('enrolment-op2', 'enrolment-head')).toHaveLength(1);
  expect(await leavesOf('enrolment-op2', 'enrolment-op1')).toEqual([]);
});

test('a request for somebody on leave is granted and acts when they are back', async () => {
  const away = await onLeave(county, 'newcomer');
  const done = await approve(county, await submitted(county, 'enterprise-pension-op1', handleFor('newcomer')));
  expect(done.state).toBe('applied');
  expect(await reasonOf(county, question('newcomer', 'handle'))).toBe('on-leave');
  await back(county, away.id);
  expect(await reasonOf(county, question('newcomer', 'handle'))).toBe('permitted');
});

test('who is on leave opens no case; a case is opened by them again on return', async () => {
  const { service, as } = county;
  const who = 'institution-pension-op1';
  const order = { item: 'institution-pension-award', unit: 'institution-pension', reference: 'L-1', channel: 'hall' };
  const away = await onLeave(county, who);
  expect((await service.post(as(who), '/api/v1/cases', order)).json()).toMatchObject({ status: 409, code: 'on-leave' });
  expect(await county.entries('case.opened')).toContainEqual(
    expect.objectContaining({ outcome: 'denied', actor: who, reason: 'on-leave' }),
  );
  await back(county, away.id);
  expect((await service.post(as(who), '/api/v1/cases', order)).statusCode).toBe(201);
});
