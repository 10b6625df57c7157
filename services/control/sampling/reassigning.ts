import { type PaperReassignmentInput, said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { fieldProblem, type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { authorityOf, requireAuthority } from '../authority.ts';
import { tell } from '../desk/tell.ts';
import { holdPeople } from '../holders.ts';
import { append } from '../store/log-store.ts';
import { barredFrom, type LockedPaper, lockPaper, type PaperRow, reassign } from '../store/paper-store.ts';
import { isTainted } from '../store/paper-taint-store.ts';
import { readHolders } from '../store/sample-store.ts';
import { readPaper } from './papers.ts';
import { requireState } from './planning.ts';

interface Reassigning {
  inspection: string;
  paper: string;
  input: PaperReassignmentInput;
  trace: Trace;
}

/**
 * Gives a paper that is not agreed to to somebody else: whoever had it has left, is away, or turns out to have had a part in the case; one that was
 * agreed to only where that turned out afterwards, whatever has become of its inspection. What was drawn stays; another inspector begins anew where
 * the one before had a part. Throws Problem `not-permitted`, `not-found`, `wrong-state`,
 * `took-part`, `invalid-request`.
 */
export async function reassignPaper(
  transaction: Transaction,
  caller: PersonCaller,
  { inspection, paper, input, trace }: Reassigning,
): Promise<PaperRow> {
  const { centre } = caller;
  requireAuthority(await authorityOf(transaction, caller), 'plan', 'inspection');
  const chosen = await choose(transaction, centre, input);
  await requireState(transaction, centre, inspection, given);
  const before = await readPaper(transaction, caller, { inspection, paper });
  const locked = (await lockPaper(transaction, centre, inspection, paper)) as LockedPaper;
  await requireToBeGiven(transaction, centre, paper, locked);
  const { inspector = locked.inspector, reviewer = locked.reviewer } = chosen;
  if (inspector === locked.inspector && reviewer === locked.reviewer)
    throw new Problem('invalid-request', said('paper-same-people'));
  if (inspector === reviewer) throw new Problem('invalid-request', said('paper-two-people'));
  const { barred, wrote } = await barredFrom(transaction, centre, paper);
  const taken = new Set(inspector === locked.inspector ? wrote : [...wrote, locked.inspector]);
  const may = { inspector: !barred.includes(inspector), reviewer: !barred.includes(reviewer) && !taken.has(reviewer) };
  if (!may.inspector || !may.reviewer) {
    const person = may.inspector ? (input.reviewer ?? before.reviewer) : (input.inspector ?? before.inspector);
    throw new Problem('took-part', said('paper-part-of-person', { person: person ?? '' }));
  }
  await reassign(transaction, centre, paper, {
    ...{ was: locked, inspector, reviewer, version: locked.version + 1, reason: input.reason, by: caller.person },
    anew: barred.includes(locked.inspector),
  });
  const after = await readPaper(transaction, caller, { inspection, paper });
  await append(transaction, centre, [
    {
      ...{ action: 'inspection-paper.reassigned', outcome: 'done', ...trace, targetType: 'paper', target: paper },
      ...{ before: peopleOf(before), after: peopleOf(after), details: { inspection } },
    },
  ]);
  await tellOf(transaction, centre, { inspection, paper, locked, after });
  return after;
}

/** After the draw is revealed, the papers that are not agreed to are those that are done anew. */
const given = ['drawn', 'allotted', 'revealed', 'completed'] as const;

/** Throws `wrong-state` for a paper that its people keep: it was agreed to, and nobody of them had a part. */
async function requireToBeGiven(
  transaction: Transaction,
  centre: string,
  paper: string,
  { state, version }: LockedPaper,
): Promise<void> {
  if (state === 'agreed' && !(await isTainted(transaction, centre, paper, version)))
    throw new Problem('wrong-state', said('paper-state', { state }));
}

const peopleOf = ({ paperState: state, inspector, reviewer }: PaperRow) => ({ state, inspector, reviewer });

/** Those who are named, if they may and are there until it is done: held before any row of internal control. */
async function choose(
  transaction: Transaction,
  centre: string,
  input: PaperReassignmentInput,
): Promise<{ inspector?: string; reviewer?: string }> {
  const holders = await readHolders(transaction, centre);
  const named = (part: 'inspector' | 'reviewer') => {
    const name = input[part];
    if (name === undefined) return undefined;
    const found = holders.find(({ username, inspects }) => username === name && (part === 'reviewer' || inspects));
    if (!found) throw fieldProblem('invalid-request', `/${part}`, said('may-not-inspect', { person: name }));
    return found.person;
  };
  const [inspector, reviewer] = [named('inspector'), named('reviewer')];
  const people = [inspector, reviewer].filter((one) => one !== undefined);
  const there = await holdPeople(transaction, centre, people);
  for (const [part, person] of [
    ['inspector', inspector],
    ['reviewer', reviewer],
  ] as const)
    if (person !== undefined && !there.has(person))
      throw fieldProblem('invalid-request', `/${part}`, said('may-not-inspect', { person: input[part] as string }));
  return { ...(inspector ? { inspector } : {}), ...(reviewer ? { reviewer } : {}) };
}

/** Whoever has something to do by it now. */
async function tellOf(
  transaction: Transaction,
  centre: string,
  { inspection, paper, locked, after }: { inspection: string; paper: string; locked: LockedPaper; after: PaperRow },
): Promise<void> {
  const { inspectorId, reviewerId, version: nth } = after;
  if (inspectorId !== locked.inspector)
    await tell(transaction, centre, { kind: 'paper-allotted', about: inspection, people: [inspectorId], nth: nth + 1 });
  if (reviewerId !== locked.reviewer && after.paperState === 'signed')
    await tell(transaction, centre, { kind: 'paper-signed', about: paper, people: [reviewerId], nth: nth + 1 });
}
