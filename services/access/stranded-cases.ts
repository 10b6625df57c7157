import { said } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { Problem } from '@zhiheng/http';
import type { CentrePolicy } from './centre-policy.ts';
import type { Left } from './judgement.ts';
import { isRetirement, type PolicyProposal } from './request-asked.ts';
import { openCasesPast } from './store/retirement-store.ts';

/**
 * Open cases that would wait for nothing, were an item to lose the duties that a proposal leaves out of it: nobody could close them
 * any more. The change is refused until they are closed or cancelled.
 */
export async function reviewStranded(
  transaction: Transaction,
  { centre, itemOf }: CentrePolicy,
  proposal: PolicyProposal,
): Promise<{ left: Left[]; problem: Problem } | undefined> {
  if (proposal.kind !== 'item' || isRetirement(proposal)) return undefined;
  const { code, duties } = proposal.item;
  if (itemOf.get(code)?.duties.every((duty) => duties.includes(duty)) ?? true) return undefined;
  const cases = await openCasesPast(transaction, centre, code, duties);
  if (cases.count === 0) return undefined;
  const problem = new Problem('in-use', said('cases-stranded', { item: code, count: cases.count }));
  return { left: [{ kind: 'case', refuses: true, ...cases }], problem };
}
