import type { Transaction } from '@zhiheng/database';
import type { Holding } from '@zhiheng/duties';
import type { CentrePolicy } from './centre-policy.ts';
import { decidingRoles } from './organisation.ts';
import { currentDeputies, type DeputyRow } from './store/deputy-store.ts';
import { currentHoldings } from './store/grant-store.ts';

/**
 * All that people hold now or will, as the rules judge it: their grants, and as deputies the deciding posts of whom they
 * stand for, while both last. Of the named people, or of the whole centre. `known`: the deputyships that they are a side of,
 * where these have been read already.
 */
export async function judgedHoldings(
  transaction: Transaction,
  policy: CentrePolicy,
  people?: readonly string[],
  known?: readonly DeputyRow[],
): Promise<Holding[]> {
  const own = await currentHoldings(transaction, policy.centre, people);
  const deputies = (known ?? (await currentDeputies(transaction, policy.centre, people))).filter(
    ({ deputy }) => !people || people.includes(deputy),
  );
  if (deputies.length === 0) return own;
  const principals = [...new Set(deputies.map(({ principal }) => principal))];
  const posts = people ? await currentHoldings(transaction, policy.centre, principals) : own;
  return [...own, ...heldThrough(policy, deputies, posts)];
}

type Deputyship = Pick<DeputyRow, 'id' | 'deputy' | 'principal' | 'from' | 'until'>;

/** The posts that deputies hold through these deputyships, of what the principals hold. */
export function heldThrough(
  policy: CentrePolicy,
  deputyships: readonly Deputyship[],
  held: readonly Holding[],
): Holding[] {
  const deciding = new Set(decidingRoles(policy));
  return deputyships.flatMap(({ id, deputy, principal, from, until }) =>
    held
      .filter(({ person, role }) => person === principal && deciding.has(role))
      .map((post) => ({
        ...post,
        id: `${id}:${post.id}`,
        person: deputy,
        from: Math.max(post.from, from.getTime()),
        until: Math.min(post.until, until.getTime()),
      }))
      .filter((post) => post.from < post.until),
  );
}

/** Whether a holding is somebody else's post, held as their deputy. */
export const isThrough = ({ id }: Pick<Holding, 'id'>): boolean => id.includes(':');

/** The grant behind a holding: what is held as a deputy is named after the deputyship and the principal's grant. */
export const grantOf = (holding: string): string => holding.slice(holding.indexOf(':') + 1);

/** Everybody whose holdings change with the person's: whom they stand for, and who stands for them. */
export const tiedBy = (deputyships: readonly Deputyship[], person: string): string[] =>
  [...new Set(deputyships.flatMap(({ deputy, principal }) => [deputy, principal]))].filter((one) => one !== person);

export const tiedByDeputies = async (transaction: Transaction, centre: string, person: string): Promise<string[]> =>
  tiedBy(await currentDeputies(transaction, centre, [person]), person);
