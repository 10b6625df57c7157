import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ApprovalError,
  type ApprovalEvent,
  type ApprovalRequest,
  candidates,
  decide,
  escalate,
  markApplied,
  markFailed,
  type Organisation,
  type Outcome,
  open,
  reassign,
  withdraw,
} from '../index.ts';
import { deciders, listed, spoken } from './naive.ts';
import { addWorkingDays, chain, frozen, openStage, organisation, PEOPLE, wanted } from './worlds.ts';

type Move =
  | { type: 'decide'; person: string; onBehalfOf?: string; decision: 'approve' | 'reject'; comment?: string }
  | { type: 'pick'; which: number }
  | { type: 'wait'; time: number }
  | { type: 'escalate' | 'reassign' | 'applied' | 'failed' }
  | { type: 'withdraw'; person: string }
  | { type: 'leave'; person: string };

const person = fc.constantFrom(...PEOPLE);
const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ type: fc.constant('pick' as const), which: fc.nat(20) }) },
    {
      weight: 4,
      arbitrary: fc.record(
        {
          type: fc.constant('decide' as const),
          person,
          onBehalfOf: person,
          decision: fc.constantFrom('approve', 'approve', 'approve', 'reject'),
          comment: fc.constantFrom('why', '  '),
        },
        { requiredKeys: ['type', 'person', 'decision'] },
      ) as fc.Arbitrary<Move>,
    },
    { weight: 2, arbitrary: fc.record({ type: fc.constant('wait' as const), time: fc.integer({ min: 1, max: 25 }) }) },
    { weight: 2, arbitrary: fc.record({ type: fc.constantFrom('escalate' as const, 'reassign' as const) }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constantFrom('applied' as const, 'failed' as const) }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('leave' as const), person }) },
    { weight: 1, arbitrary: fc.record({ type: fc.constant('withdraw' as const), person }) },
  ),
  { minLength: 1, maxLength: 14 },
);

interface World {
  request: ApprovalRequest;
  people: Organisation;
  now: number;
}

/** Carries a move out on frozen values; undefined when it is refused. */
function carryOut({ request, people, now }: World, move: Move): Outcome | undefined {
  switch (move.type) {
    case 'decide':
    case 'pick': {
      const given = move.type === 'decide' ? move : picked(request, people, now, move.which);
      if (!given) return undefined;
      const { type: _, ...decision } = given;
      return decide(request, frozen({ ...decision, at: now }), people, addWorkingDays);
    }
    case 'escalate':
      return escalate(request, people, now, addWorkingDays);
    case 'reassign':
      return reassign(request, people, now, addWorkingDays);
    case 'applied':
      return markApplied(request);
    case 'failed':
      return markFailed(request, ['duty-conflict']);
    case 'withdraw':
      return withdraw(request, move.person, now);
    default:
      return undefined;
  }
}

function picked(request: ApprovalRequest, people: Organisation, now: number, which: number) {
  const list = candidates(request, openStage(request)?.ordinal ?? 0, people, now);
  const one = list[which % list.length];
  return one && { type: 'decide' as const, ...one, decision: 'approve' as const };
}

/** Runs the moves from an opened request and shows each that was accepted. */
function walk(
  world: World,
  list: Move[],
  check: (before: World, move: Move, after: ApprovalRequest, events: readonly ApprovalEvent[]) => void,
): ApprovalRequest {
  let { request, people, now } = world;
  for (const move of list) {
    if (move.type === 'wait') now += move.time;
    if (move.type === 'leave') people = frozen(without(people, move.person));
    try {
      const outcome = carryOut({ request, people, now }, move);
      if (!outcome) continue;
      check({ request, people, now }, move, outcome.request, outcome.events);
      request = frozen(outcome.request);
    } catch (error) {
      if (!(error instanceof ApprovalError)) throw error;
    }
  }
  return request;
}

const without = (people: Organisation, left: string): Organisation => ({
  ...people,
  holders: people.holders.filter((one) => one.person !== left),
  deputies: (people.deputies ?? []).filter((one) => one.deputy !== left && one.principal !== left),
});

/** Walks over many worlds. */
function everyWalk(check: Parameters<typeof walk>[2], end: (request: ApprovalRequest) => void = () => {}): void {
  fc.assert(
    fc.property(chain, wanted, organisation, moves, (rules, asked, people, list) => {
      let request: ApprovalRequest;
      try {
        request = open(frozen(rules), frozen(asked), frozen(people), addWorkingDays).request;
      } catch (error) {
        fc.pre(!(error instanceof ApprovalError));
        throw error;
      }
      end(walk({ request: frozen(request), people: frozen(people), now: asked.at }, list, check));
    }),
    { numRuns: 2500 },
  );
}

test('all voices of a request are distinct humans, deputies and those they stand for included', () => {
  let deputies = 0;
  everyWalk((_, _move, after) => {
    const all = spoken(after);
    const distinct = new Set(all);
    const same = after.requester === after.beneficiary ? 1 : 0;
    expect(distinct.size).toBe(all.length - same);
    if (after.stages.some(({ decisions }) => decisions.some(({ onBehalfOf }) => onBehalfOf))) deputies++;
  });
  expect(deputies).toBeGreaterThan(30);
});

