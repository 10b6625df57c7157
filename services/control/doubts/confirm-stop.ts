import { shanghaiDate } from '@zhiheng/calendar';
import { noSuch, type StopConfirmation, said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { fieldProblem, type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { readSettings } from '../settings/settings.ts';
import { databaseNow } from '../store/clock-store.ts';
import { dutiesOf } from '../store/doubt-act-store.ts';
import { stopProof } from '../store/doubt-stop-store.ts';
import type { DoubtRow } from '../store/doubt-store.ts';
import { doWith, leadsTo, takeUp } from './acts.ts';
import { requirePermitted } from './standing.ts';

/**
 * Says that a benefit that was ordered to be stopped was: since which day, and by which recorded case or document. It is said by who answers for the doubt's
 * unit, or the leadership, never by who ordered the stop or had a duty on the doubt. Throws as `doWith`, `another-person`, `invalid-request`.
 */
export async function confirmStop(
  transaction: Transaction,
  caller: PersonCaller,
  id: string,
  { input, trace }: { input: StopConfirmation; trace: Trace },
): Promise<DoubtRow> {
  const { centre, person } = caller;
  const { stoppedOn, case: proof, reference, note } = input;
  const { doubt, standing } = await takeUp(transaction, caller, id);
  requirePermitted(standing, 'confirm-stop', doubt);
  leadsTo('confirm-stop', doubt);
  if (doubt.stopOrderedById === person || (await dutiesOf(transaction, centre, person, [id])).has(id))
    throw new Problem('another-person', said('doubt-stop-by-another'));
  if (proof === undefined && reference === undefined)
    throw fieldProblem('invalid-request', '/reference', said('doubt-stop-needs-proof'));
  if (stoppedOn > shanghaiDate(await databaseNow(transaction)))
    throw fieldProblem('invalid-request', '/stoppedOn', said('doubt-stop-in-future'));
  if (proof !== undefined) await requireProof(transaction, centre, doubt, proof);
  return doWith(
    transaction,
    caller,
    id,
    {
      act: 'confirm-stop',
      ...(note === undefined ? {} : { note }),
      changes: { stopConfirmedBy: person, stoppedOn, stopCase: proof ?? null },
      facts: {
        stoppedOn,
        ...(proof === undefined ? {} : { case: proof }),
        ...(reference === undefined ? {} : { reference }),
      },
    },
    trace,
  );
}

/** A finished case of one of the items by which benefits are stopped, about the doubt's subject. Throws `invalid-request`. */
async function requireProof(transaction: Transaction, centre: string, { id }: DoubtRow, proof: string): Promise<void> {
  const { stopItems } = (await readSettings(transaction, centre)).doubts;
  const found = await stopProof(transaction, centre, { doubt: id, case: proof });
  if (!found) throw fieldProblem('invalid-request', '/case', noSuch('case', proof));
  if (!stopItems.includes(found.item) || found.state !== 'complete' || !found.ofSubject)
    throw fieldProblem('invalid-request', '/case', said('doubt-stop-case'));
}
