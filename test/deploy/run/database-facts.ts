import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { serviceNames } from '@zhiheng/database';
import { describe, expect, test } from 'vitest';
import type { Apart } from './apart.ts';
import { createRoles, postgresSettings, signedIn } from './roles.ts';

/** What deploy/postgres makes of a server, asked of the server itself. */
export function databaseFacts(deployment: () => Apart): void {
  const roles = ['zhiheng_owner', ...serviceNames.map((name) => `zhiheng_${name}`)].sort();
  const urlOf = async (role: string) => {
    const { superuser, secrets } = deployment();
    const url = new URL(superuser);
    url.username = role;
    url.password = (await readFile(join(secrets, `${role.replace('zhiheng_', '')}-password`), 'utf8')).trim();
    return url.href;
  };
  const as = async (role: string, sql: string) => signedIn(await urlOf(role), (client) => client.query(sql));
  const asSuperuser = (sql: string) => signedIn(deployment().superuser, (client) => client.query(sql));

  describe('the roles', () => {
    test('none is a superuser or makes roles or databases; roles.sql may be run again', async () => {
      await createRoles(deployment().superuser, deployment().secrets);
      const { rows } = await asSuperuser(
        `select rolname from pg_roles where rolname like 'zhiheng%' and rolcanlogin and not (rolsuper or rolinherit
         or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls) order by 1`,
      );
      expect(rows.map(({ rolname }) => rolname)).toEqual(roles);
    });

    test('the owner owns every table, and yet cannot lift what holds it', async () => {
      const { rows } = await asSuperuser(
        `select distinct tableowner from pg_tables where schemaname in ('audit', 'access', 'identity', 'control', 'migration')`,
      );
      expect(rows).toEqual([{ tableowner: 'zhiheng_owner' }]);
      for (const sql of [
        'set session_replication_role = replica',
        'alter role zhiheng_owner superuser',
        'create role another',
        'create database another',
        'delete from audit.entry',
        "update audit.entry set reason = 'other'",
      ])
        await expect(as('zhiheng_owner', sql), sql).rejects.toThrow();
    });

    test('a service has its own rights and cannot become another', async () => {
      for (const name of serviceNames) {
        expect((await as(`zhiheng_${name}`, 'select current_user as who')).rows).toEqual([{ who: `zhiheng_${name}` }]);
        const other = name === 'access' ? 'identity' : 'access';
        await expect(as(`zhiheng_${name}`, `set role zhiheng_${other}`)).rejects.toThrow('permission denied');
        await expect(as(`zhiheng_${name}`, 'set role zhiheng_owner')).rejects.toThrow('permission denied');
        await expect(as(`zhiheng_${name}`, 'create table public.mine ()')).rejects.toThrow('permission denied');
        await expect(as(`zhiheng_${name}`, 'create temporary table mine ()')).rejects.toThrow('permission denied');
      }
    });

    test('whoever else may sign in to the server does not come into the database', async () => {
      await asSuperuser("create role stranger login password 'stranger'");
      const url = new URL(deployment().superuser);
      url.username = 'stranger';
      url.password = 'stranger';
      await expect(signedIn(url.href, async () => undefined)).rejects.toThrow('permission denied for database');
    });
  });

  test('the server knows every setting of postgresql.conf, and keeps checksums of its pages', async () => {
    // What the test's own start sets on the command line cannot be applied from a file as well.
    const { rows } = await asSuperuser(
      `select lower(name) as name, setting from pg_file_settings f where sourcefile like '%postgresql.auto.conf' and (error is null
         or exists (select from pg_settings s where s.name = f.name and s.source = 'command line')) order by 1`,
    );
    const wanted = (await postgresSettings()).map(([name, setting]) => ({ name, setting }));
    expect(rows).toEqual(wanted.sort((a, b) => (a.name < b.name ? -1 : 1)));
    const { rows: shown } = await asSuperuser(
      `select current_setting('data_checksums') as checksums, current_setting('synchronous_commit') as commit,
         current_setting('idle_in_transaction_session_timeout') as idle`,
    );
    expect(shown).toEqual([{ checksums: 'on', commit: 'on', idle: '1min' }]);
  });
}
