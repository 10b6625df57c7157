import {
  amountUnits,
  Code,
  type DoubtColumns,
  DoubtImport,
  DoubtImportRow,
  DoubtTitles,
  doubtFields,
  Id,
  Page,
  pageQuery,
} from '@zhiheng/contracts';
import type { Database } from '@zhiheng/database';
import { type App, decodeCursor, Problem, pageOf, personOf, type Secret, traceOf } from '@zhiheng/http';
import { spreadsheetType } from '@zhiheng/http/spreadsheet';
import { csvType, mostOfWorkbook, type TableFile, takeTableFiles, withTableFile } from '@zhiheng/http/table-file';
import { Type } from 'typebox';
import { act } from '../act.ts';
import { applyList, cancelList } from '../doubt-imports/application.ts';
import { importOf, requireImporter } from '../doubt-imports/authority.ts';
import { importDocument } from '../doubt-imports/document.ts';
import { readTitles, uploadList } from '../doubt-imports/upload.ts';
import { listListed } from '../store/doubt-import-row-store.ts';
import { listImports } from '../store/doubt-import-store.ts';
import { idOfCursor } from './cursors.ts';

const closed = { additionalProperties: false } as const;
const config = { access: 'person' } as const;
const tags = ['doubts'];
const Path = Type.Object({ id: Id }, closed);
const reading = { action: 'access.refused', targetType: 'doubt-import' } as const;

const File = {
  content: Object.fromEntries(
    [csvType, spreadsheetType].map((type) => [
      type,
      {
        schema: Type.Unsafe<TableFile>({
          description: '疑点清单，首行为标题 / a list, its first line the titles',
          examples: ['身份证号,死亡日期,最后发放月份,金额（元）\n11010519491231002X,2025-03-11,2025-11,1744.00\n'],
        }),
      },
    ]),
  ) as Record<string, { schema: ReturnType<typeof Type.Unsafe<TableFile>> }>,
};
const title = Type.Optional(Type.String({ minLength: 1, maxLength: 200 }));
const titles = Object.fromEntries(doubtFields.map((field) => [field, title]));

