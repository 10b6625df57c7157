import type { LeftBehind } from '@zhiheng/contracts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applied, ask, asked, coveredBy, exceptionFor, inDays, previewed } from './asking.ts';
import { type County, openCounty } from './open-county.ts';
import { approve, decide } from './requesting.ts';
import { addSections, item, read, role, unit } from './retiring.ts';

let county: County;
beforeAll(async () => {
  county = await openCounty(addSections);
});
afterAll(() => county.close());

const grant = (beneficiary: string, of: string, at: string, more: object = {}) => ({
  ...{ change: 'grant', beneficiary, role: of, unit: at },
  ...more,
});
const heir = (code: string) =>
  role(code, { name: { zh: '新', en: 'New' }, risk: 1, permissions: [], inherits: ['paper-handle'] });
const template = (post: string, more: object) => ({ change: 'template', template: { post, ...more } });

/** State and reason of each, as whoever asked sees it. */
async function fates(requests: { id: string; requester: string }[]): Promise<string[]> {
  const seen = await Promise.all(requests.map(({ id, requester }) => read(county, 'requests', id, requester)));
  return seen.map(({ state, failure }) => (failure ? `${state} ${failure}` : state));
}

const askedAll = async (wanted: [string, object][]) => {
  const requests = [];
  for (const [who, one] of wanted) requests.push(await asked(county, who, one));
  return requests;
};

test('a role that retires ends at once what asks for it, however far it has come; nothing else', async () => {
  await applied(county, 'newcomer', grant('newcomer', 'paper-handle', 'old', { validUntil: inDays(20) }));
  const ended = await askedAll([
    ['newcomer', grant('card-op1', 'paper-handle', 'old')],
    ['card-op1', { ...grant('newcomer', 'paper-handle', 'old'), change: 'extend', validUntil: inDays(30) }],
    ['secadmin', heir('heir')],
    ['secadmin', template('x', { unitKind: 'section', roles: [{ role: 'paper-handle', place: 'unit' }] })],
  ]);
  const going = await askedAll([
    ['newcomer', grant('card-op1', 'paper-review', 'old')],
    ['card-op1', { ...grant('old-handler', 'paper-handle', 'old'), change: 'revoke', ...coveredBy('hall-op1') }],
    ['secadmin', role('paper-review', { permissions: [] })],
  ]);
  const halfway = await approve(county, ended[0] as (typeof ended)[number], 1);
  expect(halfway).toMatchObject({ state: 'pending' });

  const wanted = role('paper-handle', { retired: true });
  const { left } = await previewed(county, 'secadmin', wanted);
  const requests = left.find(({ kind }: LeftBehind) => kind === 'request');
  expect(requests).toEqual({
    ...{ kind: 'request', count: 4, refuses: false },
    some: ended.map(({ id }) => id).sort(),
  });
  expect(await fates(ended)).toEqual(Array(4).fill('pending'));
  const retirement = await applied(county, 'secadmin', wanted);

  expect(await fates(ended)).toEqual(Array(4).fill('failed retired'));
  expect(await fates(going)).toEqual(Array(3).fill('pending'));
  const closed = await read(county, 'requests', ended[0]?.id as string, 'newcomer');
  expect(closed.closedAt).not.toBeNull();
  expect(closed.stages.some(({ state }: { state: string }) => state === 'open')).toBe(false);
  const entries = await county.entries('request.failed');
  expect(entries.map(({ target }) => target).sort()).toEqual(ended.map(({ id }) => id).sort());
  for (const entry of entries)
    expect(entry).toMatchObject({ reason: 'retired', outcome: 'failed', details: { by: retirement.id } });
  // Nobody is asked about it any more.
  const next = halfway.stages.find(({ state }) => state === 'open')?.candidates[0] as string;
  expect((await decide(county, next, closed.id)).json().code).toBe('not-pending');

  await applied(county, 'secadmin', role('paper-handle', { retired: false }));
  expect(await fates(ended)).toEqual(Array(4).fill('failed retired'));
  await asked(county, 'secadmin', heir('heir'));
  for (const { id, requester } of going) {
    const url = `/api/v1/requests/${id}/withdrawal`;
    expect((await county.service.post(county.as(requester), url, {})).statusCode).toBe(200);
  }
});

test('a unit that is taken over ends what asks for something there, the removal of what has moved as well', async () => {
  const paper = await read(county, 'items', 'old-paper');
  const { id: _, retired: __, ...content } = paper;
  const ended = await askedAll([
    ['newcomer', grant('card-op2', 'paper-handle', 'old')],
    ['card-op1', { ...grant('old-handler', 'paper-handle', 'old'), change: 'revoke', ...coveredBy('hall-op1') }],
    ['secadmin', item('other-paper', { ...content, unit: 'old' })],
    ['secadmin', unit('empty', { retired: true, into: 'old' })],
    ['secadmin', template('y', { unitKind: 'section', unit: 'old', roles: [{ role: 'paper-review', place: 'unit' }] })],
  ]);
  const going = await askedAll([['newcomer', grant('card-op2', 'paper-handle', 'new')]]);
  await applied(county, 'secadmin', unit('old', { retired: true, into: 'new' }));
  expect(await fates(ended)).toEqual(Array(5).fill('failed retired'));
  expect(await fates(going)).toEqual(['pending']);
});

test('a rule that retires ends the requests for exceptions to it', async () => {
  const ended = await asked(county, 'card-op1', exceptionFor('card-op1', 'cards-and-payees'));
  await applied(county, 'secadmin', { change: 'rule', rule: { code: 'cards-and-payees', retired: true } });
  expect(await fates([ended])).toEqual(['failed retired']);
});

test('a retirement that fails itself ends nothing', async () => {
  const going = await asked(county, 'newcomer', grant('card-op1', 'paper-review', 'empty'));
  const almost = await approve(county, await asked(county, 'secadmin', unit('empty', { retired: true })), 2);
  await applied(county, 'newcomer', grant('card-op2', 'paper-review', 'empty'));
  expect(await approve(county, almost)).toMatchObject({ state: 'failed', failure: 'in-use' });
  expect(await fates([going])).toEqual(['pending']);
  expect((await ask(county, 'secadmin', unit('empty', { retired: true }))).json().code).toBe('in-use');
});
