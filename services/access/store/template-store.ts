import type { PostTemplate } from '@zhiheng/contracts';
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

type Template = Pick<PostTemplate, 'post' | 'unitKind' | 'unit'>;

/** What exactly this template gives; nothing where there is none. */
export async function readTemplate(
  transaction: Transaction,
  centre: string,
  { post, unitKind, unit }: Template,
): Promise<PostTemplate['roles']> {
  const rows = await readTemplates(transaction, centre, post);
  return rows
    .filter((row) => row.unitKind === unitKind && row.unit === (unit ?? ''))
    .map(({ role, place }) => ({ role, place }));
}

/** Replaces a template by what an approved request says; the database refuses it without one. */
export async function writeTemplate(
  transaction: Transaction,
  centre: string,
  { post, unitKind, unit, roles }: PostTemplate,
  request: string,
): Promise<void> {
  const key = { centre, post, unit_kind: unitKind, unit: unit ?? '' };
  await transaction
    .deleteFrom('access.post_template')
    .where('centre', '=', centre)
    .where('post', '=', post)
    .where('unit_kind', '=', unitKind)
    .where('unit', '=', key.unit)
    .execute();
  if (roles.length === 0) return;
  await transaction
    .insertInto('access.post_template')
    .values(roles.map((one) => ({ ...key, ...one, request })))
    .execute();
}
