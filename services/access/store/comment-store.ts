import type { Attachment, CommentInput } from '@zhiheng/contracts';
import { newId, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export interface CommentRow {
  id: string;
  person: string;
  text: string;
  attachments: Attachment[];
  at: Date;
}

const columns = sql`id, person, text, attachments, at`;

/** In the order in which they were said. */
export async function listComments(
  transaction: Transaction,
  centre: string,
  request: string,
  { after, limit }: { after?: string; limit: number },
): Promise<CommentRow[]> {
  const { rows } = await sql<CommentRow>`select ${columns} from access.request_comment
    where centre = ${centre} and request = ${request} ${after === undefined ? sql`` : sql`and id > ${after}`}
    order by id limit ${limit}`.execute(transaction);
  return rows;
}

export async function readComment(
  transaction: Transaction,
  centre: string,
  id: string,
): Promise<CommentRow | undefined> {
  const { rows } =
    await sql<CommentRow>`select ${columns} from access.request_comment where centre = ${centre} and id = ${id}`.execute(
      transaction,
    );
  return rows[0];
}

export async function insertComment(
  transaction: Transaction,
  centre: string,
  request: string,
  person: string,
  { text, attachments = [] }: CommentInput,
): Promise<CommentRow> {
  const { rows } =
    await sql<CommentRow>`insert into access.request_comment (centre, id, request, person, text, attachments)
    values (${centre}, ${newId()}, ${request}, ${person}, ${text}, ${JSON.stringify(attachments)}) returning ${columns}`.execute(
      transaction,
    );
  return rows[0] as CommentRow;
}

/** Keeps the request as it is until the end of the transaction; others may do so beside it. */
export async function holdRequest(transaction: Transaction, centre: string, id: string): Promise<void> {
  await sql`select from access.request where centre = ${centre} and id = ${id} for share`.execute(transaction);
}
