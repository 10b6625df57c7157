import {
  CancellationInput,
  Case,
  CaseCandidate,
  CaseInput,
  Id,
  IdOrCode,
  idempotencyHeaders,
  Page,
  pageQuery,
  RecordedStep,
  StepInput,
} from '@zhiheng/contracts';
import { type App, callerOf, decodeCursor, hasOwnCorrelation, Problem, pageOf, traceOf } from '@zhiheng/http';
import { Type } from 'typebox';
import { caseDocument, stepDocument } from '../case-document.ts';
import type { Cases } from '../cases.ts';
import { defaultLimit, idOfCursor, isId } from '../list-page.ts';
import { retryOf } from '../retry.ts';
import { actingPerson, stepRequest } from '../step-request.ts';
import type { Steps } from '../steps.ts';

export interface CaseRouteOptions {
  cases: Cases;
  steps: Steps;
}

const CaseQuery = Type.Object(
  {
    item: Type.Optional(IdOrCode),
    unit: Type.Optional(IdOrCode),
    state: Type.Optional(Type.Enum(['open', 'complete', 'cancelled'])),
    reference: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
    referencePrefix: Type.Optional(
      Type.String({ minLength: 1, maxLength: 200, description: '办件号的开头 / what the reference begins with' }),
    ),
    ...pageQuery,
  },
  { additionalProperties: false },
);
const CaseId = Type.Object({ id: Id });

const beforeId = (cursor: string | undefined) => {
  const before = idOfCursor(cursor);
  return before === undefined ? {} : { before };
};

/** Where a page in the order of references begins. Throws `invalid-cursor`. */
function afterReference(cursor: string | undefined) {
  const [reference, id] = decodeCursor(cursor, 2) ?? [];
  if (reference === undefined) return {};
  if (!isId(String(id))) throw new Problem('invalid-cursor');
  return { after: { reference: String(reference), id: String(id) } };
}

export function caseRoutes(app: App, { cases, steps }: CaseRouteOptions): void {
  app.post('/api/v1/cases', {
    config: { access: { personOrScope: 'cases:write' } },
    schema: {
      tags: ['cases'],
      summary: '受理办件 / open a case',
      headers: idempotencyHeaders,
      body: CaseInput,
      response: { 201: Case },
    },
    handler: async (request, reply) => {
      const key = request.headers['idempotency-key'];
      const caller = callerOf(request);
      const told = await cases.open(caller, request.body, traceOf(request), hasOwnCorrelation(request), key);
      return reply.status(201).header('location', `/api/v1/cases/${told.one.id}`).send(caseDocument(told));
    },
  });

  app.get('/api/v1/cases', {
    config: { access: 'authenticated' },
    schema: {
      tags: ['cases'],
      summary:
        '办件列表，按办件号开头查找时以办件号为序 / cases, newest first; by reference where referencePrefix is given',
      querystring: CaseQuery,
      response: { 200: Page(Case) },
    },
    handler: async (request) => {
      const { limit = defaultLimit, cursor, ...filter } = request.query;
      const isByReference = filter.referencePrefix !== undefined;
      const place = isByReference ? afterReference(cursor) : beforeId(cursor);
      const rows = await cases.list(callerOf(request), { ...filter, ...place, limit: limit + 1 });
      const { data, nextCursor } = pageOf(rows, limit, ({ one: { id, reference } }) =>
        isByReference ? [reference, id] : [id],
      );
      return { data: data.map(caseDocument), nextCursor };
    },
  });

  app.get('/api/v1/cases/:id', {
    config: { access: 'authenticated' },
    schema: { tags: ['cases'], summary: '一个办件 / one case', params: CaseId, response: { 200: Case } },
    handler: async (request) => caseDocument(await cases.read(callerOf(request), request.params.id)),
  });

  app.get('/api/v1/cases/:id/candidates', {
    config: { access: 'authenticated' },
    schema: {
      tags: ['cases'],
      summary: '下一职责的人选，不能办理者附原因 / who holds the next duty, and why some may not do it',
      params: CaseId,
      querystring: Type.Object(pageQuery, { additionalProperties: false }),
      response: { 200: Page(CaseCandidate) },
    },
    handler: async (request) => {
      const { limit = defaultLimit, cursor } = request.query;
      const after = idOfCursor(cursor);
      const rows = await cases.candidates(
        callerOf(request),
        request.params.id,
        { ...(after === undefined ? {} : { after }), limit: limit + 1 },
        traceOf(request),
      );
      return pageOf(rows, limit, ({ person }) => [person]);
    },
  });

  app.post('/api/v1/cases/:id/steps', {
    config: { access: { personOrScope: 'cases:write' } },
    schema: {
      tags: ['cases'],
      summary: '登记环节：判定、登记、留痕为一体 / judge, record and log a step',
      params: CaseId,
      headers: idempotencyHeaders,
      body: StepInput,
      response: { 201: RecordedStep },
    },
    handler: async (request, reply) => {
      const caller = callerOf(request);
      const { params, body } = request;
      const order = stepRequest(caller, params.id, body, traceOf(request), hasOwnCorrelation(request));
      const retry = retryOf(caller, 'step', request.headers['idempotency-key'], [
        order.case,
        order.duty,
        order.actor,
        order.outcome,
        order.note,
      ]);
      const { step, ...told } = await steps.record(caller.centre, { ...order, ...(retry ? { retry } : {}) });
      return reply.status(201).send({ step: stepDocument(step, told.names), case: caseDocument(told) });
    },
  });

  app.post('/api/v1/cases/:id/cancellation', {
    config: { access: { personOrScope: 'cases:write' } },
    schema: {
      tags: ['cases'],
      summary: '撤销办件 / cancel an open case; its steps still count',
      params: CaseId,
      body: CancellationInput,
      response: { 200: Case },
    },
    handler: async (request) => {
      const caller = callerOf(request);
      const { reason, actor } = request.body;
      const id = request.params.id.toLowerCase();
      const trace = traceOf(request);
      const told = await cases.cancel(caller.centre, {
        ...actingPerson(caller, actor),
        ...{ case: id, reason },
        trace: hasOwnCorrelation(request) ? trace : { ...trace, correlationId: id },
      });
      return caseDocument(told);
    },
  });
}
