import {
  ChildrenReport,
  ChildrenReportQuery,
  namesPeople,
  Report,
  ReportQuery,
  ReportRowPage,
  ReportRowsQuery,
  ReportTable,
  ReportTablePage,
  ReportTableQuery,
  reportTables,
} from '@zhiheng/contracts';
import type { Database, Transaction } from '@zhiheng/database';
import { type App, decodeCursor, Problem, pageOf, personOf, prefersEnglish, traceOf } from '@zhiheng/http';
import { spreadsheetType, workbook } from '@zhiheng/http/spreadsheet';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { act } from '../act.ts';
import { readChildren } from '../reports/children.ts';
import { readReport } from '../reports/report.ts';
import { readRows } from '../reports/rows.ts';
import { reportSheets } from '../reports/sheets.ts';
import { stockSheets } from '../reports/stock-sheets.ts';
import { readTable } from '../reports/table.ts';
import { append } from '../store/log-store.ts';

const closed = { additionalProperties: false } as const;
const config = { access: 'person' } as const;
const tags = ['reports'];
const attempt = { action: 'report.read', targetType: 'report' } as const;
const File = {
  content: {
    [spreadsheetType]: { schema: Type.Unsafe<Buffer | string>(Type.String({ description: '文件 / the file' })) },
  },
};

/** What internal control and the business came to, month by month, and what stands behind each figure. */
export function reportRoutes(app: App, { database }: { database: Database }): void {
  app.get('/api/v1/reports', {
    config,
    schema: {
      tags,
      summary: '报表首页：各月数字 / the first page of a report: what each month came to',
      querystring: ReportQuery,
      response: { 200: Report },
    },
    handler: (request) =>
      act(database, request, attempt, (transaction) => readReport(transaction, personOf(request), request.query)),
  });

  app.get('/api/v1/reports/children', {
    config,
    schema: {
      tags,
      summary: '下级中心对照 / the centres below this one side by side: sums and rates, no person and no case',
      querystring: ChildrenReportQuery,
      response: { 200: ChildrenReport },
    },
    handler: (request) =>
      act(database, request, { ...attempt, target: 'children' }, async (transaction) => {
        const read = await readChildren(transaction, personOf(request), request.query);
        await note(transaction, request, 'children', request.query);
        return read;
      }),
  });

  app.get('/api/v1/reports/tables/:table', {
    config,
    schema: {
      tags,
      summary: '报表中的一张表 / one table of a report, its largest lines first',
      params: Type.Object({ table: ReportTable }, closed),
      querystring: ReportTableQuery,
      response: { 200: ReportTablePage },
    },
    handler: async (request) => {
      const { limit = 50, cursor, ...wanted } = request.query;
      const { table } = request.params;
      const start = startOf(cursor);
      const { lines, ...found } = await act(database, request, { ...attempt, target: table }, async (transaction) => {
        const read = await readTable(transaction, personOf(request), table, wanted);
        if (namesPeople.has(reportTables[table].by)) await note(transaction, request, table, wanted);
        return read;
      });
      const rows = lines.slice(start, start + limit + 1);
      return { table, ...found, ...pageOf(rows, limit, () => [start + limit]) };
    },
  });

  app.get('/api/v1/reports/rows', {
    config,
    schema: {
      tags,
      summary: '数字背后的明细 / the rows behind a figure, oldest first',
      querystring: ReportRowsQuery,
      response: { 200: ReportRowPage },
    },
    handler: async (request) => {
      const { limit = 50, cursor, ...wanted } = request.query;
      const after = placeOf(cursor);
      const { asOf, rows } = await act(
        database,
        request,
        { ...attempt, target: wanted.measure },
        async (transaction) => {
          const page = { limit, ...(after ? { after } : {}) };
          const read = await readRows(transaction, personOf(request), wanted, page);
          if (!after) await note(transaction, request, wanted.measure, wanted);
          return read;
        },
      );
      const { data, nextCursor } = pageOf(rows, limit, ({ place, id }) => [place, id]);
      return { asOf, data: data.map(({ place: _, ...row }) => row), nextCursor };
    },
  });

  app.get('/api/v1/reports/workbook', {
    config,
    schema: {
      tags,
      summary: '报表工作簿 / every table of a report as XLSX',
      querystring: ReportQuery,
      response: { 200: File },
    },
    handler: async (request, reply) => {
      const sheets = await act(database, request, { ...attempt, target: 'workbook' }, async (transaction) => {
        const english = prefersEnglish(request.headers['accept-language']);
        const read = [
          ...(await stockSheets(transaction, personOf(request), request.query, english)),
          ...(await reportSheets(transaction, personOf(request), request.query, english)),
        ];
        await note(transaction, request, 'workbook', request.query);
        return read;
      });
      return reply
        .header('content-type', spreadsheetType)
        .header('content-disposition', 'attachment; filename="report.xlsx"')
        .send(await workbook(sheets));
    },
  });
}

/** That somebody read what names people: once a question, not once a page. */
const note = (
  transaction: Transaction,
  request: FastifyRequest,
  target: string,
  { from, until }: { from: string; until: string },
): Promise<readonly string[]> =>
  append(transaction, personOf(request).centre, [
    { ...traceOf(request), ...attempt, target, outcome: 'done', details: { from, until } },
  ]);

function startOf(cursor: string | undefined): number {
  const [start = 0] = decodeCursor(cursor, 1) ?? [];
  if (typeof start !== 'number' || !Number.isInteger(start) || start < 0) throw new Problem('invalid-cursor');
  return start;
}

function placeOf(cursor: string | undefined): { at: string; id: string } | undefined {
  const place = decodeCursor(cursor, 2);
  if (!place) return undefined;
  const [at, id] = place;
  if (typeof at !== 'string' || typeof id !== 'string' || Number.isNaN(Date.parse(at)))
    throw new Problem('invalid-cursor');
  return { at, id };
}
