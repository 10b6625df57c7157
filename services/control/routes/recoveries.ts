import {
  Code,
  Id,
  idempotencyHeaders,
  Page,
  pageQuery,
  Recovery,
  RecoveryDecisionInput,
  RecoveryDetail,
  RecoveryInput,
  RecoveryLineInput,
  RecoveryOrderInput,
  RecoveryPlanInput,
  RecoveryReversalInput,
  RecoverySource,
  RecoveryState,
  RecoveryTotals,
  RecoveryTransferInput,
  RecoveryWriteOffInput,
} from '@zhiheng/contracts';
import type { Database, Transaction } from '@zhiheng/database';
import { type App, pageOf, personOf, traceOf } from '@zhiheng/http';
import type { FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { act } from '../act.ts';
import { recordMovement, reverseLine } from '../recoveries/lines.ts';
import { openByHand } from '../recoveries/open.ts';
import { decideRecovery, handleRecovery } from '../recoveries/order.ts';
import { confirmPlanOf, proposePlan } from '../recoveries/plans.ts';
import { listRecoveries, readRecovery, recoveryDocument, totalRecoveries } from '../recoveries/read.ts';
import { transferRecovery } from '../recoveries/transfer.ts';
import { askWriteOff } from '../recoveries/write-off.ts';
import { once } from '../retry.ts';
import type { LogEntry } from '../store/log-store.ts';
import { idOfCursor } from './cursors.ts';

const closed = { additionalProperties: false } as const;
const config = { access: 'person' } as const;
const tags = ['recoveries'];
const params = Type.Object({ id: Id }, closed);
const reading = { action: 'access.refused', targetType: 'recovery' } as const;

/** Money that is got back: order, lines, instalments, totals. */
export function recoveryRoutes(app: App, { database }: { database: Database }): void {
  /** Does something to a recovery and gives it as it is then. */
  const change = (
    request: FastifyRequest,
    id: string,
    action: LogEntry['action'],
    work: (transaction: Transaction) => Promise<void>,
  ): Promise<RecoveryDetail> =>
    act(database, request, { action, targetType: 'recovery', target: id }, async (transaction) => {
      await work(transaction);
      return readRecovery(transaction, personOf(request), id);
    });

  app.get('/api/v1/recoveries', {
    config,
    schema: {
      tags,
      summary: '查询追回 / recoveries, newest first',
      querystring: Type.Object(
        {
          state: Type.Optional(RecoveryState),
          unit: Type.Optional(Code),
          source: Type.Optional(RecoverySource),
          about: Type.Optional(Id),
          ...pageQuery,
        },
        closed,
      ),
      response: { 200: Page(Recovery) },
    },
    handler: async (request) => {
      const { limit = 50, cursor, ...filters } = request.query;
      const before = idOfCursor(cursor);
      const page = { filters, limit, ...(before === undefined ? {} : { before }) };
      const rows = await act(database, request, reading, (transaction) =>
        listRecoveries(transaction, personOf(request), page),
      );
      const { data, nextCursor } = pageOf(rows, limit, ({ id }) => [id]);
      return { data: data.map(recoveryDocument), nextCursor };
    },
  });

  app.get('/api/v1/recoveries/totals', {
    config,
    schema: {
      tags,
      summary: '一段时间的追回合计 / sums of the lines written in a period',
      querystring: Type.Object(
        {
          from: Type.String({ format: 'date-time' }),
          until: Type.String({ format: 'date-time' }),
          unit: Type.Optional(Code),
        },
        closed,
      ),
      response: { 200: RecoveryTotals },
    },
    handler: (request) => {
      const { from, until, unit } = request.query;
      const period = { from: new Date(from), until: new Date(until), ...(unit === undefined ? {} : { unit }) };
      return act(database, request, reading, (transaction) => totalRecoveries(transaction, personOf(request), period));
    },
  });

  app.get('/api/v1/recoveries/:id', {
    config,
    schema: {
      tags,
      summary: '一笔追回及其流水与分期 / one with its lines and instalments',
      params,
      response: { 200: RecoveryDetail },
    },
    handler: (request) => {
      const id = request.params.id.toLowerCase();
      return act(database, request, { ...reading, target: id }, (transaction) =>
        readRecovery(transaction, personOf(request), id),
      );
    },
  });

  app.post('/api/v1/recoveries', {
    config,
    schema: {
      tags,
      summary: '对已认定的疑点或问题提起追回 / open one of a confirmed doubt or a finding',
      headers: idempotencyHeaders,
      body: RecoveryInput,
      response: { 201: RecoveryDetail },
    },
    handler: async (request, reply) => {
      const asked = { ...request.body, about: request.body.about.toLowerCase() };
      const caller = personOf(request);
      const retry = { operation: 'recovery', key: request.headers['idempotency-key'], meaning: asked };
      const attempt = { action: 'recovery.opened', targetType: 'recovery' } as const;
      const made = await act(database, request, attempt, async (transaction) => {
        const id = await once(transaction, caller, retry, () =>
          openByHand(transaction, caller, { ...asked, trace: traceOf(request) }),
        );
        return readRecovery(transaction, caller, id);
      });
      return reply.code(201).send(made);
    },
  });

  app.post('/api/v1/recoveries/:id/order', {
    config,
    schema: {
      tags,
      summary: '拟责令退回，送复核 / write the order and put it before its reviewer',
      params,
      body: RecoveryOrderInput,
      response: { 200: RecoveryDetail },
    },
    handler: (request) => {
      const id = request.params.id.toLowerCase();
      return change(request, id, 'recovery.handled', (transaction) =>
        handleRecovery(transaction, personOf(request), { id, ...request.body, trace: traceOf(request) }),
      );
    },
  });

  app.post('/api/v1/recoveries/:id/decisions', {
    config,
    schema: {
      tags,
      summary: '复核或审核 / review or approve it',
      params,
      body: RecoveryDecisionInput,
      response: { 200: RecoveryDetail },
    },
    handler: (request) => {
      const id = request.params.id.toLowerCase();
      const action = request.body.duty === 'review' ? 'recovery.reviewed' : 'recovery.ordered';
      return change(request, id, action, (transaction) =>
        decideRecovery(transaction, personOf(request), { id, ...request.body, trace: traceOf(request) }),
      );
    },
  });

  app.post('/api/v1/recoveries/:id/lines', {
    config,
    schema: {
      tags,
      summary: '登记退款或抵扣 / record a repayment or a deduction; the same reference counts once',
      params,
      body: RecoveryLineInput,
      response: { 200: RecoveryDetail },
    },
    handler: (request) => {
      const id = request.params.id.toLowerCase();
      return change(request, id, `recovery.${request.body.kind}`, (transaction) =>
        recordMovement(transaction, personOf(request), { id, movement: request.body, trace: traceOf(request) }),
      );
    },
  });

  app.post('/api/v1/recoveries/:id/reversals', {
    config,
    schema: {
      tags,
      summary: '冲正一笔流水 / take a line back',
      params,
      body: RecoveryReversalInput,
      response: { 200: RecoveryDetail },
    },
    handler: (request) => {
      const id = request.params.id.toLowerCase();
      const { line, reason } = request.body;
      return change(request, id, 'recovery.reversed', (transaction) =>
        reverseLine(transaction, personOf(request), { id, line: line.toLowerCase(), reason, trace: traceOf(request) }),
      );
    },
  });

  app.post('/api/v1/recoveries/:id/plans', {
    config,
    schema: {
      tags,
      summary: '拟定分期协议 / propose instalments of all that is outstanding',
      params,
      headers: idempotencyHeaders,
      body: RecoveryPlanInput,
      response: { 200: RecoveryDetail },
    },
    handler: (request) => {
      const id = request.params.id.toLowerCase();
      const caller = personOf(request);
      const key = request.headers['idempotency-key'];
      const retry = { operation: 'recovery-plan', key, meaning: [id, request.body] };
      return change(request, id, 'recovery.plan-proposed', async (transaction) => {
        await once(transaction, caller, retry, async () => {
          await proposePlan(transaction, caller, { id, ...request.body, trace: traceOf(request) });
          return id;
        });
      });
    },
  });

  app.post('/api/v1/recoveries/:id/plans/:no/confirmation', {
    config,
    schema: {
      tags,
      summary: '确认分期协议 / put the newest proposal into force',
      params: Type.Object({ id: Id, no: Type.Integer({ minimum: 1, maximum: 1_000_000 }) }, closed),
      response: { 200: RecoveryDetail },
    },
    handler: (request) => {
      const id = request.params.id.toLowerCase();
      const { no } = request.params;
      return change(request, id, 'recovery.plan-confirmed', (transaction) =>
        confirmPlanOf(transaction, personOf(request), { id, no, trace: traceOf(request) }),
      );
    },
  });

  app.post('/api/v1/recoveries/:id/write-off', {
    config,
    schema: {
      tags,
      summary: '提请核销，由中心领导审批 / put a write-off to the leadership',
      params,
      body: RecoveryWriteOffInput,
      response: { 200: RecoveryDetail },
    },
    handler: (request) => {
      const id = request.params.id.toLowerCase();
      return change(request, id, 'approval.asked', (transaction) =>
        askWriteOff(transaction, personOf(request), { id, ...request.body, trace: traceOf(request) }),
      );
    },
  });

  app.post('/api/v1/recoveries/:id/transfer', {
    config,
    schema: {
      tags,
      summary: '移交有权机关 / hand it to the authority that can enforce it',
      params,
      body: RecoveryTransferInput,
      response: { 200: RecoveryDetail },
    },
    handler: (request) => {
      const id = request.params.id.toLowerCase();
      return change(request, id, 'recovery.transferred', (transaction) =>
        transferRecovery(transaction, personOf(request), { id, ...request.body, trace: traceOf(request) }),
      );
    },
  });
}
