import { Readable } from 'node:stream';
import { EntryExport, ExportFormatCode, Page, pageQuery, Reason } from '@zhiheng/contracts';
import { type Database, inCentre, newId } from '@zhiheng/database';
import { type App, callerOf, decodeCursor, Problem, pageOf, prefersEnglish, traceOf } from '@zhiheng/http';
import { Type } from 'typebox';
import { contentOf } from '../exports/content.ts';
import { exportDocument } from '../exports/document.ts';
import { formats } from '../exports/format.ts';
import { type ExportJob, ownerOf } from '../exports/job.ts';
import { readLog } from '../reading.ts';
import { appendEntries } from '../store/entry-store.ts';
import {
  countOpenExports,
  endExport,
  findExport,
  insertExport,
  listExports,
  lockExport,
} from '../store/export-store.ts';
import { EntryId, entryFilters } from './entry-schemas.ts';

const access = { personOrScope: 'audit:read' } as const;
const tags = ['audit'];
/** Unfinished exports of one caller. */
const mostOpen = 3;
/** What reading for an export asks of a person. */
const exporting = { action: 'export', scoped: true } as const;

const ExportInput = Type.Object(
  {
    format: ExportFormatCode,
    filters: Type.Optional(Type.Object(entryFilters, { additionalProperties: false })),
    reason: Reason,
  },
  {
    additionalProperties: false,
    examples: [{ format: 'csv', filters: { action: 'request.', unit: 'enterprise-pension' }, reason: '季度稽核取证' }],
  },
);
const File = {
  description: '文件 / the file; Content-Length and Content-Digest tell whether it is whole',
  content: { 'application/octet-stream': { schema: Type.Unsafe<NodeJS.ReadableStream>({ type: 'string' }) } },
};

/** Exports of the log: asked for, worked on by whichever process, had as a file by who asked. */
export function exportRoutes(app: App, { database, nudge }: { database: Database; nudge: () => void }): void {
  app.post('/audit/v1/exports', {
    config: { access },
    schema: { tags, summary: '申请导出日志 / export the log', body: ExportInput, response: { 202: EntryExport } },
    handler: async (request, reply) => {
      const { format, filters = {}, reason } = request.body;
      const owner = ownerOf(callerOf(request));
      const id = newId();
      const language = prefersEnglish(request.headers['accept-language']) ? 'en' : 'zh';
      const job = await readLog(database, request, {
        ...exporting,
        reading: { action: 'export.requested', targetType: 'export', target: id, reason, details: { format, filters } },
        work: async (transaction, centre) => {
          if ((await countOpenExports(transaction, centre, owner)) >= mostOpen)
            throw new Problem('too-many-requests', `${mostOpen} exports are not finished yet.`);
          const { correlationId } = traceOf(request);
          const asked = { id, owner, correlationId, format, filters, reason };
          const inserted = await insertExport(transaction, centre, { ...asked, language });
          return exportDocument(transaction, centre, inserted);
        },
      });
      nudge();
      return reply.status(202).header('location', `/audit/v1/exports/${id}`).send(job);
    },
  });

  app.get('/audit/v1/exports', {
    config: { access },
    schema: {
      tags,
      summary: '本人的导出 / one’s own exports, newest first',
      querystring: Type.Object(pageQuery, { additionalProperties: false }),
      response: { 200: Page(EntryExport) },
    },
    handler: async (request) => {
      const { limit = 50, cursor } = request.query;
      const before = idOf(cursor);
      const caller = callerOf(request);
      const { centre } = caller;
      const jobs = await inCentre(database, centre, async (transaction) => {
        const found = await listExports(transaction, centre, ownerOf(caller), { before, limit: limit + 1 });
        const documents: EntryExport[] = [];
        for (const job of found) documents.push(await exportDocument(transaction, centre, job));
        return documents;
      });
      return pageOf(jobs, limit, ({ id }) => [id]);
    },
  });

  app.get('/audit/v1/exports/:id', {
    config: { access },
    schema: { tags, summary: '一项导出 / one export', params: EntryId, response: { 200: EntryExport } },
    handler: async (request) => {
      const caller = callerOf(request);
      const { id } = request.params;
      return inCentre(database, caller.centre, async (transaction) => {
        const job = known(await findExport(transaction, caller.centre, ownerOf(caller), id), id);
        return exportDocument(transaction, caller.centre, job);
      });
    },
  });

  app.post('/audit/v1/exports/:id/cancellation', {
    config: { access },
    schema: {
      tags,
      summary: '取消导出，或删除其文件 / cancel an export, or give up its file',
      params: EntryId,
      response: { 200: EntryExport },
    },
    handler: async (request) => {
      const caller = callerOf(request);
      const { centre } = caller;
      const { id } = request.params;
      return inCentre(database, centre, async (transaction) => {
        const job = known(await lockExport(transaction, centre, ownerOf(caller), id), id);
        const ended = await endExport(transaction, centre, id, { state: 'cancelled' });
        // Cancelled twice, it is cancelled once.
        if (!ended) return exportDocument(transaction, centre, job);
        await appendEntries(transaction, centre, [
          { ...traceOf(request), action: 'export.cancelled', outcome: 'done', targetType: 'export', target: id },
        ]);
        return exportDocument(transaction, centre, ended);
      });
    },
  });

  app.get('/audit/v1/exports/:id/content', {
    // Whoever asks for the head alone would have all of it read, and logged as had.
    exposeHeadRoute: false,
    config: { access },
    schema: { tags, summary: '下载 / the file of a finished export', params: EntryId, response: { 200: File } },
    handler: async (request, reply) => {
      const owner = ownerOf(callerOf(request));
      const { id } = request.params;
      const job = await readLog(database, request, {
        ...exporting,
        reading: { action: 'export.downloaded', targetType: 'export', target: id },
        work: async (transaction, centre) => {
          const found = known(await findExport(transaction, centre, owner, id), id);
          if (found.state === 'queued' || found.state === 'running') throw new Problem('not-ready');
          if (found.state !== 'ready') throw new Problem('no-longer-there');
          return found;
        },
      });
      const { type, extension } = formats[job.format];
      const name = `entries-${job.createdAt.toISOString().slice(0, 10)}-${id.slice(-8)}.${extension}`;
      return reply
        .type(type)
        .header('content-length', job.bytes)
        .header('content-digest', `sha-256=:${job.digest?.toString('base64')}:`)
        .header('content-disposition', `attachment; filename="${name}"`)
        .header('cache-control', 'private, no-store')
        .send(
          Readable.from(contentOf(database, callerOf(request).centre, job), {
            objectMode: false,
          }) as NodeJS.ReadableStream,
        );
    },
  });
}

/** Another's export is not found, like one that never was. */
function known(job: ExportJob | undefined, id: string): ExportJob {
  if (!job) throw new Problem('not-found', `Export ${id}`);
  return job;
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Throws Problem `invalid-cursor`. */
function idOf(cursor: string | undefined): string | undefined {
  const id = decodeCursor(cursor, 1)?.[0];
  if (id !== undefined && !uuid.test(String(id))) throw new Problem('invalid-cursor');
  return id as string | undefined;
}