/** Lists of doubtful data: read, looked at, imported in the background. */
export async function doubtImportRoutes(
  app: App,
  { database, secret, nudge }: { database: Database; secret: Secret; nudge: () => void },
): Promise<void> {
  const desk = { database, secret };
  await app.register(async (files: App) => {
    takeTableFiles(files);

    files.post('/api/v1/doubt-imports/columns', {
      config,
      bodyLimit: mostOfWorkbook,
      schema: {
        tags,
        summary: '识别疑点清单的列 / what the columns of a list are taken for; keeps nothing',
        consumes: [csvType, spreadsheetType],
        querystring: Type.Object({ rule: Code }, closed),
        body: File,
        response: { 200: DoubtTitles },
      },
      handler: (request) =>
        withTableFile(request, (file) => readTitles(desk, personOf(request), { file, rule: request.query.rule })),
    });

    files.post('/api/v1/doubt-imports', {
      config,
      bodyLimit: mostOfWorkbook,
      schema: {
        tags,
        summary: '上传疑点清单 / what a list would bring; raises nothing until it is applied',
        consumes: [csvType, spreadsheetType],
        querystring: Type.Object(
          {
            fileName: Type.String({ minLength: 1, maxLength: 200 }),
            rule: Code,
            origin: Type.Enum(['fund-supervision', 'audit-platform', 'higher-agency']),
            batch: Type.String({ minLength: 1, maxLength: 100, description: '平台批次号 / the platform’s batch' }),
            unit: Type.Optional(Code),
            amountIn: Type.Optional(Type.Enum(amountUnits)),
            ...titles,
          },
          closed,
        ),
        body: File,
        response: { 201: DoubtImport },
      },
      handler: async (request, reply) => {
        const { fileName, rule, origin, batch, unit, amountIn, ...columns } = request.query;
        const upload = {
          ...{ fileName, rule, origin, batch, columns: columns as DoubtColumns },
          ...(unit === undefined ? {} : { unit }),
          ...(amountIn === undefined ? {} : { amountIn }),
        };
        const list = await withTableFile(request, (file) =>
          uploadList(desk, personOf(request), { ...upload, file }, traceOf(request)),
        );
        return reply.status(201).header('location', `/api/v1/doubt-imports/${list.id}`).send(importDocument(list));
      },
    });
  });

  app.get('/api/v1/doubt-imports', {
    config,
    schema: {
      tags,
      summary: '疑点清单 / lists, newest first',
      querystring: Type.Object(pageQuery, closed),
      response: { 200: Page(DoubtImport) },
    },
    handler: async (request) => {
      const { limit = 50, cursor } = request.query;
      const before = idOfCursor(cursor);
      const rows = await act(database, request, reading, async (transaction) => {
        await requireImporter(transaction, personOf(request));
        return listImports(transaction, personOf(request).centre, {
          limit,
          ...(before === undefined ? {} : { before }),
        });
      });
      const { data, nextCursor } = pageOf(rows, limit, ({ id }) => [id]);
      return { data: data.map(importDocument), nextCursor };
    },
  });

  app.get('/api/v1/doubt-imports/:id', {
    config,
    schema: { tags, summary: '一份疑点清单 / one list', params: Path, response: { 200: DoubtImport } },
    handler: (request) =>
      act(database, request, { ...reading, target: request.params.id }, async (transaction) => {
        await requireImporter(transaction, personOf(request));
        return importDocument(await importOf(transaction, personOf(request).centre, request.params.id));
      }),
  });

  app.get('/api/v1/doubt-imports/:id/rows', {
    config,
    schema: {
      tags,
      summary: '疑点清单各行 / the lines of a list',
      params: Path,
      querystring: Type.Object(pageQuery, closed),
      response: { 200: Page(DoubtImportRow) },
    },
    handler: async (request) => {
      const { limit = 50, cursor } = request.query;
      const [after = 0] = decodeCursor(cursor, 1) ?? [];
      if (typeof after !== 'number' || !Number.isSafeInteger(after)) throw new Problem('invalid-cursor');
      const rows = await act(database, request, { ...reading, target: request.params.id }, async (transaction) => {
        const { centre } = personOf(request);
        await requireImporter(transaction, personOf(request));
        const { id } = await importOf(transaction, centre, request.params.id);
        return listListed(transaction, centre, id, { after, limit });
      });
      return pageOf(rows, limit, ({ line }) => [line]);
    },
  });

  app.post('/api/v1/doubt-imports/:id/application', {
    config,
    schema: {
      tags,
      summary: '导入疑点清单 / imports a list, in the background; all of it or nothing',
      params: Path,
      response: { 202: DoubtImport },
    },
    handler: async (request, reply) => {
      const { id } = request.params;
      const attempt = { action: 'doubt-import.applied', targetType: 'doubt-import', target: id } as const;
      const list = await act(database, request, attempt, (transaction) =>
        applyList(transaction, personOf(request), id, traceOf(request)),
      );
      nudge();
      return reply.status(202).send(importDocument(list));
    },
  });

  app.post('/api/v1/doubt-imports/:id/cancellation', {
    config,
    schema: {
      tags,
      summary: '取消疑点清单 / brings nothing of it; what was raised is taken back before anybody saw it',
      params: Path,
      response: { 200: DoubtImport },
    },
    handler: async (request) => {
      const { id } = request.params;
      const attempt = { action: 'doubt-import.cancelled', targetType: 'doubt-import', target: id } as const;
      const list = await act(database, request, attempt, (transaction) =>
        cancelList(transaction, personOf(request), id, traceOf(request)),
      );
      nudge();
      return importDocument(list);
    },
  });
}
