import { type Chain, holdersOf, type Organisation } from '@zhiheng/approvals';
import type { ResolvedInput } from './request-fields.ts';

/**
 * Ids of those who are told of a request without deciding on it: where somebody is to be granted something in another
 * section, who heads their own. The head is who holds the post that the chain asks at the grant's unit, found from the
 * beneficiary's home in the same way. Nobody is told of what they ask for themselves, or get.
 */
export function informedOf(
  { stages }: Pick<Chain, 'stages'>,
  { change, beneficiary, unit }: Pick<ResolvedInput, 'change' | 'beneficiary' | 'unit'>,
  requester: string,
  organisation: Organisation,
): string[] {
  const head = stages.find(({ of }) => of === 'grant-unit');
  if (!head || (change !== 'grant' && change !== 'extend')) return [];
  const headsOf = (where: string) => holdersOf(head.by, head.of, where, organisation);
  const known = new Set([...headsOf(unit), requester, beneficiary.id]);
  return headsOf(beneficiary.unit).filter((person) => !known.has(person));
}
