import { boundProblems } from './bound.ts';
import type { PolicyProblem } from './policy-error.ts';
import type { Policy, Rule, Selector, Within } from './types.ts';

/** All references that lead nowhere and all rules that say nothing, with their paths. Trees are checked where they are built. */
export function checkPolicy(policy: Policy): PolicyProblem[] {
  const known: Known = {
    item: codes(policy.items),
    role: codes(policy.roles),
    unit: codes(policy.units),
  };
  return [
    ...duplicates('units', policy.units),
    ...duplicates('items', policy.items),
    ...duplicates('roles', policy.roles),
    ...duplicates('rules', policy.rules),
    ...policy.items.flatMap((item, index) => missing('unit', known, [item.unit], () => `items.${index}.unit`)),
    ...policy.items.flatMap((item, index) => boundProblems(item, `items.${index}`)),
    ...policy.roles.flatMap((role, index) =>
      role.permissions.flatMap((permission, position) =>
        missing('item', known, permission.items, (at) => `roles.${index}.permissions.${position}.items.${at}`),
      ),
    ),
    ...policy.rules.flatMap((rule, index) => checkRule(rule, `rules.${index}`, known)),
  ];
}

type Known = Record<'item' | 'role' | 'unit', ReadonlySet<string>>;

const codes = (list: readonly { code: string }[]): Set<string> => new Set(list.map(({ code }) => code));

function duplicates(path: string, list: readonly { code: string }[]): PolicyProblem[] {
  const seen = new Set<string>();
  return list.flatMap(({ code }, index): PolicyProblem[] => {
    if (seen.has(code)) return [{ code: 'duplicate-code', path: `${path}.${index}.code`, value: code }];
    seen.add(code);
    return [];
  });
}

function missing(
  kind: keyof Known,
  known: Known,
  values: readonly string[] | undefined,
  path: (index: number) => string,
): PolicyProblem[] {
  return (values ?? []).flatMap((value, index): PolicyProblem[] =>
    known[kind].has(value) ? [] : [{ code: `unknown-${kind}`, path: path(index), value }],
  );
}

const KEYS: Partial<Record<Rule['kind'], readonly Within[]>> = {
  static: ['item', 'unit', 'centre'],
  session: ['item', 'unit', 'centre', 'session'],
  case: ['case', 'subject'],
};

function checkRule(rule: Rule, path: string, known: Known): PolicyProblem[] {
  const invalid = (field: string): PolicyProblem => ({
    code: 'invalid-rule',
    path: `${path}.${field}`,
    value: rule.code,
  });
  const problems = (rule.of ?? []).flatMap((selector, index) =>
    checkSelector(selector, `${path}.of.${index}`, known, rule.code),
  );
  const keys = KEYS[rule.kind];
  if (keys !== undefined) {
    const count = rule.of?.length ?? 0;
    if (count === 0) problems.push(invalid('of'));
    if (rule.atMost === undefined || !Number.isInteger(rule.atMost) || rule.atMost < 0 || rule.atMost >= count)
      problems.push(invalid('atMost'));
    if (rule.within !== undefined && !keys.includes(rule.within)) problems.push(invalid('within'));
  }
  if (rule.kind === 'ceiling' && rule.unitKinds === undefined) problems.push(invalid('unitKinds'));
  if (rule.kind === 'ceiling' && rule.allow === undefined) problems.push(invalid('allow'));
  return problems;
}

function checkSelector(selector: Selector, path: string, known: Known, rule: string): PolicyProblem[] {
  const { name: _, ...fields } = selector;
  return [
    ...(Object.values(fields).every((field) => field === undefined)
      ? [{ code: 'invalid-rule' as const, path, value: rule }]
      : []),
    ...missing('item', known, selector.items, (at) => `${path}.items.${at}`),
    ...missing('item', known, selector.exceptItems, (at) => `${path}.exceptItems.${at}`),
    ...(['itemUnits', 'exceptItemUnits'] as const).flatMap((field) =>
      missing('unit', known, selector[field], (at) => `${path}.${field}.${at}`),
    ),
    ...(['roles', 'exceptRoles'] as const).flatMap((field) =>
      missing('role', known, selector[field], (at) => `${path}.${field}.${at}`),
    ),
  ];
}
