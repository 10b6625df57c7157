import type { AddWorkingDays } from '@zhiheng/calendar';
import { actSaid, noSuch, said, thingSaid } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { fieldsProblem, type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { type Answers, outcomeOf, requireNotes } from './answers.ts';
import { type Authority, authorityOf, oversees } from './authority.ts';
import { spanOf } from './month.ts';
import { sectionFigures } from './self-check/section.ts';
import { answersOfDraft } from './self-check/sign-off.ts';
import { countFigures, type Figures } from './store/figures-store.ts';
import { append } from './store/log-store.ts';
import {
  completeOpen,
  findSelfCheck,
  pageSelfChecks,
  type SelfCheckPage,
  type SelfCheckRow,
} from './store/self-check-store.ts';
import { subtreeOf, type Unit } from './unit-tree.ts';

export interface SelfCheckWithFigures extends SelfCheckRow {
  figures: Figures;
}

/** The self-checks that the person may see; throws Problem `not-permitted` for one who may see none. */
export async function listSelfChecks(
  transaction: Transaction,
  caller: PersonCaller,
  page: Omit<SelfCheckPage, 'units'>,
): Promise<SelfCheckRow[]> {
  const sees = seenBy(await authorityOf(transaction, caller));
  if (sees.size === 0) throw new Problem('not-permitted', said('complete-or-oversee'));
  return pageSelfChecks(transaction, caller.centre, { ...page, units: [...sees] });
}

/** One self-check with what the system knows of its month. Throws Problem `not-found`, `not-permitted`. */
export async function readSelfCheck(
  transaction: Transaction,
  caller: PersonCaller,
  id: string,
): Promise<SelfCheckWithFigures> {
  const authority = await authorityOf(transaction, caller);
  const found = await findReachable(transaction, caller, id, seenBy(authority));
  return withFigures(transaction, caller.centre, found, authority.units);
}

/**
 * Answers a self-check, once: with four answers, or by signing off the draft of that revision, whose findings are raised with
 * it. Throws Problem `invalid-request` for a fault without its note or a form that is not finished, `not-found`,
 * `not-permitted` for a person whose permission does not reach the unit, `already-recorded` for a second answer.
 */
export async function completeSelfCheck(
  transaction: Transaction,
  caller: PersonCaller,
  completion: { id: string; answers?: Answers; revision?: number; trace: Trace; addWorkingDays: AddWorkingDays },
): Promise<SelfCheckWithFigures> {
  const { id, revision, trace, addWorkingDays } = completion;
  const { centre, person } = caller;
  if ((completion.answers === undefined) === (revision === undefined))
    throw fieldsProblem('invalid-request', [{ path: '/answers', message: said('answers-or-draft') }]);
  if (completion.answers) requireNotes(completion.answers);
  const authority = await authorityOf(transaction, caller);
  const { unit, month } = await findReachable(transaction, caller, id, completedBy(authority));
  const answers =
    completion.answers ??
    (await answersOfDraft(transaction, caller, { id, revision: revision as number, trace, addWorkingDays }));
  const figures = await sectionFigures(transaction, centre, authority.units, { unit, month });
  const signed = { person, answers, figures, ...(revision === undefined ? {} : { revision }) };
  if (!(await completeOpen(transaction, centre, id, signed)))
    throw new Problem('already-recorded', said('self-check-completed'));
  await append(transaction, centre, [
    {
      action: 'self-check.completed',
      outcome: 'done',
      ...trace,
      targetType: 'self-check',
      target: id,
      unit,
      before: { state: 'open' },
      after: { state: 'completed', month, ...outcomeOf(answers) },
    },
  ]);
  const completed = (await findSelfCheck(transaction, centre, id)) as SelfCheckRow;
  return withFigures(transaction, centre, completed, authority.units);
}

const completedBy = (authority: Authority): ReadonlySet<string> => authority.within('complete', 'self-check');

/** The units whose self-checks a person may see: those they complete, or all of them. */
const seenBy = (authority: Authority): ReadonlySet<string> =>
  oversees(authority) ? new Set(authority.units.map(({ unit }) => unit)) : completedBy(authority);

async function findReachable(
  transaction: Transaction,
  { centre }: PersonCaller,
  id: string,
  within: ReadonlySet<string>,
): Promise<SelfCheckRow> {
  // One without any permission is not told which ids exist.
  if (within.size === 0)
    throw new Problem(
      'not-permitted',
      said('permission', { action: actSaid('complete'), resource: thingSaid('self-check') }),
    );
  const found = await findSelfCheck(transaction, centre, id);
  if (!found) throw new Problem('not-found', noSuch('self-check', id));
  if (!within.has(found.unit)) throw new Problem('not-permitted', said('no-reach', { unit: found.unit }));
  return found;
}

async function withFigures(
  transaction: Transaction,
  centre: string,
  row: SelfCheckRow,
  units: readonly Unit[],
): Promise<SelfCheckWithFigures> {
  const owners = subtreeOf(units, row.unit);
  return { ...row, figures: await countFigures(transaction, centre, owners, spanOf(row.month)) };
}
