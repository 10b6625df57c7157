import type { Request } from '@zhiheng/contracts';
import { useSpeech } from '../app/language.tsx';
import { type CatalogueProposal, listedOf } from './catalogue-kinds.ts';
import { chainName } from './catalogue-words.ts';
import { useNames } from './names.ts';
import { isPolicyProposal, type PolicyProposal } from './proposal-kinds.ts';

/** What a request asks for, in one line. */
export function useRequestTitle(): (request: Pick<Request, 'change' | 'role' | 'rule' | 'proposal'>) => string {
  const { say, pick } = useSpeech();
  const { roleName } = useNames();
  const ofCatalogue = (proposal: CatalogueProposal) => {
    const listed = listedOf(proposal);
    if (listed.kind === 'roles' && listed.retired === undefined)
      return say('request.of.role-content', { role: pick(listed.one.name) });
    const asked = listed.retired === undefined ? 'changed' : listed.retired ? 'retired' : 'restored';
    const name = listed.kind === 'chains' ? chainName({ say, pick }, listed.one) : pick(listed.one.name);
    return say(`request.of.${asked}-listed`, { thing: say(`catalogue.one.${listed.kind}`), name });
  };
  const ofPolicy = (proposal: PolicyProposal) => {
    if (proposal.kind === 'template') return say('request.of.post-template', { post: proposal.template.post });
    if (proposal.kind === 'limit') return say('request.of.limit', { level: proposal.limit.risk });
    if (proposal.kind === 'rule')
      return say(proposal.retired ? 'request.of.retired-rule' : 'request.of.named-rule', {
        name: pick(proposal.rule.name),
      });
    return ofCatalogue(proposal);
  };
  return ({ change, role, rule, proposal }) => {
    if (proposal && isPolicyProposal(proposal)) return ofPolicy(proposal);
    if (change === 'exception') return say('request.of.exception', { rule: rule ?? '' });
    if (change === 'rule') return say('request.of.rule', { rule: rule ?? '' });
    if (change === 'suspension') return say('request.of.suspension');
    return say(`request.of.${change}`, { role: role === null ? '' : roleName(role) });
  };
}
