import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import type { Month } from '../archive/months.ts';
import type { MonthSpan } from './archive-store.ts';
import { wishDays } from './retention-store.ts';

/** An archived month and what may become of it. */
export interface KeptMonth extends MonthSpan {
  size: number;
  root: Buffer;
  archivedAt: Date;
  /** Null while it is in the database, too. */
  detachedAt: Date | null;
  /** Until when its owner can put it back; null: it is still in the database, or not there any more. */
  setAsideUntil: Date | null;
  /** When its retention is over, and whether it is. */
  dueAt: Date;
  due: boolean;
  /** Holds that touch it. */
  holds: string[];
  /** A removal that waits for a second person. */
  asked: { id: string; reason: string; askedBy: string; askedAt: Date } | null;
  /** Null: not removed. */
  removed: { entry: string; at: Date; filesGoneAt: Date | null } | null;
}

interface Row extends Omit<KeptMonth, 'asked' | 'removed'> {
  id: string | null;
  reason: string | null;
  askedBy: string | null;
  askedAt: Date | null;
  entry: string | null;
  confirmedAt: Date | null;
  filesGoneAt: Date | null;
}

export interface KeptMonthsQuery {
  /** Only this one. */
  month?: Month;
  /** Only months before this one. */
  before?: Month;
  /** Only those whose retention is over and that are still there. */
  due?: boolean;
  limit: number;
}

/** Months that were archived, newest first. */
export async function keptMonths(
  transaction: Transaction,
  centre: string,
  { month, before, due, limit }: KeptMonthsQuery,
): Promise<KeptMonth[]> {
  const dueAt = sql<Date>`audit.due_at(m.centre, m.month)`;
  const { rows } = await sql<Row>`
    select m.month, m.first_index as first, m.last_index as last, m.entries, m.size, c.root, m.archived_at as "archivedAt",
      m.detached_at as "detachedAt",
      case when m.detached_at + audit.set_aside_for() > clock_timestamp() then m.detached_at + audit.set_aside_for() end as "setAsideUntil",
      ${dueAt} as "dueAt", ${dueAt} <= clock_timestamp() as due,
      array(select h.id::text from audit.hold h where h.centre = m.centre and h.released_at is null
        and h.since < audit.months_after(m.month, 1) and (h.until is null or h.until > audit.months_after(m.month, 0))
        order by h.id) as holds,
      a.id, a.reason, a.asked_by as "askedBy", a.asked_at as "askedAt",
      r.entry, r.confirmed_at as "confirmedAt", r.files_gone_at as "filesGoneAt"
    from audit.archived_month m
    join audit.checkpoint c on c.centre = m.centre and c.size = m.size
    left join audit.month_removal r on r.centre = m.centre and r.month = m.month and r.confirmed_at is not null
    left join lateral (select * from audit.month_removal w where w.centre = m.centre and w.month = m.month
      and w.confirmed_at is null and w.withdrawn_at is null and r.id is null and w.asked_at > clock_timestamp() - make_interval(days => ${wishDays}::integer)
      order by w.asked_at desc limit 1) a on true
    where m.centre = ${centre} and (${month ?? null}::text is null or m.month = ${month ?? null})
      and (${before ?? null}::text is null or m.month < ${before ?? null})
      and (not ${due === true}::boolean or (${dueAt} <= clock_timestamp() and r.id is null))
    order by m.month desc limit ${limit}`.execute(transaction);
  return rows.map(toMonth);
}

function toMonth({ id, reason, askedBy, askedAt, entry, confirmedAt, filesGoneAt, ...facts }: Row): KeptMonth {
  return {
    ...facts,
    asked: id && askedBy && askedAt ? { id, reason: reason ?? '', askedBy, askedAt } : null,
    removed: entry && confirmedAt ? { entry, at: confirmedAt, filesGoneAt } : null,
  };
}

export async function insertRemoval(
  transaction: Transaction,
  centre: string,
  { id, month, reason, askedBy }: { id: string; month: Month; reason: string; askedBy: string },
): Promise<void> {
  await transaction
    .insertInto('audit.month_removal')
    .values({ centre, id, month, reason, asked_by: askedBy })
    .execute();
}

export async function withdrawRemoval(transaction: Transaction, centre: string, id: string): Promise<void> {
  await transaction
    .updateTable('audit.month_removal')
    .set({ withdrawn_at: sql`clock_timestamp()` })
    .where('centre', '=', centre)
    .where('id', '=', id)
    .execute();
}

/** What is sealed beside the entries of a month. */
export async function countPersonal(transaction: Transaction, centre: string, month: Month): Promise<number> {
  const { rows } = await sql<{ sealed: number }>`
    select count(*) as sealed from audit.personal where centre = ${centre}
      and entry >= audit.first_id(audit.months_after(${month}, 0))
      and entry < audit.first_id(audit.months_after(${month}, 1))`.execute(transaction);
  return rows[0]?.sealed ?? 0;
}

/** The month counts as removed, and what was sealed beside its entries is gone. The database looks at retention and holds once more. */
export async function confirmRemoval(
  transaction: Transaction,
  centre: string,
  { id, month, by, entry }: { id: string; month: Month; by: string; entry: string },
): Promise<void> {
  await transaction
    .updateTable('audit.month_removal')
    .set({ confirmed_by: by, confirmed_at: sql`clock_timestamp()`, entry })
    .where('centre', '=', centre)
    .where('id', '=', id)
    .execute();
  await sql`select audit.forget_month(${centre}, ${month})`.execute(transaction);
}

/** What the leaves of a removed month's entries still tell of them goes: of the indexes `from` ≤ index < `until`. */
export async function forgetLeaves(
  transaction: Transaction,
  centre: string,
  month: Month,
  from: number,
  until: number,
): Promise<void> {
  await sql`select audit.forget_leaves(${centre}, ${month}, ${from}, ${until})`.execute(transaction);
}

/** Removals that were confirmed, of which files may still be there. */
export async function unfinishedRemovals(
  transaction: Transaction,
  centre: string,
): Promise<(MonthSpan & { id: string })[]> {
  return transaction
    .selectFrom('audit.month_removal as r')
    .innerJoin('audit.archived_month as m', (on) =>
      on.onRef('m.centre', '=', 'r.centre').onRef('m.month', '=', 'r.month'),
    )
    .select(['r.id', 'm.month', 'm.first_index as first', 'm.last_index as last', 'm.entries'])
    .where('r.centre', '=', centre)
    .where('r.confirmed_at', 'is not', null)
    .where('r.files_gone_at', 'is', null)
    .orderBy('m.month')
    .execute();
}

export async function finishRemoval(transaction: Transaction, centre: string, id: string): Promise<void> {
  await transaction
    .updateTable('audit.month_removal')
    .set({ files_gone_at: sql`clock_timestamp()` })
    .where('centre', '=', centre)
    .where('id', '=', id)
    .where('files_gone_at', 'is', null)
    .execute();
}
