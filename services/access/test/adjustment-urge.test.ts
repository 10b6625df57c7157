import { afterAll, beforeAll, expect, test } from 'vitest';
import { settleAdjustments } from '../adjustment-settle.ts';
import { adjustmentsOf, applied, asOwner, deskOf, inDays } from './asking.ts';
import { kindsOf, noticesOf } from './noticing.ts';
import { type County, openCounty } from './open-county.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const rule = {
  ...{ code: 'apart', kind: 'static', name: { zh: '测试', en: 'Test' }, source: '测试', effect: 'block' },
  ...{ atMost: 1, within: 'centre', of: [{ roles: ['hall-handle'] }, { roles: ['card-handle'] }] },
};
const hall = { beneficiary: 'card-op1', role: 'hall-handle', unit: 'hall' };
/** Each as a process of its own would. */
const look = () => Promise.all([1, 2, 3].map(() => settleAdjustments(deskOf(county), county.centre)));
const task = async () => (await adjustmentsOf(county, 'inspector'))[0];
/** The date comes so near, or passes. */
const due = (interval: string) =>
  asOwner(
    county,
    'update access.adjustment set due_at = clock_timestamp() + $1::interval, escalates_at = clock_timestamp() + $1::interval',
    [interval],
  );
const pass = () =>
  asOwner(county, 'update access.adjustment set escalates_at = clock_timestamp() where escalates_at is not null', []);
const told = async (what: string) => (await county.entries(`adjustment.${what}`)).map(({ details }) => details?.rule);

test('far from its date nothing moves', async () => {
  await applied(county, 'newcomer', { change: 'grant', ...hall });
  await applied(county, 'secadmin', { change: 'rule', rule });
  await look();
  expect(await task()).toMatchObject({ reminders: 0, remindedAt: null, escalatedTo: [], escalatedAt: null });
});

test('reminded of three times before it, each once whoever looks; one that was missed is not made up for', async () => {
  await due('3 days');
  await look();
  const first = await task();
  expect(first?.reminders).toBeGreaterThan(0);
  expect(await told('reminded')).toEqual(['apart']);
  await due('1 minute');
  await look();
  await look();
  expect((await task())?.reminders).toBe(3);
  expect(await told('reminded')).toEqual(['apart', 'apart']);
  expect(await told('escalated')).toEqual([]);
  const notices = (await noticesOf(county, 'card-op1')).filter(({ about }) => about.type === 'adjustment');
  expect(notices.map(({ kind }) => kind)).toEqual(['adjustment-due', 'adjustment-due', 'adjustment-opened']);
});

test('overdue it goes to who answers for it, and on to the next, until nobody is left', async () => {
  await due('-1 second');
  await look();
  const head = await task();
  expect(head).toMatchObject({ overdue: true, reminders: 3, escalatedTo: ['card-head'] });
  expect(Date.parse(head?.escalatesAt as string)).toBeGreaterThan(Date.now());
  expect(await told('overdue')).toEqual(['apart']);
  expect((await kindsOf(county, 'card-op1')).filter((kind) => kind === 'adjustment-overdue')).toHaveLength(1);
  expect(await kindsOf(county, 'card-head')).toContain('adjustment-escalated');
  expect(await kindsOf(county, 'deputy-director')).not.toContain('adjustment-escalated');
  expect(await county.entries('adjustment.escalated')).toMatchObject([{ outcome: 'done', unit: 'card' }]);
  await look();
  expect(await told('escalated')).toHaveLength(1);

  await pass();
  await look();
  expect(await task()).toMatchObject({ escalatedTo: ['deputy-director', 'deputy-director2'] });
  for (const who of ['deputy-director', 'deputy-director2', 'card-head'])
    expect((await kindsOf(county, who)).filter((kind) => kind === 'adjustment-escalated')).toHaveLength(1);
  const ladder = [];
  for (let turn = 0; turn < 6; turn++) {
    await pass();
    await look();
    ladder.push((await task())?.escalatesAt);
  }
  expect(ladder.at(-1)).toBeNull();
  const entries = await county.entries('adjustment.escalated');
  expect(entries.at(-1)).toMatchObject({ outcome: 'failed', reason: 'no-approver' });
  expect(entries.filter(({ outcome }) => outcome === 'failed')).toHaveLength(1);
});

test('whoever it has come to sees it, and finds what has come to them; others of no oversight do not', async () => {
  const last = (await task())?.escalatedTo[0] as string;
  expect(await adjustmentsOf(county, last, { escalatedTo: 'me' })).toMatchObject([{ rule: 'apart', overdue: true }]);
  expect(await adjustmentsOf(county, 'card-op2', { escalatedTo: 'me' })).toEqual([]);
  expect(await adjustmentsOf(county, 'card-op2')).toEqual([]);
  const client = await county.service.get(county.client('decide'), '/api/v1/adjustments', { escalatedTo: 'me' });
  expect(client.json().code).toBe('not-permitted');
});

test('clean, it ends and goes nowhere', async () => {
  const coverPlan = { by: ['newcomer'], until: inDays(30), note: '暂由其顶岗' };
  await applied(county, 'newcomer', { change: 'revoke', ...hall, coverPlan });
  await look();
  expect(await task()).toMatchObject({ state: 'closed', overdue: false, escalatesAt: null });
  await pass().catch(() => undefined);
  await look();
  expect(await told('closed')).toEqual(['apart']);
});
