import { addWorkingDays } from '@zhiheng/calendar';
import { expect, test } from 'vitest';
import { type ApprovalRequest, candidates, decide, escalate, type Organisation, open } from '../index.ts';

const at = (time: string) => Date.parse(`${time}+08:00`);
const units = [{ code: 'root', parent: null, kind: 'centre' }];
const staff: Organisation = {
  units,
  holders: [
    { person: 'head', role: 'head', unit: 'root' },
    { person: 'chief', role: 'chief', unit: 'root' },
  ],
};
const stage = { by: 'head', of: 'centre', workingDays: 1, escalateTo: 'chief' } as const;
const opened = (asked: number): ApprovalRequest =>
  open(
    { change: 'grant', risk: 1, stages: [stage] },
    { id: 'r', change: 'grant', requester: 'me', beneficiary: 'you', unit: 'root', at: asked },
    staff,
    addWorkingDays,
  ).request;
const approved = (request: ApprovalRequest, person: string, now: number) =>
  decide(request, { person, decision: 'approve', at: now }, staff, addWorkingDays).request;

test.each([
  ['an ordinary night', '2026-03-02T09:00', '2026-03-04T00:00', '2026-03-06T00:00'],
  ['over the Spring Festival, after a make-up Saturday', '2026-02-14T09:00', '2026-02-25T00:00', '2026-02-27T00:00'],
  ['the leap day', '2028-02-28T09:00', '2028-03-01T00:00', '2028-03-03T00:00'],
  ['over the end of what the calendar knows', '2026-12-31T09:00', '2027-01-02T00:00', '2027-01-05T00:00'],
])('half-open at the exact instant: %s', (_, asked, end, next) => {
  const request = opened(at(asked));
  const due = at(end);
  expect(request.stages[0]?.dueAt).toBe(due);
  // The last instant is in time,
  expect(escalate(request, staff, due - 1, addWorkingDays).events).toEqual([]);
  expect(approved(request, 'head', due - 1).state).toBe('approved');
  // the end itself too late, noted or not: the higher post decides, in a time of its own, of which the day that then begins is no part.
  expect(() => approved(request, 'head', due)).toThrow(expect.objectContaining({ code: 'not-a-candidate' }));
  const passedOn = escalate(request, staff, due, addWorkingDays).request;
  expect(passedOn.stages[0]).toMatchObject({ by: 'chief', dueAt: at(next) });
  expect(approved(passedOn, 'chief', at(next) - 1).state).toBe('approved');
  expect(() => approved(passedOn, 'chief', at(next))).toThrow(expect.objectContaining({ code: 'not-pending' }));
  expect(escalate(passedOn, staff, at(next), addWorkingDays).request.state).toBe('expired');
});

test('a deputy speaks from the first instant of their time, and no more at its end', () => {
  const [from, until] = [at('2026-03-03T08:00'), at('2026-03-03T18:00')];
  const organisation = { ...staff, deputies: [{ deputy: 'stand-in', principal: 'head', from, until }] };
  const request = opened(at('2026-03-02T09:00'));
  const speaks = (now: number) => candidates(request, 0, organisation, now).some(({ person }) => person === 'stand-in');
  expect([from - 1, from, until - 1, until].map(speaks)).toEqual([false, true, true, false]);
});
