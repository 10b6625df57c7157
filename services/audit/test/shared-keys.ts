import type { World } from './world.ts';

/** Two values that share a key of `audit.leaf`. */
export async function sharedKeys(world: Pick<World, 'owner'>): Promise<{ one: string; other: string }> {
  const { rows } = await world.owner.pool.query<{ one: string; other: string }>(
    `with value as materialized (select audit.key(p || '.' || n) as key, p || '.' || n as text
       from unnest(array['one', 'other']) p, generate_series(1, 200000) n)
     select a.text as one, b.text as other from value a join value b using (key)
     where a.text like 'one.%' and b.text like 'other.%' order by 1, 2 limit 1`,
  );
  return rows[0] as { one: string; other: string };
}
