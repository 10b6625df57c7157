import { type Database, inCentre } from '@zhiheng/database';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { centres, openWorld, type World } from './world.ts';

const services = ['access', 'identity', 'audit', 'control'] as const;
const tables = ['entry', 'leaf', 'checkpoint', 'log', 'tile', 'position', 'action', 'segment', 'posting'] as const;
/** The same id in both centres. */
const shared = '01890a3e-6f00-7c3a-9a52-0d5b7a4c1e11';
/** The functions that each service may call. */
const callable: Record<(typeof services)[number], string[]> = {
  access: ['append', 'append_columns', 'found_log'],
  identity: ['append'],
  audit: [
    'append',
    'append_columns',
    'detach_month',
    'drop_set_aside',
    'due_at',
    'ensure_partitions',
    'extend_log',
    'first_id',
    'forget_leaves',
    'forget_month',
    'holds_of_subject',
    'key',
    'months_after',
    'propose_due',
    'record_month',
    'segment_width',
    'set_aside_for',
    'waiting',
  ],
  control: ['append'],
};
let world: World;
let partitions: string[];
const logins = new Map<string, Database>();

beforeAll(async () => {
  world = await openWorld();
  const { rows } = await world.owner.pool.query<{ name: string }>(
    `select inhrelid::regclass::text as name from pg_inherits where inhparent = 'audit.entry'::regclass`,
  );
  partitions = rows.map(({ name }) => name.replace('audit.', ''));
  for (const centre of centres) {
    await world.append(centre, { target: `of ${centre}` }, { target: 'alike' });
    await world.owner.pool.query(
      `insert into audit.entry (centre, id, at, action, outcome) values ($1, $2, now(), 'case.opened', 'done')`,
      [centre, shared],
    );
    // As many as make a segment.
    await world.append(centre, ...Array.from({ length: 16 }, () => ({})));
    await world.sequenceAll(centre);
  }
});
afterAll(() => world.close());

/** Runs one statement as a service's own login, in the centre `north`. */
async function as(service: (typeof services)[number], statement: string) {
  const database = logins.get(service) ?? (await world.testDatabase.connect(service, { size: 1 }));
  logins.set(service, database);
  return inCentre(database, 'north', (transaction) => sql.raw<Record<string, unknown>>(statement).execute(transaction));
}

const column = (table: string): string =>
  ({
    log: 'origin',
    leaf: 'entry',
    checkpoint: 'note',
    tile: 'data',
    position: 'size',
    segment: 'segment',
    posting: 'leaves',
  })[table] ?? 'action';

it('there is a partition for each coming month and one for ids of no month', () => {
  expect(partitions.length).toBeGreaterThanOrEqual(5);
  expect(partitions).toContain('entry_other');
});

describe.each(services)('as zhiheng_%s', (service) => {
  it.each(tables)('nothing in audit.%s is written, changed or removed', async (table) => {
    const statements = [
      `insert into audit.${table} (centre) values ('north')`,
      `update audit.${table} set ${column(table)} = default`,
      `delete from audit.${table}`,
      `truncate audit.${table}`,
    ];
    for (const statement of statements)
      await expect(as(service, statement), statement).rejects.toThrow(/permission denied/);
  });

  it('no partition is touched past its parent', async () => {
    for (const partition of partitions) {
      for (const statement of [
        `select from audit.${partition}`,
        `update audit.${partition} set action = 'other'`,
        `delete from audit.${partition}`,
        `truncate audit.${partition}`,
        `insert into audit.${partition} (centre, id, at, action, outcome) values ('north', gen_random_uuid(), now(), 'a', 'done')`,
      ])
        await expect(as(service, statement), statement).rejects.toThrow(/permission denied/);
    }
  });

  it('an entry is written through audit.append only, and only into the present centre', async () => {
    const insert = `insert into audit.entry (centre, id, at, action, outcome)
      values ('north', gen_random_uuid(), now(), 'case.opened', 'done')`;
    await expect(as(service, insert)).rejects.toThrow(/permission denied/);
    const append = (centre: string) =>
      as(service, `select audit.append('${centre}', '{"action": "case.opened", "outcome": "done"}')`);
    await expect(append('south')).rejects.toThrow(/not the present centre/);
    await expect(append('nowhere')).rejects.toThrow(/not the present centre/);
    expect((await append('north')).rows).toHaveLength(1);
  });

  it('no trigger is switched off, no rule, policy or function replaced', async () => {
    for (const statement of [
      'alter table audit.entry disable trigger all',
      'alter table audit.entry disable row level security',
      'drop table audit.entry',
      'drop policy centre on audit.entry',
      'create or replace function audit.refuse_change() returns trigger language plpgsql as $$ begin return new; end $$',
      'set local session_replication_role = replica',
      'create table audit.mine ()',
    ])
      await expect(as(service, statement), statement).rejects.toThrow(/must be owner|permission denied/);
  });
});

