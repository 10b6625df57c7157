import { noSuch, said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { act } from './act.ts';
import type { CentrePolicy } from './centre-policy.ts';
import { type Desk, policyOf, requireActive } from './desk.ts';
import { adjustWhatIsLeft } from './exception-expiry.ts';
import { permissionsOf, unitsPermitting } from './permissions.ts';
import { type ExceptionRow, markExceptionEnded, readException } from './store/exception-store.ts';
import { heldNow } from './store/holder-store.ts';
import { lockPeople, lockPolicy } from './store/locks.ts';
import { append } from './store/log-store.ts';
import { findPerson, type PersonRow } from './store/people-store.ts';

/**
 * Ends an exception before its time: by who owns its compensating control, who oversees that control, or who administers
 * security. What it permitted to hold becomes a task, as when it expires. Ended twice it is ended once. Throws `not-found`,
 * `not-permitted`, `exception-over`.
 */
export async function endException(
  desk: Desk,
  caller: PersonCaller,
  id: string,
  reason: string,
  trace: Trace,
): Promise<void> {
  const { centre } = caller;
  const facts = { ...trace, action: 'exception.ended', targetType: 'exception', target: id, reason } as const;
  await act(desk.database, centre, { ...facts, outcome: 'denied' }, async (transaction) => {
    await lockPolicy(transaction, centre, 'shared');
    const policy = await policyOf(desk, transaction, centre);
    const seen = await readException(transaction, centre, id);
    if (!seen) throw new Problem('not-found', noSuch('exception', id));
    await lockPeople(transaction, centre, [
      [seen.person, 'update'],
      [caller.person, 'key share'],
    ]);
    await requireActive(transaction, caller);
    const excepted = (await findPerson(transaction, centre, seen.person)) as PersonRow;
    await requireMayEnd(transaction, policy, caller, seen, excepted);
    const exception = (await readException(transaction, centre, id)) as ExceptionRow;
    if (exception.state === 'ended') return;
    if (!(await markExceptionEnded(transaction, centre, id, caller.person, reason)))
      throw new Problem('exception-over', said('exception-ran-out'));
    await append(transaction, centre, {
      ...facts,
      outcome: 'done',
      unit: excepted.unit,
      about: excepted.id,
      before: { rule: exception.rule, until: exception.validUntil.toISOString() },
    });
    await adjustWhatIsLeft(transaction, policy, exception, trace);
  });
}

async function requireMayEnd(
  transaction: Transaction,
  policy: CentrePolicy,
  caller: PersonCaller,
  { controlOwner }: ExceptionRow,
  excepted: PersonRow,
): Promise<void> {
  if (caller.person === controlOwner) return;
  const held = permissionsOf(policy, await heldNow(transaction, policy.centre, caller.person));
  const owner = await findPerson(transaction, policy.centre, controlOwner);
  const may =
    unitsPermitting(policy, held, 'administer-security', 'rule').has(excepted.unit) ||
    unitsPermitting(policy, held, 'decide', 'exception').has(excepted.unit) ||
    (owner !== undefined && unitsPermitting(policy, held, 'plan', 'inspection').has(owner.unit));
  if (!may) throw new Problem('not-permitted', said('may-end-exception'));
}
