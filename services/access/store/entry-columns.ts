import { maskEntry } from '@zhiheng/contracts';
import { arrayLiteral } from '@zhiheng/database';
import { type RawBuilder, sql } from 'kysely';
import type { LogEntry } from './log-store.ts';

/** Fields of an entry that its columns are of. */
const fields = [
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
] as const;

/** Entries by column: each an array as PostgreSQL reads it, the details one of JSON. */
export type EntryColumns = Record<`of_${(typeof fields)[number] | 'details'}`, string>;

/** Of entries that have neither an id nor snapshots nor anybody they are about. Numbers of people are masked. */
export function entryColumns(entries: readonly LogEntry[]): EntryColumns {
  const masked = entries.map(maskEntry);
  const columns = fields.map((field) => [`of_${field}`, arrayLiteral(masked.map((entry) => entry[field]))]);
  const details = JSON.stringify(masked.map((entry) => entry.details ?? null));
  return { ...Object.fromEntries(columns), of_details: details };
}

/** An expression that writes them in the caller's transaction, within a statement of its own or another's. */
export const appendColumns = (centre: string, columns: EntryColumns): RawBuilder<unknown> =>
  sql`audit.append_columns(${centre}, ${sql.join(fields.map((field) => columns[`of_${field}`]))}, ${columns.of_details})`;
