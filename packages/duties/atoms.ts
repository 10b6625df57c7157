import type { Item, Permission, Policy } from './types.ts';

/** The smallest thing a permission gives: an action on a resource type, on one item (by its index) or on none. */
export interface Atom {
  readonly action: string;
  readonly resource: string;
  /** Index into the policy's items; -1 for none. */
  readonly item: number;
}

/** Numbers atoms, so that sets of them are bits. */
export class AtomTable {
  readonly atoms: Atom[] = [];
  readonly #ids = new Map<string, number>();
  readonly #items: readonly Item[];
  readonly #itemIndex: ReadonlyMap<string, number>;
  readonly #everyAction: readonly string[];

  constructor(policy: Policy) {
    this.#items = policy.items;
    this.#itemIndex = new Map(policy.items.map((item, index) => [item.code, index]));
    this.#everyAction = actionsOf(policy);
  }

  /** The atoms that a permission gives; none if it denies. */
  expand(permission: Permission): number[] {
    if (permission.effect === 'deny') return [];
    const { resource, items } = permission;
    const actions = permission.action === 'manage' ? this.#everyAction : [permission.action];
    const onItems = resource === 'case' || resource === 'all' || items !== undefined;
    const onNone = resource === 'all' || !onItems;
    return actions.flatMap((action) => [
      ...(onItems ? this.#onItems(action, resource, items) : []),
      ...(onNone ? [this.#intern({ action, resource, item: -1 })] : []),
    ]);
  }

  #onItems(action: string, resource: string, items: readonly string[] | undefined): number[] {
    const indices =
      items === undefined
        ? this.#items.keys()
        : items.map((code) => this.#itemIndex.get(code)).filter((index) => index !== undefined);
    return [...indices].map((item) => this.#intern({ action, resource, item }));
  }

  #intern(atom: Atom): number {
    const key = `${atom.item} ${atom.action} ${atom.resource}`;
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    this.#ids.set(key, this.atoms.length);
    return this.atoms.push(atom) - 1;
  }
}

/** Every action the policy speaks of: what `manage` stands for. */
function actionsOf(policy: Policy): string[] {
  const actions = new Set([
    ...policy.items.flatMap((item) => item.duties),
    ...policy.roles.flatMap((role) => role.permissions.map((permission) => permission.action)),
    ...policy.rules.flatMap((rule) => (rule.of ?? []).flatMap((selector) => selector.action ?? [])),
  ]);
  actions.delete('manage');
  return [...actions];
}
