import type { Atom } from './atoms.ts';
import type { Item, Selector } from './types.ts';
import type { UnitTree } from './unit-tree.ts';

/** A selector made ready: which items and atoms it picks, and which roles it is confined to. */
export interface SelectorMatcher {
  /** Whether it says nothing about permissions, only about roles: then the grant itself is what it picks. */
  readonly bare: boolean;
  readonly matchesRole: (closure: ReadonlySet<string>) => boolean;
  readonly matchesAtom: (atom: Atom) => boolean;
}

type OneOrMany<T> = T | readonly T[];

export function prepareSelector(selector: Selector, items: readonly Item[], units: UnitTree): SelectorMatcher {
  const { action, resource, roles } = selector;
  const aboutItems = saysItems(selector);
  const known = new Map<number, boolean>();
  // Asked of the items that atoms stand on, and once of each.
  const picks = (index: number): boolean => {
    const item = items[index];
    const picked = known.get(index) ?? (item !== undefined && picksItem(selector, item, units));
    known.set(index, picked);
    return picked;
  };
  return {
    bare: action === undefined && resource === undefined && !aboutItems,
    matchesRole: (closure) => roles === undefined || roles.some((role) => closure.has(role)),
    matchesAtom: (atom) =>
      includes(action, atom.action) &&
      (atom.resource === 'all' || includes(resource, atom.resource)) &&
      (!aboutItems || picks(atom.item)),
  };
}

/** Whether the selector picks the item. */
export function picksItem(selector: Selector, item: Item, units: UnitTree, channels = item.channels): boolean {
  return (
    includes(selector.items, item.code) &&
    !selector.exceptItems?.includes(item.code) &&
    (selector.itemUnits === undefined || selector.itemUnits.some((unit) => units.contains(unit, item.unit))) &&
    includes(selector.insurance, item.insurance) &&
    includes(selector.risk, item.risk) &&
    (selector.movesFund === undefined || selector.movesFund === item.movesFund) &&
    (selector.channels === undefined || selector.channels.some((channel) => channels.includes(channel)))
  );
}

const saysItems = (selector: Selector): boolean =>
  [
    selector.items,
    selector.exceptItems,
    selector.itemUnits,
    selector.insurance,
    selector.risk,
    selector.movesFund,
    selector.channels,
  ].some((field) => field !== undefined);

/** An absent field lets everything through. */
export function includes<T extends string | number>(field: OneOrMany<T> | undefined, value: T): boolean {
  if (field === undefined) return true;
  return typeof field === 'object' ? field.includes(value) : field === value;
}