test('only those decide whom brute force finds entitled, and all of them may', () => {
  const seen = { accepted: 0, refused: 0 };
  fc.assert(
    fc.property(chain, wanted, organisation, moves, (rules, asked, people, list) => {
      try {
        open(rules, asked, people, addWorkingDays);
      } catch {
        return;
      }
      const start = { request: open(rules, asked, people, addWorkingDays).request, people, now: asked.at };
      walk(start, list, ({ request, people, now }) => {
        const stage = openStage(request);
        if (!stage || now >= stage.dueAt!) return;
        const entitled = listed(deciders(request, people, now));
        expect(listed(candidates(request, stage.ordinal, people, now))).toEqual(entitled);
        for (const person of PEOPLE)
          for (const onBehalfOf of [undefined, ...PEOPLE]) {
            const given = { person, ...(onBehalfOf ? { onBehalfOf } : {}), decision: 'approve' as const, at: now };
            const may = onBehalfOf
              ? entitled.includes(JSON.stringify([person, onBehalfOf]))
              : entitled.some((one) => JSON.parse(one)[0] === person);
            const attempt = () => decide(request, given, people, addWorkingDays);
            if (may) expect(spoken(attempt().request)).toContain(person);
            else expect(attempt).toThrow(ApprovalError);
            seen[may ? 'accepted' : 'refused']++;
          }
      });
    }),
    { numRuns: 1500 },
  );
  expect(seen.accepted).toBeGreaterThan(200);
  expect(seen.refused).toBeGreaterThan(200);
});

test('approved exactly when every stage reached its quorum by approvals, one after the other', () => {
  let approved = 0;
  everyWalk(
    () => {},
    (request) => {
      const complete = request.stages.every(
        ({ rule, decisions }) =>
          decisions.length === (rule.quorum ?? 1) && decisions.every((d) => d.decision === 'approve'),
      );
      const isApproved =
        ['approved', 'applied'].includes(request.state) ||
        (request.state === 'failed' && request.stages.every(({ state }) => state === 'approved'));
      expect(isApproved).toBe(complete);
      if (isApproved) approved++;
      const times = request.stages.flatMap(({ decisions }) => decisions.map(({ at }) => at));
      expect(times).toEqual([...times].sort((a, b) => a - b));
    },
  );
  expect(approved).toBeGreaterThan(100);
});

test('only a decision approves: no deadline, escalation or reassignment does', () => {
  const seen = { escalated: 0, expired: 0, unstaffed: 0 };
  everyWalk(({ request }, move, after, events) => {
    const approvals = (one: ApprovalRequest) => one.stages.filter(({ state }) => state === 'approved').length;
    const voices = (one: ApprovalRequest) => one.stages.flatMap(({ decisions }) => decisions).length;
    const decided = move.type === 'decide' || move.type === 'pick';
    expect(approvals(after) - approvals(request)).toBeLessThanOrEqual(decided ? 1 : 0);
    expect(voices(after) - voices(request)).toBe(decided ? 1 : 0);
    if (!decided && move.type !== 'applied') expect(['approved', 'applied']).not.toContain(changed(request, after));
    for (const { type } of events) {
      if (type === 'stage-escalated') seen.escalated++;
      if (type === 'expired') seen.expired++;
      if (type === 'stage-unstaffed') seen.unstaffed++;
    }
  });
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(3);
});

const changed = (before: ApprovalRequest, after: ApprovalRequest) =>
  before.state === after.state ? null : after.state;

test('nothing moves after a final state, and a pending request has exactly one open stage, those before it approved', () => {
  everyWalk(({ request }, _move, after) => {
    const final = ['applied', 'rejected', 'withdrawn', 'expired', 'failed'];
    if (final.includes(request.state)) expect(after).toEqual(request);
    const states = after.stages.map(({ state }) => state);
    if (after.state === 'pending') expect(states.join(' ')).toMatch(/^(approved )*open( waiting)*$/);
    else expect(states).not.toContain('open');
    if (final.includes(after.state)) expect(states).not.toContain('waiting');
    for (const { state, openedAt, dueAt, by, escalated, rule } of after.stages) {
      if (state === 'waiting') expect([openedAt, dueAt, by, escalated]).toEqual([undefined, undefined, rule.by, false]);
      else if (openedAt !== undefined) expect(dueAt).toBeGreaterThan(openedAt);
      expect(by).toBe(escalated ? rule.escalateTo : rule.by);
    }
  });
});

test('while nobody leaves and nobody is late, whoever decides, no request gets stuck', () => {
  let stages = 0;
  fc.assert(
    fc.property(
      chain,
      wanted,
      organisation,
      fc.array(fc.nat(20), { minLength: 8, maxLength: 8 }),
      (rules, asked, people, picks) => {
        let request: ApprovalRequest;
        try {
          request = open(rules, asked, people, addWorkingDays).request;
        } catch {
          return;
        }
        for (const which of picks) {
          if (request.state !== 'pending') break;
          const given = picked(request, people, asked.at, which);
          if (!given) throw new Error('nobody may decide');
          const { type: _, ...decision } = given;
          const after = decide(request, { ...decision, at: asked.at }, people, addWorkingDays);
          expect(after.events.map(({ type }) => type)).not.toContain('stage-unstaffed');
          request = after.request;
          stages++;
        }
        expect(request.state).toBe('approved');
      },
    ),
    { numRuns: 3000 },
  );
  expect(stages).toBeGreaterThan(500);
});
