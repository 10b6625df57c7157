import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export interface StreamSummary {
  id: string;
  client: string;
  description: string | null;
  delivery: 'push' | 'poll';
  endpoint: string | null;
  status: 'enabled' | 'paused' | 'disabled';
  statusReason: string | null;
  waiting: number;
  dead: number;
  delivered: number;
  oldestAt: Date | null;
  deliveredAt: Date | null;
  failedAt: Date | null;
  failure: string | null;
  createdAt: Date;
}

/** Streams of all clients, newest first, with what they have not had. */
export async function listStreams(
  transaction: Transaction,
  centre: string,
  { id, before, limit }: { id?: string | undefined; before?: string | undefined; limit: number },
): Promise<StreamSummary[]> {
  const { rows } = await sql<StreamSummary>`
    select s.id, s.client, s.description, s.delivery, s.endpoint, s.status, s.status_reason as "statusReason", s.delivered,
      coalesce(d.waiting, 0)::int as waiting, coalesce(d.dead, 0)::int as dead, d.oldest as "oldestAt",
      s.delivered_at as "deliveredAt", s.failed_at as "failedAt", s.failure, s.created_at as "createdAt"
    from identity.signal_stream s left join lateral (
      select count(*) filter (where state = 'waiting') as waiting, count(*) filter (where state = 'dead') as dead, min(at) as oldest
      from identity.signal_delivery d where d.centre = s.centre and d.stream = s.id) d on true
    where s.centre = ${centre} ${id === undefined ? sql`` : sql`and s.id = ${id}::uuid`}
      ${before === undefined ? sql`` : sql`and s.id < ${before}::uuid`}
    order by s.id desc limit ${limit}`.execute(transaction);
  return rows;
}

export interface DeadDelivery {
  id: string;
  event: string;
  person: string | null;
  attempts: number;
  failure: string | null;
  behind: number;
  at: Date;
}

/** What was given up of a stream, oldest first. */
export async function listDead(
  transaction: Transaction,
  centre: string,
  stream: string,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<DeadDelivery[]> {
  const { rows } = await sql<DeadDelivery>`
    select d.jti as id, d.event, nullif(d.subject, d.stream::text)::uuid as person, d.attempts, d.failure, d.at, (
      select count(*)::int from identity.signal_delivery e
      where e.centre = d.centre and e.stream = d.stream and e.subject = d.subject and e.id > d.id) as behind
    from identity.signal_delivery d where d.centre = ${centre} and d.stream = ${stream} and d.state = 'dead'
      ${after === undefined ? sql`` : sql`and d.jti > ${after}::uuid`}
    order by d.jti limit ${limit}`.execute(transaction);
  return rows;
}

/** What all streams have not had, and how long the oldest has waited. */
export async function backlog(
  transaction: Transaction,
  centre: string,
): Promise<{ waiting: number; dead: number; oldestSeconds: number }> {
  const { rows } = await sql<{ waiting: number; dead: number; oldestSeconds: number }>`
    select (count(*) filter (where state = 'waiting'))::int as waiting, (count(*) filter (where state = 'dead'))::int as dead,
      coalesce(extract(epoch from clock_timestamp() - min(at) filter (where state = 'waiting')), 0)::float8 as "oldestSeconds"
    from identity.signal_delivery where centre = ${centre}`.execute(transaction);
  return rows[0] ?? { waiting: 0, dead: 0, oldestSeconds: 0 };
}

/** What the person's permissions say of an action on a resource over the whole centre: allowed at its top, and denied nowhere. */
export async function permittedOverCentre(
  transaction: Transaction,
  centre: string,
  person: string,
  { action, resource }: { action: string; resource: string },
): Promise<boolean> {
  const { rows } = await sql<{ permitted: boolean }>`
    select bool_and(p.effect = 'allow') and bool_or(p.items is null and exists (
        select from access.published_unit u where u.centre = p.centre and u.unit = p.unit and u.parent is null)) as permitted
    from access.published_permission p
    where p.centre = ${centre} and p.person = ${person} and p.action = ${action} and p.resource = ${resource}`.execute(
    transaction,
  );
  return rows[0]?.permitted === true;
}
