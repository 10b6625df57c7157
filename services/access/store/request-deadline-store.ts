import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

/** Requests whose open stage is overdue, the longest waiting first. */
export async function overdueRequests(transaction: Transaction, centre: string): Promise<string[]> {
  const rows = await transaction
    .selectFrom('access.request_stage as s')
    .innerJoin('access.request as r', (join) => join.onRef('r.centre', '=', 's.centre').onRef('r.id', '=', 's.request'))
    .select('s.request')
    .where('s.centre', '=', centre)
    .where('s.state', '=', 'open')
    .where('r.state', '=', 'pending')
    .where('s.due_at', '<=', sql<Date>`clock_timestamp()`)
    .orderBy('s.due_at')
    .orderBy('s.request')
    .limit(500)
    .execute();
  return rows.map(({ request }) => request);
}

/** Pending requests whose open stage ends before `until` and whose deciders have not been reminded of it. */
export async function requestsToRemind(transaction: Transaction, centre: string, until: Date): Promise<string[]> {
  const { rows } = await sql<{ request: string }>`select s.request from access.request_stage s
    join access.request r on r.centre = s.centre and r.id = s.request and r.state = 'pending'
    where s.centre = ${centre} and s.state = 'open' and s.due_at <= ${until} and s.due_at > clock_timestamp()
      and s.reminded_at is null
    order by s.due_at, s.request limit 500`.execute(transaction);
  return rows.map(({ request }) => request);
}

export async function markStageReminded(
  transaction: Transaction,
  centre: string,
  request: string,
  ordinal: number,
): Promise<void> {
  await transaction
    .updateTable('access.request_stage')
    .set({ reminded_at: sql<Date>`clock_timestamp()` })
    .where('centre', '=', centre)
    .where('request', '=', request)
    .where('ordinal', '=', ordinal)
    .execute();
}
