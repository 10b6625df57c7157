import type { DraftInput } from '@zhiheng/contracts';
import { newId, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export interface DraftRow {
  id: string;
  content: DraftInput;
  createdAt: Date;
  updatedAt: Date;
}

const columns = sql`id, content, created_at as "createdAt", updated_at as "updatedAt"`;

/** The author's own, the newest first. */
export async function listDrafts(
  transaction: Transaction,
  centre: string,
  author: string,
  { id, before, limit }: { id?: string; before?: string; limit: number },
): Promise<DraftRow[]> {
  const { rows } = await sql<DraftRow>`select ${columns} from access.request_draft
    where centre = ${centre} and author = ${author} ${id === undefined ? sql`` : sql`and id = ${id}`}
      ${before === undefined ? sql`` : sql`and id < ${before}`}
    order by id desc limit ${limit}`.execute(transaction);
  return rows;
}

export async function countDrafts(transaction: Transaction, centre: string, author: string): Promise<number> {
  const { count } = await transaction
    .selectFrom('access.request_draft')
    .select((eb) => eb.fn.countAll<string>().as('count'))
    .where('centre', '=', centre)
    .where('author', '=', author)
    .executeTakeFirstOrThrow();
  return Number(count);
}

export async function insertDraft(
  transaction: Transaction,
  centre: string,
  author: string,
  content: DraftInput,
): Promise<DraftRow> {
  const { rows } = await sql<DraftRow>`insert into access.request_draft (centre, id, author, content)
    values (${centre}, ${newId()}, ${author}, ${JSON.stringify(content)}) returning ${columns}`.execute(transaction);
  return rows[0] as DraftRow;
}

/** Undefined when the author has no such draft. */
export async function updateDraft(
  transaction: Transaction,
  centre: string,
  author: string,
  id: string,
  content: DraftInput,
): Promise<DraftRow | undefined> {
  const { rows } = await sql<DraftRow>`update access.request_draft
    set content = ${JSON.stringify(content)}, updated_at = clock_timestamp()
    where centre = ${centre} and author = ${author} and id = ${id} returning ${columns}`.execute(transaction);
  return rows[0];
}

/** Of one author, or untouched for so many days: their drafts, the given one only, or all; gives which are gone. */
export async function deleteDrafts(
  transaction: Transaction,
  centre: string,
  { author, id, content, days }: { author?: string; id?: string; content?: DraftInput; days?: number },
): Promise<{ id: string; author: string }[]> {
  const { rows } = await sql<{ id: string; author: string }>`delete from access.request_draft
    where centre = ${centre} ${author === undefined ? sql`` : sql`and author = ${author}`}
      ${id === undefined ? sql`` : sql`and id = ${id}`}
      ${content === undefined ? sql`` : sql`and content = ${JSON.stringify(content)}::jsonb`}
      ${days === undefined ? sql`` : sql`and updated_at < clock_timestamp() - make_interval(days => ${days}::int)`}
    returning id, author`.execute(transaction);
  return rows;
}
