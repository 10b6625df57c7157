/** What a leaf says of its entry: columns of `audit.leaf`, and of `audit.entry_key`, which makes them of an entry. */
export const leafKeys = [
  'at',
  'action_key',
  'outcome_key',
  'actor_key',
  'person_key',
  'client_key',
  'about_key',
  'target_type_key',
  'target_key',
  'unit_key',
  'item_key',
  'case_key',
  'correlation_key',
  'has_reason',
] as const;

/** Those of which nearly every entry has a value of its own: an index tells the leaves of each, in the order of their time. */
const indexedKeys = ['about_key', 'target_key', 'case_key', 'correlation_key'] as const;

/** Those with few values: posting lists tell which leaves have one (`audit.posting`). */
export const listedKeys = [
  'action_key',
  'outcome_key',
  'actor_key',
  'person_key',
  'client_key',
  'target_type_key',
  'unit_key',
  'item_key',
  'has_reason',
] as const;

export type LeafKey = (typeof indexedKeys)[number] | (typeof listedKeys)[number];

const indexed: ReadonlySet<string> = new Set(indexedKeys);
export const isIndexed = (key: LeafKey): boolean => indexed.has(key);
