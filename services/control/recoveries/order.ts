import { noSuch, said } from '@zhiheng/contracts';
import { newId, type Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { tell } from '../desk/tell.ts';
import { holdersOfDuty } from '../holders.ts';
import { append, type LogEntry } from '../store/log-store.ts';
import { insertLine } from '../store/recovery-line-store.ts';
import { decide, findRecovery, handle, lockRecovery, type RecoveryRow } from '../store/recovery-store.ts';
import { lastInstant, today } from './day.ts';
import { refused, requireState } from './refusals.ts';
import { type DecidingDuty, decisions, moveOf, type Verdict } from './states.ts';
import { recoveryItem, requireAnother, requireRecoveryDuty } from './who.ts';

/** The recovery, which nobody else moves until the transaction ends. Throws `not-found`. */
export async function takeRecovery(transaction: Transaction, centre: string, id: string): Promise<RecoveryRow> {
  const found = (await lockRecovery(transaction, centre, id)) && (await findRecovery(transaction, centre, id));
  if (!found) throw new Problem('not-found', noSuch('recovery', id));
  return found;
}

/** What every entry about a recovery holds. */
export const entryOf = ({ id, unit }: RecoveryRow, trace: Trace) =>
  ({
    ...trace,
    outcome: 'done',
    targetType: 'recovery',
    target: id,
    unit,
    item: recoveryItem,
  }) satisfies Partial<LogEntry>;

/** Writes the order: until when it is to be repaid at once. Throws `not-permitted`, `not-found`, `moved-on`. */
export async function handleRecovery(
  transaction: Transaction,
  caller: PersonCaller,
  { id, dueOn, trace }: { id: string; dueOn: string; trace: Trace },
): Promise<void> {
  const { centre, person } = caller;
  await requireRecoveryDuty(transaction, caller, 'handle');
  const row = await takeRecovery(transaction, centre, id);
  requireState(row, 'opened');
  if (dueOn < (await today(transaction))) throw new Problem('invalid-request', said('recovery-day-over'));
  await handle(transaction, centre, id, { by: person, dueOn });
  await append(transaction, centre, [
    {
      ...entryOf(row, trace),
      action: 'recovery.handled',
      before: { state: row.state },
      after: { state: 'to-review', dueOn, amountFen: row.amountFen },
    },
  ]);
  await tellDuty(transaction, centre, { id, dueOn }, 'review');
}

/**
 * Reviews or approves an order, sends it back or cancels it: each by another human. Throws `not-permitted`, `not-found`,
 * `moved-on`, `another-person`, `comment-required`.
 */
export async function decideRecovery(
  transaction: Transaction,
  caller: PersonCaller,
  decision: { id: string; duty: DecidingDuty; verdict: Verdict; comment?: string; trace: Trace },
): Promise<void> {
  const { centre, person } = caller;
  const { id, duty, verdict, comment, trace } = decision;
  await requireRecoveryDuty(transaction, caller, duty);
  const row = await takeRecovery(transaction, centre, id);
  const { from } = decisions[duty];
  requireState(row, from);
  await requireAnother(transaction, centre, person, [row.handledBy, row.reviewedBy]);
  if (verdict !== 'agree' && comment === undefined) throw new Problem('comment-required', said('recovery-comment'));
  const to = moveOf(duty, verdict);
  await decide(transaction, centre, id, { from, to, by: person, comment: comment ?? null }).catch(refused);
  if (to === 'ordered') {
    const line = { id: newId(), kind: 'ordered', amountFen: row.amountFen, by: person } as const;
    await insertLine(transaction, centre, id, { ...line, settledOn: await today(transaction) }).catch(refused);
  }
  await append(transaction, centre, [
    {
      ...entryOf(row, trace),
      action: entryAction(duty, verdict),
      before: { state: row.state },
      after: { state: to, amountFen: row.amountFen },
    },
  ]);
  if (to === 'to-approve') await tellDuty(transaction, centre, row, 'approve');
  if (to === 'opened' && row.handledBy)
    await tell(transaction, centre, { kind: 'recovery-returned', about: id, people: [row.handledBy], ...dueAtOf(row) });
}

const entryAction = (duty: DecidingDuty, verdict: Verdict) =>
  verdict === 'return'
    ? 'recovery.returned'
    : verdict === 'cancel'
      ? 'recovery.cancelled'
      : duty === 'review'
        ? 'recovery.reviewed'
        : 'recovery.ordered';

async function tellDuty(
  transaction: Transaction,
  centre: string,
  row: Pick<RecoveryRow, 'id' | 'dueOn'>,
  duty: DecidingDuty,
): Promise<void> {
  const people = await holdersOfDuty(transaction, centre, duty, recoveryItem);
  await tell(transaction, centre, { kind: `recovery-to-${duty}`, about: row.id, people, ...dueAtOf(row) });
}

/** An order with another last day is told of anew. */
const dueAtOf = ({ dueOn }: Pick<RecoveryRow, 'dueOn'>) => (dueOn === null ? {} : { dueAt: lastInstant(dueOn) });
