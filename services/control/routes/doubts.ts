import type { AddWorkingDays } from '@zhiheng/calendar';
import {
  Code,
  Doubt,
  DoubtActInput,
  DoubtAssignment,
  DoubtConclusionInput,
  DoubtCounts,
  DoubtDetail,
  DoubtOrigin,
  DoubtRectificationInput,
  DoubtState,
  Id,
  idempotencyHeaders,
  Page,
  pageQuery,
  RiskLevel,
  StopConfirmation,
  Username,
} from '@zhiheng/contracts';
import type { Database, Transaction } from '@zhiheng/database';
import { type App, pageOf, personOf, type Trace, traceOf } from '@zhiheng/http';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { act } from '../act.ts';
import { actionOf, assign, conclude, plainAct } from '../doubts/acts.ts';
import { confirmStop } from '../doubts/confirm-stop.ts';
import { doubtDocument, wholeDocument } from '../doubts/document.ts';
import { countByRule, listDoubts, readDoubt } from '../doubts/read.ts';
import { rectifyDoubt } from '../doubts/rectify.ts';
import { once } from '../retry.ts';
import { idOfCursor } from './cursors.ts';

const closed = { additionalProperties: false } as const;
const config = { access: 'person' } as const;
const tags = ['doubts'];
const Path = Type.Object({ id: Id }, closed);
const reading = { action: 'access.refused', targetType: 'doubt' } as const;

const filters = {
  rule: Type.Optional(Code),
  severity: Type.Optional(RiskLevel),
  state: Type.Optional(DoubtState),
  unit: Type.Optional(Code),
  origin: Type.Optional(DoubtOrigin),
  assignee: Type.Optional(Username),
  batch: Type.Optional(Id),
  case: Type.Optional(Id),
  overdue: Type.Optional(Type.Boolean()),
};
const DoubtFilterQuery = Type.Object(filters, closed);

/** Doubts: found, verified, concluded, reviewed, approved. */
export function doubtRoutes(
  app: App,
  { database, addWorkingDays }: { database: Database; addWorkingDays: AddWorkingDays },
): void {
  app.get('/api/v1/doubts', {
    config,
    schema: {
      tags,
      summary: '查询疑点 / doubts, newest first',
      querystring: Type.Object({ ...filters, ...pageQuery }, closed),
      response: { 200: Page(Doubt) },
    },
    handler: async (request) => {
      const { limit = 50, cursor, ...asked } = request.query;
      const before = idOfCursor(cursor);
      const rows = await act(database, request, reading, (transaction) =>
        listDoubts(transaction, personOf(request), asked, { limit, ...(before === undefined ? {} : { before }) }),
      );
      const { data, nextCursor } = pageOf(rows, limit, ({ id }) => [id]);
      return { data: data.map(doubtDocument), nextCursor };
    },
  });

  app.get('/api/v1/doubts/counts', {
    config,
    schema: {
      tags,
      summary: '各规则的疑点数 / how many doubts, by rule',
      querystring: DoubtFilterQuery,
      response: { 200: DoubtCounts },
    },
    handler: async (request) => ({
      data: await act(database, request, reading, (transaction) =>
        countByRule(transaction, personOf(request), request.query),
      ),
    }),
  });

  app.get('/api/v1/doubts/:id', {
    config,
    schema: { tags, summary: '一个疑点 / one doubt', params: Path, response: { 200: DoubtDetail } },
    handler: (request) => {
      const { id } = request.params;
      return act(database, request, { ...reading, target: id }, (transaction) => shown(transaction, request, id));
    },
  });

  app.post('/api/v1/doubts/:id/assignment', {
    config,
    schema: {
      tags,
      summary: '分派疑点 / assigns it to somebody who may verify it and is not involved',
      params: Path,
      body: DoubtAssignment,
      response: { 200: DoubtDetail },
    },
    handler: (request) =>
      doing(request, request.params.id, 'doubt.assigned', (transaction, id, trace) =>
        assign(transaction, personOf(request), id, request.body.assignee, trace),
      ),
  });

  app.post('/api/v1/doubts/:id/conclusion', {
    config,
    schema: {
      tags,
      summary: '核查结论 / what verification came to',
      params: Path,
      body: DoubtConclusionInput,
      response: { 200: DoubtDetail },
    },
    handler: (request) =>
      doing(request, request.params.id, 'doubt.concluded', (transaction, id, trace) =>
        conclude(transaction, personOf(request), id, request.body, trace),
      ),
  });

  app.post('/api/v1/doubts/:id/acts', {
    config,
    schema: {
      tags,
      summary: '处理疑点 / begins, reviews, approves, returns … it',
      params: Path,
      body: DoubtActInput,
      response: { 200: DoubtDetail },
    },
    handler: (request) =>
      doing(request, request.params.id, actionOf[request.body.act], (transaction, id, trace) =>
        plainAct(transaction, personOf(request), id, request.body, trace),
      ),
  });

  app.post('/api/v1/doubts/:id/stop-confirmation', {
    config,
    schema: {
      tags,
      summary: '确认已停发 / says that the benefit was stopped, since when and by which case or document',
      params: Path,
      body: StopConfirmation,
      response: { 200: DoubtDetail },
    },
    handler: (request) =>
      doing(request, request.params.id, 'doubt.stop-confirmed', (transaction, id, trace) =>
        confirmStop(transaction, personOf(request), id, { input: request.body, trace }),
      ),
  });

  app.post('/api/v1/doubts/:id/rectification', {
    config,
    schema: {
      tags,
      summary: '转入整改 / raises a finding of what was confirmed, to be rectified',
      params: Path,
      headers: idempotencyHeaders,
      body: DoubtRectificationInput,
      response: { 200: DoubtDetail },
    },
    handler: (request) =>
      doing(request, request.params.id, 'doubt.finding-raised', (transaction, id, trace) => {
        const { body: input, headers } = request;
        const retry = { operation: 'doubt-rectification', key: headers['idempotency-key'], meaning: [id, input] };
        return once(transaction, personOf(request), retry, async () => {
          await rectifyDoubt(transaction, personOf(request), id, { input, trace, addWorkingDays });
          return id;
        });
      }),
  });

  function doing(
    request: FastifyRequest,
    id: string,
    action: (typeof actionOf)[keyof typeof actionOf],
    work: (transaction: Transaction, id: string, trace: Trace) => Promise<unknown>,
  ): Promise<DoubtDetail> {
    return act(database, request, { action, targetType: 'doubt', target: id }, async (transaction) => {
      await work(transaction, id, traceOf(request));
      return shown(transaction, request, id);
    });
  }

  const shown = async (transaction: Transaction, request: FastifyRequest, id: string): Promise<DoubtDetail> =>
    wholeDocument(await readDoubt(transaction, personOf(request), id));
}
