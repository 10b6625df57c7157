import type { StaffingLoss } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { type CompiledPolicy, compilePolicy, PolicyError } from '@zhiheng/duties';
import type { CentrePolicy } from './centre-policy.ts';
import { policyAfter } from './policy-change-check.ts';
import { presentAt } from './present-holdings.ts';
import { type Asked, isPolicyChange, type PolicyProposal, policyProposalOf } from './request-asked.ts';
import { isRetired, takeOverOf } from './retirement.ts';
import { itemsHeldBy, lossDocuments, lossesBy } from './staffing-losses.ts';
import { databaseNow } from './store/clock-store.ts';
import { actingHoldings } from './store/grant-store.ts';

/**
 * What a change of an item, of a role’s content or of a unit’s place would leave worse off, by what everybody holds at this moment: an item
 * that cannot be done yet among it. Nothing of any other request.
 */
export async function policyChangeLosses(
  transaction: Transaction,
  policy: CentrePolicy,
  asked: Asked,
): Promise<StaffingLoss[]> {
  if (!isPolicyChange(asked)) return [];
  const proposal = policyProposalOf(asked);
  const after = compiled(policy, proposal);
  if (!after) return [];
  const items = touchedBy(policy, after, proposal).filter(
    (code) => !isRetired({ policy: after.policy }, 'items', code),
  );
  const at = await databaseNow(transaction);
  const present = await presentAt(transaction, policy.centre, await actingHoldings(transaction, policy.centre), at);
  const losses = await lossesBy(policy, present, {
    at,
    policy: { after: after.policy, items, takeOver: takeOverOf(proposal) },
  });
  return lossDocuments(transaction, policy, losses, after.items);
}

/** Undefined where the change is not sound: the judgement says why. */
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
