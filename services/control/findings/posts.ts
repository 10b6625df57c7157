import type { ControlSettings } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { leadersOf, rootOf } from '../approvals/leadership.ts';
import { peopleWho } from '../holders.ts';
import { readUnits } from '../store/directory-store.ts';

type Post = ControlSettings['rectification']['escalation'][number]['to'];

/**
 * Who holds a post that overdue work is taken to: the head is who answers for the unit; of the leadership the director is who
 * decides on exceptions. Where a post is vacant, who comes next.
 */
export async function peopleAtPost(
  transaction: Transaction,
  centre: string,
  unit: string,
  post: Post,
): Promise<string[]> {
  if (post === 'section-head') {
    const heads = await peopleWho(transaction, centre, unit, ['answer', 'finding']);
    return heads.length > 0 ? heads : peopleAtPost(transaction, centre, unit, 'deputy-director');
  }
  const root = rootOf(await readUnits(transaction, centre));
  const directors = await peopleWho(transaction, centre, root, ['decide', 'exception']);
  if (post === 'director') return directors;
  const deputies = (await leadersOf(transaction, centre)).filter((person) => !directors.includes(person));
  return deputies.length > 0 ? deputies : directors;
}
