import type { ControlNoticeKind } from '@zhiheng/contracts';
import { newId, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export interface NoticeRow {
  id: string;
  kind: ControlNoticeKind;
  about: string;
  at: Date;
  dueAt: Date | null;
  seenAt: Date | null;
}

/** Writes one for each of these people who is there and has not been told of the same; gives whom. */
export async function insertNotices(
  transaction: Transaction,
  centre: string,
  { kind, about, dueAt, nth }: Pick<NoticeRow, 'kind' | 'about' | 'dueAt'> & { nth: number },
  people: readonly string[],
): Promise<string[]> {
  if (people.length === 0) return [];
  // In one order, so that two who tell the same people of the same wait for each other and not in a circle.
  const { rows } = await sql<{
    person: string;
  }>`insert into control.notice (centre, person, id, kind, about, due_at, nth)
    select p.centre, p.person, w.id, ${kind}, ${about}::uuid, ${dueAt}::timestamptz, ${nth}
    from unnest(${people}::uuid[], ${people.map(() => newId())}::uuid[]) as w(person, id)
    join access.published_person p on p.centre = ${centre} and p.person = w.person and p.state = 'active'
    order by p.person on conflict on constraint notice_told_once do nothing returning person`.execute(transaction);
  return rows.map(({ person }) => person);
}

const columns = sql`id, kind, about, at, due_at as "dueAt", seen_at as "seenAt"`;

export interface NoticeFilter {
  kind?: string;
  seen?: boolean;
  before?: string;
  limit: number;
}

/** Newest first. */
export async function listNotices(
  transaction: Transaction,
  centre: string,
  person: string,
  { kind, seen, before, limit }: NoticeFilter,
): Promise<NoticeRow[]> {
  const conditions = [
    sql`centre = ${centre} and person = ${person}`,
    ...(kind === undefined ? [] : [sql`kind = ${kind}`]),
    ...(seen === undefined ? [] : [seen ? sql`seen_at is not null` : sql`seen_at is null`]),
    ...(before === undefined ? [] : [sql`id < ${before}::uuid`]),
  ];
  const { rows } = await sql<NoticeRow>`select ${columns} from control.notice
    where ${sql.join(conditions, sql` and `)} order by id desc limit ${limit}`.execute(transaction);
  return rows;
}

export async function readNotice(
  transaction: Transaction,
  centre: string,
  person: string,
  id: string,
): Promise<NoticeRow | undefined> {
  const { rows } = await sql<NoticeRow>`select ${columns} from control.notice
    where centre = ${centre} and person = ${person} and id = ${id}`.execute(transaction);
  return rows[0];
}

export async function countUnseen(transaction: Transaction, centre: string, person: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from control.notice
    where centre = ${centre} and person = ${person} and seen_at is null`.execute(transaction);
  return rows[0]?.count ?? 0;
}

/** Marks one, or one and all before it; those already seen keep when. Gives how many. */
export async function markSeen(
  transaction: Transaction,
  centre: string,
  person: string,
  which: { id: string } | { through: string },
): Promise<number> {
  const chosen = 'id' in which ? sql`id = ${which.id}::uuid` : sql`id <= ${which.through}::uuid`;
  const { numAffectedRows } = await sql`update control.notice set seen_at = clock_timestamp()
    where centre = ${centre} and person = ${person} and seen_at is null and ${chosen}`.execute(transaction);
  return Number(numAffectedRows);
}

/** Drops at most so many that are older than `days` by the database's clock; gives how many. */
export async function dropOldNotices(
  transaction: Transaction,
  centre: string,
  { days, most }: { days: number; most: number },
): Promise<number> {
  const { numAffectedRows } = await sql`delete from control.notice
    where centre = ${centre} and (person, id) in (
      select person, id from control.notice
      where centre = ${centre} and at < clock_timestamp() - make_interval(days => ${days}::int)
      order by at limit ${most})`.execute(transaction);
  return Number(numAffectedRows);
}
