import type { EntryExport, ExportFormat, ExportState } from '@zhiheng/contracts';
import type { Caller } from '@zhiheng/http';
import type { EntryFilters } from '../store/entry-filters.ts';

/** Who asked for an export: a person through a client, or a client. */
export type Owner = { client: string } & ({ person: string; account: string; username: string } | { person: null });

/** An export as it is kept. */
export interface ExportJob {
  id: string;
  owner: Owner;
  correlationId: string | null;
  format: ExportFormat;
  language: 'zh' | 'en';
  filters: EntryFilters;
  reason: string;
  state: ExportState;
  failure: string | null;
  size: number | null;
  reached: number;
  entries: number;
  bytes: number;
  digest: Buffer | null;
  attempts: number;
  createdAt: Date;
  finishedAt: Date | null;
  expiresAt: Date | null;
}

export const ownerOf = (caller: Caller): Owner =>
  caller.kind === 'person'
    ? { client: caller.client, person: caller.person, account: caller.account, username: caller.username }
    : { client: caller.client, person: null };

/** As whom the export reads the log. */
export const readerOf = (centre: string, { person }: Owner) =>
  person === null ? { kind: 'client' as const, centre } : { kind: 'person' as const, centre, person };

/** What the entries about the job say of its owner. */
export const actorOf = ({ owner, correlationId }: ExportJob) => ({
  client: owner.client,
  ...(owner.person === null ? {} : { actor: owner.username, person: owner.person, account: owner.account }),
  ...(correlationId === null ? {} : { correlationId }),
});

/** As its owner sees it. */
export function documentOf(job: ExportJob): EntryExport {
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
    createdAt: job.createdAt.toISOString(),
    finishedAt: job.finishedAt?.toISOString() ?? null,
    expiresAt: job.expiresAt?.toISOString() ?? null,
  };
}
