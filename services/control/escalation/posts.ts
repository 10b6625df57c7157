import type { Transaction } from '@zhiheng/database';
import { leading, rootOf } from '../approvals/leadership.ts';
import { type Need, peopleWho } from '../holders.ts';
import { readUnits } from '../store/directory-store.ts';
import type { Escalation } from './steps.ts';

/**
 * Who holds a post that something of a unit is taken to: its head, who may do `head`; of the leadership the director, who also decides
 * on exceptions, or the deputies, who do not. Where a post is vacant, who comes next; nobody only where there is no leadership.
 */
export async function peopleAtPost(
  transaction: Transaction,
  centre: string,
  post: Escalation[number]['to'],
  { unit, head }: { unit: string; head: Need },
): Promise<string[]> {
  const heads = post === 'section-head' ? await peopleWho(transaction, centre, unit, head) : [];
  if (heads.length > 0) return heads;
  const root = rootOf(await readUnits(transaction, centre));
  const leaders = await peopleWho(transaction, centre, root, ...leading);
  const directors = new Set(await peopleWho(transaction, centre, root, ...leading, ['decide', 'exception']));
  const ranked = leaders.filter((person) => directors.has(person) === (post === 'director'));
  return ranked.length > 0 ? ranked : leaders;
}
