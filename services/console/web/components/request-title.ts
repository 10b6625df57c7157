import type { Request } from '@zhiheng/contracts';
import { useSay } from '../app/language.tsx';
import { useNames } from './names.ts';

/** What a request asks for, in one line. */
export function useRequestTitle(): (request: Pick<Request, 'change' | 'role' | 'rule'>) => string {
  const say = useSay();
  const { roleName } = useNames();
  return ({ change, role, rule }) => {
    if (change === 'exception') return say('request.of.exception', { rule: rule ?? '' });
    if (change === 'rule') return say('request.of.rule', { rule: rule ?? '' });
    if (change === 'suspension') return say('request.of.suspension');
    return say(`request.of.${change}`, { role: role === null ? '' : roleName(role) });
  };
}
