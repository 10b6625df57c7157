import type { Transaction } from '@zhiheng/database';
import { type SqlBool, sql } from 'kysely';

export type ErasureState = 'asked' | 'erased' | 'withdrawn';

/** A decision to erase: asked by one person, erased once another has confirmed it, unless the one has taken it back. */
export interface ErasureRow {
  id: string;
  /** Keyed hash of the data subject in hexadecimal. */
  subject: string;
  reason: string;
  askedBy: string | null;
  askedAt: Date;
  confirmedBy: string | null;
  confirmedAt: Date | null;
  withdrawnAt: Date | null;
}

/** A data subject that has, or had, personal data beside an entry. */
export interface EntrySubject {
  subject: string;
  erasedAt: Date | null;
  /** The erasure that waits for a second person. */
  askedBy: string | null;
  askedAt: Date | null;
}

/** Newest first. People by their usernames. */
export async function listErasures(
  transaction: Transaction,
  centre: string,
  { state, before, limit }: { state: ErasureState | undefined; before: string | undefined; limit: number },
): Promise<ErasureRow[]> {
  const rows = await transaction
    .selectFrom('audit.erasure as e')
    .leftJoin('access.published_person as a', (on) =>
      on.onRef('a.centre', '=', 'e.centre').onRef('a.person', '=', 'e.asked_by'),
    )
    .leftJoin('access.published_person as c', (on) =>
      on.onRef('c.centre', '=', 'e.centre').onRef('c.person', '=', 'e.confirmed_by'),
    )
    .select([
      'e.id',
      'e.subject',
      'e.reason',
      'e.asked_at as askedAt',
      'e.confirmed_at as confirmedAt',
      'e.withdrawn_at as withdrawnAt',
    ])
    .select(['a.username as askedBy', 'c.username as confirmedBy'])
    .where('e.centre', '=', centre)
    .$if(state !== undefined, (query) =>
      query
        .where('e.confirmed_at', state === 'erased' ? 'is not' : 'is', null)
        .where('e.withdrawn_at', state === 'withdrawn' ? 'is not' : 'is', null),
    )
    .$if(before !== undefined, (query) => query.where(sql<SqlBool>`e.id < ${before}::uuid`))
    .orderBy('e.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...row, subject: row.subject.toString('hex') }));
}

/** Whose data lie beside an entry; not the data. */
export async function subjectsOf(transaction: Transaction, centre: string, entry: string): Promise<EntrySubject[]> {
  const rows = await transaction
    .selectFrom('audit.personal as p')
    .innerJoin('audit.subject_key as k', (on) => on.onRef('k.centre', '=', 'p.centre').onRef('k.id', '=', 'p.key'))
    .leftJoin('audit.erasure as e', (on) =>
      on
        .onRef('e.centre', '=', 'k.centre')
        .onRef('e.subject', '=', 'k.subject')
        .on('e.confirmed_at', 'is', null)
        .on('e.withdrawn_at', 'is', null)
        .on('k.wrapped', 'is not', null),
    )
    .leftJoin('access.published_person as a', (on) =>
      on.onRef('a.centre', '=', 'e.centre').onRef('a.person', '=', 'e.asked_by'),
    )
    .select(['k.subject', 'k.erased_at as erasedAt', 'a.username as askedBy', 'e.asked_at as askedAt'])
    .where('p.centre', '=', centre)
    .where('p.entry', '=', entry)
    .orderBy('p.key')
    .execute();
  return rows.map((row) => ({ ...row, subject: row.subject.toString('hex') }));
}
