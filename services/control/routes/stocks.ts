import {
  ReportQuery,
  ShutOutReport,
  StockId,
  StockQuery,
  StockReport,
  StockRowPage,
  StockRowsQuery,
} from '@zhiheng/contracts';
import type { Database } from '@zhiheng/database';
import { type App, decodeCursor, Problem, pageOf, personOf, traceOf } from '@zhiheng/http';
import { Type } from 'typebox';
import { act } from '../act.ts';
import { readShutOut, readStockRows, readStocks } from '../reports/stocks.ts';
import { append } from '../store/log-store.ts';

const closed = { additionalProperties: false } as const;
const config = { access: 'person' } as const;
const tags = ['reports'];
const attempt = { action: 'report.read', targetType: 'report' } as const;

/** What stands open at this moment, what stands behind each figure, and how soon who left was shut out. */
export function stockRoutes(app: App, { database }: { database: Database }): void {
  app.get('/api/v1/reports/stocks', {
    config,
    schema: {
      tags,
      summary: '此刻的存量 / what stands open at this moment',
      querystring: StockQuery,
      response: { 200: StockReport },
    },
    handler: (request) =>
      act(database, request, { ...attempt, target: 'stocks' }, (transaction) =>
        readStocks(transaction, personOf(request), request.query),
      ),
  });

  app.get('/api/v1/reports/stocks/:stock', {
    config,
    schema: {
      tags,
      summary: '存量背后的明细 / the things that stand open behind a figure',
      params: Type.Object({ stock: StockId }, closed),
      querystring: StockRowsQuery,
      response: { 200: StockRowPage },
    },
    handler: async (request) => {
      const { limit = 50, cursor, ...wanted } = request.query;
      const { stock } = request.params;
      const after = placeOf(cursor);
      const { asOf, rows } = await act(database, request, { ...attempt, target: stock }, async (transaction) => {
        const page = { limit, ...(after === undefined ? {} : { after }) };
        const read = await readStockRows(transaction, personOf(request), { ...wanted, stock }, page);
        // It names people: once a question, not once a page.
        if (after === undefined)
          await append(transaction, personOf(request).centre, [
            { ...traceOf(request), ...attempt, target: stock, outcome: 'done' },
          ]);
        return read;
      });
      const { data, nextCursor } = pageOf(rows, limit, ({ place }) => [place]);
      return { asOf, data: data.map(({ place: _, ...row }) => row), nextCursor };
    },
  });

  app.get('/api/v1/reports/shut-out', {
    config,
    schema: {
      tags,
      summary: '从人事变动到停号的分钟数 / minutes from a staff event to the last account disabled, by month',
      querystring: ReportQuery,
      response: { 200: ShutOutReport },
    },
    handler: (request) =>
      act(database, request, { ...attempt, target: 'shut-out' }, (transaction) =>
        readShutOut(transaction, personOf(request), request.query),
      ),
  });
}

function placeOf(cursor: string | undefined): string | undefined {
  const [place] = decodeCursor(cursor, 1) ?? [];
  if (place !== undefined && typeof place !== 'string') throw new Problem('invalid-cursor');
  return place;
}
