import type { ConflictDocument } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import type { PersonCaller } from '@zhiheng/http';
import type { Desk } from './desk.ts';
import { type Asked, isPolicyChange } from './request-asked.ts';
import type { JudgedConflict, Judgement } from './request-judge.ts';
import { oversees } from './sight.ts';
import { findPerson } from './store/people-store.ts';
import { viewOf } from './viewer.ts';

/** A conflict of somebody whose business the reader does not see: that there is one, and by which rule. */
export function unnamed<T extends ConflictDocument>({ person: _, ...conflict }: T): Omit<T, 'person'> {
  return { ...conflict, with: [], resolutions: [], resolution: { zh: '—', en: '—' } } as Omit<T, 'person'>;
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
  const { blocking, observed, adjusting = [], resolved = [] } = judgement;
  const seen = new Map<string, boolean>();
  for (const name of new Set([blocking, observed, adjusting, resolved].flat().flatMap(({ person }) => person ?? []))) {
    const person = await findPerson(transaction, centre, name);
    seen.set(name, person !== undefined && oversees(sight, person));
  }
  const shown = (conflicts: JudgedConflict[]) =>
    conflicts.map((one) => (one.person !== undefined && !seen.get(one.person) ? unnamed(one) : one));
  return {
    ...judgement,
    blocking: shown(blocking),
    observed: shown(observed),
    adjusting: shown(adjusting),
    resolved: shown(resolved),
  };
}
