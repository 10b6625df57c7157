import {
  AllotmentAnswer,
  AllotmentInput,
  Inspection,
  InspectionInput,
  InspectionPage,
  InspectionPath,
  InspectionPreview,
  InspectionQuery,
  SampledPage,
  SampledQuery,
} from '@zhiheng/contracts';
import { type Database, inCentre } from '@zhiheng/database';
import { type App, decodeCursor, Problem, pageOf, personOf, traceOf } from '@zhiheng/http';
import type { FastifyRequest } from 'fastify';
import { act } from '../act.ts';
import { allotSample } from '../sampling/allotting.ts';
import { inspectionDocument } from '../sampling/document.ts';
import { askDraw, tryDraw } from '../sampling/drawing.ts';
import { askFreeze, continueFreeze } from '../sampling/freezing.ts';
import {
  cancelInspection,
  listInspections,
  planInspection,
  readInspection,
  requireSight,
  showInspection,
} from '../sampling/planning.ts';
import { previewInspection } from '../sampling/preview.ts';
import { complete, reveal } from '../sampling/revealing.ts';
import type { Seals } from '../seals.ts';
import { pageSample } from '../store/sample-store.ts';

const tags = ['inspections'];
const config = { access: 'person' } as const;
const reading = { action: 'access.refused', targetType: 'inspection' } as const;
/** What is frozen within the request itself; the schedule goes on with more. */
const portionsAtOnce = 3;

