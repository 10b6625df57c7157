import type { Client } from 'pg';
import pg from 'pg';

/** The services that own a schema, and so a database role. The console owns none. */
export const serviceNames = ['audit', 'access', 'identity', 'control'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** The database role of a service: what it may do is granted table by table in `migrations/`. */
export const serviceRole = (service: ServiceName): string => `zhiheng_${service}`;

/** Nobody signs in as it: functions run as it that tell a parent centre the figures of its children, and its policies see no more. */
const parentRole = 'zhiheng_parent';

/**
 * Makes the service roles that do not exist yet. With passwords they may sign in themselves; without, a connection
 * made by another user takes the role on (see `connect`), and `deploy/postgres/roles.sql` gives them their passwords.
 */
export async function ensureServiceRoles(client: Client, passwords?: Record<ServiceName, string>): Promise<void> {
  for (const service of serviceNames) {
    const role = serviceRole(service);
    await ensureRole(client, role);
    if (passwords) await client.query(`alter role ${role} login password ${pg.escapeLiteral(passwords[service])}`);
    else await grantToSelf(client, role);
  }
  await ensureRole(client, parentRole);
  await grantToSelf(client, parentRole);
}

async function ensureRole(client: Client, role: string): Promise<void> {
  const { rowCount } = await client.query('select from pg_roles where rolname = $1', [role]);
  if (rowCount === 0) await client.query(`create role ${role} nologin noinherit`).catch(ignoreDuplicate);
}

/** A migrating user that is no superuser must be allowed to take a role on before its connections do. */
async function grantToSelf(client: Client, role: string): Promise<void> {
  const { rows } = await client.query("select pg_has_role(current_user, $1, 'set') as may", [role]);
  if (!rows[0].may) await client.query(`grant ${role} to current_user with inherit false`);
}

function ignoreDuplicate(error: { code?: string }): void {
  if (error.code !== '42710' && error.code !== '23505') throw error;
}

/** The address of `url` with a service's own sign-in in place of the one it names. */
export function roleUrl(url: string, service: ServiceName, password: string): string {
  const parsed = new URL(url);
  parsed.username = serviceRole(service);
  parsed.password = password;
  return parsed.href;
}
