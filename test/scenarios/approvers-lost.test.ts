import { expect, test } from 'vitest';
import { County, type RequestBody } from '../support/county.ts';

/** Who was to approve leaves, is away, suspended or moved while a request is on its way: it never passes by silence, and never stands still. */
const county = County.ofThisFile();
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const higher = ['deputy-director', 'deputy-director2'];

interface Reassigned {
  effects: { decisionsReassigned: { request: string; to: string[]; escalated: boolean }[] };
}
const order = (by: string, path: string, body: object) => county.post<Reassigned & { code?: string }>(by, path, body);
const away = (who: string) => order('sysadmin', `/api/v1/people/${who}/leave`, { until: inDays(9), reason: '病假' });
const deputy = (who: string, name: string, more: object = {}) =>
  county.post<{ id: string }>(who, '/api/v1/deputies', { deputy: name, until: inDays(5), reason: '年休假', ...more });
const hall = (beneficiary: string, unit: string) => ({ beneficiary, role: 'hall-handle', unit });
const openStage = ({ stages }: RequestBody) => stages.find(({ state }) => state === 'open');
const stageOf = async (id: string) => openStage((await county.request('director', id)).body);

test('a head approves and retires, then the next approver: the voice stands, the stage goes up, and distinct people end it', async () => {
  const { body } = await county.ask('enrolment-op1', hall('enrolment-op2', 'enrolment'));
  await county.decide('enrolment-head', body.id);
  expect((await county.leaves('enrolment-head', 'retired')).status).toBe(201);
  expect(await stageOf(body.id)).toMatchObject({ by: 'control-head', candidates: ['control-head'] });
  expect((await away('control-head')).body.effects.decisionsReassigned).toMatchObject([{ to: higher }]);
  const done = await county.approved(body.id, ['deputy-director']);
  expect(done.stages.map(({ decisions }) => decisions[0]?.person)).toEqual(['enrolment-head', 'deputy-director']);
});

test('a head is away and the deputy, who holds no post, leaves: the stage goes up in the same act', async () => {
  await deputy('institution-pension-head', 'institution-pension-op3');
  await away('institution-pension-head');
  const { body } = await county.ask('institution-pension-op1', hall('institution-pension-op2', 'institution-pension'));
  expect(openStage(body)?.candidates).toEqual(['institution-pension-op3']);
  const left = await county.leaves('institution-pension-op3');
  expect(left.body.effects.decisionsReassigned).toMatchObject([{ request: body.id, to: higher }]);
  expect((await stageOf(body.id))?.candidates.toSorted()).toEqual(higher);
});

test('a head on leave is suspended: the deputy has no voice any more, and the stage goes up', async () => {
  await deputy('card-head', 'hall-head');
  await away('card-head');
  const { body } = await county.ask('card-op1', hall('card-op2', 'card'));
  expect(openStage(body)?.candidates).toEqual(['hall-head']);
  const because = { reason: 'under-investigation', note: '休假期间接到举报' };
  const suspended = await order('secadmin', '/api/v1/people/card-head/suspension', because);
  expect(suspended.body.effects.decisionsReassigned).toMatchObject([{ request: body.id, to: higher }]);
  expect(await county.decide('hall-head', body.id)).toMatchObject({ status: 403, body: { code: 'not-a-candidate' } });
});

test('a head moves elsewhere on the day their deputyship begins: the deputy stands neither for them nor for the successor', async () => {
  const named = await deputy('contribution-head', 'information-head', { from: inDays(1) });
  const { body } = await county.ask('contribution-op1', hall('contribution-op2', 'contribution'));
  const moved = { unit: 'office', post: '文员', reason: '轮岗' };
  const transfer = await order('sysadmin', '/api/v1/people/contribution-head/transfer', moved);
  expect(transfer.body.effects.decisionsReassigned).toMatchObject([{ request: body.id, escalated: true }]);
  const begun = 'update access.deputy set validity = tstzrange(clock_timestamp(), upper(validity)) where id = $1';
  await county.sqlPastTriggers(begun, [named.body.id]);
  expect((await county.decide('information-head', body.id)).body.code).toBe('not-a-candidate');
  const successor = { beneficiary: 'newcomer', role: 'section-head', unit: 'contribution' };
  await county.granted('contribution-op1', successor, ['deputy-director', 'deputy-director2', 'director']);
  const next = await county.ask('contribution-op1', hall('contribution-op3', 'contribution'));
  expect(openStage(next.body)?.candidates).toEqual(['newcomer']);
});

test('the unit goes where no head is: what waited for the head of above goes up', async () => {
  const { body } = await county.ask('hall-op1', hall('hall-op2', 'hall-clinic'));
  expect(openStage(body)?.candidates).toEqual(['hall-head']);
  const move = { change: 'rule', unitContent: { code: 'hall-clinic', parent: 'centre' } };
  const asked = await county.propose('secadmin', move);
  await county.approved(asked.body.id, ['deputy-director', 'director', 'city-maintainer']);
  expect((await stageOf(body.id))?.candidates.toSorted()).toEqual(higher);
});

test('the only director is suspended: the two last stages go to the two maintainers, never to one of them twice', async () => {
  const review = { beneficiary: 'finance-op3', role: 'finance-review', unit: 'office' };
  const { body } = await county.ask('finance-op1', review);
  await county.decide(openStage(body)?.candidates[0] as string, body.id);
  await county.decide((await stageOf(body.id))?.candidates[0] as string, body.id);
  const because = { reason: 'seconded-out', note: '借调' };
  const suspended = await order('secadmin', '/api/v1/people/director/suspension', because);
  expect(suspended.body.effects.decisionsReassigned).toContainEqual(
    expect.objectContaining({ request: body.id, to: ['city-maintainer', 'city-maintainer2'] }),
  );
  expect((await county.decide('director', body.id)).body.code).toBe('not-a-candidate');
  const first = await county.decide('city-maintainer', body.id);
  expect(openStage(first.body)?.candidates).toEqual(['city-maintainer2']);
  expect((await county.decide('city-maintainer', body.id)).body.code).toBe('already-decided');
  await county.approved(body.id, ['city-maintainer2']);
});