/** What the audit service's own login writes into tables that are no part of the log; triggers look at each. */
const beside = [
  'INSERT cosignature: centre, size, witness, line',
  'INSERT erasure: centre, id, subject, reason, asked_by',
  'INSERT hold: centre, id, since, until, case, person, target, document, reason, placed_by',
  'INSERT month_removal: centre, id, month, reason, asked_by',
  'INSERT personal: centre, entry, key, sealed',
  'INSERT retention: centre',
  'INSERT retention_change: centre, id, keep_months, online_months, reason, asked_by',
  'INSERT signing_key: centre, public_key, signs_from',
  'INSERT subject_key: centre, id, subject, wrapped_by, wrapped',
  'UPDATE erasure: confirmed_by, confirmed_at, withdrawn_at',
  'UPDATE hold: released_by, released_at, release_reason',
  'UPDATE month_removal: confirmed_by, confirmed_at, entry, files_gone_at, withdrawn_at',
  'UPDATE retention: keep_months, online_months, changed_at',
  'UPDATE retention_change: confirmed_by, confirmed_at, withdrawn_at',
  'UPDATE subject_key: wrapped, erased_at',
];

// Exports are work to be done, and no part of the log.
describe.each(services)('every table of the log, as zhiheng_%s', (service) => {
  it('no privilege on it goes further than it must', async () => {
    const { rows } = await world.owner.pool.query<{ name: string; privilege: string }>(
      `select relname as name, privilege from pg_class,
         unnest(array['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'REFERENCES', 'TRIGGER']) as privilege
       where relnamespace = 'audit'::regnamespace and relkind in ('r', 'p') and relname !~ '^(export|verification)'
         and has_table_privilege($1, oid, privilege) order by 1, 2`,
      [`zhiheng_${service}`],
    );
    expect(rows).toEqual([]);
  });

  it('of a table beside it only the columns that its triggers watch are written', async () => {
    const { rows } = await world.owner.pool.query<{ written: string }>(
      `select privilege || ' ' || relname || ': ' || string_agg(attname, ', ' order by attnum) as written
       from pg_class join pg_attribute on attrelid = pg_class.oid and attnum > 0 and not attisdropped,
         unnest(array['INSERT', 'UPDATE', 'REFERENCES']) as privilege
       where relnamespace = 'audit'::regnamespace and relkind in ('r', 'p') and relname !~ '^(export|verification)'
         and has_column_privilege($1, attrelid, attnum, privilege) group by privilege, relname order by 1`,
      [`zhiheng_${service}`],
    );
    expect(rows.map(({ written }) => written)).toEqual(service === 'audit' ? beside : []);
  });

  it('it is neither altered, dropped, renamed nor given away, nor are its triggers', async () => {
    const { rows } = await world.owner.pool.query<{ name: string }>(
      `select relname as name from pg_class
       where relnamespace = 'audit'::regnamespace and relkind in ('r', 'p') and relname !~ '^(export|verification)'`,
    );
    expect(rows.length).toBeGreaterThan(8);
    for (const { name } of rows)
      for (const statement of [
        `alter table audit.${name} add column more text`,
        `alter table audit.${name} disable trigger user`,
        `alter table audit.${name} rename to other`,
        `alter table audit.${name} owner to current_user`,
        `alter table audit.${name} disable row level security`,
        `drop trigger keep_all on audit.${name}`,
        `drop table audit.${name} cascade`,
      ])
        await expect(as(service, statement), statement).rejects.toThrow(/must be owner|permission denied/);
  });

  it('nor does any function of it that writes run for whom it is not meant', async () => {
    const { rows } = await world.owner.pool.query<{ name: string }>(
      `select proname as name from pg_proc where pronamespace = 'audit'::regnamespace and proname !~ '^(export|verification)'
         and has_function_privilege($1, oid, 'EXECUTE') order by 1`,
      [`zhiheng_${service}`],
    );
    expect(rows.map(({ name }) => name)).toEqual(callable[service]);
  });
});

