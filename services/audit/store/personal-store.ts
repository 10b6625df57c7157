import type { Transaction } from '@zhiheng/database';
import { sql } from 'kysely';
import type { WrappedKey } from '../personal-keys.ts';

interface SubjectKey extends WrappedKey {
  id: string;
}

/** Data sealed for one entry; without a key once its subject was erased. */
export interface SealedData {
  subject: string;
  sealed: Uint8Array;
  key: string;
  wrapping: WrappedKey | undefined;
}

export interface Erasure {
  id: string;
  askedBy: string;
}

const bytes = (subject: string) => Buffer.from(subject, 'hex');

/**
 * The subject's key that is in use: locked against being erased meanwhile, or, `forErasure`, against all who would use it or
 * ask for its erasure.
 */
export async function liveKey(
  transaction: Transaction,
  centre: string,
  subject: string,
  forErasure = false,
): Promise<SubjectKey | undefined> {
  const query = transaction
    .selectFrom('audit.subject_key')
    .select(['id', 'wrapped_by as wrappedBy', 'wrapped'])
    .where('centre', '=', centre)
    .where('subject', '=', bytes(subject))
    .where('wrapped', 'is not', null);
  const row = await (forErasure ? query.forUpdate() : query.forKeyShare()).executeTakeFirst();
  return row?.wrapped ? { ...row, wrapped: row.wrapped } : undefined;
}

export async function insertKey(
  transaction: Transaction,
  centre: string,
  subject: string,
  { id, wrappedBy, wrapped }: SubjectKey,
): Promise<void> {
  await transaction
    .insertInto('audit.subject_key')
    .values({ centre, id, subject: bytes(subject), wrapped_by: wrappedBy, wrapped: Buffer.from(wrapped) })
    .execute();
}

export async function insertPersonal(
  transaction: Transaction,
  centre: string,
  row: { entry: string; key: string; sealed: Buffer },
): Promise<void> {
  await transaction
    .insertInto('audit.personal')
    .values({ centre, ...row })
    .execute();
}

export async function personalOf(transaction: Transaction, centre: string, entry: string): Promise<SealedData[]> {
  const rows = await transaction
    .selectFrom('audit.personal as p')
    .innerJoin('audit.subject_key as k', (on) => on.onRef('k.centre', '=', 'p.centre').onRef('k.id', '=', 'p.key'))
    .select(['p.key', 'p.sealed', 'k.subject', 'k.wrapped', 'k.wrapped_by as wrappedBy'])
    .where('p.centre', '=', centre)
    .where('p.entry', '=', entry)
    .orderBy('p.key')
    .execute();
  return rows.map(({ key, sealed, subject, wrapped, wrappedBy }) => ({
    key,
    sealed,
    subject: subject.toString('hex'),
    wrapping: wrapped ? { wrapped, wrappedBy } : undefined,
  }));
}

/** The erasure that waits for a second person; whoever asks holds the lock of the subject's key. */
export async function askedErasure(
  transaction: Transaction,
  centre: string,
  subject: string,
): Promise<Erasure | undefined> {
  return transaction
    .selectFrom('audit.erasure')
    .select(['id', 'asked_by as askedBy'])
    .where('centre', '=', centre)
    .where('subject', '=', bytes(subject))
    .where('confirmed_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst();
}

export async function insertErasure(
  transaction: Transaction,
  centre: string,
  erasure: { id: string; subject: string; reason: string; askedBy: string },
): Promise<void> {
  const { id, subject, reason, askedBy } = erasure;
  await transaction
    .insertInto('audit.erasure')
    .values({ centre, id, subject: bytes(subject), reason, asked_by: askedBy })
    .execute();
}

/** Nobody can confirm it any more. */
export async function withdrawErasure(transaction: Transaction, centre: string, id: string): Promise<void> {
  await transaction
    .updateTable('audit.erasure')
    .set({ withdrawn_at: now })
    .where('centre', '=', centre)
    .where('id', '=', id)
    .execute();
}

/** Confirms the erasure and loses the subject's key. */
export async function erase(
  transaction: Transaction,
  centre: string,
  subject: string,
  { id, by }: { id: string; by: string },
): Promise<void> {
  await transaction
    .updateTable('audit.erasure')
    .set({ confirmed_by: by, confirmed_at: now })
    .where('centre', '=', centre)
    .where('id', '=', id)
    .execute();
  await transaction
    .updateTable('audit.subject_key')
    .set({ wrapped: null, erased_at: now })
    .where('centre', '=', centre)
    .where('subject', '=', bytes(subject))
    .where('wrapped', 'is not', null)
    .execute();
}

const now = sql<Date>`clock_timestamp()`;
