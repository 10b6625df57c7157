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

export interface Lag {
  /** Entries that have an index. */
  size: number;
  /** Committed entries without one, at most `mostWaiting`. */
  waiting: number;
  /** Age in seconds of the oldest of them; 0 while none waits. */
  waitingSeconds: number;
  /** Seconds for which nothing was signed although entries wait. */
  unsignedSeconds: number;
}

/** How far the log is behind what was committed, by the database's clock: also what a long transaction keeps from the sequencer. */
export async function lagOf(transaction: Transaction, centre: string): Promise<Lag> {
  const { rows } = await sql<Lag>`
    select p.size, w.count as waiting, coalesce(w.age, 0) as "waitingSeconds",
      case when w.count > 0 then coalesce(c.age, w.age) else 0 end as "unsignedSeconds"
    from audit.position p
    cross join lateral (
      select count(*), greatest(extract(epoch from clock_timestamp() - min(at))::float8, 0) as age from (
        select e.at from audit.entry e where e.centre = p.centre and (e.xid, e.id) > (p.xid, p.id)
        order by e.xid, e.id limit ${mostWaiting}) waiting) w
    left join lateral (
      select greatest(extract(epoch from clock_timestamp() - at)::float8, 0) as age from audit.checkpoint
      where checkpoint.centre = p.centre order by checkpoint.size desc limit 1) c on true
    where p.centre = ${centre}`.execute(transaction);
  return rows[0] ?? { size: 0, waiting: 0, waitingSeconds: 0, unsignedSeconds: 0 };
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
