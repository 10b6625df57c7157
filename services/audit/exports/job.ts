import type { ExportFormat, ExportState } from '@zhiheng/contracts';
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
export const actorOf = ({ owner, correlationId }: Pick<ExportJob, 'owner' | 'correlationId'>) => ({
  client: owner.client,
  ...(owner.person === null ? {} : { actor: owner.username, person: owner.person, account: owner.account }),
  ...(correlationId === null ? {} : { correlationId }),
});
