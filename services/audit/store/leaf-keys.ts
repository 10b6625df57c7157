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
