import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { readText } from '../files/checkout.ts';

/**
 * Runs deploy/postgres/roles.sql as `superuser`, its psql variables filled in as create-roles.sh fills them: each
 * `*_password` from the file of that name (with a hyphen) in `secrets`. It holds no other psql command.
 */
export async function createRoles(superuser: string, secrets: string): Promise<void> {
  const text = await readText('deploy/postgres/roles.sql');
  const passwords: Record<string, string> = {};
  for (const [, name = ''] of text.matchAll(/:'(\w+)'/g))
    passwords[name] = (await readFile(join(secrets, name.replaceAll('_', '-')), 'utf8')).trim();
  const database = new URL(superuser).pathname.slice(1);
  const sql = text
    .replaceAll(/:'(\w+)'/g, (_, name: string) => pg.escapeLiteral(passwords[name] as string))
    .replaceAll(':"DBNAME"', pg.escapeIdentifier(database));
  await signedIn(superuser, (client) => client.query(sql));
}

/** `name = value` of deploy/postgres/postgresql.conf, without quotes. */
export async function postgresSettings(): Promise<[name: string, value: string][]> {
  const lines = (await readText('deploy/postgres/postgresql.conf'))
    .split('\n')
    .filter((line) => /^\s*[^#\s]/.test(line));
  return lines.map((line) => {
    const [, name, value] = /^(\w+) = (.+)$/.exec(line) ?? [];
    if (!name || !value) throw new Error(`No setting: ${line}`);
    return [name, value.replaceAll(/^'|'$/g, '')];
  });
}

/** Lets the server take the project's settings at its next start. Throws where it knows one not, or not its value. */
export const applySettings = (superuser: string, settings: [string, string][]): Promise<void> =>
  signedIn(superuser, async (client) => {
    for (const [name, value] of settings)
      await client.query(`alter system set ${pg.escapeIdentifier(name)} = ${pg.escapeLiteral(value)}`);
  });

/** Work on a connection of its own, under whoever `url` names. */
export async function signedIn<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
