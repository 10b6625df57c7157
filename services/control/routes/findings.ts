import type { AddWorkingDays } from '@zhiheng/calendar';
import {
  type Action,
  Finding,
  FindingConfirmationInput,
  FindingCounts,
  FindingDetail,
  FindingInput,
  FindingJudgementInput,
  FindingReasonInput,
  FindingResponseInput,
  FindingTransferInput,
  idempotencyHeaders,
  Page,
  said,
} from '@zhiheng/contracts';
import type { Database } from '@zhiheng/database';
import { type App, fieldProblem, pageOf, personOf, prefersEnglish, traceOf } from '@zhiheng/http';
import { mostRows, spreadsheetType, workbook } from '@zhiheng/http/spreadsheet';
import type { FastifyRequest } from 'fastify';
import { type TSchema, Type } from 'typebox';
import { act } from '../act.ts';
import { findingActions, moveFinding } from '../findings/finding-acts.ts';
import { findingCounts, findingDetail, listFindings } from '../findings/finding-documents.ts';
import type { FindingAct } from '../findings/finding-machine.ts';
import { recordFinding } from '../findings/record.ts';
import { findingSheet } from '../findings/sheets.ts';
import { once } from '../retry.ts';
import { append } from '../store/log-store.ts';
import { FindingFilterQuery, FindingQuery, IdPath, idAfter } from './finding-queries.ts';

const tags = ['findings'];
const config = { access: 'person' } as const;
const path = '/api/v1/findings';

interface Room {
  database: Database;
  addWorkingDays: AddWorkingDays;
}

export function findingRoutes(app: App, room: Room): void {
  readingRoutes(app, room);
  recordingRoute(app, room);
  actRoutes(app, room);
}

function readingRoutes(app: App, { database }: Room): void {
  const refused = { action: 'access.refused', targetType: 'finding' } as const;

  app.get(path, {
    config,
    schema: {
      tags,
      summary: '查询问题 / findings, newest first',
      querystring: FindingQuery,
      response: { 200: Page(Finding) },
    },
    handler: async (request) => {
      const { limit = 50, cursor, ...filters } = request.query;
      const before = idAfter(cursor);
      const rows = await act(database, request, refused, (transaction) =>
        listFindings(transaction, personOf(request), filters, { limit, ...(before ? { before } : {}) }),
      );
      return pageOf(rows, limit, ({ id }) => [id]);
    },
  });

  app.get(`${path}/counts`, {
    config,
    schema: {
      tags,
      summary: '问题计数 / how many findings, by what they are',
      querystring: FindingFilterQuery,
      response: { 200: FindingCounts },
    },
    handler: (request) =>
      act(database, request, refused, (transaction) => findingCounts(transaction, personOf(request), request.query)),
  });

  app.get('/api/v1/findings.xlsx', {
    config,
    schema: {
      tags,
      summary: '问题清单表格 / the findings as a workbook',
      querystring: FindingFilterQuery,
      response: { 200: { content: { [spreadsheetType]: { schema: Type.Unsafe<Buffer>(Type.String()) } } } },
    },
    handler: async (request, reply) => {
      const caller = personOf(request);
      const rows = await act(database, request, refused, async (transaction) => {
        const found = await listFindings(transaction, caller, request.query, { limit: mostRows });
        const details = { rows: Math.min(found.length, mostRows) };
        const entry = { ...traceOf(request), outcome: 'done', targetType: 'finding', details } as const;
        await append(transaction, caller.centre, [{ action: 'findings.exported', ...entry }]);
        return found;
      });
      const sheet = findingSheet(rows.slice(0, mostRows), prefersEnglish(request.headers['accept-language']));
      return reply
        .header('content-type', spreadsheetType)
        .header('content-disposition', 'attachment; filename="findings.xlsx"')
        .send(await workbook([sheet]));
    },
  });

  app.get(`${path}/:id`, {
    config,
    schema: {
      tags,
      summary: '一个问题及其经过 / one finding with its history',
      params: IdPath,
      response: { 200: FindingDetail },
    },
    handler: (request) =>
      act(database, request, { ...refused, target: request.params.id }, (transaction) =>
        findingDetail(transaction, personOf(request), request.params.id),
      ),
  });
}

