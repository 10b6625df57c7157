import { RemovalPreview, RetainedMonth, Retention, RetentionInput } from '@zhiheng/contracts';
import type { Database, Transaction } from '@zhiheng/database';
import { type App, decodeCursor, Problem, pageOf, personOf, traceOf } from '@zhiheng/http';
import { type Month, monthPattern } from '../archive/months.ts';
import { readLog } from '../reading.ts';
import { previewRemoval, removeMonth, takeBackRemoval } from '../removal.ts';
import { setRetention, takeBackChange } from '../retention.ts';
import { monthDocuments, retentionOf } from '../retention-document.ts';
import { keptMonths } from '../store/removal-store.ts';
import {
  MonthPath,
  MonthsPage,
  MonthsQuery,
  RemovalAnswer,
  RemovalInput,
  RetentionAnswer,
  WithdrawalInput,
} from './retention-schemas.ts';

const tags = ['retention'];
/** Who may look, and who may act: over the whole centre. */
const looking = ['read', 'retain'] as const;
const acting = 'retain';

/** How long the log is kept, and the removal of what has been kept long enough. `nudge` has files deleted at once. */
export function retentionRoutes(app: App, { database, nudge }: { database: Database; nudge: () => void }): void {
  app.get('/audit/v1/retention', {
    config: { access: { personOrScope: 'audit:read' } },
    schema: { tags, summary: '日志保存期限 / how long the log is kept', response: { 200: Retention } },
    handler: (request) => readLog(database, request, { action: looking, work: retentionOf }),
  });

  app.put('/audit/v1/retention', {
    config: { access: 'person' },
    schema: {
      tags,
      summary:
        '设定保存期限，缩短须两人 / set how long the log is kept: shorter than now, a second person has to ask the same',
      body: RetentionInput,
      response: { 200: RetentionAnswer, 202: RetentionAnswer },
    },
    handler: async (request, reply) => {
      const caller = personOf(request);
      const answer = await readLog(database, request, {
        action: acting,
        work: async (transaction, centre) => ({
          state: await setRetention(transaction, caller, request.body, traceOf(request)),
          retention: await retentionOf(transaction, centre),
        }),
      });
      return reply.status(answer.state === 'set' ? 200 : 202).send(answer);
    },
  });

  app.post('/audit/v1/retention/withdrawal', {
    config: { access: 'person' },
    schema: {
      tags,
      summary: '撤回本人提出的缩短 / take back a shorter time that one has asked for and nobody has confirmed',
      body: WithdrawalInput,
      response: { 200: Retention },
    },
    handler: (request) => {
      const caller = personOf(request);
      return readLog(database, request, {
        action: acting,
        work: async (transaction, centre) => {
          await takeBackChange(transaction, caller, request.body.reason, traceOf(request));
          return retentionOf(transaction, centre);
        },
      });
    },
  });

  app.get('/audit/v1/retention/months', {
    config: { access: { personOrScope: 'audit:read' } },
    schema: {
      tags,
      summary: '已归档的月份与到期清单 / archived months, newest first: which are due, held, removed',
      querystring: MonthsQuery,
      response: { 200: MonthsPage },
    },
    handler: async (request) => {
      const { due = false, limit = 50, cursor } = request.query;
      const before = monthOf(cursor);
      const query = { due, limit: limit + 1, ...(before === undefined ? {} : { before }) };
      return readLog(database, request, {
        action: looking,
        work: async (transaction, centre) => {
          const { data, nextCursor } = pageOf(await keptMonths(transaction, centre, query), limit, ({ month }) => [
            month,
          ]);
          return { data: await monthDocuments(transaction, centre, data), nextCursor };
        },
      });
    },
  });

  app.get('/audit/v1/retention/months/:month/removal/preview', {
    config: { access: 'person' },
    schema: {
      tags,
      summary: '移除前预览 / what the removal of a month would take, what it leaves, and what hinders it',
      params: MonthPath,
      response: { 200: RemovalPreview },
    },
    handler: (request) => {
      const { month } = request.params;
      return readLog(database, request, {
        action: looking,
        work: (transaction, centre) => previewRemoval(transaction, centre, month),
      });
    },
  });

  app.post('/audit/v1/retention/months/:month/removal', {
    config: { access: 'person' },
    schema: {
      tags,
      summary: '移除到期月份，须两人 / remove a month whose retention is over: done when a second person asks the same',
      params: MonthPath,
      body: RemovalInput,
      response: { 200: RemovalAnswer, 202: RemovalAnswer },
    },
    handler: async (request, reply) => {
      const caller = personOf(request);
      const wish = { month: request.params.month, reason: request.body.reason };
      const answer = await readLog(database, request, {
        action: acting,
        work: async (transaction, centre) => {
          const state = await removeMonth(transaction, caller, wish, traceOf(request));
          return { state, month: await monthNow(transaction, centre, wish.month) };
        },
      });
      if (answer.state === 'removed') nudge();
      return reply.status(answer.state === 'removed' ? 200 : 202).send(answer);
    },
  });

  app.post('/audit/v1/retention/months/:month/removal/withdrawal', {
    config: { access: 'person' },
    schema: {
      tags,
      summary: '撤回本人提出的移除 / take back a removal that one has asked for and nobody has confirmed',
      params: MonthPath,
      body: WithdrawalInput,
      response: { 200: RetainedMonth },
    },
    handler: (request) => {
      const caller = personOf(request);
      const wish = { month: request.params.month, reason: request.body.reason };
      return readLog(database, request, {
        action: acting,
        work: async (transaction, centre) => {
          await takeBackRemoval(transaction, caller, wish, traceOf(request));
          return monthNow(transaction, centre, wish.month);
        },
      });
    },
  });
}

async function monthNow(transaction: Transaction, centre: string, month: Month): Promise<RetainedMonth> {
  const [told] = await monthDocuments(transaction, centre, await keptMonths(transaction, centre, { month, limit: 1 }));
  return told as RetainedMonth;
}

/** Throws Problem `invalid-cursor`. */
function monthOf(cursor: string | undefined): string | undefined {
  const month = decodeCursor(cursor, 1)?.[0];
  if (month !== undefined && !monthPattern.test(String(month))) throw new Problem('invalid-cursor');
  return month as string | undefined;
}
