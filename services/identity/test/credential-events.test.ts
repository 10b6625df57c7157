import { expect, it } from 'vitest';
import { eventsOf } from '../credential-events.ts';
import type { LogEntry } from '../store/log-entry.ts';

const person = '01990a3e-6f00-7c3a-9a52-0d5b7a4c1e11';
const kindsOf = (entry: Pick<LogEntry, 'action'> & Partial<LogEntry>) =>
  eventsOf({ outcome: 'done', person, ...entry }).map(({ kind }) => kind);

it('tells of the last recovery code and of no other; of nothing that was refused, or is nobody’s', () => {
  expect(kindsOf({ action: 'recovery-code.used', details: { left: 0 } })).toEqual(['recovery-codes-used-up']);
  expect(kindsOf({ action: 'recovery-code.used', details: { left: 1 } })).toEqual([]);
  expect(kindsOf({ action: 'factor.added', outcome: 'denied' })).toEqual([]);
  expect(kindsOf({ action: 'factor.added', person: undefined } as never)).toEqual([]);
  expect(kindsOf({ action: 'factor.removed' })).toEqual(['factor-removed']);
  expect(kindsOf({ action: 'factor.removed', reason: 'reset' })).toEqual([]);
});
