import type { Database, Transaction } from '@zhiheng/database';
import { type RawBuilder, sql } from 'kysely';
import type { ExportJob, Owner } from '../exports/job.ts';

type Asked = Pick<ExportJob, 'id' | 'owner' | 'correlationId' | 'format' | 'language' | 'filters' | 'reason'> & {
  idempotencyKey: string | undefined;
};
type Row = Omit<ExportJob, 'owner'> & { client: string; person: string; account: string; username: string };

const columns = sql`id, client, person, account, username, correlation_id as "correlationId", format, language, filters,
  reason, state, failure, size, reached, entries, bytes, digest, attempts, created_at as "createdAt",
  finished_at as "finishedAt", expires_at as "expiresAt"`;

const toJob = ({ client, person, account, username, ...row }: Row): ExportJob => ({
  ...row,
  owner: person === null ? { client, person } : { client, person, account, username },
});

const isOwner = ({ client, person }: Owner) => sql`client = ${client} and person is not distinct from ${person}::uuid`;

async function jobs(transaction: Transaction, statement: RawBuilder<Row>): Promise<ExportJob[]> {
  return (await statement.execute(transaction)).rows.map(toJob);
}

export async function insertExport(transaction: Transaction, centre: string, asked: Asked): Promise<ExportJob> {
  const { id, owner, correlationId, format, language, filters, reason, idempotencyKey = null } = asked;
  const { person, account, username } = owner.person === null ? { ...owner, account: null, username: null } : owner;
  const [job] = await jobs(
    transaction,
    sql<Row>`insert into audit.export
      (centre, id, client, person, account, username, correlation_id, format, language, filters, reason, idempotency_key)
      values (${centre}, ${id}, ${owner.client}, ${person}, ${account}, ${username}, ${correlationId}, ${format}, ${language},
        ${JSON.stringify(filters)}::jsonb, ${reason}, ${idempotencyKey}) returning ${columns}`,
  );
  return job as ExportJob;
}

/** The owner's export; held until the end of the transaction, so that it neither ends nor goes on meanwhile. */
export async function lockExport(
  transaction: Transaction,
  centre: string,
  owner: Owner,
  id: string,
): Promise<ExportJob | undefined> {
  const [job] = await jobs(
    transaction,
    sql<Row>`select ${columns} from audit.export where centre = ${centre} and id = ${id} and ${isOwner(owner)} for update`,
  );
  return job;
}

export async function findExport(
  transaction: Transaction,
  centre: string,
  owner: Owner,
  id: string,
): Promise<ExportJob | undefined> {
  const [job] = await jobs(
    transaction,
    sql<Row>`select ${columns} from audit.export where centre = ${centre} and id = ${id} and ${isOwner(owner)}`,
  );
  return job;
}

/** The owner's exports, newest first. */
export async function listExports(
  transaction: Transaction,
  centre: string,
  owner: Owner,
  { before, limit }: { before: string | undefined; limit: number },
): Promise<ExportJob[]> {
  return jobs(
    transaction,
    sql<Row>`select ${columns} from audit.export where centre = ${centre} and ${isOwner(owner)}
      ${before === undefined ? sql`` : sql`and id < ${before}::uuid`} order by id desc limit ${limit}`,
  );
}

/** Two who ask at once for the same owner take turns. */
export async function lockOwner(transaction: Transaction, centre: string, owner: Owner): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`export ${centre} ${owner.client} ${owner.person}`}, 0))`.execute(
    transaction,
  );
}

/** What the owner has asked for under this key. */
export async function findExportOfKey(
  transaction: Transaction,
  centre: string,
  owner: Owner,
  key: string,
): Promise<ExportJob | undefined> {
  const [job] = await jobs(
    transaction,
    sql<Row>`select ${columns} from audit.export
      where centre = ${centre} and ${isOwner(owner)} and idempotency_key = ${key}`,
  );
  return job;
}

/** Of the owner's exports those that are not finished; under the owner's lock. */
export async function countOpenExports(transaction: Transaction, centre: string, owner: Owner): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from audit.export
    where centre = ${centre} and ${isOwner(owner)} and state in ('queued', 'running')`.execute(transaction);
  return rows[0]?.count ?? 0;
}

/** Ends a job that is queued, running or ready without a file: its worker finds it no longer its own. */
export async function endExport(
  transaction: Transaction,
  centre: string,
  id: string,
  end: { state: 'cancelled' | 'expired' } | { state: 'failed'; failure: string },
): Promise<ExportJob | undefined> {
  const failure = end.state === 'failed' ? end.failure : null;
  const [job] = await jobs(
    transaction,
    sql<Row>`update audit.export set state = ${end.state}, failure = ${failure}, worker = null, leased_until = null,
        finished_at = coalesce(finished_at, clock_timestamp())
      where centre = ${centre} and id = ${id} and state in ('queued', 'running', 'ready') returning ${columns}`,
  );
  // After its row is held: no worker adds a piece any more.
  if (job) await dropPieces(transaction, centre, id);
  return job;
}

export async function dropPieces(transaction: Transaction, centre: string, id: string): Promise<void> {
  await sql`delete from audit.export_piece where centre = ${centre} and export = ${id}`.execute(transaction);
}

/** The content of the n-th piece, compressed. */
export async function findPiece(
  transaction: Transaction,
  centre: string,
  id: string,
  n: number,
): Promise<Buffer | undefined> {
  const { rows } = await sql<{ data: Buffer }>`
    select data from audit.export_piece where centre = ${centre} and export = ${id} and n = ${n}`.execute(transaction);
  return rows[0]?.data;
}

/** The centres in which there is something to do. */
export async function centresDue(database: Database): Promise<string[]> {
  const { rows } = await sql<{ centre: string }>`select exports_due as centre from audit.exports_due()`.execute(
    database.query,
  );
  return rows.map(({ centre }) => centre);
}

/** Exports whose file has been kept long enough. */
export async function expiredExports(transaction: Transaction, centre: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from audit.export
    where centre = ${centre} and state = 'ready' and expires_at < clock_timestamp() for update skip locked`.execute(
    transaction,
  );
  return rows.map(({ id }) => id);
}
