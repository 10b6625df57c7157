import { addWorkingDays } from '@zhiheng/calendar';
import { expect, test } from 'vitest';
import {
  type ApprovalRequest,
  candidates,
  decide,
  markApplied,
  type Organisation,
  open,
  preview,
  reassign,
  selectChain,
} from '../index.ts';
import { county, countyWithout } from './county.ts';

const monday = Date.parse('2026-03-02T09:00:00+08:00');
const everybody = countyWithout();

const ask = (requester: string, change: 'grant' | 'revoke', risk: number, unit = 'enterprise-pension') => ({
  chain: selectChain(county.chains, change, risk, 'section'),
  wanted: { id: 'r', change, requester, beneficiary: 'newcomer', unit, at: monday },
});

function planOf({ chain, wanted }: ReturnType<typeof ask>, organisation: Organisation = everybody) {
  return preview(chain, wanted, organisation, addWorkingDays).stages.map(({ by, escalated, candidates }) => ({
    by,
    escalated,
    people: candidates.map(({ person }) => person),
  }));
}

const approve = (request: ApprovalRequest, person: string, organisation = everybody) =>
  decide(request, { person, decision: 'approve', at: monday }, organisation, addWorkingDays).request;

const deputies = ['deputy-director', 'deputy-director2'];
const [atHead, atDeputies, atControl, atDirector, atCity] = [
  { by: 'section-head', escalated: false, people: ['enterprise-pension-head'] },
  { by: 'deputy-director', escalated: true, people: deputies },
  { by: 'control-head', escalated: false, people: ['control-head'] },
  { by: 'director', escalated: false, people: ['director'] },
  { by: 'permission-maintainer', escalated: false, people: ['city-maintainer', 'city-maintainer2'] },
];

test('S03: a head who asks for a newcomer is passed over: a deputy director, the control head, the director', () => {
  const asked = ask('enterprise-pension-head', 'grant', 2);
  expect(planOf(asked)).toEqual([atDeputies, atControl, atDirector]);
  let { request } = open(asked.chain, asked.wanted, everybody, addWorkingDays);
  const refused = (person: string, code: string) =>
    expect(() => approve(request, person)).toThrow(expect.objectContaining({ code }));
  refused('enterprise-pension-head', 'own-request');
  refused('newcomer', 'own-request');
  refused('control-head', 'not-a-candidate');
  refused('finance-head', 'not-a-candidate');
  request = approve(request, 'deputy-director');
  refused('deputy-director', 'already-decided');
  refused('deputy-director2', 'not-a-candidate');
  request = approve(request, 'control-head');
  expect(request.state).toBe('pending');
  request = approve(request, 'director');
  expect(request.state).toBe('approved');
  expect(markApplied(request).request.state).toBe('applied');
  refused('director', 'not-pending');
});

test('S03: risk 3 asked by an operator takes four stages, the last at the city', () => {
  const asked = ask('enterprise-pension-op1', 'grant', 3);
  expect(planOf(asked)).toEqual([atHead, atControl, atDirector, atCity]);
  let { request } = open(asked.chain, asked.wanted, everybody, addWorkingDays);
  for (const one of ['enterprise-pension-head', 'control-head', 'director']) {
    request = approve(request, one);
    expect(request.state).toBe('pending');
  }
  expect(approve(request, 'city-maintainer2').state).toBe('approved');
});

test('S04: a removal is decided by the head, then the control head; a rejection ends it', () => {
  const asked = ask('enterprise-pension-op1', 'revoke', 2);
  expect(planOf(asked)).toEqual([atHead, atControl]);
  const { request } = open(asked.chain, asked.wanted, everybody, addWorkingDays);
  const before = approve(request, 'enterprise-pension-head');
  const given = { person: 'control-head', decision: 'reject', comment: '仍需该岗位', at: monday } as const;
  const { request: after, events } = decide(before, given, everybody, addWorkingDays);
  expect(after.state).toBe('rejected');
  expect(after.stages.map(({ state }) => state)).toEqual(['approved', 'rejected']);
  expect(events.map(({ type }) => type)).toEqual(['decided', 'rejected']);
});

