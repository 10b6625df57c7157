import type { StaffingLoss } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type CompiledPolicy, compilePolicy, PolicyError } from '@zhiheng/duties';
import type { CentrePolicy } from './centre-policy.ts';
import { policyAfter } from './policy-change-check.ts';
import type { Removal } from './removal.ts';
import { presentAndEnding } from './removal-losses.ts';
import { type Asked, type PolicyProposal, policyProposalOf } from './request-asked.ts';
import { isRetired, takeOverOf } from './retirement.ts';
import { itemsHeldBy, lossDocuments, lossesBy } from './staffing-losses.ts';
import { databaseNow } from './store/clock-store.ts';

/**
 * What a change of an item, of a role’s content or of a unit’s place would leave worse off, by what everybody holds at this moment: an item
 * that cannot be done yet among it. `ends`: what its cure takes away, of a rule’s as well: reckoned together with the change, and then
 * what else is being taken away counts as done. Else nothing of any other request.
 */
export async function policyChangeLosses(
  transaction: Transaction,
  policy: CentrePolicy,
  asked: Asked,
  ends: readonly Removal[],
): Promise<StaffingLoss[]> {
  const proposal = policyProposalOf(asked);
  const after = compiled(policy, proposal);
  if (!after && ends.length === 0) return [];
  const items = after ? touchedBy(policy, after, proposal) : [];
  const at = await databaseNow(transaction);
  const { present, removed } = await presentAndEnding(transaction, policy, ends, at);
  const losses = await lossesBy(policy, present, {
    ...{ at, removed },
    ...(after ? { policy: { after: after.policy, items: inUse(after, items), takeOver: takeOverOf(proposal) } } : {}),
  });
  return lossDocuments(transaction, policy, losses, after?.items);
}

const inUse = ({ policy }: CompiledPolicy, items: readonly string[]): string[] =>
  items.filter((code) => !isRetired({ policy }, 'items', code));

/** Undefined where the change is not sound, which the judgement says, and where it is of nothing that is done. */
function compiled(policy: CentrePolicy, proposal: PolicyProposal): CompiledPolicy | undefined {
  if (!['item', 'role', 'unit'].includes(proposal.kind)) return undefined;
  try {
    return compilePolicy(policyAfter(policy, proposal));
  } catch (error) {
    if (error instanceof PolicyError) return undefined;
    throw error;
  }
}

/** Items whose duties, holders or units may differ. */
function touchedBy(policy: CentrePolicy, after: CompiledPolicy, proposal: PolicyProposal): string[] {
  if (proposal.kind === 'item') return [proposal.item.code];
  if (proposal.kind === 'role') {
    const held = [{ role: proposal.role.code }];
    return [...itemsHeldBy(policy, held), ...itemsHeldBy({ ...policy, compiled: after }, held)];
  }
  // Whatever is reached through a unit that moves.
  return [...policy.itemOf.keys()];
}
