import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export interface TemplateRow {
  post: string;
  unitKind: string;
  /** '' for every unit of the kind. */
  unit: string;
  role: string;
  place: 'unit' | 'centre';
}

/** By post, kind and unit. */
export async function readTemplates(transaction: Transaction, centre: string, post?: string): Promise<TemplateRow[]> {
  const { rows } =
    await sql<TemplateRow>`select post, unit_kind as "unitKind", unit, role, place from access.post_template
    where centre = ${centre} ${post === undefined ? sql`` : sql`and post = ${post}`}
    order by post, unit_kind, unit, role, place`.execute(transaction);
  return rows;
}

/**
 * Takes what each post holds at the founding as its template. The tables have no statistics before the founding commits:
 * taken for empty, they would be joined row by row, which for 100,000 people does not end.
 */
export async function deriveTemplates(transaction: Transaction, centre: string): Promise<void> {
  await sql`set local enable_nestloop = off`.execute(transaction);
  await sql`select access.derive_post_templates(${centre})`.execute(transaction);
  await sql`set local enable_nestloop = on`.execute(transaction);
}
