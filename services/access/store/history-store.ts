import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

/** From when on the centre's history is whole. Before it, what was first known stands for what was. */
export async function readHistoryFrom(transaction: Transaction, centre: string): Promise<Date> {
  const { history_from } = await transaction
    .selectFrom('access.centre')
    .select('history_from')
    .where('centre', '=', centre)
    .executeTakeFirstOrThrow();
  return history_from;
}

/** What a unit, item or role was, as its row said it; of a role with its permissions and what it inherits. */
export interface PastContent {
  kind: 'unit' | 'item' | 'role';
  code: string;
  content: Record<string, unknown>;
}

/** A moment; as the database writes it, to the microsecond. */
export type Moment = Date | string;

/** Units, items and roles as they were at a moment, in order of code; of what was not there yet, the first that is known. */
export async function readContentsAt(transaction: Transaction, centre: string, at: Moment): Promise<PastContent[]> {
  const { rows } = await sql<PastContent>`select distinct on (kind, code) kind, code, content
    from access.policy_history where centre = ${centre} and until > ${at} order by kind, code, since`.execute(
    transaction,
  );
  return rows;
}

/** A change of a unit's, item's or role's content, the request by which it came, and since when that is there at all. */
export interface ContentChange {
  kind: PastContent['kind'];
  code: string;
  at: Date;
  request: string | null;
}

/** What changed in `(from, to]`, in order of time; what only came to be is no change. */
export async function readContentChanges(
  transaction: Transaction,
  centre: string,
  { from, to }: { from: Date; to: Date },
): Promise<ContentChange[]> {
  const { rows } = await sql<ContentChange>`select h.kind, h.code, h.since as at, h.request from access.policy_history h
    where h.centre = ${centre} and h.since > ${from} and h.since <= ${to} and exists (
      select from access.policy_history b
      where b.centre = h.centre and b.kind = h.kind and b.code = h.code and b.until = h.since)
    order by h.since, h.kind, h.code`.execute(transaction);
  return rows;
}

/** Whether anything about units, items or roles has changed, or come, since that moment. */
export async function contentChangedSince(transaction: Transaction, centre: string, at: Moment): Promise<boolean> {
  const { rows } = await sql<{ changed: boolean }>`select exists (
    select from access.policy_history where centre = ${centre} and since > ${at}) as changed`.execute(transaction);
  return rows[0]?.changed === true;
}
