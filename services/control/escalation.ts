import type { escalatesTo } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { leading, rootOf } from './approvals/leadership.ts';
import { type Need, peopleWho } from './holders.ts';
import { readUnits } from './store/directory-store.ts';

/**
 * Whom a step of escalation takes something of a unit to: its head, who may do `head`; of the leadership the director, who
 * also decides on exceptions, or the deputies, who do not; all of the leadership where there is none of the rank.
 */
export async function peopleForStep(
  transaction: Transaction,
  centre: string,
  to: (typeof escalatesTo)[number],
  { unit, head }: { unit: string; head: Need },
): Promise<string[]> {
  if (to === 'section-head') return peopleWho(transaction, centre, unit, head);
  const root = rootOf(await readUnits(transaction, centre));
  const leaders = await peopleWho(transaction, centre, root, ...leading);
  const directors = new Set(await peopleWho(transaction, centre, root, ...leading, ['decide', 'exception']));
  const ranked = leaders.filter((person) => directors.has(person) === (to === 'director'));
  return ranked.length ? ranked : leaders;
}
