import { describe, expect, test } from 'vitest';
import { County } from '../support/county.ts';

/** S04 减少权限: a removal is approved as well; until the last approval what is held holds. */
const county = County.ofThisFile();
const unit = 'enterprise-pension';
const held = { beneficiary: 'enterprise-pension-op2', role: 'enterprise-pension-handle', unit } as const;
const revoke = {
  ...held,
  change: 'revoke' as const,
};
const may = () => county.may('enterprise-pension-op2', 'handle', 'enterprise-pension-award', unit);

test('the chain of a removal: section head, then control head; a rejection leaves the grant', async () => {
  const asked = await county.ask('enterprise-pension-op1', revoke);
  expect(asked.status).toBe(201);
  expect(asked.body.stages.map(({ by }) => by)).toEqual(['section-head', 'control-head']);
  expect((await county.decide('enterprise-pension-head', asked.body.id)).body.state).toBe('pending');
  expect(await may(), 'between the two stages').toBe(true);
  expect(await county.decide('control-head', asked.body.id, 'reject', '仍须留岗')).toMatchObject({
    status: 200,
    body: { state: 'rejected' },
  });
  expect(await may(), 'after the rejection').toBe(true);
});

test('whose grant it is does not decide, and a step between the stages still counts', async () => {
  const asked = await county.ask('enterprise-pension-op1', revoke);
  expect(asked.status, 'a new removal is possible').toBe(201);
  expect(await county.decide('enterprise-pension-op2', asked.body.id)).toMatchObject({ status: 403 });
  await county.decide('enterprise-pension-head', asked.body.id);
  const id = await county.opened('enterprise-pension-award', unit);
  await county.done(id, 'handle', 'enterprise-pension-op2');
  expect(await county.decide('control-head', asked.body.id)).toMatchObject({ status: 200, body: { state: 'applied' } });
  expect(await may()).toBe(false);
  const next = await county.opened('enterprise-pension-award', unit);
  expect(await county.refused(next, 'handle', 'enterprise-pension-op2')).toMatchObject({ code: 'not-permitted' });
  expect((await county.steps(id)).map(({ username }) => username)).toEqual(['enterprise-pension-op2']);
});

test('what nobody holds cannot be removed; what was removed can be granted again', async () => {
  expect(await county.ask('enterprise-pension-op1', revoke)).toMatchObject({
    status: 409,
    body: { code: 'not-held' },
  });
  const again = await county.ask('enterprise-pension-op1', { ...held, change: 'grant' });
  expect(again.status).toBe(201);
  await county.approved(again.body.id, ['enterprise-pension-head', 'control-head', 'director']);
  expect(await may()).toBe(true);
});

test('when the head asks for a removal, another decides the first stage', async () => {
  const asked = await county.ask('enterprise-pension-head', revoke);
  expect(asked.body.stages.map(({ by }) => by)).toEqual(['deputy-director', 'control-head']);
  expect((await county.decide('enterprise-pension-head', asked.body.id)).body.code).toBe('own-request');
});

interface Suspended {
  id: string;
  state: string;
  request: string;
}

describe('emergency suspension', () => {
  const who = 'enterprise-pension-op1';
  const mayHandle = () => county.may(who, 'handle', 'enterprise-pension-award', unit);
  const suspensionOf = async (id: string) =>
    (await county.get<Suspended>('director', `/api/v1/suspensions/${id}`)).body;
  const suspend = (by: string, username: string) =>
    county.post<Suspended & { code?: string }>(by, `/api/v1/people/${username}/suspension`, {
      ...{ reason: 'under-investigation', note: '接到举报' },
    });
  let suspension: Suspended;

  test('who may not order it is refused, and that is in the log', async () => {
    expect(await suspend('enterprise-pension-head', who)).toMatchObject({
      status: 403,
      body: { code: 'not-permitted' },
    });
    expect(await county.refusal('person.suspended', 'enterprise-pension-head')).toMatchObject({ target: who });
    expect(await mayHandle()).toBe(true);
  });

  test('it cuts at once, and opens a request for confirmation', async () => {
    const waiting = await county.opened('enterprise-pension-award', unit);
    expect(await mayHandle()).toBe(true);
    const answer = await suspend('sysadmin', who);
    expect(answer.status).toBe(201);
    suspension = answer.body;
    expect(suspension.state).toBe('unconfirmed');
    expect(await mayHandle()).toBe(false);
    expect((await county.refused(waiting, 'handle', who)).status).toBe(409);
    expect(await county.request('director', suspension.request)).toMatchObject({
      status: 200,
      body: { change: 'suspension', state: 'pending' },
    });
    expect(await county.entries({ action: 'person.suspended', actor: 'sysadmin' })).toMatchObject([
      { outcome: 'done', target: who },
    ]);
  });

  test('unconfirmed at its deadline it goes to others, and does not lapse into restored', async () => {
    const pass = () =>
      county.sql(
        "update access.request_stage set due_at = clock_timestamp() - interval '1 second' where request = $1 and state = 'open'",
        [suspension.request],
      );
    const missed = () => county.entries({ target: suspension.request, outcome: 'done', action: 'request.escalated' });
    await pass();
    await expect.poll(missed, { timeout: 60_000, interval: 500 }).toHaveLength(1);
    expect(await suspensionOf(suspension.id)).toMatchObject({ state: 'unconfirmed' });
    const { body } = await county.request('director', suspension.request);
    expect([body.state, body.stages[0]?.escalated]).toEqual(['pending', true]);
    await pass();
    const overdue = () => county.entries({ target: suspension.request, action: 'request.overdue' });
    await expect.poll(overdue, { timeout: 60_000, interval: 500 }).toHaveLength(1);
    expect((await county.request('director', suspension.request)).body.state).toBe('pending');
    expect(await mayHandle()).toBe(false);
  });

  test('only a rejection with its reason restores it', async () => {
    const { body } = await county.request('director', suspension.request);
    const judge = body.stages[0]?.candidates[0] as string;
    expect(await county.decide(judge, suspension.request, 'reject', '')).toMatchObject({ status: 400 });
    expect(await mayHandle()).toBe(false);
    expect(await county.decide(judge, suspension.request, 'reject', '查无实据')).toMatchObject({
      status: 200,
      body: { state: 'rejected' },
    });
    await expect.poll(() => suspensionOf(suspension.id), { timeout: 60_000 }).toMatchObject({ state: 'lifted' });
    expect(await mayHandle()).toBe(true);
  });
});

test('the end of a grant is in the log with its request', async () => {
  const ended = await county.entries({ action: 'grant.ended', person: 'enterprise-pension-op2' });
  expect(ended).toHaveLength(1);
  const applied = await county.entries({ action: 'request.applied', person: 'enterprise-pension-op2' });
  expect(applied).toHaveLength(2);
});
