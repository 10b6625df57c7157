import { type Database, inCentre } from '@zhiheng/database';
import { sql } from 'kysely';
import type { Parameters } from '../../doubt-rules/parameters.ts';
import { type FoundRow, type Probe, rootUnit, type Scope } from './probe.ts';

/** So many rows are held at once, however many are found. */
const portion = 500;

/**
 * Reading only, hence without a transaction id that the log's sequencer would wait for. What one sort holds is `work_mem`, what one hash holds
 * twice that; the rest lies on disk, and no worker holds as much again: a run takes some 20 MB whatever there is to go through. A month is mostly in
 * memory, though rather the system's than the server's, so a page costs less than the server takes it to and one out of turn still four
 * times as much. A cursor is planned to be read to its end.
 */
const settings = {
  transaction_read_only: 'on',
  statement_timeout: '30min',
  work_mem: '4MB',
  max_parallel_workers_per_gather: '0',
  seq_page_cost: '0.1',
  random_page_cost: '0.4',
  effective_cache_size: '128MB',
  cursor_tuple_fraction: '1',
};

/** Hands over what a probe finds, portion by portion; what its statement read stays as it was when it began. */
export async function readFound(
  database: Database,
  scope: Scope,
  probe: Probe,
  parametersOf: (rule: string) => Parameters,
  onPortion: (rows: FoundRow[]) => Promise<void>,
): Promise<void> {
  await inCentre(
    database,
    scope.centre,
    async (transaction) => {
      await sql`declare found no scroll cursor for
        select f.rule, f.key, coalesce(f.unit,
            (select unit from access.published_item where centre = ${scope.centre} and item = f.of_item),
            (select unit from access.published_person where centre = ${scope.centre} and person = f.of_person),
            ${rootUnit(scope)}) as unit, f.item, f."case", f.subject,
          array_remove(f.people, null)::text[] as people, f.facts, f.at
        from (${probe.select(scope, parametersOf)}) as f`.execute(transaction);
      for (;;) {
        const { rows } = await sql<FoundRow>`fetch ${sql.lit(portion)} from found`.execute(transaction);
        if (rows.length) await onPortion(rows);
        if (rows.length < portion) return;
      }
    },
    { ...settings, ...probe.settings },
  );
}
