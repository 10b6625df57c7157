import type { Transaction } from '@zhiheng/database';

/** The username of a person; null for nobody, and for who has none. */
export type Usernames = (person: string | null) => string | null;

export async function usernamesOf(
  transaction: Transaction,
  centre: string,
  people: readonly (string | null | undefined)[],
): Promise<Usernames> {
  const ids = [...new Set(people.filter((id) => typeof id === 'string'))];
  const rows = ids.length
    ? await transaction
        .selectFrom('access.published_person')
        .select(['person', 'username'])
        .where('centre', '=', centre)
        .where('person', 'in', ids)
        .execute()
    : [];
  const names = new Map(rows.map(({ person, username }) => [person, username]));
  return (person) => (person === null ? null : (names.get(person) ?? null));
}
