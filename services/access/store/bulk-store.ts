import type { ProblemCode, Said } from '@zhiheng/contracts';
import { newId, type Transaction } from '@zhiheng/database';
import { sql } from 'kysely';

/** Why a line made no request. */
interface LineFailure {
  code: ProblemCode;
  detail?: Said;
}

/** What became of a line: its request, or why there is none. */
export interface StoredLine {
  line: number;
  request: string | null;
  failure: LineFailure | null;
}

export interface StoredBulk {
  id: string;
  requester: string;
  reason: string;
  whole: boolean;
  digest: string;
  submittedAt: Date;
  lines: StoredLine[];
}

const columns = sql.raw(`b.id, b.requester, b.reason, b.whole, b.digest, b.submitted_at as "submittedAt"`);

async function withLines(
  transaction: Transaction,
  centre: string,
  bulk: Omit<StoredBulk, 'lines'> | undefined,
): Promise<StoredBulk | undefined> {
  if (!bulk) return undefined;
  const rows = await transaction
    .selectFrom('access.bulk_line')
    .select(['request', 'failure', 'ordinal'])
    .where('centre', '=', centre)
    .where('bulk', '=', bulk.id)
    .orderBy('ordinal')
    .execute();
  const lines = rows.map(({ request, failure, ordinal }) => {
    if (failure === null) return { line: Math.floor(ordinal / lineSpan), request, failure };
    const { line, code, detail } = JSON.parse(failure) as KeptFailure;
    return { line, request, failure: { code, ...(detail ? { detail: inBothLanguages(detail) } : {}) } };
  });
  return { ...bulk, lines };
}

/** Of before there was Chinese it is text. */
type KeptFailure = { line: number; code: ProblemCode; detail?: Said | string };
const inBothLanguages = (detail: Said | string): Said =>
  typeof detail === 'string' ? { zh: detail, en: detail } : detail;

/** A line by post stands for several requests: each has a place of its own within the line’s span. */
const lineSpan = 1000;

export async function readBulk(transaction: Transaction, centre: string, id: string): Promise<StoredBulk | undefined> {
  const { rows } = await sql<Omit<StoredBulk, 'lines'>>`select ${columns} from access.bulk b
    where b.centre = ${centre} and b.id = ${id}::uuid`.execute(transaction);
  return withLines(transaction, centre, rows[0]);
}

export async function findBulkByKey(
  transaction: Transaction,
  centre: string,
  requester: string,
  key: string,
): Promise<StoredBulk | undefined> {
  const { rows } = await sql<Omit<StoredBulk, 'lines'>>`select ${columns} from access.bulk b
    where b.centre = ${centre} and b.requester = ${requester}::uuid and b.idempotency_key = ${key}`.execute(
    transaction,
  );
  return withLines(transaction, centre, rows[0]);
}

export async function insertBulk(
  transaction: Transaction,
  centre: string,
  bulk: Omit<StoredBulk, 'id' | 'submittedAt'> & { idempotencyKey: string | null },
): Promise<string> {
  const id = newId();
  await sql`insert into access.bulk (centre, id, requester, reason, whole, idempotency_key, digest)
    values (${centre}, ${id}, ${bulk.requester}, ${bulk.reason}, ${bulk.whole}, ${bulk.idempotencyKey}, ${bulk.digest})`.execute(
    transaction,
  );
  const used = new Map<number, number>();
  const rows = bulk.lines.map(({ line, request, failure }) => {
    const place = used.get(line) ?? 0;
    used.set(line, place + 1);
    return {
      ordinal: line * lineSpan + place,
      request,
      failure: failure ? JSON.stringify({ line, ...failure }) : null,
    };
  });
  await sql`insert into access.bulk_line (centre, bulk, ordinal, request, failure)
    select ${centre}, ${id}, ordinal, request, failure
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as t(ordinal int, request uuid, failure text)`.execute(
    transaction,
  );
  return id;
}

/** Runs one line of many so that its refusal takes back that line only. */
export async function inSavepoint<T>(transaction: Transaction, work: () => Promise<T>): Promise<T> {
  await sql`savepoint bulk_line`.execute(transaction);
  try {
    const result = await work();
    await sql`release savepoint bulk_line`.execute(transaction);
    return result;
  } catch (error) {
    await sql`rollback to savepoint bulk_line`.execute(transaction).catch(() => undefined);
    throw error;
  }
}
