import type { Transaction } from '@zhiheng/database';
import { tell } from '../desk/tell.ts';
import { readPosts } from '../escalation/posts.ts';
import { involvedIn } from '../store/doubt-act-store.ts';
import type { DoubtRow } from '../store/doubt-store.ts';

/** Who answers for a section sees to it that the benefit is stopped. */
const answering = ['answer', 'finding'] as const;

/**
 * Tells of the order to stop a benefit: who answers for the doubt's unit, the leadership where all of them are involved or nobody does, and
 * webhooks. Nobody who is involved in the doubt is told.
 */
export async function tellOfStop(
  transaction: Transaction,
  centre: string,
  { id, unit }: Pick<DoubtRow, 'id' | 'unit'>,
): Promise<void> {
  const posts = await readPosts(transaction, centre, answering);
  const apart = async (people: readonly string[]) => {
    const involved = await Promise.all(people.map((person) => involvedIn(transaction, centre, person, [id])));
    return people.filter((_, place) => !involved[place]?.has(id));
  };
  const heads = await apart(posts.heads(unit));
  const people = heads.length > 0 ? heads : await apart(posts.at('director', unit));
  await tell(transaction, centre, { kind: 'stop-payment-ordered', about: id, people });
}
