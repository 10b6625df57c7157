import { inCentre } from '@zhiheng/database';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type County, openCounty } from './open-county.ts';

/** What other services may read of access, under their own logins, and that it is nothing else. */
let county: County;
beforeAll(async () => {
  county = await openCounty();
});
afterAll(() => county.close());

const others = ['audit', 'control', 'identity'] as const;

test('no other service reads a table, writes anything, or founds a log', async () => {
  const { rows } = await county.owner.pool.query<{ name: string }>(
    "select quote_ident(relname) as name from pg_class where relnamespace = 'access'::regnamespace and relkind = 'r'",
  );
  expect(rows.length).toBeGreaterThan(15);
  for (const service of others) {
    for (const { name } of rows) {
      const { rows: granted } = await county.owner.pool.query(
        `select privilege from unnest(array['select', 'insert', 'update', 'delete', 'truncate']) as privilege
          where has_table_privilege($1, $2, privilege)`,
        [`zhiheng_${service}`, `access.${name}`],
      );
      expect(granted, `${service} on ${name}`).toEqual([]);
    }
  }
});

test('the service itself may delete nothing but registered resources, types to log, old keys of retries, old notices, drafts, what personnel files and dates of birth say of people and, by an approved request, a limit and what a role or a template holds; truncate nothing', async () => {
  const { rows } = await county.owner.pool.query(
    `select relname, privilege from pg_class, unnest(array['delete', 'truncate', 'trigger']) as privilege
      where relnamespace = 'access'::regnamespace and relkind = 'r' and has_table_privilege('zhiheng_access', oid, privilege)`,
  );
  const may = (relname: string) => ({ relname, privilege: 'delete' });
  // What a role or a template holds is bound to an approved request by triggers: changes-constraints.test.ts, templates.test.ts.
  const tables = [
    'resource',
    'logged_type',
    'idempotency',
    'notice',
    'request_draft',
    // Personal data, kept no longer than its purpose.
    'birth',
    'roster',
    'roster_column',
    'roster_row',
    'grant_limit',
    'role_permission',
    'role_inheritance',
    'post_template',
  ];
  expect(rows).toHaveLength(tables.length);
  expect(rows).toEqual(expect.arrayContaining(tables.map(may)));
});

test('every table leads its keys with the centre and is fenced by it', async () => {
  const { rows: unfenced } = await county.owner.pool.query(
    `select relname from pg_class where relnamespace = 'access'::regnamespace and relkind = 'r' and not relrowsecurity`,
  );
  expect(unfenced).toEqual([]);
  const { rows: headless } = await county.owner.pool.query(
    `select c.conname from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
      where c.connamespace = 'access'::regnamespace and c.contype in ('p', 'u', 'f', 'x') and a.attname <> 'centre'`,
  );
  expect(headless).toEqual([]);
});

test('published people, permissions and accounts are those of the centre that is set', async () => {
  for (const service of others) {
    const database = await county.testDatabase.connect(service);
    const seen = await inCentre(database, county.centre, (transaction) =>
      transaction.selectFrom('access.published_person').select(['username', 'state']).execute(),
    );
    expect(seen).toHaveLength(83);
    const elsewhere = await inCentre(database, 'elsewhere', (transaction) =>
      transaction.selectFrom('access.published_permission').selectAll().execute(),
    );
    expect(elsewhere).toEqual([]);
  }
});

test('of a role the written risk is published, and called so', async () => {
  for (const service of others) {
    const database = await county.testDatabase.connect(service);
    const roles = await inCentre(database, county.centre, (transaction) =>
      transaction.selectFrom('access.published_role').select(['role', 'declared_risk']).execute(),
    );
    expect(roles).toContainEqual({ role: 'enterprise-pension-approve', declared_risk: 3 });
  }
});

test('a published permission goes through inheritance and ends with a departure', async () => {
  const database = await county.testDatabase.connect('audit');
  const permissionsOf = (username: string) =>
    inCentre(database, county.centre, (transaction) =>
      transaction
        .selectFrom('access.published_permission')
        .select(['action', 'resource'])
        .where('person', '=', county.as(username).person)
        .orderBy('action')
        .execute(),
    );
  expect(await permissionsOf('auditadmin')).toEqual([
    { action: 'administer-audit', resource: 'entry' },
    { action: 'erase-personal', resource: 'entry' },
    { action: 'export', resource: 'entry' },
    { action: 'hold', resource: 'entry' },
    { action: 'read', resource: 'entry' },
    { action: 'retain', resource: 'entry' },
  ]);
  await county.service.post(county.as('sysadmin'), '/api/v1/people/auditadmin/departure', { kind: 'transferred' });
  expect(await permissionsOf('auditadmin')).toEqual([]);
});

test('the narrow doors: whether an account is active, and nothing of another’s', async () => {
  const { account } = county.as('auditadmin');
  const active = async (centre: string) => {
    const { pool } = await county.testDatabase.connect('identity');
    const { rows } = await pool.query('select access.account_active($1, $2) as active', [centre, account]);
    return rows[0].active;
  };
  expect(await active(county.centre)).toBe(false);
  const audit = await county.testDatabase.connect('audit');
  await expect(audit.pool.query("select * from access.find_accounts('director')")).rejects.toMatchObject({
    code: '42501',
  });
});
