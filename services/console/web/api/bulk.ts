import { queryOptions } from '@tanstack/react-query';
import type {
  Bulk,
  BulkDecisionInput,
  BulkFile,
  BulkInput,
  BulkPreview,
  BulkVerdicts,
  PostTemplate,
} from '@zhiheng/contracts';
import { allPages, answered, client, given } from './client.ts';

/** The lines of a CSV file, by its bytes: the service knows UTF-8 from GB18030. */
export const readBulkFile = (file: Blob): Promise<BulkFile> =>
  answered(
    client.POST('/api/v1/requests/bulk/lines', {
      // The document describes the bytes as any value.
      body: file as never,
      bodySerializer: (body: unknown) => body as Blob,
      headers: { 'content-type': 'text/csv' },
    }),
  );

export const previewBulk = (body: BulkInput): Promise<BulkPreview> =>
  answered(client.POST('/api/v1/requests/bulk/preview', { body }));

export const submitBulk = (body: BulkInput, key: string): Promise<Bulk> =>
  answered(client.POST('/api/v1/requests/bulk', { body, params: { header: { 'idempotency-key': key } } }));

export const bulkQuery = (id: string) =>
  queryOptions({
    queryKey: ['bulk', id],
    queryFn: (): Promise<Bulk> => answered(client.GET('/api/v1/requests/bulk/{id}', { params: { path: { id } } })),
  });

export const decideBulk = (id: string, body: BulkDecisionInput): Promise<BulkVerdicts> =>
  answered(client.POST('/api/v1/requests/bulk/{id}/decisions', { body, params: { path: { id } } }));

/** What each post is given. */
export const templatesQuery = queryOptions({
  queryKey: ['post-templates'],
  queryFn: (): Promise<PostTemplate[]> =>
    allPages((cursor) =>
      answered(client.GET('/api/v1/post-templates', { params: { query: { ...given({ cursor }), limit: 500 } } })),
    ),
  staleTime: 5 * 60_000,
});
