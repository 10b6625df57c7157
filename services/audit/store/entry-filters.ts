import type { Transaction } from '@zhiheng/database';
import { type RawBuilder, type SqlBool, sql } from 'kysely';

/** What a query may ask for; every field that is given must hold. */
export interface EntryFilters {
  action?: string;
  outcome?: string;
  /** Username at the time. */
  actor?: string;
  /** Username or id of a person who acted or whom the entry is about. */
  person?: string;
  client?: string;
  targetType?: string;
  target?: string;
  unit?: string;
  item?: string;
  case?: string;
  correlationId?: string;
  /** RFC 3339; `since` itself belongs to the range, `until` does not. */
  since?: string;
  until?: string;
}

type Condition = RawBuilder<SqlBool>;

const columns = {
  action: 'action',
  outcome: 'outcome',
  actor: 'actor',
  client: 'client',
  targetType: 'target_type',
  target: 'target',
  unit: 'unit',
  item: 'item',
  case: 'case',
  correlationId: 'correlation_id',
} as const;

/** The filters as conditions on `audit.entry e`. */
export async function conditionsOf(
  transaction: Transaction,
  centre: string,
  filters: EntryFilters,
): Promise<Condition[]> {
  const { since, until, person } = filters;
  return [
    ...Object.entries(columns).flatMap(([field, column]) => {
      const value = filters[field as keyof typeof columns];
      return value === undefined ? [] : [sql<SqlBool>`${sql.ref(`e.${column}`)} = ${value}`];
    }),
    ...(since === undefined ? [] : from(since)),
    ...(until === undefined ? [] : to(until)),
    ...(person === undefined ? [] : [await involving(transaction, centre, person)]),
  ];
}

// An id given by a client lies within 31 days before and 1 day after the entry's time (see audit.append): the wider
// range of ids lets PostgreSQL pass over the months that cannot hold any.
const from = (since: string): Condition[] => [
  sql`e.at >= ${since}::timestamptz`,
  sql`e.id >= audit.first_id(greatest(${since}::timestamptz - interval '31 days', 'epoch'::timestamptz))`,
];
const to = (until: string): Condition[] => [
  sql`e.at < ${until}::timestamptz`,
  sql`e.id <= audit.first_id(greatest(${until}::timestamptz + interval '1 day 1 second', 'epoch'::timestamptz))`,
];

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

async function involving(transaction: Transaction, centre: string, person: string): Promise<Condition> {
  if (uuid.test(person)) return sql`(e.person = ${person}::uuid or e.about = ${person}::uuid)`;
  const accounts = await transaction
    .selectFrom('access.published_account')
    .select('person')
    .where('centre', '=', centre)
    .where('username', '=', person)
    .execute();
  const people = accounts.map((account) => account.person);
  return sql`(e.actor = ${person} or e.person = any(${people}::uuid[]) or e.about = any(${people}::uuid[]))`;
}
