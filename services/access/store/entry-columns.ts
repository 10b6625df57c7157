import { maskEntry } from '@zhiheng/contracts';
import { arrayLiteral } from '@zhiheng/database';
import { type RawBuilder, sql } from 'kysely';
import type { LogEntry } from './log-store.ts';

/** The fields of an entry in the order in which `audit.append_columns` takes them, after ids. Ours have neither of those nor snapshots, and are about nobody. */
const fields = [
  'action',
  'outcome',
  'actor',
  'person',
  'account',
  'client',
  'about',
  'targetType',
  'target',
  'unit',
  'item',
  'case',
  'reason',
  'correlationId',
  'address',
  'before',
  'after',
  'details',
] as const;
type Field = (typeof fields)[number];
const absent: ReadonlySet<Field> = new Set(['about', 'before', 'after']);

/** Entries by column: each an array as PostgreSQL reads it. */
export type EntryColumns = Record<`of_${Field}`, string>;

/** Numbers of people are masked. */
export function entryColumns(entries: readonly LogEntry[]): EntryColumns {
  const masked = entries.map(maskEntry);
  const columnOf = (field: Field) =>
    field === 'details'
      ? masked.map(({ details }) => details && JSON.stringify(details))
      : masked.map((entry) => entry[field] as string | undefined);
  return Object.fromEntries(fields.map((field) => [`of_${field}`, arrayLiteral(columnOf(field))])) as EntryColumns;
}

/** An expression that writes them in the caller's transaction, within a statement of its own or another's. */
export const appendColumns = (centre: string, columns: EntryColumns): RawBuilder<unknown> =>
  sql`audit.append_columns(${centre}, null, ${sql.join(fields.map((field) => (absent.has(field) ? sql`null` : columns[`of_${field}`])))})`;
