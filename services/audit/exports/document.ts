import type { EntryExport } from '@zhiheng/contracts';
import type { Transaction } from '@zhiheng/database';
import { searchedEverywhere } from '../archive/searchable.ts';
import type { ExportJob } from './job.ts';

/** As its owner sees it. */
export async function exportDocument(transaction: Transaction, centre: string, job: ExportJob): Promise<EntryExport> {
  const { id, format, state, failure, filters, reason, entries, bytes, size, reached, digest } = job;
  const done = digest !== null ? 1 : size ? Math.min(1, reached / size) : 0;
  return {
    id,
    format,
    state,
    failure,
    filters: filters as Record<string, string>,
    reason,
    progress: done,
    entries,
    bytes,
    sha256: digest?.toString('hex') ?? null,
    ...(await searchedEverywhere(transaction, centre, filters, job.finishedAt ?? undefined)),
    createdAt: job.createdAt.toISOString(),
    finishedAt: job.finishedAt?.toISOString() ?? null,
    expiresAt: job.expiresAt?.toISOString() ?? null,
  };
}
