import type { Request } from '@zhiheng/contracts';
import { useSpeech } from '../app/language.tsx';
import { useNames } from './names.ts';
import { isPolicyProposal, type PolicyProposal } from './proposal-kinds.ts';

/** What a request asks for, in one line. */
export function useRequestTitle(): (request: Pick<Request, 'change' | 'role' | 'rule' | 'proposal'>) => string {
  const { say, pick } = useSpeech();
  const { roleName } = useNames();
  const ofPolicy = (proposal: PolicyProposal) => {
    if (proposal.kind === 'role') {
      const { role, retired } = proposal;
      const asked = retired === undefined ? 'role-content' : retired ? 'retired-role' : 'restored-role';
      return say(`request.of.${asked}`, { role: pick(role.name) });
    }
    if (proposal.kind === 'template') return say('request.of.post-template', { post: proposal.template.post });
    return say(proposal.retired ? 'request.of.retired-rule' : 'request.of.named-rule', {
      name: pick(proposal.rule.name),
    });
  };
  return ({ change, role, rule, proposal }) => {
    if (proposal && isPolicyProposal(proposal)) return ofPolicy(proposal);
    if (change === 'exception') return say('request.of.exception', { rule: rule ?? '' });
    if (change === 'rule') return say('request.of.rule', { rule: rule ?? '' });
    if (change === 'suspension') return say('request.of.suspension');
    return say(`request.of.${change}`, { role: role === null ? '' : roleName(role) });
  };
}
