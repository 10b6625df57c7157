import type { AddWorkingDays } from '@zhiheng/calendar';
import {
  ClosureInput,
  ExtensionInput,
  Id,
  idempotencyHeaders,
  Page,
  RecheckInput,
  Rectification,
  RectificationAnswerInput,
  RectificationCounts,
  RectificationDetail,
  RectificationInput,
  said,
  VoidingInput,
} from '@zhiheng/contracts';
import type { Database } from '@zhiheng/database';
import { type App, fieldProblem, pageOf, personOf, prefersEnglish, traceOf } from '@zhiheng/http';
import { mostRows, spreadsheetType, workbook } from '@zhiheng/http/spreadsheet';
import type { FastifyRequest } from 'fastify';
import { type TSchema, Type } from 'typebox';
import { act } from '../act.ts';
import { askExtension } from '../findings/extension.ts';
import { orderRectification } from '../findings/order.ts';
import { moveRectification, type RectificationMove, rectificationActions } from '../findings/rectification-acts.ts';
import { listRectifications, rectificationCounts, rectificationDetail } from '../findings/rectification-documents.ts';
import { rectificationSheet } from '../findings/sheets.ts';
import { once } from '../retry.ts';
import { append } from '../store/log-store.ts';
import { IdPath, idAfter, RectificationFilterQuery, RectificationQuery } from './finding-queries.ts';

const tags = ['rectifications'];
const config = { access: 'person' } as const;
const path = '/api/v1/rectifications';

interface Room {
  database: Database;
  addWorkingDays: AddWorkingDays;
}

export function rectificationRoutes(app: App, room: Room): void {
  readingRoutes(app, room);
  orderRoute(app, room);
  actRoutes(app, room);
  extensionRoute(app, room);
}

function readingRoutes(app: App, { database }: Room): void {
  const refused = { action: 'access.refused', targetType: 'rectification' } as const;

  app.get(path, {
    config,
    schema: {
      tags,
      summary: '查询整改 / orders to rectify, newest first',
      querystring: RectificationQuery,
      response: { 200: Page(Rectification) },
    },
    handler: async (request) => {
      const { limit = 50, cursor, ...filters } = request.query;
      const before = idAfter(cursor);
      const rows = await act(database, request, refused, (transaction) =>
        listRectifications(transaction, personOf(request), filters, { limit, ...(before ? { before } : {}) }),
      );
      return pageOf(rows, limit, ({ id }) => [id]);
    },
  });

  app.get(`${path}/counts`, {
    config,
    schema: {
      tags,
      summary: '整改计数 / how many orders, by where they stand',
      querystring: RectificationFilterQuery,
      response: { 200: RectificationCounts },
    },
    handler: (request) =>
      act(database, request, refused, (transaction) =>
        rectificationCounts(transaction, personOf(request), request.query),
      ),
  });

  app.get('/api/v1/rectifications.xlsx', {
    config,
    schema: {
      tags,
      summary: '整改清单表格 / the orders as a workbook',
      querystring: RectificationFilterQuery,
      response: { 200: { content: { [spreadsheetType]: { schema: Type.Unsafe<Buffer>(Type.String()) } } } },
    },
    handler: async (request, reply) => {
      const caller = personOf(request);
      const rows = await act(database, request, refused, async (transaction) => {
        const found = await listRectifications(transaction, caller, request.query, { limit: mostRows });
        const details = { rows: Math.min(found.length, mostRows) };
        const entry = { ...traceOf(request), outcome: 'done', targetType: 'rectification', details } as const;
        await append(transaction, caller.centre, [{ action: 'rectifications.exported', ...entry }]);
        return found;
      });
      const sheet = rectificationSheet(rows.slice(0, mostRows), prefersEnglish(request.headers['accept-language']));
      return reply
        .header('content-type', spreadsheetType)
        .header('content-disposition', 'attachment; filename="rectifications.xlsx"')
        .send(await workbook([sheet]));
    },
  });

  app.get(`${path}/:id`, {
    config,
    schema: {
      tags,
      summary: '一份整改通知书及其经过 / one order with its findings and history',
      params: IdPath,
      response: { 200: RectificationDetail },
    },
    handler: (request) =>
      act(database, request, { ...refused, target: request.params.id }, (transaction) =>
        rectificationDetail(transaction, personOf(request), request.params.id),
      ),
  });
}

