import { describe, expect, test } from 'vitest';
import { County } from '../support/county.ts';

/** S03 分级审批: as many tiers as the risk asks for, each another person, never the one who asked or gains. */
const county = County.ofThisFile();
const unit = 'enterprise-pension';
const handle = { beneficiary: 'newcomer', role: 'enterprise-pension-handle', unit };
const review = { beneficiary: 'newcomer', role: 'enterprise-pension-review', unit };
const mayReview = () => county.may('newcomer', 'review', 'enterprise-pension-award', unit);

describe('risk 2, asked for by the head of the section', () => {
  let id: string;

  test('goes past the head to a deputy director, then two more people', async () => {
    const { status, body } = await county.ask('enterprise-pension-head', handle);
    expect(status).toBe(201);
    id = body.id;
    expect(body.stages.map(({ by }) => by)).toEqual(['deputy-director', 'control-head', 'director']);
    expect(body.stages[0]?.candidates).toEqual(['deputy-director', 'deputy-director2']);
    expect(await county.decide('enterprise-pension-head', id)).toMatchObject({
      status: 403,
      body: { code: 'own-request' },
    });
    expect(await county.refusal('request.decided', 'enterprise-pension-head')).toMatchObject({
      reason: 'own-request',
      target: id,
    });
  });

  test('nobody decides out of turn, or for a stage of somebody else', async () => {
    for (const other of ['director', 'control-head', 'enrolment-head', 'newcomer', 'secadmin'])
      expect((await county.decide(other, id)).status, other).toBe(403);
    expect((await county.request('enterprise-pension-head', id)).body.stages[0]?.decisions).toEqual([]);
  });

  test('three distinct people have approved when it takes effect', async () => {
    const applied = await county.approved(id, ['deputy-director2', 'control-head', 'director']);
    const people = applied.stages.flatMap(({ decisions }) => decisions.map(({ person }) => person));
    expect(people).toEqual(['deputy-director2', 'control-head', 'director']);
    expect(new Set([...people, 'enterprise-pension-head', 'newcomer']).size).toBe(5);
    expect(await county.may('newcomer', 'handle', 'enterprise-pension-award', unit)).toBe(true);
  });

  test('a decision after the end, the same or another, is none', async () => {
    for (const late of ['director', 'deputy-director']) {
      const answer = await county.decide(late, id, 'reject', '改主意');
      expect(answer.status).toBeGreaterThanOrEqual(403);
      expect(['not-pending', 'not-a-candidate', 'already-decided']).toContain(answer.body.code);
    }
    expect((await county.request('newcomer', id)).body.state).toBe('applied');
  });
});

describe('risk 3', () => {
  const forAnother = {
    ...review,
    beneficiary: 'enterprise-pension-op3',
    role: 'institution-pension-review',
    unit: 'institution-pension',
  };

  test('has four stages, the last at the parent bureau; nothing is active before it', async () => {
    const { status, body } = await county.ask('enterprise-pension-op1', forAnother);
    expect(status).toBe(201);
    expect(body.stages.map(({ by }) => by)).toEqual([
      'section-head',
      'control-head',
      'director',
      'permission-maintainer',
    ]);
    // The head of the grant’s unit, not of the home unit of who gains.
    expect(body.stages[0]?.candidates).toEqual(['institution-pension-head']);
    expect(body.stages[3]?.candidates).toEqual(['city-maintainer', 'city-maintainer2']);
    const may = () =>
      county.may('enterprise-pension-op3', 'review', 'institution-pension-award', 'institution-pension');
    for (const approver of ['institution-pension-head', 'control-head', 'director']) {
      expect((await county.decide(approver, body.id)).body.state, approver).toBe('pending');
      expect(await may(), approver).toBe(false);
    }
    expect((await county.decide('city-maintainer2', body.id)).body.state).toBe('applied');
    expect(await may()).toBe(true);
  });

  test('a rejection needs a reason and ends it, even at the last stage', async () => {
    const asked = await county.ask('institution-pension-op1', {
      ...{ beneficiary: 'hall-op6', role: 'institution-pension-review', unit: 'institution-pension' },
    });
    expect(asked.status).toBe(201);
    const { id } = asked.body;
    for (const approver of ['institution-pension-head', 'control-head', 'director'])
      expect((await county.decide(approver, id)).body.state).toBe('pending');
    expect(await county.decide('city-maintainer', id, 'reject', '')).toMatchObject({
      status: 400,
      body: { code: 'comment-required' },
    });
    expect(await county.decide('city-maintainer', id, 'reject', '编制不足')).toMatchObject({
      status: 200,
      body: { state: 'rejected' },
    });
    expect(await county.decide('city-maintainer2', id)).toMatchObject({ status: 409, body: { code: 'not-pending' } });
    expect(await county.may('hall-op6', 'review', 'institution-pension-award', 'institution-pension')).toBe(false);
  });
});

