import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

/** The people who now go by these usernames. */
export async function readPeopleNamed(
  transaction: Transaction,
  centre: string,
  usernames: readonly string[],
): Promise<{ person: string; username: string }[]> {
  const { rows } = await sql<{ person: string; username: string }>`
    select person, username from access.published_person
    where centre = ${centre} and username = any(${[...usernames]}::text[])`.execute(transaction);
  return rows;
}

/** What these people are called, sorted. */
export async function readUsernames(
  transaction: Transaction,
  centre: string,
  people: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ username: string }>`select username from access.published_person
    where centre = ${centre} and person = any(${[...people]}::uuid[]) and username is not null order by 1`.execute(
    transaction,
  );
  return rows.map(({ username }) => username);
}

/** What a case is about. */
export async function readCaseItem(transaction: Transaction, centre: string, id: string): Promise<string | undefined> {
  const { rows } = await sql<{ item: string }>`select item from access.published_case
    where centre = ${centre} and "case" = ${id}`.execute(transaction);
  return rows[0]?.item;
}

/** What the centre is called: as its root is. */
export async function centreName(transaction: Transaction, centre: string): Promise<{ zh: string; en: string } | null> {
  const { rows } = await sql<{ name: { zh: string; en: string } }>`select name from access.published_unit
    where centre = ${centre} and parent is null`.execute(transaction);
  return rows[0]?.name ?? null;
}