function orderRoute(app: App, { database, addWorkingDays }: Room): void {
  app.post(path, {
    config,
    schema: {
      tags,
      summary: '下达整改通知书 / orders a section to put findings right',
      headers: idempotencyHeaders,
      body: RectificationInput,
      response: { 201: RectificationDetail },
    },
    handler: async (request, reply) => {
      const caller = personOf(request);
      const input = request.body;
      const attempt = { action: 'rectification.issued', targetType: 'rectification' } as const;
      const made = await act(database, request, attempt, async (transaction) => {
        const retry = { operation: 'rectification', key: request.headers['idempotency-key'], meaning: input };
        const id = await once(transaction, caller, retry, async () => {
          return orderRectification(transaction, caller, { input, trace: traceOf(request), addWorkingDays });
        });
        return rectificationDetail(transaction, caller, id);
      });
      return reply.code(201).send(made);
    },
  });
}

function actRoutes(app: App, { database, addWorkingDays }: Room): void {
  /** Does something with an order, once for a key, and gives the order. */
  const move = (
    request: FastifyRequest & { params: { id: string } },
    doing: RectificationMove['act'],
    more: Pick<RectificationMove, 'note' | 'evidence' | 'accountability' | 'workingDays'> = {},
  ) => {
    const { id } = request.params;
    const caller = personOf(request);
    const attempt = { action: rectificationActions[doing], targetType: 'rectification', target: id } as const;
    return act(database, request, attempt, async (transaction) => {
      const key = request.headers['idempotency-key'] as string | undefined;
      await once(transaction, caller, { operation: `rectification-${doing}`, key, meaning: [id, more] }, async () => {
        await moveRectification(transaction, caller, {
          id,
          act: doing,
          ...more,
          trace: traceOf(request),
          addWorkingDays,
        });
        return id;
      });
      return rectificationDetail(transaction, caller, id);
    });
  };
  const about = <B extends TSchema>(summary: string, body: B) => ({
    tags,
    summary,
    params: IdPath,
    headers: idempotencyHeaders,
    body,
    response: { 200: RectificationDetail },
  });

  app.post(`${path}/:id/receipt`, {
    config,
    schema: about('签收 / confirms its receipt', Type.Object({}, { additionalProperties: false, examples: [{}] })),
    handler: (request) => move(request, 'receive'),
  });

  app.post(`${path}/:id/answer`, {
    config,
    schema: about('回复整改情况并附证据 / answers with what was done, and its proof', RectificationAnswerInput),
    handler: (request) => move(request, 'answer', request.body),
  });

  app.post(`${path}/:id/recheck`, {
    config,
    schema: about('复查，不由整改人 / checks it, by another than who rectified', RecheckInput),
    handler: (request) => {
      const { result, ...more } = request.body;
      return move(request, result, noted(more, result === 'return'));
    },
  });

  app.post(`${path}/:id/voiding`, {
    config,
    schema: about(
      '作废尚未签收的通知书，由签发人 / takes back an order that nobody has received, by who issued it',
      VoidingInput,
    ),
    handler: (request) => move(request, 'void', { note: request.body.reason }),
  });

  app.post(`${path}/:id/closure`, {
    config,
    schema: about('销号或退回 / closes it with its findings, or sends it back', ClosureInput),
    handler: (request) => {
      const { result, ...more } = request.body;
      return move(request, result, noted(more, result === 'refuse'));
    },
  });
}

function extensionRoute(app: App, { database, addWorkingDays }: Room): void {
  app.post(`${path}/:id/extension`, {
    config,
    schema: {
      tags,
      summary: '申请延期一次，由领导审批 / asks for more time, once; the leadership decides',
      params: IdPath,
      body: ExtensionInput,
      response: { 202: Type.Object({ approval: Id }) },
    },
    handler: async (request, reply) => {
      const { id } = request.params;
      const attempt = { action: 'rectification.extension-asked', targetType: 'rectification', target: id } as const;
      const approval = await act(database, request, attempt, (transaction) =>
        askExtension(transaction, personOf(request), {
          id,
          ...request.body,
          trace: traceOf(request),
          addWorkingDays,
        }),
      );
      return reply.code(202).send({ approval });
    },
  });
}

/** Throws Problem `invalid-request` where what is sent back lacks its reason. */
function noted<T extends { note?: string }>(more: T, needed: boolean): T {
  if (needed && more.note === undefined) throw fieldProblem('invalid-request', '/note', said('reason-needed'));
  return more;
}
