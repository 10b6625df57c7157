import { expect, test } from 'vitest';
import {
  type ApprovalRequest,
  candidates,
  type Decision,
  decide,
  escalate,
  markApplied,
  markFailed,
  type Organisation,
  open,
  preview,
  reassign,
  type StageRule,
  selectChain,
  withdraw,
} from '../index.ts';
import { addWorkingDays } from './worlds.ts';

const head: StageRule = { by: 'head', of: 'grant-unit', workingDays: 2, escalateTo: 'deputy' };
const chief: StageRule = { by: 'chief', of: 'centre', workingDays: 1 };
const grant = (person: string, role: string, unit = 'root') => ({ person, role, unit });
const units = [
  { code: 'root', parent: null, kind: 'centre' },
  { code: 'a', parent: 'root', kind: 'section' },
  { code: 'b', parent: 'root', kind: 'section' },
];
const centre = (...holders: Organisation['holders']): Organisation => ({ units, holders });
const staff = centre(grant('ha', 'head', 'a'), grant('hb', 'head', 'b'), grant('dep', 'deputy'), grant('ch', 'chief'));
const wanted = { id: 'r', change: 'grant', requester: 'me', beneficiary: 'you', unit: 'a', at: 0 } as const;
const chainOf = (...stages: StageRule[]) => ({ change: 'grant', risk: 1, stages }) as const;
const opened = (organisation: Organisation, ...stages: StageRule[]) =>
  open(chainOf(...stages), wanted, organisation, addWorkingDays).request;
const approves = (request: ApprovalRequest, organisation: Organisation, person: string, more: Partial<Decision> = {}) =>
  decide(request, { person, decision: 'approve', at: 0, ...more }, organisation, addWorkingDays);
const code = (name: string) => expect.objectContaining({ name: 'ApprovalError', code: name });
const types = ({ events }: { events: readonly { type: string }[] }) => events.map(({ type }) => type);

test('a missed deadline escalates once, with a new deadline, then the request expires', () => {
  const request = opened(staff, head, chief);
  expect(escalate(request, staff, 19, addWorkingDays)).toEqual({ request, events: [] });
  const first = escalate(request, staff, 20, addWorkingDays);
  expect(first.request.stages[0]).toMatchObject({
    by: 'deputy',
    escalated: true,
    openedAt: 0,
    dueAt: 40,
    state: 'open',
  });
  expect(types(first)).toEqual(['stage-escalated']);
  const second = escalate(first.request, staff, 40, addWorkingDays);
  expect(second.request.state).toBe('expired');
  expect(second.request.stages.map(({ state }) => state)).toEqual(['closed', 'closed']);
  expect(escalate(second.request, staff, 99, addWorkingDays)).toEqual({ request: second.request, events: [] });
});

test('a stage that waits escalates where it can, and never expires: each missed deadline begins anew', () => {
  const request = opened(staff, { ...head, atEnd: 'wait' });
  expect(escalate(request, staff, 19, addWorkingDays)).toEqual({ request, events: [] });
  const first = escalate(request, staff, 20, addWorkingDays);
  expect(types(first)).toEqual(['stage-escalated']);
  expect(escalate(first.request, staff, 39, addWorkingDays).events).toEqual([]);
  const second = escalate(first.request, staff, 40, addWorkingDays);
  expect(second.events).toEqual([{ type: 'stage-overdue', stage: 0, by: 'deputy', at: 40, dueAt: 60 }]);
  expect(second.request).toMatchObject({ state: 'pending', stages: [{ by: 'deputy', state: 'open', dueAt: 60 }] });
  // Who is late decides all the same, once that is noted.
  expect(types(approves(first.request, staff, 'dep', { at: 45 }))).toEqual([
    'stage-overdue',
    'decided',
    'stage-approved',
    'approved',
  ]);
});

test('without a role to escalate to, with none of its holders there, or when the rule says so, it expires at once', () => {
  const nobody = centre(grant('ha', 'head', 'a'), grant('ch', 'chief'));
  const cases = [
    escalate(opened(staff, chief), staff, 10, addWorkingDays),
    escalate(opened(staff, head), nobody, 20, addWorkingDays),
    escalate(opened(staff, { ...head, atEnd: 'expire' }), staff, 20, addWorkingDays),
    escalate(opened(staff, { ...chief, atEnd: 'escalate' }), staff, 10, addWorkingDays),
  ];
  for (const { request } of cases) expect(request.state).toBe('expired');
});

