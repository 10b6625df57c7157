import type { Case } from '@zhiheng/contracts';
import { describe, expect, test } from 'vitest';
import { attachmentsOf } from '../components/attachment-values.ts';
import { nextStepOf } from '../components/case-next.ts';

const step = (duty: string, username: string, round: number) =>
  ({ duty, username, round, person: `id of ${username}` }) as Case['steps'][number];
const waiting = (nextDuty: string | null, round: number, steps: Case['steps']) =>
  ({ nextDuty, round, steps }) as unknown as Case;

describe('the next step of a case', () => {
  test('bars who did another duty, in whatever round, but not who did the same', () => {
    const steps = [step('handle', 'a', 1), step('review', 'b', 1), step('handle', 'c', 2)];
    expect(nextStepOf(waiting('review', 2, steps), undefined)).toEqual({
      duty: 'review',
      barred: ['a', 'c'],
      bound: undefined,
    });
  });

  test('names who did what it is bound to in this round, not in the one before', () => {
    const item = { bound: [['handle', 'pay']] };
    const steps = [step('handle', 'a', 1), step('handle', 'c', 2), step('review', 'b', 2)];
    expect(nextStepOf(waiting('pay', 2, steps), item)).toEqual({ duty: 'pay', barred: ['b'], bound: 'c' });
    expect(nextStepOf(waiting('pay', 1, [step('review', 'b', 1)]), item)?.bound).toBeUndefined();
  });

  test('is none of a case that waits for none', () => {
    expect(nextStepOf(waiting(null, 1, [step('handle', 'a', 1)]), undefined)).toBeUndefined();
  });
});

test('attachments that are not whole yet are left out, blanks around names too', () => {
  const digest = `sha-256:${'0'.repeat(64)}`;
  expect(attachmentsOf([{ name: ' a.pdf ', digest, href: ' ' }, { name: 'b' }, {}])).toEqual({
    attachments: [{ name: 'a.pdf', digest }],
  });
  expect(attachmentsOf([{}])).toEqual({});
  expect(attachmentsOf(undefined)).toEqual({});
});
