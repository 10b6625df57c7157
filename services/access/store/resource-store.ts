import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export interface ResourceRow {
  type: string;
  id: string;
  properties: Record<string, unknown>;
  client: string;
  updatedAt: Date;
}

const columns = sql`type, id, properties, client, updated_at as "updatedAt"`;

export async function findResource(
  transaction: Transaction,
  centre: string,
  type: string,
  id: string,
): Promise<ResourceRow | undefined> {
  const { rows } = await sql<ResourceRow>`select ${columns} from access.resource
    where centre = ${centre} and type = ${type} and id = ${id}`.execute(transaction);
  return rows[0];
}

/** Of one type, by id, those after `after`. */
export async function listResources(
  transaction: Transaction,
  centre: string,
  type: string,
  after: string | undefined,
  limit: number,
): Promise<ResourceRow[]> {
  const { rows } = await sql<ResourceRow>`select ${columns} from access.resource
    where centre = ${centre} and type = ${type} and (${after ?? null}::text is null or id > ${after ?? null})
    order by id limit ${limit}`.execute(transaction);
  return rows;
}

export async function resourceTypes(transaction: Transaction, centre: string): Promise<string[]> {
  const { rows } = await sql<{
    type: string;
  }>`select distinct type from access.resource where centre = ${centre}`.execute(transaction);
  return rows.map(({ type }) => type);
}

/** Registers or replaces; gives what was registered before. */
export async function putResource(
  transaction: Transaction,
  centre: string,
  row: Omit<ResourceRow, 'updatedAt'>,
): Promise<{ row: ResourceRow; before: Record<string, unknown> | null }> {
  const { rows: old } = await sql<{ properties: Record<string, unknown> }>`select properties from access.resource
    where centre = ${centre} and type = ${row.type} and id = ${row.id} for update`.execute(transaction);
  const { rows } = await sql<ResourceRow>`
    insert into access.resource (centre, type, id, properties, client)
    values (${centre}, ${row.type}, ${row.id}, ${JSON.stringify(row.properties)}::jsonb, ${row.client})
    on conflict (centre, type, id) do update
      set properties = excluded.properties, client = excluded.client, updated_at = clock_timestamp()
    returning ${columns}`.execute(transaction);
  return { row: rows[0] as ResourceRow, before: old[0]?.properties ?? null };
}

/** Removes a registration; gives its properties, undefined when there was none. */
export async function deleteResource(
  transaction: Transaction,
  centre: string,
  type: string,
  id: string,
): Promise<Record<string, unknown> | undefined> {
  const { rows } = await sql<{ properties: Record<string, unknown> }>`delete from access.resource
    where centre = ${centre} and type = ${type} and id = ${id} returning properties`.execute(transaction);
  return rows[0]?.properties;
}
