import { DeadSignal, Page, pageQuery, SignalStream } from '@zhiheng/contracts';
import type { Database } from '@zhiheng/database';
import { type App, decodeCursor, Problem, pageOf, personOf, traceOf } from '@zhiheng/http';
import { Type } from 'typebox';
import { deadDocument, forAdministrators, requireStream, retryStream, streamDocument } from '../signals/overview.ts';
import { listDead, listStreams } from '../store/signal-overview-store.ts';

const tags = ['signals'];
const config = { access: 'person' } as const;
const Query = Type.Object(pageQuery, { additionalProperties: false });
const Path = Type.Object({ id: Type.String({ format: 'uuid', description: '事件流 / stream' }) });

/** What administrators of security see of the streams, and may do about them. */
export function signalOverviewRoutes(
  app: App,
  { database, nudge }: { database: Database; nudge(centre: string): void },
) {
  app.get('/ssf/overview', {
    config,
    schema: {
      tags,
      summary: '全部事件流，最新在前 / streams of all clients, newest first',
      querystring: Query,
      response: { 200: Page(SignalStream) },
    },
    handler: (request) => {
      const { limit = 50, cursor } = request.query;
      const before = idOf(cursor);
      return forAdministrators(database, personOf(request), traceOf(request), async (transaction, centre) => {
        const rows = await listStreams(transaction, centre, { before, limit: limit + 1 });
        const { data, nextCursor } = pageOf(rows, limit, ({ id }) => [id]);
        return { data: data.map(streamDocument), nextCursor };
      });
    },
  });

  app.get('/ssf/overview/:id/dead', {
    config,
    schema: {
      tags,
      summary: '未能送达的事件 / what could not be delivered, oldest first',
      params: Path,
      querystring: Query,
      response: { 200: Page(DeadSignal) },
    },
    handler: (request) => {
      const { limit = 50, cursor } = request.query;
      const after = idOf(cursor);
      return forAdministrators(database, personOf(request), traceOf(request), async (transaction, centre) => {
        await requireStream(transaction, centre, request.params.id);
        const rows = await listDead(transaction, centre, request.params.id, { after, limit: limit + 1 });
        const { data, nextCursor } = pageOf(rows, limit, ({ id }) => [id]);
        return { data: data.map(deadDocument), nextCursor };
      });
    },
  });

  app.post('/ssf/overview/:id/retries', {
    config,
    schema: {
      tags,
      summary: '重新推送未能送达的事件 / try again what could not be delivered',
      params: Path,
      response: { 200: SignalStream },
    },
    handler: async (request) => {
      const caller = personOf(request);
      const { id } = request.params;
      const stream = await forAdministrators(database, caller, traceOf(request), (transaction, centre) =>
        retryStream(transaction, centre, id, traceOf(request)),
      );
      nudge(caller.centre);
      return streamDocument(stream);
    },
  });
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Throws Problem `invalid-cursor`. */
function idOf(cursor: string | undefined): string | undefined {
  const id = decodeCursor(cursor, 1)?.[0];
  if (id !== undefined && !uuid.test(String(id))) throw new Problem('invalid-cursor');
  return id as string | undefined;
}
