import { noSuch, said } from '@zhiheng/contracts';
import { newId, type Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { tell } from '../desk/tell.ts';
import { recoverFrom } from '../doubts/acts.ts';
import { holdersOfDuty } from '../holders.ts';
import { append } from '../store/log-store.ts';
import { readOwed } from '../store/recovery-source-store.ts';
import { insertRecovery, type RecoverySource } from '../store/recovery-store.ts';
import { recoveryItem, requireRecoveryDuty } from './who.ts';

export interface Opening {
  source: RecoverySource;
  /** The doubt or finding. */
  about: string;
  unit: string;
  /** From whom: the keyed hash, and what may be shown of their number. */
  subject?: Buffer | null;
  subjectShown?: string | null;
  amountFen: number;
  /** Why it is owed. */
  basis: string;
  trace: Trace;
}

/**
 * Asks for money to be got back, in the transaction that found it owed; gives the id. It is owed only once three people
 * ordered it. Throws `already-exists`: of one doubt or finding there is one, unless it was cancelled.
 */
async function openRecovery(
  transaction: Transaction,
  { centre, person }: Pick<PersonCaller, 'centre' | 'person'>,
  { source, about, unit, subject = null, subjectShown = null, amountFen, basis, trace }: Opening,
): Promise<string> {
  const id = newId();
  const one = { id, source, about, unit, subject, subjectShown, amountFen, basis, openedBy: person };
  if (!(await insertRecovery(transaction, centre, one))) throw new Problem('already-exists');
  await append(transaction, centre, [
    {
      ...trace,
      action: 'recovery.opened',
      outcome: 'done',
      targetType: 'recovery',
      target: id,
      unit,
      item: recoveryItem,
      after: { source, about, amountFen, state: 'opened' },
    },
  ]);
  await tell(transaction, centre, {
    kind: 'recovery-opened',
    about: id,
    people: await holdersOfDuty(transaction, centre, 'handle', recoveryItem),
  });
  return id;
}

/**
 * What the handler of recoveries opens by hand: of a doubt that was confirmed and approved, or of a finding that stands.
 * Throws `not-permitted`, `not-found`, `not-confirmed`,
 * `above-confirmed`, `already-exists`, and for a doubt that was closed or in which the caller is involved as its acts do.
 */
export async function openByHand(
  transaction: Transaction,
  caller: PersonCaller,
  asked: Pick<Opening, 'source' | 'about' | 'basis' | 'trace'> & { amountFen?: number },
): Promise<string> {
  await requireRecoveryDuty(transaction, caller, 'handle');
  const { source, about } = asked;
  const owed = await readOwed(transaction, caller.centre, source, about);
  if (!owed) throw new Problem('not-found', noSuch(source, about));
  if (!owed.stands || !owed.amountFen) throw new Problem('not-confirmed', said('recovery-unconfirmed'));
  const amountFen = asked.amountFen ?? owed.amountFen;
  if (amountFen > owed.amountFen)
    throw new Problem('above-confirmed', said('recovery-above-confirmed', { confirmed: owed.amountFen }));
  if (source === 'doubt') await recoverFrom(transaction, caller, about, asked.trace);
  const { unit, subject, subjectShown } = owed;
  return openRecovery(transaction, caller, { ...asked, unit, subject, subjectShown, amountFen });
}