function recordingRoute(app: App, { database, addWorkingDays }: Room): void {
  app.post(path, {
    config,
    schema: {
      tags,
      summary: '登记问题 / records a finding',
      headers: idempotencyHeaders,
      body: FindingInput,
      response: { 201: FindingDetail },
    },
    handler: async (request, reply) => {
      const caller = personOf(request);
      const input = request.body;
      const attempt = { action: 'finding.raised', targetType: 'finding', unit: input.unit } as const;
      const made = await act(database, request, attempt, async (transaction) => {
        const retry = { operation: 'finding', key: request.headers['idempotency-key'], meaning: input };
        const id = await once(transaction, caller, retry, async () => {
          return recordFinding(transaction, caller, { input, trace: traceOf(request), addWorkingDays });
        });
        return findingDetail(transaction, caller, id);
      });
      return reply.code(201).send(made);
    },
  });
}

function actRoutes(app: App, { database, addWorkingDays }: Room): void {
  /** Does something with a finding, once for a key, and gives the finding. */
  const move = (
    request: FastifyRequest & { params: { id: string } },
    doing: FindingAct,
    more: Pick<Parameters<typeof moveFinding>[2], 'note' | 'evidence'> = {},
  ) => {
    const { id } = request.params;
    const caller = personOf(request);
    const action: Action = findingActions[doing];
    return act(database, request, { action, targetType: 'finding', target: id }, async (transaction) => {
      const key = request.headers['idempotency-key'] as string | undefined;
      await once(transaction, caller, { operation: `finding-${doing}`, key, meaning: [id, more] }, async () => {
        await moveFinding(transaction, caller, { id, act: doing, ...more, trace: traceOf(request), addWorkingDays });
        return id;
      });
      return findingDetail(transaction, caller, id);
    });
  };
  const about = <B extends TSchema>(summary: string, body: B) => ({
    tags,
    summary,
    params: IdPath,
    headers: idempotencyHeaders,
    body,
    response: { 200: FindingDetail },
  });

  app.post(`${path}/:id/feedback`, {
    config,
    schema: about(
      '向股室反馈 / feeds it back to the section',
      Type.Object({}, { additionalProperties: false, examples: [{}] }),
    ),
    handler: (request) => move(request, 'feed-back'),
  });

  app.post(`${path}/:id/response`, {
    config,
    schema: about('股室意见：认可或异议 / the section accepts or disputes it', FindingResponseInput),
    handler: (request) => {
      const { response, reason } = request.body;
      return move(request, response, reasonFor(reason, response === 'dispute'));
    },
  });

  app.post(`${path}/:id/judgement`, {
    config,
    schema: about('处理异议 / decides on a dispute, for a second person to confirm', FindingJudgementInput),
    handler: (request) => move(request, request.body.judgement, { note: request.body.reason }),
  });

  app.post(`${path}/:id/confirmation`, {
    config,
    schema: about('第二人确认 / a second person confirms that decision or does not', FindingConfirmationInput),
    handler: (request) => {
      const { confirm, reason } = request.body;
      return move(request, confirm ? 'confirm' : 'object', reasonFor(reason, !confirm));
    },
  });

  app.post(`${path}/:id/withdrawal`, {
    config,
    schema: about('反馈前撤销 / withdraws it before it was fed back', FindingReasonInput),
    handler: (request) => move(request, 'drop', { note: request.body.reason }),
  });

  app.post(`${path}/:id/correction`, {
    config,
    schema: about('当场改正，不另下达整改 / closes what was put right at once', FindingReasonInput),
    handler: (request) => move(request, 'correct', { note: request.body.reason }),
  });

  app.post(`${path}/:id/transfer`, {
    config,
    schema: about('移交行政部门 / hands it to the administrative department', FindingTransferInput),
    handler: (request) => move(request, 'transfer', request.body),
  });
}

/** Throws Problem `invalid-request` where a reason is needed and lacks. */
function reasonFor(reason: string | undefined, needed: boolean): { note?: string } {
  if (needed && reason === undefined) throw fieldProblem('invalid-request', '/reason', said('reason-needed'));
  return reason === undefined ? {} : { note: reason };
}