test('a window asks its hall, and where no ancestor has a head, a deputy director', () => {
  expect(planOf(ask('sysadmin', 'grant', 1, 'hall-window-3'))[0]?.people).toEqual(['hall-head']);
  for (const unit of ['centre', 'office', 'city-liaison', 'control']) {
    expect(planOf(ask('sysadmin', 'grant', 1, unit))).toEqual([atDeputies, atControl]);
  }
});

test('two stages that escalate to the same two deputies keep one each; with one deputy nobody could decide both', () => {
  const asked = ask('control-head', 'grant', 1, 'office');
  expect(planOf(asked)).toEqual([atDeputies, atDeputies]);
  const only = countyWithout('deputy-director2');
  expect(() => planOf(asked, only)).toThrow(expect.objectContaining({ code: 'no-approver', stage: 1 }));
});

test('deadlines count working days: asked before the Spring Festival, due after the make-up day', () => {
  const asked = ask('enterprise-pension-op1', 'grant', 2);
  const at = Date.parse('2026-02-13T10:00:00+08:00');
  const { stages } = preview(asked.chain, { ...asked.wanted, at }, everybody, addWorkingDays);
  // Saturday the 14th is worked, the 15th to the 23rd is the holiday, Tuesday the 24th is worked: due at its end.
  expect(new Date(stages[0]?.dueAt ?? 0)).toEqual(new Date('2026-02-25T00:00:00+08:00'));
  expect(stages.slice(1).map(({ dueAt }) => dueAt)).toEqual([undefined, undefined]);
});

test('the head leaves: the stage goes to a deputy director; when all leave it waits, and says so', () => {
  const asked = ask('enterprise-pension-op1', 'grant', 2);
  const { request } = open(asked.chain, asked.wanted, everybody, addWorkingDays);
  const later = monday + 3_600_000;
  const gone = countyWithout('enterprise-pension-head');
  const first = reassign(request, gone, later, addWorkingDays);
  expect(first.events.map(({ type }) => type)).toEqual(['stage-escalated', 'stage-reassigned']);
  expect(candidates(first.request, 0, gone).map(({ person }) => person)).toEqual(deputies);

  const empty = countyWithout('enterprise-pension-head', ...deputies);
  const second = reassign(request, empty, later, addWorkingDays);
  expect(second.events).toEqual([{ type: 'stage-unstaffed', stage: 0, at: later }]);
  expect(second.request).toEqual(request);
  expect(candidates(second.request, 0, empty)).toEqual([]);
});

test('every chain of the county is selected by its change and risk, and an unknown one is refused', () => {
  for (const chain of county.chains) expect(selectChain(county.chains, chain.change, chain.risk, 'hall')).toBe(chain);
  expect(() => selectChain(county.chains, 'extend', 2, 'hall')).toThrow(expect.objectContaining({ code: 'no-chain' }));
});

test('who asks for another has spoken for both: the stage of the one asked for goes on, and nobody counts twice', () => {
  const { chain, wanted } = ask('hall-head', 'grant', 2);
  const asked = { ...wanted, onBehalfOf: 'enterprise-pension-head' };
  const { request } = open(chain, asked, everybody, addWorkingDays);
  expect(request).toMatchObject({ requester: 'hall-head', onBehalfOf: 'enterprise-pension-head' });
  expect(candidates(request, 0, everybody).map(({ person }) => person)).toEqual(deputies);
  expect(() => approve(request, 'enterprise-pension-head')).toThrow(
    expect.objectContaining({ code: 'already-decided' }),
  );
  expect(approve(request, 'deputy-director')).toMatchObject({
    onBehalfOf: 'enterprise-pension-head',
    state: 'pending',
  });
});
