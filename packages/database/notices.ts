import { sql } from 'kysely';
import type { Transaction } from './centre.ts';
import { newId } from './uuid.ts';

/** What somebody was told of. `about`: an id. */
export interface NoticeRow<Kind extends string> {
  id: string;
  kind: Kind;
  about: string;
  at: Date;
  dueAt: Date | null;
  seenAt: Date | null;
}

export interface NoticeFilter {
  kind?: string;
  seen?: boolean;
  before?: string;
  limit: number;
}

const columns = sql`id, kind, about, at, due_at as "dueAt", seen_at as "seenAt"`;

/**
 * The notices of one service, which each keeps in a table of its own of the same shape.
 * `people`: whom it may tell, by a relation with `centre`, `state` and the column `id`.
 */
export function noticeStore<Kind extends string>(table: string, people: { relation: string; id: string }) {
  type Row = NoticeRow<Kind>;
  const notice = sql.table(table);
  const person = sql.ref(`p.${people.id}`);

  /** Writes one for each of these people who is there and has not been told of the same; gives whom. */
  async function insertNotices(
    transaction: Transaction,
    centre: string,
    { kind, about, dueAt, nth }: Pick<Row, 'kind' | 'about' | 'dueAt'> & { nth: number },
    told: readonly string[],
  ): Promise<string[]> {
    if (told.length === 0) return [];
    // In one order, so that two who tell the same people of the same wait for each other and not in a circle.
    const { rows } = await sql<{ person: string }>`insert into ${notice} (centre, person, id, kind, about, due_at, nth)
      select p.centre, ${person}, w.id, ${kind}, ${about}::uuid, ${dueAt}::timestamptz, ${nth}
      from unnest(${told}::uuid[], ${told.map(() => newId())}::uuid[]) as w(person, id)
      join ${sql.table(people.relation)} p on p.centre = ${centre} and ${person} = w.person and p.state = 'active'
      order by ${person} on conflict on constraint notice_told_once do nothing returning person`.execute(transaction);
    return rows.map((row) => row.person);
  }

  /** Newest first. */
  async function listNotices(
    transaction: Transaction,
    centre: string,
    person: string,
    { kind, seen, before, limit }: NoticeFilter,
  ): Promise<Row[]> {
    const conditions = [
      sql`centre = ${centre} and person = ${person}`,
      ...(kind === undefined ? [] : [sql`kind = ${kind}`]),
      ...(seen === undefined ? [] : [seen ? sql`seen_at is not null` : sql`seen_at is null`]),
      ...(before === undefined ? [] : [sql`id < ${before}::uuid`]),
    ];
    const { rows } = await sql<Row>`select ${columns} from ${notice}
      where ${sql.join(conditions, sql` and `)} order by id desc limit ${limit}`.execute(transaction);
    return rows;
  }

  async function readNotice(
    transaction: Transaction,
    centre: string,
    person: string,
    id: string,
  ): Promise<Row | undefined> {
    const { rows } = await sql<Row>`select ${columns} from ${notice}
      where centre = ${centre} and person = ${person} and id = ${id}`.execute(transaction);
    return rows[0];
  }

  async function countUnseen(transaction: Transaction, centre: string, person: string): Promise<number> {
    const { rows } = await sql<{ count: number }>`select count(*)::int as count from ${notice}
      where centre = ${centre} and person = ${person} and seen_at is null`.execute(transaction);
    return rows[0]?.count ?? 0;
  }

  /** Marks one, or one and all before it; those already seen keep when. Gives how many. */
  async function markSeen(
    transaction: Transaction,
    centre: string,
    person: string,
    which: { id: string } | { through: string },
  ): Promise<number> {
    const chosen = 'id' in which ? sql`id = ${which.id}::uuid` : sql`id <= ${which.through}::uuid`;
    const { numAffectedRows } = await sql`update ${notice} set seen_at = clock_timestamp()
      where centre = ${centre} and person = ${person} and seen_at is null and ${chosen}`.execute(transaction);
    return Number(numAffectedRows);
  }

  /** Drops at most so many that are older than `days` by the database's clock; gives how many. */
  async function dropOldNotices(
    transaction: Transaction,
    centre: string,
    { days, most }: { days: number; most: number },
  ): Promise<number> {
    const { numAffectedRows } = await sql`delete from ${notice}
      where centre = ${centre} and (person, id) in (
        select person, id from ${notice}
        where centre = ${centre} and at < clock_timestamp() - make_interval(days => ${days}::int)
        order by at limit ${most})`.execute(transaction);
    return Number(numAffectedRows);
  }

  return { insertNotices, listNotices, readNotice, countUnseen, markSeen, dropOldNotices };
}