/** Inspections: planned, frozen, drawn, allotted, revealed. */
export function inspectionRoutes(app: App, { database, seals }: { database: Database; seals: Seals }): void {
  app.get('/api/v1/inspections', {
    config,
    schema: {
      tags,
      summary: '稽核抽查列表 / inspections, newest first',
      querystring: InspectionQuery,
      response: { 200: InspectionPage },
    },
    handler: async (request) => {
      const { limit = 50, cursor, ...filters } = request.query;
      const [after] = decodeCursor(cursor, 1) ?? [];
      if (after !== undefined && typeof after !== 'string') throw new Problem('invalid-cursor');
      const page = { filters, limit, ...(after === undefined ? {} : { after }) };
      const rows = await act(database, request, reading, (transaction) =>
        listInspections(transaction, personOf(request), page),
      );
      const { data, nextCursor } = pageOf(rows, limit, ({ id }) => [id]);
      return { data: data.map(inspectionDocument), nextCursor };
    },
  });

  app.post('/api/v1/inspections', {
    config,
    schema: {
      tags,
      summary: '计划稽核抽查并承诺抽样密数 / plan one and commit to its secret; one a period',
      body: InspectionInput,
      response: { 201: Inspection },
    },
    handler: async (request, reply) => {
      const { period } = request.body;
      const attempt = { action: 'inspection.planned', targetType: 'inspection', details: { period } } as const;
      const planned = await act(database, request, attempt, (transaction) =>
        planInspection(transaction, personOf(request), { input: request.body, seals, trace: traceOf(request) }),
      );
      return reply.code(201).send(inspectionDocument(planned));
    },
  });

  app.post('/api/v1/inspections/preview', {
    config,
    schema: {
      tags,
      summary: '预览各层件数与抽取数 / what a plan would draw of each stratum',
      body: InspectionInput,
      response: { 200: InspectionPreview },
    },
    handler: async (request) => {
      const caller = personOf(request);
      const attempt = { action: 'inspection.previewed', targetType: 'inspection' } as const;
      await act(database, request, attempt, (transaction) => requireSight(transaction, caller));
      return previewInspection(database, caller, request.body);
    },
  });

  app.get('/api/v1/inspections/:id', {
    config,
    schema: {
      tags,
      summary: '一次稽核抽查 / one inspection',
      params: InspectionPath,
      response: { 200: Inspection },
    },
    handler: async (request) => {
      const { id } = request.params;
      return inspectionDocument(
        await act(database, request, { ...reading, target: id }, (transaction) =>
          showInspection(transaction, personOf(request), id),
        ),
      );
    },
  });

  const step = <T>(
    request: FastifyRequest,
    id: string,
    action: Parameters<typeof act>[2]['action'],
    work: (transaction: Parameters<Parameters<typeof act<T>>[3]>[0]) => Promise<T>,
  ) => act(database, request, { action, targetType: 'inspection', target: id }, work);
  const shown = async (centre: string, id: string) =>
    inspectionDocument(await inCentre(database, centre, (transaction) => readInspection(transaction, centre, id)));

  app.post('/api/v1/inspections/:id/cancellation', {
    config,
    schema: {
      tags,
      summary: '取消尚未冻结的稽核 / give up one that is only planned',
      params: InspectionPath,
      response: { 200: Inspection },
    },
    handler: async (request) => {
      const about = { id: request.params.id, trace: traceOf(request) };
      return inspectionDocument(
        await step(request, about.id, 'inspection.cancelled', (transaction) =>
          cancelInspection(transaction, personOf(request), about),
        ),
      );
    },
  });

  app.post('/api/v1/inspections/:id/freeze', {
    config,
    schema: {
      tags,
      summary: '冻结总体 / freeze the population; a large one is gone on with in the background',
      params: InspectionPath,
      response: { 200: Inspection },
    },
    handler: async (request) => {
      const { id } = request.params;
      const caller = personOf(request);
      await step(request, id, 'inspection.freezing', (transaction) =>
        askFreeze(transaction, caller, { id, trace: traceOf(request) }),
      );
      await continueFreeze(database, caller.centre, id, { portions: portionsAtOnce });
      return shown(caller.centre, id);
    },
  });

  app.post('/api/v1/inspections/:id/draw', {
    config,
    schema: {
      tags,
      summary: '抽样；检查点未覆盖冻结记录时等待 / draw; waits for a signed checkpoint that covers the freeze',
      params: InspectionPath,
      response: { 200: Inspection },
    },
    handler: async (request) => {
      const { id } = request.params;
      const caller = personOf(request);
      await step(request, id, 'inspection.draw-asked', (transaction) =>
        askDraw(transaction, caller, { id, trace: traceOf(request) }),
      );
      await tryDraw(database, caller.centre, id, seals);
      return shown(caller.centre, id);
    },
  });

  app.post('/api/v1/inspections/:id/allotment', {
    config,
    schema: {
      tags,
      summary: '分派样本 / give what was drawn to inspectors who had no part in it',
      params: InspectionPath,
      body: AllotmentInput,
      response: { 200: AllotmentAnswer },
    },
    handler: (request) => {
      const { id } = request.params;
      return step(request, id, 'inspection.allotted', (transaction) =>
        allotSample(transaction, personOf(request), { id, trace: traceOf(request), ...request.body }),
      );
    },
  });

  app.post('/api/v1/inspections/:id/reveal', {
    config,
    schema: {
      tags,
      summary: '公开抽样密数 / tell the secret, so that anybody can redraw',
      params: InspectionPath,
      response: { 200: Inspection },
    },
    handler: async (request) => {
      const { id } = request.params;
      return inspectionDocument(
        await step(request, id, 'inspection.revealed', (transaction) =>
          reveal(transaction, personOf(request), { id, trace: traceOf(request), seals }),
        ),
      );
    },
  });

  app.post('/api/v1/inspections/:id/completion', {
    config,
    schema: {
      tags,
      summary: '办结 / complete it',
      params: InspectionPath,
      response: { 200: Inspection },
    },
    handler: async (request) => {
      const about = { id: request.params.id, trace: traceOf(request) };
      return inspectionDocument(
        await step(request, about.id, 'inspection.completed', (transaction) =>
          complete(transaction, personOf(request), about),
        ),
      );
    },
  });

  app.get('/api/v1/inspections/:id/sample', {
    config,
    schema: {
      tags,
      summary: '样本 / what was drawn, in the order of the population',
      params: InspectionPath,
      querystring: SampledQuery,
      response: { 200: SampledPage },
    },
    handler: async (request) => {
      const { limit = 50, cursor, mine, ...filters } = request.query;
      const [after] = decodeCursor(cursor, 1) ?? [];
      if (after !== undefined && typeof after !== 'number') throw new Problem('invalid-cursor');
      const { id } = request.params;
      const caller = personOf(request);
      const page = {
        ...{ filters, limit },
        ...(after === undefined ? {} : { after }),
        ...(mine ? { mine: caller.person } : {}),
      };
      const rows = await act(database, request, { ...reading, target: id }, async (transaction) => {
        await showInspection(transaction, caller, id);
        return pageSample(transaction, caller.centre, id, page);
      });
      return pageOf(rows, limit, ({ ordinal }) => [ordinal]);
    },
  });
}
