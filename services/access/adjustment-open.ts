import type { Transaction } from '@zhiheng/database';
import type { Conflict } from '@zhiheng/duties';
import type { CentrePolicy } from './centre-policy.ts';
import type { EntryFacts } from './entry-facts.ts';
import { tell } from './notices.ts';
import { insertAdjustment } from './store/adjustment-store.ts';
import { append, type LogEntry } from './store/log-store.ts';

/** Working days in which a holding in conflict has to be given up. */
const workingDays = 10;

type Cause =
  | { because: 'exception-expired'; exception: string }
  | { because: 'rule-changed' | 'suspension-lifted'; request: string };

/** Opens a task for each conflict whose person has none yet for the rule. */
export async function openAdjustments(
  transaction: Transaction,
  { centre, addWorkingDays }: Pick<CentrePolicy, 'centre' | 'addWorkingDays'>,
  conflicts: readonly Conflict[],
  cause: Cause,
  facts: EntryFacts,
  at: number,
): Promise<void> {
  const dueAt = new Date(addWorkingDays(at, workingDays));
  const entries: LogEntry[] = [];
  for (const { person, rule, resolutions } of conflicts) {
    const opened = await insertAdjustment(transaction, centre, {
      exception: null,
      request: null,
      ...cause,
      person,
      rule,
      resolutions,
      dueAt,
    });
    if (opened === undefined) continue;
    await tell(transaction, centre, 'adjustment-opened', opened, [person], dueAt);
    entries.push({
      ...facts,
      action: 'adjustment.opened',
      outcome: 'done',
      targetType: 'adjustment',
      target: opened,
      about: person,
      reason: cause.because,
      after: { rule, dueAt: dueAt.toISOString() },
      details: cause,
    });
  }
  await append(transaction, centre, entries);
}
