import { inCentre, newId } from '@zhiheng/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openWorld, type World } from './world.ts';

/** When something was decided the database's clock says, not the login that writes it. */
let world: World;
beforeAll(async () => {
  world = await openWorld();
  await run(`insert into audit.retention (centre) values ('north')`);
});
afterAll(() => world.close());

async function run(statement: string) {
  const work = inCentre(world.database, 'north', (transaction) =>
    sql.raw<{ apart: number }>(statement).execute(transaction),
  );
  return (await work).rows;
}
const [ann, bob] = [newId(), newId()];
const erasure = (id: string) =>
  `insert into audit.erasure (centre, id, subject, reason, asked_by) values ('north', '${id}', sha256('${id}'), 'x', '${ann}')`;
const hold = (id: string) =>
  `insert into audit.hold (centre, id, since, document, reason, placed_by) values ('north', '${id}', now(), 'x', 'x', '${ann}')`;
const change = (id: string) =>
  `insert into audit.retention_change (centre, id, keep_months, online_months, reason, asked_by) values ('north', '${id}', 7, 3, 'x', '${ann}')`;

it.each([
  ['erasure', erasure, `confirmed_by = '${bob}', confirmed_at`],
  ['erasure', erasure, 'withdrawn_at'],
  ['hold', hold, `release_reason = 'x', released_by = '${bob}', released_at`],
  ['retention_change', change, `confirmed_by = '${bob}', confirmed_at`],
  ['retention_change', change, 'withdrawn_at'],
  ['retention', undefined, 'changed_at'],
])('audit.%s is decided neither long ago nor in a year to come', async (table, insert, set) => {
  const column = set.split(' ').at(-1);
  for (const said of ['2001-01-01', '2099-01-01']) {
    const id = newId();
    if (insert) await run(insert(id));
    const rows = await run(
      `update audit.${table} set ${set} = '${said}' where ${insert ? `id = '${id}'` : 'true'}
       returning abs(extract(epoch from clock_timestamp() - ${column}))::float8 as apart`,
    );
    expect(rows, said).toHaveLength(1);
    expect(rows[0]?.apart, said).toBeLessThan(3_600);
  }
});

it('of every such time that the service’s login may write', async () => {
  const { rows } = await world.owner.pool.query<{ written: string; watched: boolean }>(
    `select relname || '.' || attname as written, exists (
         select from pg_trigger where tgrelid = attrelid and tgname = 'clock' and tgenabled <> 'D'
           and strpos(encode(tgargs, 'escape'), attname || '\\000') > 0) as watched
     from pg_attribute join pg_class on pg_class.oid = attrelid
     where relnamespace = 'audit'::regnamespace and relkind = 'r' and relname !~ '^(export|verification)' and attname ~ '_at$'
       and has_column_privilege('zhiheng_audit', attrelid, attnum, 'UPDATE') order by 1`,
  );
  expect(rows.length).toBe(10);
  expect(rows.filter(({ watched }) => !watched)).toEqual([]);
});
