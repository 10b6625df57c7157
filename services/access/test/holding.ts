import { expect, vi } from 'vitest';
import type { County } from './open-county.ts';

/** Locks a row as the superuser, so that what comes to it waits there until it is released. */
export async function holdRow(
  { owner, centre }: County,
  table: string,
  id: string,
): Promise<{ release(): Promise<void> }> {
  const holder = await owner.pool.connect();
  await holder.query('begin');
  await holder.query(`select from ${table} where centre = $1 and id = $2 for update`, [centre, id]);
  return {
    async release() {
      await holder.query('rollback');
      holder.release();
    },
  };
}

/** Resolves once so many transactions of this database wait for a lock; gives their backends. */
export async function waitingForLocks({ owner }: County, count: number): Promise<number[]> {
  return vi.waitFor(
    async () => {
      const { rows } = await owner.pool.query<{ pid: number }>(
        `select pid from pg_stat_activity
         where datname = current_database() and wait_event_type = 'Lock' and backend_type = 'client backend'`,
      );
      expect(rows.length).toBeGreaterThanOrEqual(count);
      return rows.map(({ pid }) => pid);
    },
    { timeout: 9_000, interval: 20 },
  );
}