describe('a grant in another section', () => {
  const told = async (username: string) =>
    (await county.get<{ data: { id: string; state: string }[] }>(username, '/api/v1/requests?informed=me')).body.data;

  test('the head of the grant’s unit decides, the head of the home unit is informed, reads it and decides nothing', async () => {
    const { status, body } = await county.ask('newcomer', {
      ...{ beneficiary: 'hall-op1', role: 'card-handle', unit: 'card' },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({ informed: ['hall-head'] });
    expect(body.stages[0]?.candidates).toEqual(['card-head']);
    expect(await told('hall-head')).toContainEqual(expect.objectContaining({ id: body.id, state: 'pending' }));
    expect(await told('card-head')).toEqual([]);
    expect(await county.request('hall-head', body.id)).toMatchObject({ status: 200, body: { id: body.id } });
    expect(await county.decide('hall-head', body.id)).toMatchObject({
      status: 403,
      body: { code: 'not-a-candidate' },
    });
    expect(await county.refusal('request.decided', 'hall-head')).toMatchObject({ target: body.id });
    const submitted = await county.entries({ action: 'request.submitted', target: body.id });
    expect(submitted).toMatchObject([{ after: { informed: ['hall-head'] } }]);
  });
});

describe('who may take part', () => {
  test('one who gains never decides: the control head’s own grant goes past him', async () => {
    const { status, body } = await county.ask('newcomer', {
      beneficiary: 'control-head',
      role: 'control-handle',
      unit: 'control',
    });
    expect(status).toBe(201);
    for (const { candidates } of body.stages) expect(candidates).not.toContain('control-head');
    expect((await county.decide('control-head', body.id)).status).toBe(403);
    expect(await county.post('newcomer', `/api/v1/requests/${body.id}/withdrawal`)).toMatchObject({
      status: 200,
      body: { state: 'withdrawn' },
    });
  });

  test('only the requester withdraws, and only while it is pending', async () => {
    const asked = await county.ask('card-op1', { beneficiary: 'newcomer', role: 'hall-handle', unit: 'hall' });
    const path = `/api/v1/requests/${asked.body.id}/withdrawal`;
    expect((await county.post('newcomer', path)).status).toBe(403);
    expect((await county.post('card-op1', path)).status).toBe(200);
    expect(await county.post('card-op1', path)).toMatchObject({ status: 409, body: { code: 'not-pending' } });
    expect((await county.decide('hall-head', asked.body.id)).body.code).toBe('not-pending');
  });

  test('the same key is the same request; for another wish it is refused', async () => {
    const key = { 'idempotency-key': 'one-of-them' };
    const body = { change: 'grant', beneficiary: 'newcomer', role: 'hall-handle', unit: 'hall', reason: '顶岗' };
    const first = await county.post<{ id: string }>('newcomer', '/api/v1/requests', body, key);
    const second = await county.post<{ id: string }>('newcomer', '/api/v1/requests', body, key);
    expect([first.status, second.status, second.body.id]).toEqual([201, 201, first.body.id]);
    expect(await county.post('newcomer', '/api/v1/requests', { ...body, reason: '另一事由' }, key)).toMatchObject({
      status: 409,
      body: { code: 'idempotency-mismatch' },
    });
  });

  test('what one holds already, and what does not exist, is refused', async () => {
    expect(
      await county.ask('enterprise-pension-op1', { ...handle, beneficiary: 'enterprise-pension-op1' }),
    ).toMatchObject({
      status: 409,
      body: { code: 'already-held' },
    });
    expect(await county.ask('enterprise-pension-op1', { ...handle, role: 'no-such-role' })).toMatchObject({
      status: 422,
      body: { code: 'unknown-code' },
    });
    expect(await mayReview()).toBe(false);
  });
});

test('every act of it is in the log, by whom and on which request', async () => {
  const decided = await county.entries({ action: 'request.decided', actor: 'control-head', outcome: 'done' });
  expect(decided.length).toBeGreaterThanOrEqual(3);
  for (const entry of decided) expect(entry).toMatchObject({ targetType: 'request', target: expect.any(String) });
});
