import type { Database } from './connect.ts';

/** Without one of these a commit that was answered for may be gone after a crash of the server or a power cut. */
const durable = ['fsync', 'full_page_writes', 'synchronous_commit'] as const;

/** Those of them that are off as these connections see them: a role or a database may have its own. */
export async function settingsOff(databases: readonly Pick<Database, 'pool'>[]): Promise<string[]> {
  const off = new Set<string>();
  for (const { pool } of databases) {
    const { rows } = await pool.query<{ name: string }>(
      `select name from unnest($1::text[]) as name where current_setting(name) = 'off'`,
      [durable],
    );
    for (const { name } of rows) off.add(name);
  }
  return durable.filter((name) => off.has(name));
}