test('a decision after the deadline is too late, whether or not anybody has looked at the clock', () => {
  const request = opened(staff, head);
  expect(() => approves(request, staff, 'ha', { at: 20 })).toThrow(code('not-a-candidate'));
  const late = approves(request, staff, 'dep', { at: 20 });
  expect(types(late)).toEqual(['stage-escalated', 'decided', 'stage-approved', 'approved']);
  expect(() => approves(opened(staff, chief), staff, 'ch', { at: 10 })).toThrow(code('not-pending'));
});

test('a rejection needs words, and no one else can then move the request', () => {
  const request = opened(staff, head, chief);
  const reject = (comment?: string) =>
    approves(request, staff, 'ha', { decision: 'reject', ...(comment && { comment }) });
  expect(() => reject()).toThrow(code('comment-required'));
  expect(() => reject(' \n')).toThrow(code('comment-required'));
  const { request: rejected } = reject('no need');
  expect(rejected.stages.map(({ state }) => state)).toEqual(['rejected', 'closed']);
  expect(() => approves(rejected, staff, 'ch')).toThrow(code('not-pending'));
  expect(() => withdraw(rejected, 'me', 1)).toThrow(code('not-pending'));
  expect(() => markApplied(rejected)).toThrow(code('not-pending'));
  expect(() => markFailed(rejected, ['x'])).toThrow(code('not-pending'));
  expect(reassign(rejected, staff, 1, addWorkingDays)).toEqual({ request: rejected, events: [] });
});

test('a quorum needs that many distinct people; an escalation keeps what was said', () => {
  const pair = { ...chief, quorum: 2, escalateTo: 'deputy' };
  const two = centre(grant('c1', 'chief'), grant('c2', 'chief'), grant('dep', 'deputy'));
  const once = approves(opened(two, pair), two, 'c1');
  expect([once.request.state, types(once)]).toEqual(['pending', ['decided']]);
  expect(() => approves(once.request, two, 'c1')).toThrow(code('already-decided'));
  expect(approves(once.request, two, 'c2').request.state).toBe('approved');
  const late = escalate(once.request, two, 10, addWorkingDays);
  expect(approves(late.request, two, 'dep', { at: 10 }).request.state).toBe('approved');
  expect(() => opened(centre(grant('c1', 'chief'), grant('dep', 'deputy')), pair)).toThrow(code('no-approver'));
});

test('who is away is silent: their deputy speaks for them, and without one the stage goes on to the higher post', () => {
  const always = { from: 0, until: 1000 };
  const deputies = [{ deputy: 'stand-in', principal: 'ha', ...always }];
  const away = { ...staff, away: new Set(['ha']) };
  const covered = { ...away, deputies };
  expect(candidates(opened(covered, head), 0, covered, 0)).toEqual([{ person: 'stand-in', onBehalfOf: 'ha' }]);
  expect(() => approves(opened(covered, head), covered, 'ha')).toThrow(code('not-a-candidate'));
  expect(approves(opened(covered, head), covered, 'stand-in').decision).toMatchObject({ onBehalfOf: 'ha' });
  expect(opened(away, head).stages[0]).toMatchObject({ by: 'deputy', escalated: true });
  // A deputy who is away, or has no voice in this request, stands for nobody.
  for (const silent of [
    { ...covered, away: new Set(['ha', 'stand-in']) },
    { ...away, deputies: [{ deputy: 'me', principal: 'ha', ...always }] },
  ])
    expect(opened(silent, head).stages[0]).toMatchObject({ by: 'deputy', escalated: true });
});

test('a deputy of somebody who is there stands for nobody while they are away themselves', () => {
  const deputies = [{ deputy: 'stand-in', principal: 'ha', from: 0, until: 1000 }];
  const request = opened(staff, head);
  expect(candidates(request, 0, { ...staff, deputies, away: new Set(['stand-in']) }, 0)).toEqual([{ person: 'ha' }]);
});

