import { inCentre, type Transaction } from '@zhiheng/database';
import { openAdjustments } from './adjustment-open.ts';
import type { CentrePolicy } from './centre-policy.ts';
import { type Desk, policyOf } from './desk.ts';
import type { EntryFacts } from './entry-facts.ts';
import { tell } from './notices.ts';
import { brokenBy } from './standing-conflicts.ts';
import { databaseNow } from './store/clock-store.ts';
import { type ExceptionRow, exceptionsToMove, lockException, markException } from './store/exception-store.ts';
import { lockPeople, lockPolicy, raiseEpoch } from './store/locks.ts';
import { append } from './store/log-store.ts';

const client = 'access';
/** Days before its end in which an exception is reminded of. */
const remindDays = 14;

/**
 * Reminds of exceptions that run out soon, once, and notes those that have: a holding that it permitted becomes a task to
 * adjust. Each in its own transaction; done twice it does nothing the second time. Gives how many moved.
 */
export async function moveExceptions(desk: Desk, centre: string): Promise<number> {
  const due = await inCentre(desk.database, centre, async (transaction) => {
    const soon = (await databaseNow(transaction)) + remindDays * 86_400_000;
    return exceptionsToMove(transaction, centre, new Date(soon));
  });
  let moved = 0;
  for (const { id, person } of due)
    if (await inCentre(desk.database, centre, (transaction) => moveOne(desk, transaction, centre, id, person))) moved++;
  return moved;
}

async function moveOne(
  desk: Desk,
  transaction: Transaction,
  centre: string,
  id: string,
  person: string,
): Promise<boolean> {
  await lockPolicy(transaction, centre, 'shared');
  await lockPeople(transaction, centre, [[person, 'update']]);
  const exception = await lockException(transaction, centre, id);
  if (!exception) return false;
  if (exception.state === 'expired') await expire(transaction, await policyOf(desk, transaction, centre), exception);
  else if (exception.remindedAt === null) await remind(transaction, centre, exception);
  else return false;
  return true;
}

const scopeOf = ({ id, rule, person, validUntil }: ExceptionRow) =>
  ({
    client,
    outcome: 'done',
    targetType: 'rule',
    target: rule,
    about: person,
    details: { exception: id, until: validUntil.toISOString() },
  }) as const;

async function remind(transaction: Transaction, centre: string, exception: ExceptionRow): Promise<void> {
  await markException(transaction, centre, exception.id, 'reminded');
  const { id, person, controlOwner, validUntil } = exception;
  await tell(transaction, centre, 'exception-due', id, [person, controlOwner], validUntil);
  await append(transaction, centre, { ...scopeOf(exception), action: 'exception.reminded' });
}

async function expire(transaction: Transaction, policy: CentrePolicy, exception: ExceptionRow): Promise<void> {
  const { centre } = policy;
  await markException(transaction, centre, exception.id, 'expired');
  await append(transaction, centre, { ...scopeOf(exception), action: 'exception.expired' });
  await adjustWhatIsLeft(transaction, policy, exception, { client });
}

/** What an exception that is over permitted to hold becomes a task to give up. */
export async function adjustWhatIsLeft(
  transaction: Transaction,
  policy: CentrePolicy,
  { id, person, rule }: ExceptionRow,
  facts: EntryFacts,
): Promise<void> {
  const { centre } = policy;
  const at = await databaseNow(transaction);
  const left = (await brokenBy(transaction, policy, [person], at)).filter((conflict) => conflict.rule === rule);
  const cause = { because: 'exception-expired', exception: id } as const;
  await openAdjustments(transaction, policy, left, cause, facts, at);
  await raiseEpoch(transaction, centre, { person });
}
