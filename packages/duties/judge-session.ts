import type { CompiledPolicy } from './compile.ts';
import { judgeKind } from './judge.ts';
import { ALWAYS } from './periods.ts';
import type { Conflict } from './types.ts';

/**
 * What a set of roles, active together in one session, breaks of the session rules (dynamic separation of duty,
 * INCITS 359). Holdings in the answer are role codes: a resolution is a set of roles to leave inactive.
 * @throws PolicyError `unknown-role`
 */
export function judgeSession(policy: CompiledPolicy, roles: readonly string[], person = ''): Conflict[] {
  const unit = policy.policy.units.find((one) => one.parent === null)?.code ?? '';
  const holdings = [...new Set(roles)].map((role) => ({ id: role, person, role, unit, ...ALWAYS }));
  return judgeKind(policy, 'session', holdings, {});
}
