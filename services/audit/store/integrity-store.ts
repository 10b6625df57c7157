import type { Transaction } from '@zhiheng/database';
import { type SqlBool, sql } from 'kysely';

/** More waiting entries than these are not counted. */
export const mostWaiting = 10_000;

/** The newest signed tree head: how many entries, and when it was signed. */
export async function newestSigning(
  transaction: Transaction,
  centre: string,
): Promise<{ size: number; at: Date } | undefined> {
  return transaction
    .selectFrom('audit.checkpoint')
    .select(['size', 'at'])
    .where('centre', '=', centre)
    .orderBy('size', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Committed entries behind the sequencer's position, at most `mostWaiting` of them, and since when the first one waits. */
export async function waitingEntries(
  transaction: Transaction,
  centre: string,
): Promise<{ count: number; since: Date | null }> {
  const { count, since } = await transaction
    .selectFrom(
      transaction
        .selectFrom('audit.entry as e')
        .innerJoin('audit.position as p', 'p.centre', 'e.centre')
        .select('e.at')
        .where('e.centre', '=', centre)
        .where(sql<SqlBool>`(e.xid, e.id) > (p.xid, p.id)`)
        .orderBy('e.xid')
        .orderBy('e.id')
        .limit(mostWaiting)
        .as('waiting'),
    )
    .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('waiting.at').as('since')])
    .executeTakeFirstOrThrow();
  return { count, since };
}
