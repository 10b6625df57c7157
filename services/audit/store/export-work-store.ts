import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import type { ExportJob, Owner } from '../exports/job.ts';
import { dropPieces } from './export-store.ts';

/** Seconds without a sign of its worker after which another one takes a job over. */
const leaseSeconds = 60;
const lease = sql`clock_timestamp() + ${leaseSeconds} * interval '1 second'`;

export interface Piece {
  n: number;
  size: number;
  data: Uint8Array;
}

/** How far a worker has come. */
export interface Progress {
  entries: number;
  reached: number;
  bytes: number;
}

/** Takes the oldest job that waits or has lost its worker; what that one has left behind is dropped. */
export async function claimExport(
  transaction: Transaction,
  centre: string,
  worker: string,
): Promise<ExportJob | undefined> {
  const { rows } = await sql<ExportJob & { client: string; person: null; account: null; username: null }>`
    update audit.export e set state = 'running', worker = ${worker}, leased_until = ${lease}, attempts = attempts + 1,
      entries = 0, bytes = 0, reached = 0, size = (select p.size from audit.position p where p.centre = ${centre})
    where e.centre = ${centre} and e.id = (
      select id from audit.export where centre = ${centre}
        and (state = 'queued' or (state = 'running' and leased_until < clock_timestamp()))
      order by id limit 1 for update skip locked)
    returning id, client, person, account, username, correlation_id as "correlationId", format, language, filters,
      reason, state, size, attempts`.execute(transaction);
  const [row] = rows;
  if (!row) return undefined;
  await dropPieces(transaction, centre, row.id);
  const { client, person, account, username, ...job } = row;
  return { ...job, owner: (person === null ? { client, person } : { client, person, account, username }) as Owner };
}

/** Whether the job is still this worker's; its lease is renewed. */
export async function keepExport(
  transaction: Transaction,
  centre: string,
  id: string,
  worker: string,
  { entries, reached, bytes }: Progress,
): Promise<boolean> {
  const { numAffectedRows } = await sql`update audit.export
    set entries = ${entries}, reached = ${reached}, bytes = ${bytes}, leased_until = ${lease}
    where centre = ${centre} and id = ${id} and worker = ${worker} and state = 'running'`.execute(transaction);
  return numAffectedRows === 1n;
}

export async function addPiece(
  transaction: Transaction,
  centre: string,
  id: string,
  { n, size, data }: Piece,
): Promise<void> {
  await sql`insert into audit.export_piece (centre, export, n, size, data)
    values (${centre}, ${id}, ${n}, ${size}, ${Buffer.from(data)})`.execute(transaction);
}

/** The file is whole: from here on it can be had, for so many hours. */
export async function finishExport(
  transaction: Transaction,
  centre: string,
  id: string,
  digest: Uint8Array,
  hours: number,
): Promise<void> {
  await sql`update audit.export set state = 'ready', digest = ${Buffer.from(digest)}, worker = null, leased_until = null,
      finished_at = clock_timestamp(), expires_at = clock_timestamp() + ${hours} * interval '1 hour'
    where centre = ${centre} and id = ${id}`.execute(transaction);
}

/** Gives a job back; `counted`: it counts as an attempt. */
export async function releaseExport(
  transaction: Transaction,
  centre: string,
  id: string,
  worker: string,
  counted: boolean,
): Promise<void> {
  await sql`update audit.export set state = 'queued', worker = null, leased_until = null,
      attempts = attempts - ${counted ? 0 : 1}
    where centre = ${centre} and id = ${id} and worker = ${worker} and state = 'running'`.execute(transaction);
}
