import { Readable } from 'node:stream';
import {
  EntryExport,
  ExportFormatCode,
  idempotencyHeaders,
  noSuch,
  Page,
  pageQuery,
  Reason,
  said,
} from '@zhiheng/contracts';
import { type Database, inCentre } from '@zhiheng/database';
import { type App, callerOf, Problem, pageOf, prefersEnglish, traceOf } from '@zhiheng/http';
import { Type } from 'typebox';
import { askExport } from '../exports/ask.ts';
import { contentOf } from '../exports/content.ts';
import { exportDocument } from '../exports/document.ts';
import { formats } from '../exports/format.ts';
import { type ExportJob, ownerOf } from '../exports/job.ts';
import { digestOf, etagOf, partOf } from '../exports/part.ts';
import { idOf } from '../id-cursor.ts';
import { readLog } from '../reading.ts';
import { appendEntries } from '../store/entry-store.ts';
import { endExport, findExport, listExports, lockExport } from '../store/export-store.ts';
import { EntryId, entryFilters } from './entry-schemas.ts';

const access = { personOrScope: 'audit:read' } as const;
const tags = ['audit'];
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
  description:
    '文件 / the file; Content-Length and Content-Digest tell whether it is whole. Range (with If-Range: ETag) goes on where a download broke off; Repr-Digest is of all of it',
  content: { 'application/octet-stream': { schema: Type.Unsafe<NodeJS.ReadableStream>({ type: 'string' }) } },
};

/** Exports of the log: asked for, worked on by whichever process, had as a file by who asked. */
export function exportRoutes(app: App, { database, nudge }: { database: Database; nudge: () => void }): void {
  app.post('/audit/v1/exports', {
    config: { access, stepUp: true },
    schema: {
      tags,
      summary: '申请导出日志 / export the log',
      headers: idempotencyHeaders,
      body: ExportInput,
      response: { 202: EntryExport },
    },
    handler: async (request, reply) => {
      const { format, filters = {}, reason } = request.body;
      const wish = {
        owner: ownerOf(callerOf(request)),
        format,
        filters,
        reason,
        language: prefersEnglish(request.headers['accept-language']) ? ('en' as const) : ('zh' as const),
        idempotencyKey: request.headers['idempotency-key'],
      };
      const job = await readLog(database, request, {
        ...exporting,
        work: async (transaction, centre) =>
          exportDocument(transaction, centre, await askExport(transaction, centre, wish, traceOf(request))),
      });
      nudge();
      return reply.status(202).header('location', `/audit/v1/exports/${job.id}`).send(job);
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
    config: { access, stepUp: true },
    schema: {
      tags,
      summary: '下载 / the file of a finished export',
      params: EntryId,
      response: { 200: File, 206: File },
    },
    handler: async (request, reply) => {
      const owner = ownerOf(callerOf(request));
      const { id } = request.params;
      const { job, part } = await readLog(database, request, {
        ...exporting,
        work: async (transaction, centre) => {
          const found = known(await findExport(transaction, centre, owner, id), id);
          if (found.state === 'queued' || found.state === 'running') throw new Problem('not-ready');
          if (found.state !== 'ready') throw new Problem('no-longer-there');
          const asked = partOf(found, request.headers);
          if (asked === 'unsatisfiable') {
            reply.header('content-range', `bytes */${found.bytes}`);
            throw new Problem('range-not-satisfiable', said('file-bytes', { bytes: found.bytes }));
          }
          const entry = { ...traceOf(request), action: 'export.downloaded', outcome: 'done' } as const;
          await appendEntries(transaction, centre, [
            { ...entry, targetType: 'export', target: id, ...(asked && { details: { ...asked } }) },
          ]);
          return { job: found, part: asked };
        },
      });
      const { type, extension } = formats[job.format];
      const name = `entries-${job.createdAt.toISOString().slice(0, 10)}-${id.slice(-8)}.${extension}`;
      const { start, end } = part ?? { start: 0, end: job.bytes - 1 };
      if (part) reply.status(206).header('content-range', `bytes ${start}-${end}/${job.bytes}`);
      else reply.header('content-digest', digestOf(job));
      return reply
        .type(type)
        .header('content-length', end - start + 1)
        .header('accept-ranges', 'bytes')
        .header('etag', etagOf(job))
        .header('repr-digest', digestOf(job))
        .header('content-disposition', `attachment; filename="${name}"`)
        .header('cache-control', 'private, no-store')
        .send(
          Readable.from(contentOf(database, callerOf(request).centre, id, { start, end }), {
            objectMode: false,
          }) as NodeJS.ReadableStream,
        );
    },
  });
}

/** Another's export is not found, like one that never was. */
function known(job: ExportJob | undefined, id: string): ExportJob {
  if (!job) throw new Problem('not-found', noSuch('export', id));
  return job;
}
