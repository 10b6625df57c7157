import type { RelationKind } from '@zhiheng/contracts';
import { newId, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export interface RelationRow {
  id: string;
  relation: RelationKind;
  declaredAt: Date;
}

/** Undefined when the person has declared this subject already. */
export async function insertRelation(
  transaction: Transaction,
  centre: string,
  one: { person: string; relation: RelationKind; subject: Buffer },
): Promise<RelationRow | undefined> {
  const { rows } = await sql<RelationRow>`insert into access.relation (centre, id, person, relation, subject)
    values (${centre}, ${newId()}, ${one.person}, ${one.relation}, ${one.subject})
    on conflict (centre, person, subject) where withdrawn_at is null do nothing
    returning id, relation, declared_at as "declaredAt"`.execute(transaction);
  return rows[0];
}

/** One that the person has declared, though it may be withdrawn by now. */
export async function readRelation(
  transaction: Transaction,
  centre: string,
  person: string,
  id: string,
): Promise<RelationRow | undefined> {
  const { rows } = await sql<RelationRow>`select id, relation, declared_at as "declaredAt" from access.relation
    where centre = ${centre} and id = ${id} and person = ${person}`.execute(transaction);
  return rows[0];
}

/** False when the person has no such relation, or no more. */
export async function withdrawRelation(
  transaction: Transaction,
  centre: string,
  person: string,
  id: string,
): Promise<boolean> {
  const { rows } = await sql`update access.relation set withdrawn_at = clock_timestamp()
    where centre = ${centre} and id = ${id} and person = ${person} and withdrawn_at is null returning id`.execute(
    transaction,
  );
  return rows.length > 0;
}

/** The person's relations that stand, newest first, and how many there are. */
export async function listRelations(
  transaction: Transaction,
  centre: string,
  person: string,
  { before, limit }: { before?: string; limit: number },
): Promise<{ rows: RelationRow[]; count: number }> {
  const own = transaction
    .selectFrom('access.relation')
    .where('centre', '=', centre)
    .where('person', '=', person)
    .where('withdrawn_at', 'is', null);
  const { count } = await own.select((eb) => eb.fn.countAll<string>().as('count')).executeTakeFirstOrThrow();
  const rows = await (before === undefined ? own : own.where('id', '<', before))
    .select(['id', 'relation', 'declared_at as declaredAt'])
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return { rows: rows as RelationRow[], count: Number(count) };
}

export interface EarlierStep {
  case: string;
  reference: string;
  item: string;
  unit: string;
  channel: string | null;
  duty: string;
  round: number;
}

/** What was done under these records on cases of the subject, oldest first. */
export async function stepsOnSubject(
  transaction: Transaction,
  centre: string,
  records: readonly string[],
  subject: Buffer,
): Promise<EarlierStep[]> {
  const { rows } = await sql<EarlierStep>`select c.id as "case", c.reference, c.item, c.unit, c.channel, s.duty, s.round
    from access.case c join access.step s on s.centre = c.centre and s.case = c.id and s.person = any(${records}::uuid[])
    where c.centre = ${centre} and c.subject = ${subject} order by s.id`.execute(transaction);
  return rows;
}
