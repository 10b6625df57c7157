import { said } from '@zhiheng/contracts';
import { newId, type Transaction } from '@zhiheng/database';
import { fieldProblem, type PersonCaller, Problem, type Trace } from '@zhiheng/http';
import { allot } from '@zhiheng/sampling';
import { authorityOf, requireAuthority } from '../authority.ts';
import { tell } from '../desk/tell.ts';
import { moveInspection } from '../store/inspection-store.ts';
import { insertPapers } from '../store/paper-store.ts';
import { readHolders, readUnallotted } from '../store/sample-store.ts';
import { appendMove, requireState } from './planning.ts';

interface Allotting {
  id: string;
  inspectors?: readonly string[];
  reviewers?: readonly string[];
  trace: Trace;
}

/**
 * Gives each drawn one an inspector and another who reviews, evenly, and to nobody who had a part in it. What nobody may look at is left and
 * counted: asked again with others, only that is given out. Throws Problem `not-permitted`, `not-found`, `wrong-state`, `invalid-request`.
 */
export async function allotSample(
  transaction: Transaction,
  caller: PersonCaller,
  { id, inspectors, reviewers, trace }: Allotting,
): Promise<{ allotted: number; left: number }> {
  const { centre } = caller;
  requireAuthority(await authorityOf(transaction, caller), 'plan', 'inspection');
  await requireState(transaction, centre, id, ['drawn']);
  const holders = await readHolders(transaction, centre);
  const inspecting = chosen(
    holders.filter(({ inspects }) => inspects),
    inspectors,
    '/inspectors',
  );
  // Where nobody holds the duty of reviewing, one inspector reviews the other.
  const reviewing = holders.filter(({ reviews }) => reviews);
  const second = chosen(reviewers ? holders : reviewing.length > 0 ? reviewing : holders, reviewers, '/reviewers');
  const open = await readUnallotted(transaction, centre, id);
  const subjects = new Map(open.map(({ ordinal, id: subject }) => [ordinal, subject]));
  const drawn = open.map(({ ordinal, barred }) => ({ ordinal, barred: new Set(barred) }));
  const given = allot(drawn, inspecting, second);
  const papers = given.map((one) => ({ ...one, id: newId(), subject: subjects.get(one.ordinal) as string }));
  const allotted = papers.length > 0 ? await insertPapers(transaction, centre, id, papers) : 0;
  const left = open.length - given.length;
  if (left === 0) await moveInspection(transaction, centre, id, 'allotted');
  await appendMove(transaction, centre, {
    ...{ id, trace, action: 'inspection.allotted', from: 'drawn', to: left === 0 ? 'allotted' : 'drawn' },
    details: { allotted, left, inspectors: inspecting.length },
  });
  await tell(transaction, centre, {
    kind: 'paper-allotted',
    about: id,
    people: given.map(({ inspector }) => inspector),
  });
  return { allotted, left };
}

/** Those of the names who may; all who may where none is named. */
function chosen(
  may: readonly { person: string; username: string }[],
  names: readonly string[] | undefined,
  path: string,
): string[] {
  if (!names) return may.map(({ person }) => person);
  const known = new Map(may.map(({ person, username }) => [username, person]));
  return names.map((name) => {
    const person = known.get(name);
    if (!person) throw fieldProblem('invalid-request', path, said('may-not-inspect', { person: name }));
    return person;
  });
}

/** Throws Problem `wrong-state` unless everything drawn was given out, signed and agreed to. */
export function requireAgreed(papers: { open: number; signed: number; returned: number }): void {
  const waiting = papers.open + papers.signed + papers.returned;
  if (waiting > 0) throw new Problem('wrong-state', said('papers-wait', { waiting }));
}
