import {
  clearingStates,
  DoubtClearing,
  DoubtClearingAnswer,
  DoubtClearingInput,
  DrawnDoubt,
  Id,
  Page,
  pageQuery,
  SpotCheckInput,
} from '@zhiheng/contracts';
import type { Database } from '@zhiheng/database';
import { type App, decodeCursor, Problem, pageOf, personOf, traceOf } from '@zhiheng/http';
import { Type } from 'typebox';
import { act } from '../act.ts';
import { checkOne, clearingDocument, clearingOf, requireSpotSight } from '../doubt-clearings/check.ts';
import { clearDoubts } from '../doubt-clearings/clear.ts';
import { doubtDocument } from '../doubts/document.ts';
import { drawnLines, listClearings } from '../store/doubt-clearing-store.ts';
import { doubtsOf } from '../store/doubt-store.ts';
import { idOfCursor } from './cursors.ts';

const closed = { additionalProperties: false } as const;
const config = { access: 'person' } as const;
const tags = ['doubts'];
const Path = Type.Object({ id: Id }, closed);
const targetType = 'doubt-clearing';
const reading = { action: 'access.refused', targetType } as const;

/** Doubts cleared many at once, and the spot checks of them. */
export function doubtClearingRoutes(app: App, { database }: { database: Database }): void {
  app.post('/api/v1/doubt-clearings', {
    config,
    schema: {
      tags,
      summary: '批量排除疑点 / clears many at once, each judged by itself; a share is checked by a second person',
      body: DoubtClearingInput,
      response: { 200: DoubtClearingAnswer },
    },
    handler: (request) =>
      act(database, request, { action: 'doubts.cleared', targetType }, async (transaction) => {
        const caller = personOf(request);
        const { clearing, lines } = await clearDoubts(transaction, caller, request.body, traceOf(request));
        const made = clearing === null ? null : await clearingOf(transaction, caller.centre, clearing);
        return { clearing: made && clearingDocument(made), lines };
      }),
  });

  app.get('/api/v1/doubt-clearings', {
    config,
    schema: {
      tags,
      summary: '批量排除记录 / clearings, newest first',
      querystring: Type.Object(
        {
          state: Type.Optional(Type.Enum(Object.keys(clearingStates) as (keyof typeof clearingStates)[])),
          ...pageQuery,
        },
        closed,
      ),
      response: { 200: Page(DoubtClearing) },
    },
    handler: async (request) => {
      const { limit = 50, cursor, state } = request.query;
      const before = idOfCursor(cursor);
      const rows = await act(database, request, reading, async (transaction) => {
        await requireSpotSight(transaction, personOf(request));
        return listClearings(transaction, personOf(request).centre, { state, before, limit });
      });
      const { data, nextCursor } = pageOf(rows, limit, ({ id }) => [id]);
      return { data: data.map(clearingDocument), nextCursor };
    },
  });

  app.get('/api/v1/doubt-clearings/:id', {
    config,
    schema: { tags, summary: '一次批量排除 / one clearing', params: Path, response: { 200: DoubtClearing } },
    handler: (request) =>
      act(database, request, { ...reading, target: request.params.id }, async (transaction) => {
        await requireSpotSight(transaction, personOf(request));
        return clearingDocument(await clearingOf(transaction, personOf(request).centre, request.params.id));
      }),
  });

  app.get('/api/v1/doubt-clearings/:id/drawn', {
    config,
    schema: {
      tags,
      summary: '抽中的疑点 / what is drawn to be checked',
      params: Path,
      querystring: Type.Object(pageQuery, closed),
      response: { 200: Page(DrawnDoubt) },
    },
    handler: async (request) => {
      const { limit = 50, cursor } = request.query;
      const [after = 0] = decodeCursor(cursor, 1) ?? [];
      if (typeof after !== 'number' || !Number.isSafeInteger(after)) throw new Problem('invalid-cursor');
      const { centre } = personOf(request);
      const attempt = { ...reading, target: request.params.id };
      return act(database, request, attempt, async (transaction) => {
        await requireSpotSight(transaction, personOf(request));
        const { id } = await clearingOf(transaction, centre, request.params.id);
        const lines = await drawnLines(transaction, centre, id, { after, limit });
        const { data, nextCursor } = pageOf(lines, limit, ({ place }) => [place]);
        const doubts = await doubtsOf(
          transaction,
          centre,
          data.map(({ doubt }) => doubt),
        );
        return {
          data: data.flatMap(({ doubt, result, checkedBy }) => {
            const row = doubts.get(doubt);
            return row ? [{ doubt: doubtDocument(row), result, checkedBy }] : [];
          }),
          nextCursor,
        };
      });
    },
  });

  app.post('/api/v1/doubt-clearings/:id/checks', {
    config,
    schema: {
      tags,
      summary: '抽查 / checks one of what was drawn, by another than who cleared it',
      params: Path,
      body: SpotCheckInput,
      response: { 200: DoubtClearing },
    },
    handler: (request) => {
      const { id } = request.params;
      return act(database, request, { action: 'doubt.check-passed', targetType, target: id }, async (transaction) =>
        clearingDocument(await checkOne(transaction, personOf(request), id, request.body, traceOf(request))),
      );
    },
  });
}
