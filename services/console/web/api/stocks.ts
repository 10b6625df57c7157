import { queryOptions } from '@tanstack/react-query';
import type { Stock } from '@zhiheng/contracts';
import { answered, client, given } from './client.ts';
import type { ReportSpan } from './reports.ts';
import type { paths } from './schema.gen.ts';

export type StockRows =
  paths['/api/v1/reports/stocks/{stock}']['get']['responses']['200']['content']['application/json'];

export const stocksQuery = (section: string | undefined) =>
  queryOptions({
    queryKey: ['reports', 'stocks', section],
    queryFn: () => answered(client.GET('/api/v1/reports/stocks', { params: { query: given({ section }) } })),
  });

export const readStockRows = (stock: Stock, section: string | undefined, cursor?: string): Promise<StockRows> =>
  answered(
    client.GET('/api/v1/reports/stocks/{stock}', {
      params: { path: { stock }, query: { ...given({ section, cursor }), limit: 100 } },
    }),
  );

export const shutOutQuery = (span: ReportSpan) =>
  queryOptions({
    queryKey: ['reports', 'shut-out', span],
    queryFn: () => answered(client.GET('/api/v1/reports/shut-out', { params: { query: span } })),
  });
