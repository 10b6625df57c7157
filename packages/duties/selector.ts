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
  const { action, exceptAction, resource, exceptResource } = selector;
  const onItems = saysItems(selector);
  const known = new Map<number, boolean>();
  // Asked of the items that atoms stand on, and once of each.
  const picks = (index: number): boolean => {
    const item = items[index];
    const picked = known.get(index) ?? (item !== undefined && picksItem(selector, item, units));
    known.set(index, picked);
    return picked;
  };
  return {
    bare: [action, exceptAction, resource, exceptResource].every((field) => field === undefined) && !onItems,
    matchesRole: (closure) => picksRole(selector, closure),
    matchesAtom: (atom) =>
      picksAction(selector, atom.action) && picksResource(selector, atom.resource) && (!onItems || picks(atom.item)),
  };
}

export const picksAction = ({ action, exceptAction }: Selector, value: string): boolean =>
  includes(action, value) && !excludes(exceptAction, value);

/** What is permitted on everything is permitted on what is not left out, too. */
export const picksResource = ({ resource, exceptResource }: Selector, value: string): boolean =>
  value === 'all' || (includes(resource, value) && !excludes(exceptResource, value));

/** `closure`: a role and all it inherits. */
export const picksRole = ({ roles, exceptRoles = [] }: Selector, closure: ReadonlySet<string>): boolean =>
  (roles === undefined || roles.some((role) => closure.has(role))) && !exceptRoles.some((role) => closure.has(role));

/** Whether the selector picks the item, on one of these channels. */
export function picksItem(selector: Selector, item: Item, units: UnitTree, channels = item.channels): boolean {
  const isIn = (codes: readonly string[]) => codes.some((unit) => units.contains(unit, item.unit));
  return (
    includes(selector.items, item.code) &&
    !excludes(selector.exceptItems, item.code) &&
    (selector.itemUnits === undefined || isIn(selector.itemUnits)) &&
    !isIn(selector.exceptItemUnits ?? []) &&
    includes(selector.insurance, item.insurance) &&
    !excludes(selector.exceptInsurance, item.insurance) &&
    includes(selector.risk, item.risk) &&
    !excludes(selector.exceptRisk, item.risk) &&
    (selector.movesFund === undefined || selector.movesFund === item.movesFund) &&
    picksChannel(selector, channels)
  );
}

const picksChannel = ({ channels, exceptChannels }: Selector, open: readonly string[]): boolean =>
  (channels === undefined && exceptChannels === undefined) ||
  open.some((channel) => includes(channels, channel) && !excludes(exceptChannels, channel));

/** What a selector may say of items. */
const aboutItems = [
  'items',
  'exceptItems',
  'itemUnits',
  'exceptItemUnits',
  'insurance',
  'exceptInsurance',
  'risk',
  'exceptRisk',
  'movesFund',
  'channels',
  'exceptChannels',
] as const satisfies (keyof Selector)[];

const saysItems = (selector: Selector): boolean => aboutItems.some((field) => selector[field] !== undefined);

/** An absent field lets everything through. */
function includes<T extends string | number>(field: OneOrMany<T> | undefined, value: T): boolean {
  return field === undefined || excludes(field, value);
}

/** An absent field keeps nothing away. */
function excludes<T extends string | number>(field: OneOrMany<T> | undefined, value: T): boolean {
  return typeof field === 'object' ? field.includes(value) : field === value;
}
