import { Adjustment, Exception, ExceptionEndInput, Id, IdOrCode, Page, pageQuery } from '@zhiheng/contracts';
import { type App, callerOf, pageOf, personOf, traceOf } from '@zhiheng/http';
import { Type } from 'typebox';
import type { Desk } from '../desk.ts';
import { endException } from '../exception-end.ts';
import { adjustmentDocuments, exceptionDocuments, unitsWatched } from '../exceptions.ts';
import { defaultLimit, idOfCursor } from '../list-page.ts';
import { codeOf } from '../request-fields.ts';
import { listAdjustments } from '../store/adjustment-store.ts';
import { type ExceptionRow, listExceptions, readException } from '../store/exception-store.ts';
import { findPerson } from '../store/people-store.ts';
import { look, type View } from '../viewer.ts';

const access = { personOrScope: 'decide' } as const;
const closed = { additionalProperties: false } as const;
const filters = { rule: Type.Optional(IdOrCode), person: Type.Optional(IdOrCode), ...pageQuery };

interface Query {
  rule?: string;
  person?: string;
  limit?: number;
  cursor?: string;
}

/** Exceptions to the rules, and the holdings that are to be given up: for internal control, heads, and those they are about. */
export function exceptionRoutes(app: App, desk: Desk): void {
  app.get('/api/v1/exceptions', {
    config: { access },
    schema: {
      tags: ['exceptions'],
      summary: '例外 / exceptions to a rule, newest first',
      querystring: Type.Object(
        { state: Type.Optional(Type.Enum(['planned', 'active', 'expired', 'ended'])), ...filters },
        closed,
      ),
      response: { 200: Page(Exception) },
    },
    handler: (request) =>
      look(desk, callerOf(request), (view) => page(view, request.query, listExceptions, exceptionDocuments)),
  });

  app.post('/api/v1/exceptions/:id/end', {
    config: { access: 'person' },
    schema: {
      tags: ['exceptions'],
      summary: '提前终止例外 / end an exception; what it permitted has to be given up',
      params: Type.Object({ id: Id }, closed),
      body: ExceptionEndInput,
      response: { 200: Exception },
    },
    handler: async (request) => {
      const caller = personOf(request);
      const { id } = request.params;
      await endException(desk, caller, id, request.body.reason, traceOf(request));
      return look(desk, caller, async (view) => {
        const row = (await readException(view.transaction, view.centre, id)) as ExceptionRow;
        return (await exceptionDocuments(view, [row]))[0] as Exception;
      });
    },
  });

  app.get('/api/v1/adjustments', {
    config: { access },
    schema: {
      tags: ['exceptions'],
      summary: '权限调整任务 / holdings in conflict that are to be given up, newest first',
      querystring: Type.Object(
        {
          state: Type.Optional(Type.Enum(['open', 'closed'])),
          escalatedTo: Type.Optional(
            Type.Literal('me', { description: '逾期后转到我处 / overdue, and come to the caller' }),
          ),
          ...filters,
        },
        closed,
      ),
      response: { 200: Page(Adjustment) },
    },
    handler: (request) =>
      look(desk, callerOf(request), (view) => {
        const { escalatedTo, ...query } = request.query;
        if (escalatedTo === undefined) return page(view, query, listAdjustments, adjustmentDocuments);
        const { person } = personOf(request);
        return page(view, { ...query, escalatedTo: person }, listAdjustments, adjustmentDocuments);
      }),
  });
}

type Filter = Parameters<typeof listExceptions>[2] & Parameters<typeof listAdjustments>[2];

async function page<Row extends { id: string }, Document>(
  view: View,
  { rule, person, limit = defaultLimit, cursor, ...query }: Query & { state?: string; escalatedTo?: string },
  list: (transaction: View['transaction'], centre: string, filter: Filter) => Promise<Row[]>,
  shown: (view: View, rows: readonly Row[]) => Promise<Document[]>,
): Promise<{ data: Document[]; nextCursor: string | null }> {
  const before = idOfCursor(cursor);
  const who = person === undefined ? undefined : await findPerson(view.transaction, view.centre, person);
  if (person !== undefined && !who) return { data: [], nextCursor: null };
  const rows = await list(view.transaction, view.centre, {
    ...query,
    ...unitsWatched(view),
    ...(rule === undefined ? {} : { rule: codeOf(view.policy, 'rule', rule) }),
    ...(who ? { person: who.id } : {}),
    ...(before === undefined ? {} : { before }),
    limit: limit + 1,
  });
  const { data, nextCursor } = pageOf(rows, limit, ({ id }) => [id]);
  return { data: await shown(view, data), nextCursor };
}
