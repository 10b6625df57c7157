import type { Database } from '@zhiheng/database';
import { eventually } from './eventually.ts';

/**
 * Takes a lock (`statement`), starts what needs it, waits until `count` connections stand before it, and lets go: so they
 * meet, whatever the machine's mood.
 */
export async function holding<T>(
  owner: Database,
  statement: string,
  values: unknown[],
  count: number,
  start: () => Promise<T>[],
): Promise<T[]> {
  const holder = await owner.pool.connect();
  try {
    await holder.query('begin');
    await holder.query(statement, values);
    const started = Promise.all(start());
    started.catch(() => undefined);
    await eventually(
      async () => {
        const { rows } = await owner.pool.query<{ waiting: number }>(
          "select count(*)::int as waiting from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
        );
        return rows[0]?.waiting;
      },
      (waiting) => waiting === count,
    );
    await holder.query('commit');
    return await started;
  } finally {
    holder.release(true);
  }
}
