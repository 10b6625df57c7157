import type { AddWorkingDays } from '@zhiheng/calendar';
import type { DoubtRectificationInput } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { raiseFinding } from '../findings/raise.ts';
import { findingsOf } from '../store/finding-store.ts';
import { doWith, takeUp } from './acts.ts';
import { requirePermitted } from './standing.ts';

interface Rectifying {
  input: DoubtRectificationInput;
  trace: Trace;
  addWorkingDays: AddWorkingDays;
}

/**
 * Raises a finding of what was confirmed, which goes to the section and is ordered to be rectified; the doubt follows it. Of one
 * doubt there is one finding. Throws as `doWith`, and `already-exists`.
 */
export async function rectifyDoubt(
  transaction: Transaction,
  caller: PersonCaller,
  id: string,
  { input, trace, addWorkingDays }: Rectifying,
): Promise<void> {
  const { centre, person } = caller;
  const { doubt, standing } = await takeUp(transaction, caller, id);
  requirePermitted(standing, 'rectify', doubt);
  const { dimension, nature, riskLevel, description, basis } = input;
  const source = { kind: 'doubt', about: id } as const;
  // The doubt is held: of several at once the next sees what the first has raised.
  if ((await findingsOf(transaction, centre, source)) > 0) throw new Problem('already-exists');
  const finding = await raiseFinding(transaction, centre, {
    ...{ source, addWorkingDays, dimension, nature, riskLevel, description, basis },
    unit: doubt.unit,
    operators: doubt.people,
    ...(doubt.item === null ? {} : { item: doubt.item }),
    ...(doubt.case === null ? {} : { case: doubt.case }),
    ...(doubt.confirmedFen === null ? {} : { amountFen: doubt.confirmedFen }),
    by: { person, trace },
  });
  await doWith(transaction, caller, id, { act: 'rectify', facts: { finding } }, trace);
}
