import { type Database, inCentre } from '@zhiheng/database';
import { sql } from 'kysely';
import type { Parameters } from '../../doubt-rules/parameters.ts';
import { type FoundRow, type Probe, rootUnit, type Scope } from './probe.ts';

/** So many rows are held at once, however many are found. */
const portion = 500;

/**
 * Reading only, hence without a transaction id that the log's sequencer would wait for. Memory of sorting and hashing is bounded; what
 * does not fit goes to disk. A cursor is planned to be read to its end.
 */
const settings = {
  transaction_read_only: 'on',
  statement_timeout: '30min',
  work_mem: '64MB',
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
    settings,
  );
}
