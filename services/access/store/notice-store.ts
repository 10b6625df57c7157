import type { NoticeKind } from '@zhiheng/contracts';
import { newId, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export interface NoticeRow {
  id: string;
  kind: NoticeKind;
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
  }>`insert into access.notice (centre, person, id, kind, about, due_at, nth)
    select p.centre, p.id, w.id, ${kind}, ${about}::uuid, ${dueAt}::timestamptz, ${nth}
    from unnest(${people}::uuid[], ${people.map(() => newId())}::uuid[]) as w(person, id)
    join access.person p on p.centre = ${centre} and p.id = w.person and p.state = 'active'
    order by p.id on conflict on constraint notice_told_once do nothing returning person`.execute(transaction);
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
  const { rows } = await sql<NoticeRow>`select ${columns} from access.notice
    where ${sql.join(conditions, sql` and `)} order by id desc limit ${limit}`.execute(transaction);
  return rows;
}

export async function readNotice(
  transaction: Transaction,
  centre: string,
  person: string,
  id: string,
): Promise<NoticeRow | undefined> {
  const { rows } = await sql<NoticeRow>`select ${columns} from access.notice
    where centre = ${centre} and person = ${person} and id = ${id}`.execute(transaction);
  return rows[0];
}

export async function countUnseen(transaction: Transaction, centre: string, person: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from access.notice
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
  const { numAffectedRows } = await sql`update access.notice set seen_at = clock_timestamp()
    where centre = ${centre} and person = ${person} and seen_at is null and ${chosen}`.execute(transaction);
  return Number(numAffectedRows);
}

/** Drops at most so many that are older than `days` by the database's clock; gives how many. */
export async function dropOldNotices(
  transaction: Transaction,
  centre: string,
  { days, most }: { days: number; most: number },
): Promise<number> {
  const { numAffectedRows } = await sql`delete from access.notice
    where centre = ${centre} and (person, id) in (
      select person, id from access.notice
      where centre = ${centre} and at < clock_timestamp() - make_interval(days => ${days}::int)
      order by at limit ${most})`.execute(transaction);
  return Number(numAffectedRows);
}

export interface EndingGrant {
  id: string;
  person: string;
  role: string;
  unit: string;
  until: Date;
}

/** Grants in force that end by `until` and whose holders have not been told of that end; the soonest first. */
export async function grantsEndingUntold(
  transaction: Transaction,
  centre: string,
  until: Date,
  most: number,
): Promise<EndingGrant[]> {
  const { rows } =
    await sql<EndingGrant>`select g.id, g.person, g.role, g.unit, upper(g.validity) as until from access.grant g
    where g.centre = ${centre} and g.ended_by is null and not upper_inf(g.validity) and not isempty(g.validity)
      and upper(g.validity) <= ${until}::timestamptz and g.validity @> clock_timestamp()
      and not exists (
        select from access.notice n where n.centre = g.centre and n.person = g.person and n.kind = 'grant-due' and n.about = g.id
          and n.due_at = date_trunc('milliseconds', upper(g.validity)))
    order by upper(g.validity), g.id limit ${most}`.execute(transaction);
  return rows;
}