test('a stage that waits for somebody goes on when they go away', () => {
  const request = opened(staff, head);
  const gone = reassign(request, { ...staff, away: new Set(['ha']) }, 5, addWorkingDays);
  expect(gone.request.stages[0]).toMatchObject({ by: 'deputy', escalated: true });
  const deputies = [{ deputy: 'stand-in', principal: 'ha', from: 0, until: 1000 }];
  const kept = reassign(request, { ...staff, deputies, away: new Set(['ha']) }, 5, addWorkingDays);
  expect(kept.events).toMatchObject([{ type: 'stage-reassigned', to: ['stand-in'] }]);
});

test('a deputy speaks for two: neither is heard again, nor may a heard person be stood for', () => {
  const always = { from: Number.NEGATIVE_INFINITY, until: Number.POSITIVE_INFINITY };
  const organisation: Organisation = {
    ...centre(grant('h1', 'head', 'a'), grant('h2', 'head', 'a'), grant('c1', 'chief'), grant('h1', 'chief')),
    deputies: [
      { deputy: 'stand-in', principal: 'h1', ...always },
      { deputy: 'stand-in', principal: 'c1', ...always },
      { deputy: 'me', principal: 'h1', ...always },
      { deputy: 'late', principal: 'h1', from: 5, until: 9 },
    ],
  };
  const request = opened(organisation, head, chief);
  expect(candidates(request, 0, organisation, 0)).toEqual([
    { person: 'h1' },
    { person: 'h2' },
    { person: 'stand-in', onBehalfOf: 'h1' },
  ]);
  expect(candidates(request, 0, organisation, 5)).toContainEqual({ person: 'late', onBehalfOf: 'h1' });
  expect(candidates(request, 0, organisation, 9)).not.toContainEqual({ person: 'late', onBehalfOf: 'h1' });
  expect(candidates(request, 0, organisation)).toEqual([{ person: 'h1' }, { person: 'h2' }]);
  expect(() => approves(request, organisation, 'me')).toThrow(code('own-request'));
  expect(() => approves(request, organisation, 'stand-in', { onBehalfOf: 'h2' })).toThrow(code('not-a-candidate'));
  const next = approves(request, organisation, 'stand-in');
  expect(next.decision).toEqual({ person: 'stand-in', onBehalfOf: 'h1', decision: 'approve', at: 0 });
  expect(candidates(next.request, 1, organisation, 0)).toEqual([{ person: 'c1' }]);
  expect(() => approves(next.request, organisation, 'h1')).toThrow(code('already-decided'));
  expect(() => approves(next.request, organisation, 'stand-in', { onBehalfOf: 'c1' })).toThrow(code('already-decided'));
  expect(() => approves(next.request, organisation, 'late', { onBehalfOf: 'h1' })).toThrow(code('already-decided'));
});

test('nobody is stood for in their own request', () => {
  const deputies = [{ deputy: 'x', principal: 'me', from: -1, until: 1 }];
  const organisation = { ...centre(grant('me', 'chief'), grant('ch', 'chief')), deputies };
  expect(() => approves(opened(organisation, chief), organisation, 'x', { onBehalfOf: 'me' })).toThrow(
    code('own-request'),
  );
  expect(() => approves(opened(organisation, chief), organisation, 'x')).toThrow(code('not-a-candidate'));
});

test('who is needed later is kept for then, and told so', () => {
  const both = centre(grant('ha', 'head', 'a'), grant('ch', 'head', 'a'), grant('ch', 'chief'));
  const request = opened(both, head, chief);
  expect(candidates(request, 0, both)).toEqual([{ person: 'ha' }]);
  expect(candidates(request, 1, both)).toEqual([{ person: 'ch' }]);
  expect(() => approves(request, both, 'ch')).toThrow(/later stage/);
  // A stage escalates rather than take the one whom a later stage needs.
  const scarce = centre(grant('ch', 'head', 'a'), grant('ch', 'chief'), grant('dep', 'deputy'));
  const { stages } = preview(chainOf(head, chief), wanted, scarce, addWorkingDays);
  expect(stages.map(({ by }) => by)).toEqual(['deputy', 'chief']);
});

