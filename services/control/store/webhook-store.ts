import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export interface WebhookRow {
  id: string;
  url: string;
  description: string;
  kinds: string[];
  state: 'active' | 'paused' | 'ended';
  failures: number;
  failure: string | null;
  failedAt: Date | null;
  deliveredAt: Date | null;
  waiting: number;
  dead: number;
  previousUntil: Date | null;
  rotatedAt: Date | null;
  createdBy: string | null;
  createdAt: Date;
  endedAt: Date | null;
}

/** Newest first, with how much of each has not arrived. */
export async function listWebhooks(
  transaction: Transaction,
  centre: string,
  { id, before, limit }: { id?: string; before?: string; limit: number },
): Promise<WebhookRow[]> {
  const count = (state: string) => sql`(select count(*)::int from control.webhook_delivery d
    where d.centre = w.centre and d.webhook = w.id and d.state = ${sql.lit(state)})`;
  const { rows } = await sql<WebhookRow>`
    select w.id, w.url, w.description, w.kinds, w.state, w.failures, w.failure, w.failed_at as "failedAt",
      w.delivered_at as "deliveredAt", ${count('pending')} as waiting, ${count('dead')} as dead,
      case when w.previous_until > clock_timestamp() then w.previous_until end as "previousUntil",
      w.rotated_at as "rotatedAt", p.username as "createdBy", w.created_at as "createdAt", w.ended_at as "endedAt"
    from control.webhook w
    left join access.published_person p on p.centre = w.centre and p.person = w.created_by
    where w.centre = ${centre} ${id === undefined ? sql`` : sql`and w.id = ${id}::uuid`}
      ${before === undefined ? sql`` : sql`and w.id < ${before}::uuid`}
    order by w.id desc limit ${limit}`.execute(transaction);
  return rows;
}

/** Waits for whoever changes it, or sends to it, at this moment; false when there is none. */
export async function lockWebhook(transaction: Transaction, centre: string, id: string): Promise<boolean> {
  const { rows } = await sql`select from control.webhook where centre = ${centre} and id = ${id}
    for no key update`.execute(transaction);
  return rows.length > 0;
}

/** How many there are that have not ended; nobody makes another until the transaction is over. */
export async function countWebhooks(transaction: Transaction, centre: string): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${JSON.stringify(['control', centre, 'webhooks'])}, 0))`.execute(
    transaction,
  );
  const { rows } = await sql<{ count: number }>`select count(*)::int as count from control.webhook
    where centre = ${centre} and state <> 'ended'`.execute(transaction);
  return rows[0]?.count ?? 0;
}

export async function insertWebhook(
  transaction: Transaction,
  centre: string,
  row: Pick<WebhookRow, 'id' | 'url' | 'description' | 'kinds'> & { sealed: Buffer; by: string },
): Promise<void> {
  await sql`insert into control.webhook (centre, id, url, description, kinds, secret_sealed, created_by)
    values (${centre}, ${row.id}, ${row.url}, ${row.description}, ${row.kinds}::text[], ${row.sealed}, ${row.by})`.execute(
    transaction,
  );
}

export async function updateWebhook(
  transaction: Transaction,
  centre: string,
  id: string,
  { kinds, state }: Pick<WebhookRow, 'kinds' | 'state'>,
): Promise<void> {
  await sql`update control.webhook set kinds = ${kinds}::text[], state = ${state},
      ended_at = case when ${state} = 'ended' then clock_timestamp() end
    where centre = ${centre} and id = ${id}`.execute(transaction);
}

/** The secret before signs beside the new one for a while. */
export async function replaceSecret(
  transaction: Transaction,
  centre: string,
  id: string,
  { sealed, overlapHours }: { sealed: Buffer; overlapHours: number },
): Promise<void> {
  await sql`update control.webhook set previous_sealed = secret_sealed, secret_sealed = ${sealed}, rotated_at = clock_timestamp(),
      previous_until = clock_timestamp() + make_interval(hours => ${overlapHours}::int)
    where centre = ${centre} and id = ${id}`.execute(transaction);
}

export async function readSealed(transaction: Transaction, centre: string, id: string): Promise<Buffer | undefined> {
  const { rows } = await sql<{ sealed: Buffer }>`select secret_sealed as sealed from control.webhook
    where centre = ${centre} and id = ${id}`.execute(transaction);
  return rows[0]?.sealed;
}
