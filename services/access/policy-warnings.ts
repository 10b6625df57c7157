import type { PolicyWarning } from '@zhiheng/contracts';
import { type CompiledPolicy, type FewHands, fewHands, type UnderratedRole, underratedRoles } from '@zhiheng/duties';
import type { CentrePolicy } from './centre-policy.ts';
import type { PolicyProposal } from './request-asked.ts';

const ofItem = (one: FewHands): PolicyWarning => ({ code: 'few-hands', ...one });
const ofRole = (one: UnderratedRole): PolicyWarning => ({ code: 'risk-raised', ...one });

/** What a policy had better not say, and may: to be looked at, never refused. */
export const warningsOf = (policy: CompiledPolicy): PolicyWarning[] => [
  ...fewHands(policy).map(ofItem),
  ...underratedRoles(policy).map(ofRole),
];

/** The same of the policy in force. */
export const standingWarnings = ({ compiled, underrated }: CentrePolicy): PolicyWarning[] => [
  ...fewHands(compiled).map(ofItem),
  ...underrated.map(ofRole),
];

/** What a change of policy would bring of it. */
export function warningsBy(after: CompiledPolicy, proposal: PolicyProposal): PolicyWarning[] {
  const changed = proposal.kind === 'item' ? proposal.item.code : undefined;
  return [
    ...fewHands(after)
      .filter(({ item }) => item === changed)
      .map(ofItem),
    ...underratedRoles(after).map(ofRole),
  ];
}
