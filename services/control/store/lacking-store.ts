import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

/** Of the cases of a month, or of what is held in a year. */
export interface Period {
  kind: 'case' | 'holding';
  period: string;
  /** The instants (milliseconds) between which it lies: half-open. */
  from: number;
  until: number;
}

/**
 * Whether there is something to inspect of a period and no inspection of it, none but cancelled ones: a case that was finished in the month;
 * of a year what was given before it began.
 */
export async function lacksInspection(
  transaction: Transaction,
  centre: string,
  { kind, period, from, until }: Period,
): Promise<boolean> {
  const [since, before] = [new Date(from), new Date(until)];
  const something =
    kind === 'case'
      ? sql`exists (select from access.published_case c
          where c.centre = ${centre} and c.closed_at >= ${since} and c.closed_at < ${before} and c.state <> 'open')`
      : sql`exists (select from access.published_holding_ground g where g.centre = ${centre} and g.created_at < ${since})`;
  const { rows } = await sql<{ lacking: boolean }>`select not exists (select from control.inspection i
      where i.centre = ${centre} and i.kind = ${kind} and i.period = ${period} and i.state <> 'cancelled')
    and ${something} as lacking`.execute(transaction);
  return rows[0]?.lacking === true;
}
