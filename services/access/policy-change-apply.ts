import { createHash } from 'node:crypto';
import { openAdjustments } from './adjustment-open.ts';
import { closeTasksOf } from './adjustment-settle.ts';
import type { Applying } from './applying.ts';
import type { CentrePolicy } from './centre-policy.ts';
import { tell } from './notices.ts';
import { policyAfter } from './policy-change-check.ts';
import { reviewProposal } from './policy-change-review.ts';
import { endHeld } from './removal-apply.ts';
import { policyProposalOf, targetOf, type WrittenProposal } from './request-asked.ts';
import { reassignUnstaffed } from './request-reassign.ts';
import { takeOverOf } from './retirement.ts';
import { failFutile, requestsForRetired } from './retirement-requests.ts';
import { append } from './store/log-store.ts';
import { writePolicy } from './store/policy-change-store.ts';
import { takeOver } from './takeover.ts';
import { applyTemplate } from './template-change.ts';

/** Writes an approved change of policy; what is held already against a new rule that blocks is to be given up. */
export async function applyPolicyChange(applying: Applying): Promise<void> {
  const { transaction, policy, request, facts, at } = applying;
  const proposal = policyProposalOf(request);
  if (proposal.kind === 'template') return applyTemplate(applying, proposal);
  const { review, cure } = await reviewProposal(transaction, policy, proposal, at);
  // Before the change is written: together they were judged, together they take effect.
  const ends = cure?.ends ?? [];
  for (const removal of ends) await endHeld(applying, removal);
  await tell(
    transaction,
    policy.centre,
    'cure-applied',
    request.id,
    ends.map(({ person }) => person),
  );
  await writePolicy(transaction, policy.centre, proposal);
  const { kind, target } = targetOf(proposal);
  await append(transaction, policy.centre, {
    ...facts,
    action: 'policy.changed',
    outcome: 'done',
    targetType: kind,
    target,
    reason: request.reason,
    ...recorded('before', contentBefore(policy, proposal)),
    ...recorded('after', contentOf(proposal)),
    details: {
      request: request.id,
      observed: review.observed.length,
      settling: review.settling.length,
      resolved: review.resolved.length,
      ...(cure ? { cured: cure.ends.length } : {}),
    },
  });
  const cause = { because: 'rule-changed', request: request.id } as const;
  await openAdjustments(transaction, policy, review.settling, cause, facts, at);
  if (proposal.kind === 'rule' && proposal.retired)
    await closeTasksOf(transaction, policy.centre, proposal.rule.code, facts);
  const takesOver = takeOverOf(proposal);
  if (takesOver) await takeOver(applying, takesOver);
  await failFutile(applying, await requestsForRetired(transaction, policy, proposal));
  // Where a unit lies says who decides about it.
  if (proposal.kind === 'unit')
    await reassignUnstaffed(transaction, { ...policy, policy: policyAfter(policy, proposal) }, facts, 'reorganisation');
}

type Content = Record<string, unknown>;

function contentOf(proposal: WrittenProposal): Content {
  const { kind, cure: _, ...given } = proposal as { kind: string } & Record<string, unknown>;
  const { [kind]: content, ...beside } = given;
  return { ...(content as Content), ...beside };
}

function contentBefore(policy: CentrePolicy, proposal: WrittenProposal): Content | undefined {
  const { target } = targetOf(proposal);
  switch (proposal.kind) {
    case 'role':
      return policy.roleOf.get(target) as Content | undefined;
    case 'rule':
      return policy.compiled.ruleOf.get(target) as Content | undefined;
    case 'item':
      return policy.itemOf.get(target) as Content | undefined;
    case 'unit':
      return policy.compiled.unitOf.get(target) as Content | undefined;
    case 'chain':
      return [...policy.chains, ...(policy.retiredChains ?? [])].find(
        (chain) => targetOf({ kind: 'chain', chain }).target === target,
      ) as Content | undefined;
    case 'limit': {
      const longestDays = policy.limits?.get(proposal.limit.risk);
      return longestDays === undefined ? undefined : { risk: proposal.limit.risk, longestDays };
    }
  }
}

/** An entry holds 65,000 bytes: of what is too long for it, its digest; the request keeps the whole for ever. */
function recorded(field: 'before' | 'after', content: Content | undefined): { [field: string]: Content } {
  if (content === undefined) return {};
  const text = JSON.stringify(content);
  if (Buffer.byteLength(text) <= 20_000) return { [field]: content };
  return { [field]: { sha256: createHash('sha256').update(text).digest('hex'), bytes: Buffer.byteLength(text) } };
}
