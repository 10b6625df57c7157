import type { PolicyProblem } from './policy-error.ts';
import type { Role } from './types.ts';

/** For every role: itself and all it inherits, to any depth (NIST hierarchical RBAC, INCITS 359). */
export function closeInheritance(roles: readonly Role[], problems: PolicyProblem[]): Map<string, ReadonlySet<string>> {
  const byCode = new Map(roles.map((role) => [role.code, role]));
  roles.forEach((role, index) => {
    role.inherits?.forEach((code, position) => {
      if (!byCode.has(code))
        problems.push({ code: 'unknown-role', path: `roles.${index}.inherits.${position}`, value: code });
    });
  });
  const closures = new Map<string, ReadonlySet<string>>();
  roles.forEach((role, index) => {
    const inherited = reachable(role.inherits ?? [], byCode);
    if (inherited.has(role.code))
      problems.push({ code: 'cyclic-inheritance', path: `roles.${index}.inherits`, value: role.code });
    closures.set(role.code, new Set([role.code, ...inherited]));
  });
  return closures;
}

function reachable(start: readonly string[], byCode: ReadonlyMap<string, Role>): Set<string> {
  const seen = new Set<string>();
  const open = [...start];
  for (let code = open.pop(); code !== undefined; code = open.pop()) {
    if (seen.has(code)) continue;
    seen.add(code);
    open.push(...(byCode.get(code)?.inherits ?? []));
  }
  return seen;
}
