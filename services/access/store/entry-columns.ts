import { maskEntry } from '@zhiheng/contracts';
import { columnLiteral } from '@zhiheng/database';
import type { LogEntry } from './log-store.ts';

/** The fields of an entry in the order in which `access.record_steps` takes them: those that entries of steps have. */
export const entryFields = [
  'action',
  'outcome',
  'actor',
  'person',
  'account',
  'client',
  'targetType',
  'target',
  'unit',
  'item',
  'case',
  'reason',
  'correlationId',
  'address',
  'details',
] as const;
type Field = (typeof entryFields)[number];

/** Entries by column: each an array as PostgreSQL reads it, null where no entry has the field. */
export type EntryColumns = Record<`of_${Field}`, string | null>;

/** Numbers of people are masked. */
export function entryColumns(entries: readonly LogEntry[]): EntryColumns {
  const masked = entries.map(maskEntry);
  const columnOf = (field: Field) =>
    field === 'details'
      ? masked.map(({ details }) => details && JSON.stringify(details))
      : masked.map((entry) => entry[field] as string | undefined);
  return Object.fromEntries(
    entryFields.map((field) => [`of_${field}`, columnLiteral(columnOf(field))]),
  ) as EntryColumns;
}