describe('the other centre', () => {
  it.each(tables)('its rows of audit.%s are not seen, nor any without a centre', async (table) => {
    const { rows } = await as('audit', `select distinct centre from audit.${table}`);
    expect(rows).toEqual([{ centre: 'north' }]);
    expect((await world.database.pool.query(`select from audit.${table}`)).rowCount).toBe(0);
  });

  it('the same id in both is two entries', async () => {
    const { rows } = await as('audit', `select centre from audit.entry where id = '${shared}'`);
    expect(rows).toEqual([{ centre: 'north' }]);
    const both = await world.owner.pool.query('select centre from audit.entry where id = $1 order by centre', [shared]);
    expect(both.rows).toEqual([{ centre: 'north' }, { centre: 'south' }]);
  });

  it('the sequencer’s own login writes nothing of another centre', async () => {
    for (const statement of [
      `insert into audit.leaf (centre, index, entry) values ('south', 99, gen_random_uuid())`,
      `insert into audit.checkpoint (centre, size, root, note) values ('south', 99, decode(repeat('00', 32), 'hex'), 'x')`,
      `insert into audit.tile (centre, level, n, width, data) values ('south', 9, 9, 1, decode(repeat('00', 32), 'hex'))`,
    ])
      await expect(as('audit', statement), statement).rejects.toThrow(/permission denied/);
    for (const call of [
      `extend_log('south', 2, 1, gen_random_uuid(), '{0}', '{0}', array[decode(repeat('00', 96), 'hex')], sha256(''), 'x')`,
      `record_month('south', '2020-01', 0, 0, 1, 2, sha256(''))`,
      `propose_due('south')`,
    ])
      await expect(as('audit', `select audit.${call}`), call).rejects.toThrow(/not the present centre/);
    expect((await as('audit', `select audit.due_at('south', '2020-01') as due`)).rows).toEqual([{ due: null }]);
  });
});

describe('as the superuser', () => {
  it.each(['entry', 'leaf', 'checkpoint', 'log', 'segment', 'posting'])(
    'triggers refuse a change of audit.%s',
    async (table) => {
      for (const statement of [
        `update audit.${table} set ${column(table)} = default`,
        `delete from audit.${table}`,
        `truncate audit.${table}`,
      ])
        await expect(world.owner.pool.query(statement), statement).rejects.toThrow(
          // Another table may refer to it: that alone forbids truncation.
          /append-only|referenced in a foreign key/,
        );
    },
  );

  it('triggers refuse it in each partition, too', async () => {
    for (const partition of partitions)
      await expect(world.owner.pool.query(`truncate audit.${partition}`), partition).rejects.toThrow(/append-only/);
    const { rows } = await world.owner.pool.query<{ name: string }>(
      'select distinct tableoid::regclass::text as name from audit.entry',
    );
    expect(rows.map(({ name }) => name)).toContain('audit.entry_other');
    for (const { name } of rows) {
      await expect(world.owner.pool.query(`update ${name} set reason = 'x'`), name).rejects.toThrow(/append-only/);
      await expect(world.owner.pool.query(`delete from ${name}`), name).rejects.toThrow(/append-only/);
    }
  });

  it('a tile only grows, a position only advances', async () => {
    const run = (statement: string) => world.owner.pool.query(statement);
    for (const table of ['tile', 'position'])
      for (const statement of [`delete from audit.${table}`, `truncate audit.${table}`])
        await expect(run(statement), statement).rejects.toThrow(/append-only/);
    await expect(run(`update audit.tile set data = decode(repeat('00', 32 * width), 'hex')`)).rejects.toThrow(
      /only grows/,
    );
    await expect(run(`update audit.tile set width = 1, data = substr(data, 1, 32)`)).rejects.toThrow(/only grows/);
    await expect(run('update audit.tile set n = n + 1')).rejects.toThrow(/only grows/);
    await expect(run('update audit.position set size = size - 1')).rejects.toThrow(/only advances/);
    await expect(run(`update audit.position set xid = '1'`)).rejects.toThrow(/only advances/);
    await expect(run(`update audit.position set centre = 'west' where centre = 'north'`)).rejects.toThrow(
      /only advances/,
    );
  });
});
