import type { Chain, Item, Role, Rule, Unit } from '@zhiheng/contracts';
import type { CentrePolicy } from './centre-policy.ts';

/** The centre's catalogue as it is shown, in the order in which it was founded. */
export const unitsOf = ({ policy, ids }: CentrePolicy): Unit[] =>
  policy.units.map((unit) => ({ id: idOf(ids, 'unit', unit.code), retired: false, ...unit }));

export const itemsOf = ({ policy, ids }: CentrePolicy): Item[] =>
  policy.items.map((item) => ({ id: idOf(ids, 'item', item.code), retired: false, ...item }));

export function rolesOf({ policy, ids, underrated }: CentrePolicy): Role[] {
  const declared = new Map(underrated.map((one) => [one.role, one.declared]));
  return policy.roles.map(({ code, name, risk, permissions, inherits = [], retired = false }) => ({
    id: idOf(ids, 'role', code),
    code,
    name,
    risk,
    declaredRisk: declared.get(code) ?? risk,
    permissions: permissions as Role['permissions'],
    inherits,
    retired,
  }));
}

export const rulesOf = ({ policy, ids }: CentrePolicy): Rule[] =>
  policy.rules.map(({ code, kind, name, effect, source, ...definition }) => ({
    id: idOf(ids, 'rule', code),
    code,
    kind,
    name,
    ...definition,
    effect,
    source,
    definition,
  })) as Rule[];

export const chainsOf = ({ chains, retiredChains = [] }: CentrePolicy): Chain[] =>
  [
    ...chains.map((chain) => ({ ...chain, retired: false })),
    ...retiredChains.map((chain) => ({ ...chain, retired: true })),
  ].sort((a, b) => (chainKey(a as Chain) < chainKey(b as Chain) ? -1 : 1)) as Chain[];

/** A chain has no code of its own: this is what tells it from others. */
export const chainKey = ({ change, risk, unitKind = '' }: Chain): string => `${change}/${risk}/${unitKind}`;

function idOf(ids: ReadonlyMap<string, string>, kind: string, code: string): string {
  const id = ids.get(`${kind}:${code}`);
  if (id === undefined) throw new Error(`No id of ${kind} ${code}.`);
  return id;
}