test('when the organisation shrinks under way, nobody is kept for a stage that is lost, and that stage says so', () => {
  const request = opened(staff, head, chief);
  const after = centre(grant('ha', 'head', 'a'));
  expect(candidates(request, 0, after)).toEqual([{ person: 'ha' }]);
  const next = approves(request, after, 'ha');
  expect(types(next)).toEqual(['decided', 'stage-approved', 'stage-opened', 'stage-unstaffed']);
  expect(next.request.state).toBe('pending');
  expect(escalate(next.request, after, 10, addWorkingDays).request.state).toBe('expired');
  const again = reassign(next.request, staff, 1, addWorkingDays);
  expect(types(again)).toEqual(['stage-reassigned']);
  expect(approves(again.request, staff, 'ch').request.state).toBe('approved');
});

test('nobody of a higher post decides before the stage has escalated to it', () => {
  const request = opened(staff, head, chief);
  const after = centre(grant('dep', 'deputy'), grant('ch', 'chief'));
  expect(candidates(request, 0, after)).toEqual([]);
  expect(() => approves(request, after, 'dep')).toThrow(code('not-a-candidate'));
  const { request: moved } = reassign(request, after, 1, addWorkingDays);
  expect(approves(moved, after, 'dep').request.stages[0]?.state).toBe('approved');
});

test('a long chain that is hopeless at its end is refused without trying 2^30 escalations', () => {
  const stages = Array.from({ length: 30 }, (_, i): StageRule => ({ ...chief, by: `a${i}`, escalateTo: `b${i}` }));
  const holders = stages.flatMap(({ by, escalateTo = '' }) => [grant(by, by), grant(escalateTo, escalateTo)]);
  const attempt = () => opened(centre(...holders), ...stages, { ...chief, by: 'nobody' });
  expect(attempt).toThrow(expect.objectContaining({ code: 'no-approver', stage: 30 }));
});

test('a stage moves on even where a later one is lost', () => {
  const request = opened(staff, head, chief);
  const after = reassign(request, centre(grant('dep', 'deputy')), 1, addWorkingDays);
  expect(types(after)).toEqual(['stage-escalated', 'stage-reassigned']);
  expect(after.request.stages[0]).toMatchObject({ by: 'deputy', escalated: true, dueAt: 21 });
});

test('only its requester takes a request back', () => {
  const request = opened(staff, head, chief);
  expect(() => withdraw(request, 'you', 1)).toThrow(code('not-permitted'));
  const { request: after } = withdraw(request, 'me', 1);
  expect([after.state, ...after.stages.map(({ state }) => state)]).toEqual(['withdrawn', 'closed', 'closed']);
});

test('a chain for the kind of unit goes before one for all; without stages it is none', () => {
  const [all, bank, empty] = [
    chainOf(head),
    { ...chainOf(chief), unitKind: 'bank-outlet' },
    { ...chainOf(), unitKind: 'window' },
  ];
  const pick = (kind: string | undefined) => selectChain([empty, all, bank], 'grant', 1, kind);
  expect([pick('bank-outlet'), pick('window'), pick(undefined)]).toEqual([bank, all, all]);
  expect(() => selectChain([empty, bank], 'grant', 1, 'window')).toThrow(code('no-chain'));
  expect(() => open(empty, wanted, staff, addWorkingDays)).toThrow(code('no-chain'));
});

test('a rule that would approve by silence, or never be due, is refused', () => {
  for (const bad of [{ quorum: 0 }, { quorum: Number.NaN }, { quorum: 1.5 }, { workingDays: 0 }]) {
    expect(() => opened(staff, chief, { ...chief, ...bad })).toThrow(RangeError);
  }
});

test('units that go round in circles, or are not there, have nobody', () => {
  const circle = [
    { code: 'a', parent: 'b', kind: 'section' },
    { code: 'b', parent: 'a', kind: 'section' },
  ];
  expect(() => opened({ ...staff, units: circle, holders: [grant('x', 'head', 'c')] }, head)).toThrow(
    code('no-approver'),
  );
  expect(() => opened({ ...staff, units: [] }, head)).toThrow(code('no-approver'));
});
