/** Milliseconds since the epoch. `Infinity`: no end. `-Infinity`: always was. */
export type Instant = number;

/** Half-open: holds at `from`, no longer at `until`. */
export interface Period {
  from: Instant;
  until: Instant;
}

export interface Text {
  zh: string;
  en: string;
}

export interface Unit {
  code: string;
  parent: string | null;
  kind: string;
  name: Text;
  /** No longer used anew. What is held, or was done, there is judged as ever; so it is of items and roles. */
  retired?: boolean;
}

export interface Item {
  code: string;
  name: Text;
  insurance: string;
  /** The unit that owns the item. */
  unit: string;
  risk: 1 | 2 | 3;
  movesFund: boolean;
  duties: string[];
  channels: string[];
  /** Groups of its duties that one person has to do together: binding of duty. No two groups share a duty. */
  bound?: string[][];
  retired?: boolean;
}

/**
 * An action on a resource type. On `case` without `items` it means every item; with an empty list, none. `conditions`
 * are not looked into: what may be held counts as held. `deny` never counts. CASL's wildcards `manage` (every action)
 * and `all` (every resource) are understood.
 */
export interface Permission {
  action: string;
  resource: string;
  items?: string[];
  conditions?: unknown;
  effect?: 'allow' | 'deny';
}

export interface Role {
  code: string;
  name: Text;
  risk: 1 | 2 | 3;
  permissions: Permission[];
  inherits?: string[];
  retired?: boolean;
}

/**
 * Picks permissions. Every field given must hold; within a field any of its values will do. An `except…` field leaves out what the
 * field of its name would pick, and alone picks all else. A field about items (`items`, `itemUnits`, `insurance`, `risk`,
 * `movesFund`, `channels` and what leaves them out) picks only permissions on items. Units mean their subtrees. An item is open to
 * several channels: it is left out when all of those that count are. `roles` picks what is held by a grant of one of these roles, or of
 * a role that inherits one. What moves the fund is left out by `movesFund: false`.
 */
export interface Selector {
  name?: Text;
  action?: string | string[];
  exceptAction?: string | string[];
  resource?: string | string[];
  exceptResource?: string | string[];
  items?: string[];
  exceptItems?: string[];
  itemUnits?: string[];
  exceptItemUnits?: string[];
  insurance?: string | string[];
  exceptInsurance?: string | string[];
  risk?: number | number[];
  exceptRisk?: number | number[];
  movesFund?: boolean;
  channels?: string[];
  exceptChannels?: string[];
  roles?: string[];
  exceptRoles?: string[];
}

export type RuleKind = 'static' | 'session' | 'case' | 'recusal' | 'ceiling';
export type Within = 'item' | 'unit' | 'centre' | 'case' | 'session' | 'subject';
export type Effect = 'block' | 'observe';

/** An incompatible-duty rule: no one person may hold more than `atMost` of the selectors `of` on the same key `within`. */
export interface Rule {
  code: string;
  kind: RuleKind;
  name: Text;
  atMost?: number;
  within?: Within;
  withinDays?: number;
  of?: Selector[];
  unitKinds?: string[];
  allow?: { action: string[]; channel?: Record<string, string> };
  effect: Effect;
  /** The law, standard or incident the rule comes from. */
  source: string;
}

/** A grant: person × role × unit subtree, for `[from, until)`. */
export interface Holding extends Period {
  id: string;
  person: string;
  role: string;
  unit: string;
}

/** A time-limited permit for one person to break one rule; it covers no other rule. */
export interface Exception extends Period {
  id: string;
  person: string;
  rule: string;
}

export interface Policy {
  units: Unit[];
  items: Item[];
  roles: Role[];
  rules: Rule[];
}

/** A permission as it stands in a conflict: an action, on one item or on none. */
export interface HeldPermission {
  action: string;
  item?: string;
}

/** What one holding contributes to a conflict. `selectors` are indices into the rule's `of`. */
export interface Side extends Period {
  holding: string;
  role: string;
  unit: string;
  permissions: HeldPermission[];
  selectors: number[];
  /** Whether it is one of the holdings being asked for. */
  proposed: boolean;
}

/** One rule broken by one person: everything that breaks it, merged. */
export interface Conflict extends Period {
  rule: string;
  name: Text;
  source: string;
  effect: Effect;
  person: string;
  /** `within: item`: the items it is broken on; else every item that the sides' permissions name. */
  items: string[];
  /** `within: unit` and ceilings: the units it is broken at. */
  units?: string[];
  /** Exactly when it is broken, disjoint and ascending; `from` and `until` are the first start and the last end. */
  periods: Period[];
  sides: Side[];
  /** Minimal sets of holding ids whose removal resolves the conflict, smallest first, at most 8. */
  resolutions: string[][];
}
