import type { AddWorkingDays } from '@zhiheng/calendar';
import type { Database } from '@zhiheng/database';
import { type App, pageOf, personOf, traceOf } from '@zhiheng/http';
import { act } from '../act.ts';
import { completeSelfCheck, listSelfChecks, readSelfCheck, type SelfCheckWithFigures } from '../self-checks.ts';
import type { SelfCheckRow } from '../store/self-check-store.ts';
import { placeOf } from './cursors.ts';
import { Completion, SelfCheckDetail, SelfCheckPage, SelfCheckPath, SelfCheckQuery } from './schemas.ts';

const tags = ['self-checks'];
const config = { access: 'person' } as const;

export function selfCheckRoutes(
  app: App,
  { database, addWorkingDays }: { database: Database; addWorkingDays: AddWorkingDays },
): void {
  app.get('/api/v1/self-checks', {
    config,
    schema: {
      tags,
      summary: '查询自查 / self-checks, newest month first',
      querystring: SelfCheckQuery,
      response: { 200: SelfCheckPage },
    },
    handler: async (request) => {
      const { limit = 50, cursor, ...filters } = request.query;
      const after = placeOf(cursor);
      const page = { filters, limit, ...(after ? { after } : {}) };
      const rows = await act(database, request, { action: 'access.refused', targetType: 'self-check' }, (transaction) =>
        listSelfChecks(transaction, personOf(request), page),
      );
      const { data, nextCursor } = pageOf(rows, limit, ({ month, unit }) => [month, unit]);
      return { data: data.map(shown), nextCursor };
    },
  });

  app.get('/api/v1/self-checks/:id', {
    config,
    schema: {
      tags,
      summary: '一份自查及当月数字 / one self-check with the figures of its month',
      params: SelfCheckPath,
      response: { 200: SelfCheckDetail },
    },
    handler: async (request) => {
      const { id } = request.params;
      const attempt = { action: 'access.refused', targetType: 'self-check', target: id } as const;
      return shown(
        await act(database, request, attempt, (transaction) => readSelfCheck(transaction, personOf(request), id)),
      );
    },
  });

  app.post('/api/v1/self-checks/:id/completion', {
    config,
    schema: {
      tags,
      summary: '完成自查 / answer a self-check, once',
      params: SelfCheckPath,
      body: Completion,
      response: { 200: SelfCheckDetail },
    },
    handler: async (request) => {
      const { id } = request.params;
      const completion = { id, ...request.body, trace: traceOf(request), addWorkingDays };
      const attempt = { action: 'self-check.completed', targetType: 'self-check', target: id } as const;
      return shown(
        await act(database, request, attempt, (transaction) =>
          completeSelfCheck(transaction, personOf(request), completion),
        ),
      );
    },
  });
}

function shown<T extends SelfCheckRow | SelfCheckWithFigures>(row: T) {
  return {
    ...row,
    openedAt: row.openedAt.toISOString(),
    dueAt: row.dueAt.toISOString(),
    draftedAt: row.draftedAt?.toISOString() ?? null,
    completedAt: row.completedAt?.toISOString() ?? null,
  };
}
