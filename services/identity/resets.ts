import { timingSafeEqual } from 'node:crypto';
import { noSuch, type ResetInput, said } from '@zhiheng/contracts';
import { inCentre, newId, type Transaction } from '@zhiheng/database';
import { fieldProblem, type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import type { FactorKeeper } from './factor-context.ts';
import { limits } from './limits.ts';
import { newRecoveryCode, recoveryDigest } from './recovery-codes.ts';
import { type Administration, administrationOf } from './reset-administrators.ts';
import { activeAccountOf } from './store/account-store.ts';
import type { LogEntry } from './store/log-entry.ts';
import { append } from './store/log-store.ts';
import { findPerson } from './store/permission-store.ts';
import { confirmReset, endReset, findReset, insertReset, type StoredReset } from './store/reset-store.ts';

export type ResetDesk = Pick<FactorKeeper, 'database' | 'recovery' | 'profile' | 'passwordCost'>;

/** A half of what opens a reset: told to who asks, or confirms, and kept nowhere but as its digest. */
export interface Half {
  id: string;
  code: string;
}

/**
 * One administrator asks. Nobody may for themselves; for ordinary people those who administer accounts, for an
 * administrator of accounts another administrator as well. Throws `not-permitted`, `not-active`, `already-exists`.
 */
export function askReset(
  desk: ResetDesk,
  caller: PersonCaller,
  { person: named, password, factors, reason }: ResetInput,
  trace: Trace,
): Promise<Half> {
  const { centre } = caller;
  return told(desk, caller, { trace, action: 'reset.asked' }, async (transaction, note) => {
    const person = await findPerson(transaction, centre, named);
    if (!person) throw fieldProblem('unknown-code', '/person', noSuch('person', named));
    if (!password && !factors) throw fieldProblem('invalid-request', '/password', said('nothing-to-reset'));
    note({ about: person.person, reason });
    const { administers, mayStandIn } = await administrationOf(transaction, caller, person);
    if (!administers && !mayStandIn) throw new Problem('not-permitted');
    if (person.person === caller.person) throw new Problem('own-reset');
    const account = await activeAccountOf(transaction, centre, person.person);
    if (!account) throw new Problem('not-active');
    const half = { id: newId(), code: newRecoveryCode() };
    const reset = {
      ...{ id: half.id, account, person: person.person, password, factors, reason },
      asked_by: caller.person,
      first_half: halfDigest(desk, centre, half),
    };
    if (!(await insertReset(transaction, centre, reset, limits.resetAsked))) throw new Problem('already-exists');
    note({ target: half.id, details: { password, factors } });
    return half;
  });
}

/** A second administrator, of whatever kind, confirms: from then on it is good for an hour. */
export function confirmAsked(desk: ResetDesk, caller: PersonCaller, id: string, trace: Trace): Promise<Half> {
  const { centre } = caller;
  return told(desk, caller, { trace, action: 'reset.confirmed', target: id }, async (transaction, note) => {
    const reset = await visible(transaction, caller, id, note);
    if (reset.person === caller.person) throw new Problem('own-reset');
    if (reset.asked_by === caller.person) throw new Problem('second-administrator');
    const half = { id, code: newRecoveryCode() };
    const confirmed = { by: caller.person, half: halfDigest(desk, centre, half), seconds: limits.resetConfirmed };
    if (!(await activeAccountOf(transaction, centre, reset.person))) throw new Problem('not-active');
    if (!(await confirmReset(transaction, { centre, id }, confirmed))) throw new Problem('reset-over');
    return half;
  });
}

/** Any administrator who could have confirmed it takes it back. */
export function withdrawReset(desk: ResetDesk, caller: PersonCaller, id: string, trace: Trace): Promise<void> {
  return told(desk, caller, { trace, action: 'reset.withdrawn', target: id }, async (transaction, note) => {
    await visible(transaction, caller, id, note);
    if (!(await endReset(transaction, { centre: caller.centre, id }, 'withdrawn'))) throw new Problem('reset-over');
  });
}

/** What halves are compared by. */
const halfDigest = ({ recovery }: ResetDesk, centre: string, { id, code }: Half): Buffer =>
  recoveryDigest(recovery, { centre, account: id }, code) ?? Buffer.alloc(32);

/** Both are compared, whatever the first says. */
export function halvesMatch(
  desk: ResetDesk,
  centre: string,
  reset: StoredReset,
  first: string,
  second: string,
): boolean {
  const matches = [
    timingSafeEqual(reset.first_half, halfDigest(desk, centre, { id: reset.id, code: first })),
    timingSafeEqual(reset.second_half ?? Buffer.alloc(32, 1), halfDigest(desk, centre, { id: reset.id, code: second })),
  ];
  return matches.every(Boolean);
}

/** A reset of somebody whom the caller administers in any way. */
async function visible(
  transaction: Transaction,
  caller: PersonCaller,
  id: string,
  note: (facts: Partial<LogEntry>) => void,
): Promise<StoredReset> {
  const { centre } = caller;
  const reset = await findReset(transaction, { centre, id });
  const person = reset && (await findPerson(transaction, centre, reset.person));
  if (!reset || !person) throw new Problem('not-found', noSuch('reset', id));
  note({ about: reset.person });
  const { any }: Administration = await administrationOf(transaction, caller, person);
  if (!any) throw new Problem('not-permitted');
  if (reset.over) throw new Problem('reset-over');
  return reset;
}

/** Runs an act in one transaction with its entry; a refusal is an entry of its own. */
async function told<T>(
  { database }: ResetDesk,
  { centre }: PersonCaller,
  { trace, ...act }: { trace: Trace; action: LogEntry['action']; target?: string },
  work: (transaction: Transaction, note: (facts: Partial<LogEntry>) => void) => Promise<T>,
): Promise<T> {
  let entry: LogEntry = { ...trace, ...act, outcome: 'done', targetType: 'reset' };
  const note = (facts: Partial<LogEntry>) => {
    entry = { ...entry, ...facts };
  };
  try {
    return await inCentre(database, centre, async (transaction) => {
      const done = await work(transaction, note);
      await append(transaction, centre, entry);
      return done;
    });
  } catch (error) {
    if (error instanceof Problem && [403, 409].includes(error.status)) {
      const denied: LogEntry = { ...entry, action: 'reset.refused', outcome: 'denied', reason: error.code };
      await inCentre(database, centre, (transaction) => append(transaction, centre, denied));
    }
    throw error;
  }
}
