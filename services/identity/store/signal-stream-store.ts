import type { StreamStatusValue } from '@zhiheng/contracts';
import { newId, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

export interface StreamRow {
  id: string;
  client: string;
  delivery: 'push' | 'poll';
  endpoint: string | null;
  authorizationSealed: Buffer | null;
  events: string[];
  description: string | null;
  status: StreamStatusValue;
  statusReason: string | null;
}

/** What its receiver has chosen. */
export type StreamChoice = Pick<StreamRow, 'delivery' | 'endpoint' | 'authorizationSealed' | 'events' | 'description'>;

const columns = sql.raw(`id, client, delivery, endpoint, authorization_sealed as "authorizationSealed",
  events_requested as events, description, status, status_reason as "statusReason"`);

/** Of this client, in the order of their creation; `locked`: nobody else changes them meanwhile. */
export async function streamsOf(
  transaction: Transaction,
  centre: string,
  { client, id, locked = false }: { client: string; id?: string | undefined; locked?: boolean },
): Promise<StreamRow[]> {
  const { rows } = await sql<StreamRow>`select ${columns} from identity.signal_stream
    where centre = ${centre} and client = ${client} ${id === undefined ? sql`` : sql`and id = ${id}::uuid`}
    order by id ${locked ? sql`for update` : sql``}`.execute(transaction);
  return rows;
}

/** Streams that are told of what happens. */
export async function streamsInUse(transaction: Transaction, centre: string): Promise<StreamRow[]> {
  const { rows } = await sql<StreamRow>`select ${columns} from identity.signal_stream
    where centre = ${centre} and status <> 'disabled' order by id for key share`.execute(transaction);
  return rows;
}

/** The client's row, so that of two streams made at once the second sees the first. False: there is no such client. */
export async function lockClient(transaction: Transaction, centre: string, client: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`streams:${centre}:${client}`}, 0))`.execute(transaction);
}

export async function insertStream(
  transaction: Transaction,
  centre: string,
  client: string,
  choice: (id: string) => StreamChoice,
): Promise<string> {
  const id = newId();
  const { authorizationSealed: authorization_sealed, events: events_requested, ...row } = choice(id);
  await transaction
    .insertInto('identity.signal_stream')
    .values({ centre, id, client, authorization_sealed, events_requested, ...row })
    .execute();
  return id;
}

export async function updateStream(
  transaction: Transaction,
  centre: string,
  id: string,
  { authorizationSealed: authorization_sealed, events: events_requested, ...row }: StreamChoice,
): Promise<void> {
  await transaction
    .updateTable('identity.signal_stream')
    .set({ authorization_sealed, events_requested, ...row, updated_at: sql<Date>`clock_timestamp()` })
    .where('centre', '=', centre)
    .where('id', '=', id)
    .execute();
}

export async function setStatus(
  transaction: Transaction,
  centre: string,
  id: string,
  status: StreamStatusValue,
  reason: string | undefined,
): Promise<void> {
  await transaction
    .updateTable('identity.signal_stream')
    .set({ status, status_reason: reason ?? null, updated_at: sql<Date>`clock_timestamp()` })
    .where('centre', '=', centre)
    .where('id', '=', id)
    .execute();
}

export async function deleteStream(transaction: Transaction, centre: string, id: string): Promise<void> {
  await transaction.deleteFrom('identity.signal_stream').where('centre', '=', centre).where('id', '=', id).execute();
}

/** Notes a verification; false when the last one was less than so many seconds ago. */
export async function noteVerification(
  transaction: Transaction,
  centre: string,
  id: string,
  interval: number,
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('identity.signal_stream')
    .set({ verified_at: sql<Date>`clock_timestamp()` })
    .where('centre', '=', centre)
    .where('id', '=', id)
    .where(sql<boolean>`(verified_at is null or verified_at < clock_timestamp() - make_interval(secs => ${interval}))`)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function leaveOut(transaction: Transaction, centre: string, stream: string, person: string) {
  await transaction
    .insertInto('identity.signal_left_out')
    .values({ centre, stream, person })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export async function takeIn(transaction: Transaction, centre: string, stream: string, person: string) {
  await transaction
    .deleteFrom('identity.signal_left_out')
    .where('centre', '=', centre)
    .where('stream', '=', stream)
    .where('person', '=', person)
    .execute();
}

/** `stream person` of all that is left out of streams. */
export async function leftOut(transaction: Transaction, centre: string): Promise<Set<string>> {
  const rows = await transaction
    .selectFrom('identity.signal_left_out')
    .select(['stream', 'person'])
    .where('centre', '=', centre)
    .execute();
  return new Set(rows.map(({ stream, person }) => `${stream} ${person}`));
}

export async function isPerson(transaction: Transaction, centre: string, person: string): Promise<boolean> {
  const row = await transaction
    .selectFrom('access.published_person')
    .select('person')
    .where('centre', '=', centre)
    .where(sql<boolean>`person::text = ${person}`)
    .executeTakeFirst();
  return row !== undefined;
}
