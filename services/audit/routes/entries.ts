import { Entry, type EntryInput, noSuch } from '@zhiheng/contracts';
import type { Database } from '@zhiheng/database';
import { type App, callerOf, clientOf, Problem, traceOf } from '@zhiheng/http';
import type { Archive } from '../archive/places.ts';
import { facetsOf } from '../facets.ts';
import { Intake } from '../intake.ts';
import type { LogKeys } from '../log-keys.ts';
import { firstPage, pageBeside, queryAction, readPlace } from '../query.ts';
import { readLog } from '../reading.ts';
import { inScope } from '../scope.ts';
import { settleEntry, settleLog } from '../settling.ts';
import { fetchEntry, proveEntry } from '../whereabouts.ts';
import { EntryId, EntryPage, EntryQuery, FacetAnswer, FacetQuery } from './entry-schemas.ts';
import { Append, Appended, Proof } from './schemas.ts';

const access = { personOrScope: 'audit:read' } as const;
/** 1,000 entries as large as an entry may be would be 64 MiB; one request gets a quarter of that. */
const appendLimit = 16 * 1024 * 1024;

export interface EntryRouteOptions {
  database: Database;
  keys: LogKeys;
  archive: Archive;
  /** Wakes the sequencer. */
  nudge: () => void;
}

export function entryRoutes(app: App, { database, keys, archive, nudge }: EntryRouteOptions): void {
  const tags = ['audit'];
  const intake = new Intake(database);

  app.get('/audit/v1/entries', {
    config: { access },
    schema: {
      tags,
      summary: '查询日志 / query the log',
      querystring: EntryQuery,
      response: { 200: EntryPage },
    },
    handler: async (request) => {
      const { limit = 50, cursor, ...query } = request.query;
      const place = readPlace(cursor);
      const caller = callerOf(request);
      if (place)
        return readLog(database, request, {
          scoped: true,
          work: (transaction, centre, _logged, scope) =>
            pageBeside(transaction, centre, scope, caller, query, limit, place, { archive, keys }),
        });
      return readLog(database, request, {
        scoped: true,
        reading: { action: queryAction, details: { filters: query } },
        settle: (centre) => settleLog(database, centre, nudge),
        work: (transaction, centre, logged, scope) =>
          firstPage(transaction, centre, scope, query, limit, logged, { archive, keys }),
      });
    },
  });

  app.get('/audit/v1/entries/facets', {
    config: { access },
    schema: {
      tags,
      summary: '分面计数 / counts by action, outcome, actor, unit, item',
      querystring: FacetQuery,
      response: { 200: FacetAnswer },
    },
    handler: async (request) => {
      const { top = 10, ...filters } = request.query;
      return readLog(database, request, {
        scoped: true,
        reading: { action: queryAction, details: { filters, facets: true } },
        settle: (centre) => settleLog(database, centre, nudge),
        work: (transaction, centre, _logged, scope) => facetsOf(transaction, centre, scope, filters, top),
      });
    },
  });

  app.get('/audit/v1/entries/:id', {
    config: { access },
    schema: { tags, summary: '一条记录 / one entry', params: EntryId, response: { 200: Entry } },
    handler: async (request) => {
      const { id } = request.params;
      return readLog(database, request, {
        scoped: true,
        reading: { action: queryAction, target: id },
        work: async (transaction, centre, _logged, scope) => {
          const entry = await fetchEntry(transaction, centre, id, { archive, keys });
          if (!inScope(scope, entry)) throw new Problem('not-found', noSuch('entry', id));
          return entry;
        },
      });
    },
  });

  app.get('/audit/v1/entries/:id/proof', {
    config: { access },
    schema: {
      tags,
      summary: '存在证明 / proof that the signed tree holds the entry',
      params: EntryId,
      response: { 200: Proof },
    },
    handler: async (request) => {
      const { id } = request.params;
      return readLog(database, request, {
        scoped: true,
        reading: { action: queryAction, target: id, details: { proof: true } },
        settle: (centre) => settleEntry(database, centre, id, nudge),
        work: async (transaction, centre, _logged, scope) => {
          const proof = await proveEntry(transaction, centre, id, { archive, keys });
          if (!inScope(scope, proof.entry)) throw new Problem('not-found', noSuch('entry', id));
          return proof;
        },
      });
    },
  });

  app.post('/audit/v1/entries', {
    bodyLimit: appendLimit,
    config: { access: { scope: 'audit:write' } },
    schema: {
      tags,
      summary: '追加记录 / append, all or nothing, idempotent by id',
      body: Append,
      response: { 201: Appended },
    },
    handler: async (request, reply) => {
      const { client, centre } = clientOf(request);
      const { correlationId, address } = traceOf(request);
      const facts = { client, correlationId, address };
      const [first, ...others] = Array.isArray(request.body) ? request.body : [request.body];
      const ids = others.length
        ? await intake.takeSeveral(centre, request.body as EntryInput[], facts)
        : [await intake.takeOne(centre, first as EntryInput, facts)];
      nudge();
      return reply.status(201).send({ ids });
    },
  });
}
