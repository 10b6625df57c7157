import { expect, test } from 'vitest';
import { County } from '../support/county.ts';

/** Outlets of partner banks and village points: what they may do the county decides, for a purpose and a time, and none sees another’s. */
const county = County.ofThisFile();
const days = (count: number) => new Date(Date.now() + count * 86_400_000).toISOString();
const outlet = { item: 'card-first-issue', channel: 'outlet' };
const idsFor = async (username: string) =>
  (await county.get<{ data: { id: string }[] }>(username, '/api/v1/cases?limit=200')).body.data.map(({ id }) => id);

test('an outlet sees the people and the cases of its own, and nothing of the log, of conflicts or of staffing', async () => {
  const own = await county.opened(outlet.item, 'outlet-premium', outlet);
  await county.done(own, 'handle', 'outlet-op1');
  const others = await county.opened(outlet.item, 'outlet-basic', outlet);
  await county.done(others, 'handle', 'outlet-op2');
  const hall = await county.opened(outlet.item, 'hall', { channel: 'hall' });

  expect(await idsFor('outlet-op1')).toEqual([own]);
  expect(await idsFor('outlet-op2')).toEqual([others]);
  for (const id of [others, hall])
    expect((await county.get('outlet-op1', `/api/v1/cases/${id}`)).status, 'another unit’s').toBe(404);
  const { body } = await county.get<{ data: { username: string }[] }>('outlet-op1', '/api/v1/people?limit=200');
  expect(body.data.map(({ username }) => username)).toEqual(['outlet-op1']);
  for (const path of ['/audit/v1/entries', '/api/v1/conflicts', '/api/v1/staffing', '/api/v1/doubts'])
    expect((await county.get('outlet-op1', path)).status, path).toBe(403);
});

test('what an outlet is given has a purpose and an end that stay on record', async () => {
  const reason = '代办协议 2026-07：代制社保卡';
  const wish = { beneficiary: 'newcomer', role: 'outlet-agent', unit: 'outlet-basic', validUntil: days(300), reason };
  const asked = await county.propose('hall-head', { change: 'grant', ...wish });
  expect(asked.status, JSON.stringify(asked.body)).toBe(201);
  // The hall above the outlet answers for it, and who asks does not decide: nobody at the outlet has a voice.
  expect(asked.body.stages.map(({ by }) => by)).toEqual(['deputy-director', 'control-head']);
  await county.approved(asked.body.id, ['deputy-director', 'control-head']);
  const ledger = await county.get<{ data: object[] }>('director', '/api/v1/permission-ledger?person=newcomer');
  expect(ledger.body.data).toMatchObject([
    { unit: { code: 'outlet-basic' }, until: wish.validUntil, begunBy: { requester: 'hall-head', reason } },
  ]);
  const long = { ...wish, beneficiary: 'hall-op1', validUntil: days(1_200) };
  expect((await county.propose('hall-head', { change: 'grant', ...long })).body.code).toBe('too-long');
});

test('what a village point may do the county decides: the head of the section, internal control, the director', async () => {
  const wish = { beneficiary: 'newcomer', role: 'village-agent', unit: 'village-03' };
  const asked = await county.ask('village-op3', wish);
  expect(asked.status, JSON.stringify(asked.body)).toBe(201);
  expect(asked.body.stages.map(({ by, candidates }) => [by, ...candidates])).toEqual([
    ['section-head', 'resident-pension-head'],
    ['control-head', 'control-head'],
    ['director', 'director'],
  ]);
  for (const other of ['village-op1', 'village-op2', 'hall-head'])
    expect((await county.decide(other, asked.body.id)).status, other).toBeGreaterThanOrEqual(403);
  await county.approved(asked.body.id, ['resident-pension-head', 'control-head', 'director']);
});
