import type { AddWorkingDays } from '@zhiheng/calendar';
import { type DoubtRectificationInput, type FindingInput, said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { fieldsProblem, type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { raiseFinding } from '../findings/raise.ts';
import type { DoubtRow } from '../store/doubt-store.ts';
import { findingsOf } from '../store/finding-store.ts';
import { doWith, leadsTo, takeUp } from './acts.ts';
import { requirePermitted } from './standing.ts';

interface Rectifying {
  /** Unit, item, case and amount are the doubt's; what is named of them has to be the same. */
  input: DoubtRectificationInput & Partial<Pick<FindingInput, (typeof shared)[number]>>;
  /** Ids of people whose work it concerns beside those involved in the doubt. */
  operators?: readonly string[];
  trace: Trace;
  addWorkingDays: AddWorkingDays;
}
const shared = ['unit', 'item', 'case', 'amountFen'] as const;

/**
 * Raises the one finding of a confirmed doubt, which goes to the section and is ordered to be rectified; the doubt follows it. There is no
 * other way to a finding of a doubt. Gives its id. Throws as `doWith`, `already-exists`, and `invalid-request` for what is not the doubt's.
 */
export async function rectifyDoubt(
  transaction: Transaction,
  caller: PersonCaller,
  id: string,
  { input, operators = [], trace, addWorkingDays }: Rectifying,
): Promise<string> {
  const { centre, person } = caller;
  const { doubt, standing } = await takeUp(transaction, caller, id);
  requirePermitted(standing, 'rectify', doubt);
  const { dimension, nature, riskLevel, description, basis } = input;
  const item = doubt.item ?? input.item;
  const ofCase = doubt.case ?? input.case;
  const amountFen = doubt.confirmedFen ?? input.amountFen;
  const source = { kind: 'doubt', about: id } as const;
  // The doubt is held: of several at once the next sees what the first has raised.
  if ((await findingsOf(transaction, centre, source)) > 0) throw new Problem('already-exists');
  leadsTo('rectify', doubt);
  requireSame(input, doubt);
  const finding = (await raiseFinding(transaction, centre, {
    ...{ source, addWorkingDays, dimension, nature, riskLevel, description, basis },
    unit: doubt.unit,
    operators: [...doubt.people, ...operators],
    ...(item === undefined ? {} : { item }),
    ...(ofCase === undefined ? {} : { case: ofCase }),
    ...(amountFen === undefined ? {} : { amountFen }),
    by: { person, trace },
  })) as string;
  await doWith(transaction, caller, id, { act: 'rectify', facts: { finding } }, trace);
  return finding;
}

/** Throws `invalid-request` where something is named otherwise than the doubt has it. */
function requireSame(input: Rectifying['input'], doubt: DoubtRow): void {
  const own = { unit: doubt.unit, item: doubt.item, case: doubt.case, amountFen: doubt.confirmedFen };
  const others = shared.filter((name) => input[name] !== undefined && own[name] !== null && input[name] !== own[name]);
  if (others.length > 0)
    throw fieldsProblem(
      'invalid-request',
      others.map((name) => ({ path: `/${name}`, message: said('finding-of-doubt') })),
    );
}
