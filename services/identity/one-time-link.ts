import type { Transaction } from '@zhiheng/database';
import { digestOf } from './adapter.ts';
import { centreOfId, newIdIn } from './holder.ts';
import { dropLinksOf, findLink, putLink, type StoredLink, takeLink } from './store/link-store.ts';

/** What a link that may be used once is for. */
export interface OneTimeLink extends StoredLink {
  centre: string;
}

/**
 * Makes a link for an account, in place of what it has left of the same purpose. What comes back is handed over and kept
 * nowhere: the database has its digest. Its lifetime (seconds) runs by the database's clock.
 */
export async function issueLink(transaction: Transaction, link: OneTimeLink, lifetime: number): Promise<string> {
  const { centre, account, person, purpose } = link;
  const token = newIdIn(centre);
  await dropLinksOf(transaction, centre, link);
  await putLink(transaction, centre, { digest: digestOf(token), account, person, purpose, lifetime });
  return token;
}

/** The centre that a link says it is of: where to look for it. */
export const centreOfLink = (token: string): string => centreOfId(token);

/** What a link is for while it is good: neither used nor run out. Looking does not use it. */
export async function lookAtLink(transaction: Transaction, token: string): Promise<OneTimeLink | undefined> {
  const centre = centreOfLink(token);
  const found = await findLink(transaction, centre, digestOf(token));
  return found && { centre, ...found };
}

/** The same, and uses it up with what else the transaction does. Of several at once, one gets it. */
export async function useLink(
  transaction: Transaction,
  token: string,
  purpose: string,
): Promise<OneTimeLink | undefined> {
  const link = await lookAtLink(transaction, token);
  if (link?.purpose !== purpose) return undefined;
  return (await takeLink(transaction, link.centre, digestOf(token))) ? link : undefined;
}
