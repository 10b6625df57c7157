import type { DoubtImportState, DoubtOrigin } from '@zhiheng/contracts';
import { type Database, newId, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

/** A list as it is kept. */
export interface StoredImport {
  id: string;
  rule: string;
  origin: DoubtOrigin;
  batch: string;
  unit: string;
  fileName: string;
  /** Username. */
  uploadedBy: string | null;
  uploadedAt: Date;
  expiresAt: Date;
  state: DoubtImportState;
  lines: number;
  doubles: number;
  known: number;
  /** Lines below it raise nothing. */
  minAmountFen: number;
  below: number;
  amountFen: number;
  /** Username. */
  appliedBy: string | null;
  appliedAt: Date | null;
  appliedPerson: string | null;
  appliedAccount: string | null;
  appliedClient: string | null;
  appliedAddress: string | null;
  correlationId: string | null;
  lastLine: number;
  done: number;
  raised: number;
  failure: string | null;
  finishedAt: Date | null;
  attempts: number;
}

const username = (of: string) => sql`(select p.username from access.published_person p
  where p.centre = i.centre and p.person = ${sql.ref(of)})`;
const columns = sql`i.id, i.rule, i.origin, i.batch, i.unit, i.file_name as "fileName", ${username('i.uploaded_by')} as "uploadedBy",
  i.uploaded_at as "uploadedAt", i.expires_at as "expiresAt", i.state, i.lines, i.doubles, i.known, i.min_amount_fen as "minAmountFen",
  i.below, i.amount_fen as "amountFen",
  ${username('i.applied_by')} as "appliedBy", i.applied_at as "appliedAt", i.applied_by as "appliedPerson",
  i.applied_account as "appliedAccount", i.applied_client as "appliedClient", i.applied_address as "appliedAddress",
  i.correlation_id as "correlationId", i.last_line as "lastLine", i.done, i.raised, i.failure, i.finished_at as "finishedAt", i.attempts`;

export async function insertImport(
  transaction: Transaction,
  centre: string,
  one: Pick<StoredImport, 'rule' | 'origin' | 'batch' | 'unit' | 'fileName' | 'minAmountFen'> & { uploadedBy: string },
): Promise<string> {
  const id = newId();
  await sql`insert into control.doubt_import (centre, id, rule, origin, batch, unit, file_name, uploaded_by, min_amount_fen)
    values (${centre}, ${id}, ${one.rule}, ${one.origin}, ${one.batch}, ${one.unit}, ${one.fileName}, ${one.uploadedBy}, ${one.minAmountFen})`.execute(
    transaction,
  );
  return id;
}

export async function findImport(
  transaction: Transaction,
  centre: string,
  id: string,
): Promise<StoredImport | undefined> {
  const { rows } = await sql<StoredImport>`select ${columns} from control.doubt_import i
    where i.centre = ${centre} and i.id = ${id} and i.state <> 'reading'`.execute(transaction);
  return rows[0];
}

/** Newest first. */
export async function listImports(
  transaction: Transaction,
  centre: string,
  { before, limit }: { before?: string; limit: number },
): Promise<StoredImport[]> {
  const { rows } = await sql<StoredImport>`select ${columns} from control.doubt_import i
    where i.centre = ${centre} and i.state <> 'reading' ${before === undefined ? sql`` : sql`and i.id < ${before}::uuid`}
    order by i.id desc limit ${limit + 1}`.execute(transaction);
  return rows;
}

/** All of it was read: how it looks. */
export async function openImport(transaction: Transaction, centre: string, id: string, digest: Buffer): Promise<void> {
  await sql`update control.doubt_import i set state = 'open', digest = ${digest}, lines = r.lines, doubles = r.doubles, below = r.below, amount_fen = r.amount,
      known = (select count(*) from control.doubt_import_row k
        join control.doubt d on d.centre = k.centre and d.rule = i.rule and d.key = k.key
        where k.centre = i.centre and k.import = i.id and k.double_of is null 
          and coalesce(k.amount_fen >= i.min_amount_fen, true))
    from (select count(*) as lines, count(w.double_of) as doubles, coalesce(sum(w.amount_fen) filter (where w.double_of is null), 0) as amount,
        count(*) filter (where w.double_of is null and w.amount_fen < l.min_amount_fen) as below
      from control.doubt_import l join control.doubt_import_row w on w.centre = l.centre and w.import = l.id
      where l.centre = ${centre} and l.id = ${id}) r
    where i.centre = ${centre} and i.id = ${id}`.execute(transaction);
}

/** False where it is in none of these states any more. */
export async function startImport(
  transaction: Transaction,
  centre: string,
  id: string,
  by: { person: string; account: string; client: string; address: string; correlationId: string },
): Promise<boolean> {
  const { numAffectedRows } = await sql`update control.doubt_import set state = 'applying', applied_by = ${by.person},
      applied_account = ${by.account}, applied_client = ${by.client}, applied_address = ${by.address}, correlation_id = ${by.correlationId},
      applied_at = clock_timestamp(), failure = null, attempts = 0
    where centre = ${centre} and id = ${id} and state in ('open', 'stopped')`.execute(transaction);
  return numAffectedRows === 1n;
}

type End = 'done' | 'stopped' | 'cancelling' | 'cancelled' | 'expired';

/** False where it is in none of these states any more. */
export async function endImport(
  transaction: Transaction,
  centre: string,
  id: string,
  { state, from, failure }: { state: End; from: readonly string[]; failure?: string },
): Promise<boolean> {
  const over = ['done', 'cancelled', 'expired'].includes(state);
  const { numAffectedRows } =
    await sql`update control.doubt_import set state = ${state}, failure = ${failure ?? null}, worker = null,
      leased_until = null, attempts = 0, finished_at = ${over ? sql`clock_timestamp()` : null}
    where centre = ${centre} and id = ${id} and state = any(${from}::text[])`.execute(transaction);
  return numAffectedRows === 1n;
}

/** Seconds without a sign of its worker after which another one takes a list over. */
const leaseSeconds = 30;
const lease = sql`clock_timestamp() + ${leaseSeconds} * interval '1 second'`;

export async function centresWithImports(database: Database): Promise<string[]> {
  const { rows } = await sql<{
    centre: string;
  }>`select doubt_imports_due as centre from control.doubt_imports_due()`.execute(database.query);
  return rows.map(({ centre }) => centre);
}

/** One at a time in a centre, in the order in which they were begun: the later merges with what the earlier has brought. */
export async function claimImport(
  transaction: Transaction,
  centre: string,
  worker: string,
): Promise<StoredImport | undefined> {
  const { rows } =
    await sql<StoredImport>`update control.doubt_import i set worker = ${worker}, leased_until = ${lease}, attempts = attempts + 1
    where i.centre = ${centre} and (i.worker is null or i.leased_until < clock_timestamp()) and i.id = (
      select id from control.doubt_import where centre = ${centre} and state in ('applying', 'cancelling')
      order by applied_at, id limit 1 for update)
    returning ${columns}`.execute(transaction);
  return rows[0];
}

/** Whether it is still this worker's. Holds it until the transaction ends, so that a cancellation waits for the portion. */
export async function keepImport(
  transaction: Transaction,
  centre: string,
  id: string,
  worker: string,
): Promise<number | undefined> {
  const { rows } = await sql<{ last: number }>`update control.doubt_import set leased_until = ${lease}, attempts = 1
    where centre = ${centre} and id = ${id} and worker = ${worker} returning last_line as last`.execute(transaction);
  return rows[0]?.last;
}

export async function releaseImport(
  transaction: Transaction,
  centre: string,
  id: string,
  worker: string,
  counted: boolean,
): Promise<void> {
  await sql`update control.doubt_import set worker = null, leased_until = null, attempts = attempts - ${counted ? 0 : 1}
    where centre = ${centre} and id = ${id} and worker = ${worker}`.execute(transaction);
}

/** What nobody has imported in time, and what is left of files that never came whole. */
export async function overdueImports(
  transaction: Transaction,
  centre: string,
): Promise<{ id: string; state: 'reading' | 'open' }[]> {
  const { rows } = await sql<{ id: string; state: 'reading' | 'open' }>`select id, state from control.doubt_import
    where centre = ${centre} and (state = 'open' and expires_at <= clock_timestamp()
      or state = 'reading' and uploaded_at < clock_timestamp() - interval '1 hour')`.execute(transaction);
  return rows;
}

export async function deleteImport(transaction: Transaction, centre: string, id: string): Promise<void> {
  await sql`delete from control.doubt_import where centre = ${centre} and id = ${id} and state = 'reading'`.execute(
    transaction,
  );
}
