import { inCentre, type Transaction } from '@zhiheng/database';
import type { FactorContext } from './factor-context.ts';
import type { Holder } from './holder.ts';
import { limits } from './limits.ts';
import { type Account, findActiveAccount } from './store/account-store.ts';
import { lockFactors } from './store/factor-store.ts';
import { beginAttempt, type Counter, forgetAttempts } from './store/lockout-store.ts';
import type { LogEntry } from './store/log-entry.ts';
import { append } from './store/log-store.ts';

/** What a person is told; the log says more. */
export type FactorRefusal = 'wrong' | 'locked' | 'disabled' | 'expired' | 'taken' | 'not-first';
export interface Refused {
  kind: 'refused';
  why: FactorRefusal;
}
export type Judged<T> = { kind: 'done'; value: T; entries: LogEntry[] } | (Refused & { reason: string });

/** Attempts at the second factor, wherever they come from: whoever makes them knows the password. */
export const factorCounter = ({ centre, account }: Pick<Holder, 'centre' | 'account'>): Counter => ({
  centre,
  account,
  origin: 'second-factor',
});

type Act = Extract<LogEntry['action'], `factor.${string}`>;

/**
 * Judges something that somebody shows: attempts are counted before it is looked at, so that many at once try no more than
 * one after the other; the account must be active at this moment; whatever comes out is an entry.
 */
export async function attempt<T>(
  context: FactorContext,
  holder: Holder,
  refusedAs: Act,
  judge: (
    transaction: Transaction,
    account: Account,
    entry: (action: LogEntry['action']) => LogEntry,
  ) => Promise<Judged<T>>,
): Promise<{ kind: 'done'; value: T } | Refused> {
  const { database } = context;
  const { centre } = holder;
  const { count } = await inCentre(database, centre, (transaction) =>
    beginAttempt(transaction, factorCounter(holder), limits.failureWindow / 60),
  );
  return inCentre(database, centre, async (transaction) => {
    await lockFactors(transaction, holder);
    const account = await findActiveAccount(transaction, centre, holder.account);
    const entry = (action: LogEntry['action']): LogEntry => ({
      ...facts(context, holder, account),
      action,
      outcome: 'done',
    });
    const refuse = async (why: FactorRefusal, reason: string): Promise<Refused> => {
      await append(transaction, centre, [
        { ...entry(refusedAs), outcome: 'denied', reason },
        ...(count === limits.failures + 1
          ? [{ ...entry('account.locked'), details: { seconds: limits.failureWindow, what: 'second-factor' } }]
          : []),
      ]);
      return { kind: 'refused', why };
    };
    if (count > limits.failures) return refuse('locked', 'too-many-attempts');
    if (!account) return refuse('disabled', 'account-disabled');
    const judged = await judge(transaction, account, entry);
    if (judged.kind === 'refused') return refuse(judged.why, judged.reason);
    await forgetAttempts(transaction, factorCounter(holder));
    await append(transaction, centre, judged.entries);
    return { kind: 'done', value: judged.value };
  });
}

const facts = ({ trace, client }: FactorContext, { person, account }: Holder, known: Account | undefined) => ({
  ...trace,
  client,
  person,
  account,
  ...(known ? { actor: known.username } : {}),
});
