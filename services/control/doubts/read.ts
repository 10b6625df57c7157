import { type DoubtAct, doubtActs } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { PersonCaller } from '@zhiheng/http';
import { readPersonNamed } from '../store/directory-store.ts';
import { type ActRow, dutiesOf, historyOf, involvedIn } from '../store/doubt-act-store.ts';
import {
  casesOf,
  countDoubts,
  type DoubtFilters,
  type DoubtRow,
  pageDoubts,
  type RuleCount,
  type SubjectCase,
} from '../store/doubt-store.ts';
import { doubtSeen } from './acts.ts';
import { isPermitted, requireSight, type Standing, standingOf } from './standing.ts';
import { after, dutyOf, ofAssignee } from './states.ts';

const mostCases = 50;

export interface DoubtWhole {
  doubt: DoubtRow;
  cases: SubjectCase[];
  history: ActRow[];
  involved: boolean;
  mayDo: DoubtAct[];
}

/** Filters as they are asked for: the assignee by username. */
export type AskedFilters = Omit<DoubtFilters, 'clearing'>;

/** Newest first. Throws `not-permitted`. */
export async function listDoubts(
  transaction: Transaction,
  caller: PersonCaller,
  asked: AskedFilters,
  page: { limit: number; before?: string },
): Promise<DoubtRow[]> {
  const { sees } = requireSight(await standingOf(transaction, caller));
  const filters = await filtersOf(transaction, caller, asked);
  return filters ? pageDoubts(transaction, caller.centre, { sight: sees, filters, ...page }) : [];
}

/** Throws `not-permitted`. */
export async function countByRule(
  transaction: Transaction,
  caller: PersonCaller,
  asked: AskedFilters,
): Promise<RuleCount[]> {
  const { sees } = requireSight(await standingOf(transaction, caller));
  const filters = await filtersOf(transaction, caller, asked);
  return filters ? countDoubts(transaction, caller.centre, sees, filters) : [];
}

/** Undefined where nobody is of that name, who has no doubts. */
async function filtersOf(
  transaction: Transaction,
  { centre }: PersonCaller,
  { assignee, ...others }: AskedFilters,
): Promise<DoubtFilters | undefined> {
  if (assignee === undefined) return others;
  const person = await readPersonNamed(transaction, centre, assignee);
  return person === undefined ? undefined : { ...others, assignee: person };
}

/** One doubt with what it rests on, what was done about it, and what the caller may do now. Throws `not-found`, `not-permitted`. */
export async function readDoubt(transaction: Transaction, caller: PersonCaller, id: string): Promise<DoubtWhole> {
  const { centre, person } = caller;
  const standing = await standingOf(transaction, caller);
  if (standing.answers.size === 0) requireSight(standing);
  const doubt = await doubtSeen(transaction, caller, standing, id);
  const involved = (await involvedIn(transaction, centre, person, [id])).has(id);
  const held = (await dutiesOf(transaction, centre, person, [id])).get(id);
  const mayDo = (Object.keys(doubtActs) as DoubtAct[]).filter(
    (act) => open(standing, doubt, act, person) && !involvedStops(act, involved) && fits(act, doubt, held),
  );
  return {
    doubt,
    cases: await casesOf(transaction, centre, id, mostCases),
    history: await historyOf(transaction, centre, id),
    involved,
    mayDo,
  };
}

/** Done to many at once, or to what was drawn: not at its page. */
const elsewhere: readonly DoubtAct[] = ['clear', 'pass', 'reopen'];

function open(standing: Standing, doubt: DoubtRow, act: DoubtAct, person: string): boolean {
  if (elsewhere.includes(act) || after(act, doubt.state, doubt.conclusion) === undefined) return false;
  if (act === 'order-stop' && doubt.stopOrderedAt) return false;
  const unconfirmed = doubt.stopOrderedAt !== null && doubt.stopConfirmedAt === null;
  if (act === 'confirm-stop' && (!unconfirmed || doubt.stopOrderedById === person)) return false;
  if (act === 'close' && unconfirmed) return false;
  if (ofAssignee.includes(act) && doubt.assigneeId !== person) return false;
  if (act === 'assign' && !standing.plans && doubt.state !== 'open') return false;
  return isPermitted(standing, act, doubt);
}

const involvedStops = (act: DoubtAct, involved: boolean): boolean => involved && act !== 'release';

function fits(act: DoubtAct, doubt: DoubtRow, held: string | undefined): boolean {
  if (act === 'confirm-stop') return !held;
  const duty = dutyOf(act, doubt.state);
  return !duty || !held || held === duty;
}
