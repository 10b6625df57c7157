import type { Database } from '@zhiheng/database';
import type pg from 'pg';

/**
 * Lets the connections of a pool keep the plan of every statement they have had: planning thousands of like acts anew takes
 * longer than the acts. What is executed and locked stays the same.
 */
export function keepEveryPlan({ pool }: Database): void {
  const names = new Map<string, string>();
  const known = new WeakSet<pg.PoolClient>();
  const connect = pool.connect.bind(pool) as () => Promise<pg.PoolClient>;
  pool.connect = (async () => {
    const client = await connect();
    if (!known.has(client)) keep(client, names);
    known.add(client);
    return client;
  }) as typeof pool.connect;
}

function keep(client: pg.PoolClient, names: Map<string, string>): void {
  const query = client.query.bind(client) as (query: unknown, ...rest: unknown[]) => unknown;
  const named = (text: unknown, values?: unknown, ...rest: unknown[]) => {
    if (typeof text !== 'string' || !Array.isArray(values) || values.length === 0) return query(text, values, ...rest);
    const name = names.get(text) ?? `race_${names.size}`;
    names.set(text, name);
    return query({ name, text, values }, ...rest);
  };
  client.query = named as typeof client.query;
}
