import { newId, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export interface NewDelivery {
  stream: string;
  subject: string;
  event: string;
  claims: Record<string, unknown>;
}

/** Puts tokens behind what the streams have to get already. */
export async function enqueue(transaction: Transaction, centre: string, all: readonly NewDelivery[]): Promise<void> {
  if (all.length === 0) return;
  const rows = all.map((one, at) => ({ ...one, at, jti: newId() }));
  await sql`insert into identity.signal_delivery (centre, stream, jti, subject, event, claims)
    select ${centre}, stream, jti, subject, event, claims
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as t(at integer, stream uuid, jti uuid, subject text, event text, claims jsonb) order by at`.execute(transaction);
}

export interface Delivery {
  id: string;
  stream: string;
  jti: string;
  subject: string;
  event: string;
  claims: Record<string, unknown>;
  attempts: number;
  at: Date;
}

const columns = sql.raw('d.id::text as id, d.stream, d.jti, d.subject, d.event, d.claims, d.attempts, d.at');

/** A condition: nothing older about the same subject is to be had before it, nor was given up. */
const isFirst = sql.raw(`not exists (select from identity.signal_delivery e
  where e.centre = d.centre and e.stream = d.stream and e.subject = d.subject and e.id < d.id)`);

export interface PushTarget {
  stream: string;
  endpoint: string;
  authorizationSealed: Buffer | null;
}

/** Streams to which something is to be pushed at this moment. */
export async function dueStreams(transaction: Transaction, centre: string): Promise<PushTarget[]> {
  const { rows } = await sql<PushTarget>`
    select s.id as stream, s.endpoint, s.authorization_sealed as "authorizationSealed" from identity.signal_stream s
    where s.centre = ${centre} and s.delivery = 'push' and s.status = 'enabled' and exists (
      select from identity.signal_delivery d where d.centre = s.centre and d.stream = s.id and d.state = 'waiting'
        and d.next_at <= clock_timestamp() and ${isFirst})`.execute(transaction);
  return rows;
}

/**
 * Takes what is due for a stream, one of each subject, away from all others for `lease` seconds: after that, as when this process has died,
 * somebody takes it again.
 */
export async function claim(
  transaction: Transaction,
  centre: string,
  stream: string,
  { lease, limit }: { lease: number; limit: number },
): Promise<Delivery[]> {
  const { rows } = await sql<Delivery>`with due as (
      select d.id from identity.signal_delivery d
      join identity.signal_stream s on s.centre = d.centre and s.id = d.stream and s.status = 'enabled' and s.delivery = 'push'
      where d.centre = ${centre} and d.stream = ${stream} and d.state = 'waiting' and d.next_at <= clock_timestamp() and ${isFirst}
      order by d.id limit ${limit} for update of d skip locked)
    update identity.signal_delivery d
    set attempts = d.attempts + 1, next_at = clock_timestamp() + make_interval(secs => ${lease})
    from due where d.centre = ${centre} and d.stream = ${stream} and d.id = due.id
    returning ${columns}`.execute(transaction);
  return rows.sort((a, b) => Number(a.id) - Number(b.id));
}

/** What a stream may be told next, one of each subject. */
export async function firstOfEach(
  transaction: Transaction,
  centre: string,
  stream: string,
  limit: number,
): Promise<Delivery[]> {
  const { rows } = await sql<Delivery>`select ${columns} from identity.signal_delivery d
    where d.centre = ${centre} and d.stream = ${stream} and d.state = 'waiting' and ${isFirst}
    order by d.id limit ${limit}`.execute(transaction);
  return rows;
}

/** Removes what the receiver has; how many there were. */
export async function delivered(
  transaction: Transaction,
  centre: string,
  stream: string,
  jtis: readonly string[],
): Promise<number> {
  const { numDeletedRows } = await transaction
    .deleteFrom('identity.signal_delivery')
    .where('centre', '=', centre)
    .where('stream', '=', stream)
    .where(sql<boolean>`jti::text = any(${[...jtis]}::text[])`)
    .executeTakeFirst();
  const count = Number(numDeletedRows);
  if (count > 0)
    await sql`update identity.signal_stream set delivered = delivered + ${count}, delivered_at = clock_timestamp()
      where centre = ${centre} and id = ${stream}`.execute(transaction);
  return count;
}

export interface Failure {
  failure: string;
  /** Seconds until the next try. */
  pause: number;
  /** Seconds after which nobody tries any more; 0 gives up at once. */
  patience: number;
}

/** Notes a failed try by its number; true when it was the last one. */
export async function failed(
  transaction: Transaction,
  centre: string,
  { stream, id, attempts }: Pick<Delivery, 'stream' | 'id' | 'attempts'>,
  { failure, pause, patience }: Failure,
): Promise<boolean> {
  const { rows } = await sql<{ state: string }>`update identity.signal_delivery
    set failure = ${failure}, next_at = clock_timestamp() + make_interval(secs => ${pause}),
      state = case when at <= clock_timestamp() - make_interval(secs => ${patience}) then 'dead' else 'waiting' end
    where centre = ${centre} and stream = ${stream} and id = ${id}::bigint and attempts = ${attempts} and state = 'waiting'
    returning state`.execute(transaction);
  if (rows.length === 0) return false;
  await sql`update identity.signal_stream set failed_at = clock_timestamp(), failure = ${failure}
    where centre = ${centre} and id = ${stream}`.execute(transaction);
  return rows[0]?.state === 'dead';
}

/** What is still to be had under these names. */
export async function waitingByJti(
  transaction: Transaction,
  centre: string,
  stream: string,
  jtis: readonly string[],
): Promise<Delivery[]> {
  if (jtis.length === 0) return [];
  const { rows } = await sql<Delivery>`select ${columns} from identity.signal_delivery d
    where d.centre = ${centre} and d.stream = ${stream} and d.state = 'waiting' and d.jti::text = any(${[...jtis]}::text[])
    order by d.id for update of d`.execute(transaction);
  return rows;
}

/** All that a stream has not had; how many there were. */
export async function dropAll(transaction: Transaction, centre: string, stream: string): Promise<number> {
  const { numDeletedRows } = await transaction
    .deleteFrom('identity.signal_delivery')
    .where('centre', '=', centre)
    .where('stream', '=', stream)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** Makes what was given up due again; its events. */
export async function revive(transaction: Transaction, centre: string, stream: string): Promise<number> {
  const { numUpdatedRows } = await transaction
    .updateTable('identity.signal_delivery')
    .set({ state: 'waiting', attempts: 0, next_at: sql<Date>`clock_timestamp()` })
    .where('centre', '=', centre)
    .where('stream', '=', stream)
    .where('state', '=', 'dead')
    .executeTakeFirst();
  return Number(numUpdatedRows);
}
