import { queryOptions } from '@tanstack/react-query';
import type { ReportFilters, ReportMeasure, ReportTableId } from '@zhiheng/contracts';
import { allPages, answered, client, given } from './client.ts';
import type { paths } from './schema.gen.ts';

type Answer<P extends keyof paths> = paths[P] extends {
  get: { responses: { 200: { content: { 'application/json': infer T } } } };
}
  ? T
  : never;
export type ReportSpan = { from: string; until: string; section?: string };
export type ReportLine = Answer<'/api/v1/reports/tables/{table}'>['data'][number];
export type ReportRows = Answer<'/api/v1/reports/rows'>;

export const reportQuery = (span: ReportSpan) =>
  queryOptions({
    queryKey: ['reports', span],
    queryFn: () => answered(client.GET('/api/v1/reports', { params: { query: span } })),
  });

/** A table whole: what is printed is all of it. */
export const reportTableQuery = (table: ReportTableId, span: ReportSpan) =>
  queryOptions({
    queryKey: ['reports', 'table', table, span],
    queryFn: () =>
      allPages((cursor) =>
        answered(
          client.GET('/api/v1/reports/tables/{table}', {
            params: { path: { table }, query: { ...span, ...given({ cursor }), limit: 500 } },
          }),
        ),
      ),
  });

export const readReportRows = (
  wanted: ReportSpan & ReportFilters & { measure: ReportMeasure },
  cursor?: string,
): Promise<ReportRows> =>
  answered(client.GET('/api/v1/reports/rows', { params: { query: { ...wanted, ...given({ cursor }), limit: 100 } } }));

export const childrenQuery = (span: { from: string; until: string }) =>
  queryOptions({
    queryKey: ['reports', 'children', span],
    queryFn: () => answered(client.GET('/api/v1/reports/children', { params: { query: span } })),
  });

export const reportWorkbook = (span: ReportSpan): Promise<Blob> =>
  answered(client.GET('/api/v1/reports/workbook', { params: { query: span }, parseAs: 'blob' })) as Promise<Blob>;
