import { expect } from 'vitest';
import type { County } from './open-county.ts';

export type Caller = Parameters<County['service']['get']>[0];

/** Follows the cursor to the end, in pages of `limit`. */
export async function allRows<T>(
  { service }: County,
  caller: Caller,
  url: string,
  query: Record<string, string> = {},
  limit = 500,
): Promise<T[]> {
  const rows: T[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await service.get(caller, url, { ...query, limit: String(limit), ...(cursor ? { cursor } : {}) });
    expect(page.statusCode, page.body).toBe(200);
    const { data, nextCursor } = page.json();
    expect(data.length).toBeLessThanOrEqual(limit);
    rows.push(...data);
    cursor = nextCursor;
  }
  return rows;
}

/** Runs SQL as the superuser with triggers and keys asleep: what no login of ours may put there. */
export async function put({ owner }: County, sql: string, values: unknown[] = []): Promise<void> {
  const session = await owner.pool.connect();
  try {
    await session.query('set session_replication_role = replica');
    await session.query(sql, values);
  } finally {
    await session.query('reset session_replication_role');
    session.release();
  }
}
