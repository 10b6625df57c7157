import { join } from 'node:path';
import { inCentre, newId } from '@zhiheng/database';
import { fastify } from 'fastify';
import { sql } from 'kysely';
import type { Archiving } from '../archive/archive-month.ts';
import { ArchiveFolder } from '../archive/folder.ts';
import { tendArchive } from '../archive/tend.ts';
import type { MonthSpan } from '../store/archive-store.ts';
import { appendEntries } from '../store/entry-store.ts';
import type { World } from './world.ts';

/** A log that a past is written into. */
export type Past = Pick<World, 'owner' | 'sequenceAll'>;

/** A month that has long been over, with a partition of its own, as if the log had been there then. */
export async function makeMonth(world: Pick<Past, 'owner'>, month: string): Promise<void> {
  const name = `entry_${month.replace('-', '_')}`;
  for (const statement of [
    `create table audit.${name} (like audit.entry including defaults including constraints)`,
    `do $$ begin execute format('alter table audit.entry attach partition audit.${name} for values from (%L) to (%L)',
       audit.first_id(audit.months_after('${month}', 0)), audit.first_id(audit.months_after('${month}', 1))); end $$`,
    `select audit.guard_partition('${name}')`,
  ])
    await world.owner.pool.query(statement);
}

/** Entries of that month, one a minute, and their ids in order; those of the last in the database are the last of the log. */
export async function appendThen(
  world: Past,
  centre: string,
  month: string,
  count: number,
  more: { fromMinute?: number; action?: string } = {},
): Promise<string[]> {
  const { rows } = await inCentre(world.owner, centre, (transaction) =>
    sql<{ id: string }>`
      with moment as (
        select n, audit.months_after(${month}, 0) + (n + ${more.fromMinute ?? 0}::integer) * interval '1 minute' as at
        from generate_series(1, ${count}::integer) as n)
      insert into audit.entry (centre, id, at, action, outcome, target)
      select ${centre}, (substr(audit.first_id(at)::text, 1, 14) || '7' || substr(md5(random()::text), 1, 3) || '-8'
        || substr(md5(random()::text), 1, 3) || '-' || substr(md5(random()::text), 1, 12))::uuid, at, ${more.action ?? 'case.opened'},
        'done',
        ${month}::text || '/' || n
      from moment order by n returning id`.execute(transaction),
  );
  await world.sequenceAll(centre);
  return rows.map(({ id }) => id);
}

/** The folder that a service of this world uses. */
export const archiveOf = (world: World): string => join(world.issuer.environment.dataDirectory, 'log-archive');

export const archivingOf = (world: World): Archiving => ({
  database: world.database,
  archive: new ArchiveFolder(archiveOf(world)),
  keys: world.keys,
});

export const silent = fastify({ logger: { level: 'silent' } }).log;

/** One round of the archivist. */
export const tend = (world: World, more: Partial<Archiving> = {}) =>
  tendArchive({ ...archivingOf(world), log: silent, ...more });

export async function partitions(world: World): Promise<string[]> {
  const { rows } = await world.owner.pool.query<{ name: string }>(
    `select c.relname as name from pg_inherits i join pg_class c on c.oid = i.inhrelid
     where i.inhparent = 'audit.entry'::regclass order by 1`,
  );
  return rows.map(({ name }) => name);
}

/** What the service does once two people have asked for the removal of an archived month; its files are the archivist's. */
export async function removeAsDecided(world: World, centre: string, span: MonthSpan): Promise<void> {
  const [id, ann, bob] = [newId(), newId(), newId()];
  const entry = { outcome: 'done', targetType: 'month', target: span.month } as const;
  await inCentre(world.database, centre, async (transaction) => {
    const run = (query: ReturnType<typeof sql>) => query.execute(transaction);
    await run(sql`insert into audit.retention (centre) values (${centre}) on conflict do nothing`);
    await run(sql`insert into audit.month_removal (centre, id, month, reason, asked_by)
      values (${centre}, ${id}, ${span.month}, 'x', ${ann})`);
    await appendEntries(transaction, centre, [
      { ...entry, action: 'removal.asked', person: ann, details: { ...span } },
    ]);
    const [said] = await appendEntries(transaction, centre, [
      { ...entry, action: 'month.removed', person: bob, details: { ...span, keepMonths: 120, askedBy: ann } },
    ]);
    await run(
      sql`update audit.month_removal set confirmed_by = ${bob}, confirmed_at = now(), entry = ${said} where id = ${id}`,
    );
  });
}
