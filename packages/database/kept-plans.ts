import { type RawBuilder, sql } from 'kysely';
import type pg from 'pg';

const mark = '/* kept */ ';
const names = new Map<string, string>();

/**
 * Marks a statement whose plan each connection keeps (a named prepared statement): for what runs at every act and is
 * more to plan than to run. Its text must be the same each time; what differs is in its parameters.
 */
export const kept = <T>(statement: RawBuilder<T>): RawBuilder<T> => sql<T>`${sql.raw(mark)}${statement}`;

/** Lets a connection of the pool name the statements that are marked. */
export function keepPlans(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (text: unknown, ...rest: unknown[]) => unknown;
  const named = (text: unknown, ...rest: unknown[]) => {
    if (typeof text !== 'string' || !text.startsWith(mark)) return query(text, ...rest);
    const [values, ...others] = rest;
    return query({ name: nameOf(text), text, values }, ...others);
  };
  client.query = named as typeof client.query;
}

function nameOf(text: string): string {
  let name = names.get(text);
  if (!name) {
    name = `kept_${names.size}`;
    names.set(text, name);
  }
  return name;
}
