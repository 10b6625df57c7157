import type { ConflictDocument, LeftBehind } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type PersonCaller, Problem } from '@zhiheng/http';
import type { Desk } from './desk.ts';
import type { JudgedConflict, Judgement, Left } from './judgement.ts';
import { type Asked, type CureTerms, isPolicyChange } from './request-asked.ts';
import { oversees, type Sight } from './sight.ts';
import { findPerson, peopleById } from './store/people-store.ts';
import { viewOf } from './viewer.ts';

/** A conflict of somebody whose business the reader does not see: that there is one, and by which rule. */
export function unnamed<T extends ConflictDocument>({ person: _, ...conflict }: T): Omit<T, 'person'> {
  return { ...conflict, with: [], resolutions: [], resolution: { zh: '—', en: '—' } } as Omit<T, 'person'>;
}

/** Of what ends with a change: one's own, and where one oversees the unit it is held at; `further`: how much more there is. */
export function cureSeenBy({ self, overseen }: Pick<Sight, 'self' | 'overseen'>, cure: CureTerms) {
  const removals = cure.removals.filter(({ person, unit }) => person === self || overseen.has(unit));
  const further = cure.removals.length - removals.length;
  return { ...cure, removals, ...(further ? { further } : {}) };
}

/** What hangs on what is to retire, as it is shown. */
export const leftDocuments = (left: readonly Left[]): LeftBehind[] =>
  left.map(({ kind, count, refuses, some }) => ({ kind, count, refuses, some: some.map(({ name }) => name) }));

/** Who would be left is named to those who see their business; the others learn how many there are. */
async function ofSeen(transaction: Transaction, centre: string, sight: Sight, left: readonly Left[]): Promise<Left[]> {
  const people = await peopleById(
    transaction,
    centre,
    left.flatMap(({ some }) => some.flatMap(({ person }) => person ?? [])),
  );
  const isSeen = (id: string | undefined): boolean => {
    const person = id === undefined ? undefined : people.get(id);
    return id === undefined || (person !== undefined && oversees(sight, person));
  };
  return left.map((one) => ({ ...one, some: one.some.filter(({ person }) => isSeen(person)) }));
}

/** A change of policy hits many people: who asks for it reads the names only of those whose business they see. */
export async function asSeenBy(
  desk: Desk,
  transaction: Transaction,
  caller: PersonCaller,
  asked: Asked,
  judgement: Judgement,
): Promise<Judgement> {
  if (!isPolicyChange(asked)) return judgement;
  const { sight, centre } = await viewOf(desk, transaction, caller);
  const { blocking, observed, settling = [], resolved = [], left, problem } = judgement;
  const seen = new Map<string, boolean>();
  for (const name of new Set([blocking, observed, settling, resolved].flat().flatMap(({ person }) => person ?? []))) {
    const person = await findPerson(transaction, centre, name);
    seen.set(name, person !== undefined && oversees(sight, person));
  }
  const shown = (conflicts: JudgedConflict[]) =>
    conflicts.map((one) => (one.person !== undefined && !seen.get(one.person) ? unnamed(one) : one));
  const leftSeen = left && (await ofSeen(transaction, centre, sight, left));
  return {
    ...judgement,
    ...(leftSeen ? { left: leftSeen } : {}),
    ...(leftSeen && problem?.code === 'in-use'
      ? { problem: new Problem('in-use', problem.detail, { left: leftDocuments(leftSeen) }) }
      : {}),
    blocking: shown(blocking),
    observed: shown(observed),
    settling: shown(settling),
    resolved: shown(resolved),
  };
}
