import type { Transaction } from '@zhiheng/database';
import { leading, rootOf } from '../approvals/leadership.ts';
import { type Need, peopleWho, peopleWhoAt } from '../holders.ts';
import { readUnits } from '../store/directory-store.ts';
import type { Escalation } from './steps.ts';

type Post = Escalation[number]['to'];

/** Who holds which post at this moment. */
export interface Posts {
  /** The heads of a unit. */
  heads(unit: string): string[];
  /**
   * Who holds a post that something of a unit is taken to: its head; of the leadership the director, who also decides on exceptions, or the
   * deputies, who do not. Where a post is vacant, who comes next; nobody only where there is no leadership.
   */
  at(post: Post, unit: string): string[];
}

/** Read once for all units and posts: it is looked for among all that the centre's people hold. A unit's head is who may do `head`. */
export async function readPosts(transaction: Transaction, centre: string, head: Need): Promise<Posts> {
  const heads = await peopleWhoAt(transaction, centre, head);
  const root = rootOf(await readUnits(transaction, centre));
  const leaders = await peopleWho(transaction, centre, root, ...leading);
  const directors = new Set(await peopleWho(transaction, centre, root, ...leading, ['decide', 'exception']));
  return {
    heads,
    at(post, unit) {
      const own = post === 'section-head' ? heads(unit) : [];
      if (own.length > 0) return own;
      const ranked = leaders.filter((person) => directors.has(person) === (post === 'director'));
      return ranked.length > 0 ? ranked : leaders;
    },
  };
}

/** Who holds a post that something of this unit is taken to. */
export const peopleAtPost = async (
  transaction: Transaction,
  centre: string,
  post: Post,
  { unit, head }: { unit: string; head: Need },
): Promise<string[]> => (await readPosts(transaction, centre, head)).at(post, unit);
