import type { EntryExport, ExportFormat } from '@zhiheng/contracts';
import { answered, client, given } from './client.ts';
import { asQuery, type EntryFilters } from './entry-filters.ts';
import type { PageOf } from './people.ts';

export const readExports = (cursor?: string): Promise<PageOf<EntryExport>> =>
  answered(client.GET('/audit/v1/exports', { params: { query: { ...given({ cursor }), limit: 50 } } }));

/** `key`: the same for each try of the same. */
export const askExport = (
  format: ExportFormat,
  filters: EntryFilters,
  reason: string,
  key: string,
): Promise<EntryExport> =>
  answered(
    client.POST('/audit/v1/exports', {
      params: { header: { 'idempotency-key': key } },
      body: { format, filters: asQuery(filters), reason },
    }),
  );

/** Stops one that is not finished; gives up the file of one that is. */
export const cancelExport = (id: string): Promise<EntryExport> =>
  answered(client.POST('/audit/v1/exports/{id}/cancellation', { params: { path: { id } } }));

export const readExportFile = (id: string): Promise<Blob> =>
  answered<Blob>(client.GET('/audit/v1/exports/{id}/content', { params: { path: { id } }, parseAs: 'blob' }));
