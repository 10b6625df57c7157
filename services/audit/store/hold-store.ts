import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export interface HoldInput {
  since: string;
  /** Absent: whatever is to come, too. */
  until?: string;
  case?: string;
  person?: string;
  target?: string;
  document: string;
  reason: string;
}

export interface HoldRow {
  id: string;
  since: Date;
  until: Date | null;
  case: string | null;
  person: string | null;
  target: string | null;
  document: string;
  reason: string;
  placedBy: string;
  placedAt: Date;
  releasedBy: string | null;
  releasedAt: Date | null;
  releaseReason: string | null;
}

const columns = [
  'id',
  'since',
  'until',
  'case',
  'person',
  'target',
  'document',
  'reason',
  'placed_by as placedBy',
  'placed_at as placedAt',
  'released_by as releasedBy',
  'released_at as releasedAt',
  'release_reason as releaseReason',
] as const;

export async function insertHold(
  transaction: Transaction,
  centre: string,
  { id, placedBy, case: about, ...input }: HoldInput & { id: string; placedBy: string },
): Promise<HoldRow> {
  return transaction
    .insertInto('audit.hold')
    .values({ centre, id, ...input, ...(about === undefined ? {} : { case: about }), placed_by: placedBy })
    .returning(columns)
    .executeTakeFirstOrThrow();
}

export async function findHold(transaction: Transaction, centre: string, id: string): Promise<HoldRow | undefined> {
  return transaction
    .selectFrom('audit.hold')
    .select(columns)
    .where('centre', '=', centre)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Newest first. */
export async function listHolds(
  transaction: Transaction,
  centre: string,
  { before, active, limit }: { before: string | undefined; active: boolean; limit: number },
): Promise<HoldRow[]> {
  let query = transaction.selectFrom('audit.hold').select(columns).where('centre', '=', centre);
  if (before !== undefined) query = query.where('id', '<', before);
  if (active) query = query.where('released_at', 'is', null);
  return query.orderBy('id', 'desc').limit(limit).execute();
}

/** The holds that keep what can still be read of a data subject: none of it is erased while there is one. */
export async function holdsOfSubject(transaction: Transaction, centre: string, subject: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select audit.holds_of_subject(${centre}, ${Buffer.from(subject, 'hex')}) as id`.execute(transaction);
  return rows.map(({ id }) => id);
}

export async function releaseHold(
  transaction: Transaction,
  centre: string,
  { id, by, reason }: { id: string; by: string; reason: string },
): Promise<HoldRow> {
  return transaction
    .updateTable('audit.hold')
    .set({ released_by: by, released_at: sql`clock_timestamp()`, release_reason: reason })
    .where('centre', '=', centre)
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirstOrThrow();
}
