import { Entry } from '@zhiheng/contracts';
import { type Database, inCentre } from '@zhiheng/database';
import { type App, callerOf, clientOf, decodeCursor, Problem, pageOf, traceOf } from '@zhiheng/http';
import { takeIn } from '../intake.ts';
import type { LogKeys } from '../log-keys.ts';
import { proveEntry } from '../proof.ts';
import { type Reading, readLog } from '../reading.ts';
import { findEntry, logSize, pageEntries } from '../store/entry-store.ts';
import { Append, Appended, EntryId, EntryPage, EntryQuery, Proof } from './schemas.ts';

const access = { personOrScope: 'audit:read' } as const;
/** 1,000 entries as large as an entry may be would be 64 MiB; one request gets a quarter of that. */
const appendLimit = 16 * 1024 * 1024;

export interface EntryRouteOptions {
  database: Database;
  keys: LogKeys;
  onAppended: () => void;
}

export function entryRoutes(app: App, { database, keys, onAppended }: EntryRouteOptions): void {
  app.get('/audit/v1/entries', {
    config: { access },
    schema: {
      tags: ['audit'],
      summary: '查询日志 / query the log, newest first',
      querystring: EntryQuery,
      response: { 200: EntryPage },
    },
    handler: async (request) => {
      const { limit = 50, cursor, ...filters } = request.query;
      const place = decodeCursor(cursor, 2);
      if (place && (typeof place[0] !== 'number' || typeof place[1] !== 'string')) throw new Problem('invalid-cursor');
      const reading = place ? undefined : queried({ details: { filters } });
      return readLog(database, request, reading, async (transaction, centre) => {
        const bound = (place?.[0] as number | undefined) ?? (await logSize(transaction, centre)) ?? 0;
        const before = place?.[1] as string | undefined;
        const rows = await pageEntries(transaction, centre, filters, {
          bound,
          limit,
          ...(before === undefined ? {} : { before }),
        });
        return pageOf(rows, limit, ({ id }) => [bound, id]);
      });
    },
  });

  app.get('/audit/v1/entries/:id', {
    config: { access },
    schema: { tags: ['audit'], summary: '一条记录 / one entry', params: EntryId, response: { 200: Entry } },
    handler: async (request) => {
      const { id } = request.params;
      return readLog(database, request, queried({ target: id }), async (transaction, centre) => {
        const entry = await findEntry(transaction, centre, id);
        if (!entry) throw new Problem('not-found', `Entry ${id}`);
        return entry;
      });
    },
  });

  app.get('/audit/v1/entries/:id/proof', {
    config: { access },
    schema: {
      tags: ['audit'],
      summary: '存在证明 / proof that the signed tree holds the entry',
      params: EntryId,
      response: { 200: Proof },
    },
    handler: async (request) => {
      const { id } = request.params;
      return readLog(database, request, queried({ target: id, details: { proof: true } }), (transaction, centre) =>
        proveEntry(transaction, centre, id, keys),
      );
    },
  });

  app.post('/audit/v1/entries', {
    bodyLimit: appendLimit,
    config: { access: { scope: 'audit:write' } },
    schema: {
      tags: ['audit'],
      summary: '追加记录 / append, all or nothing, idempotent by id',
      body: Append,
      response: { 201: Appended },
    },
    handler: async (request, reply) => {
      const { client, centre } = clientOf(request);
      const { correlationId, address } = traceOf(request);
      const entries = Array.isArray(request.body) ? request.body : [request.body];
      const ids = await takeIn(database, centre, entries, { client, correlationId, address });
      onAppended();
      return reply.status(201).send({ ids });
    },
  });
}

const queried = (facts: Omit<Reading, 'action'>): Reading => ({ action: 'entries.queried', ...facts });
