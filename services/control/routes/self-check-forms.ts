import type { AddWorkingDays } from '@zhiheng/calendar';
import {
  Code,
  Id,
  Instant,
  Name,
  nullable,
  Page,
  pageQuery,
  SelfCheckDraftInput,
  SelfCheckFormDocument,
  SelfCheckReturnInput,
  Username,
} from '@zhiheng/contracts';
import type { Database } from '@zhiheng/database';
import { type App, pageOf, personOf, traceOf } from '@zhiheng/http';
import { Type } from 'typebox';
import { act } from '../act.ts';
import { listFillable, readForm, saveForm } from '../self-check/draft.ts';
import { missingOf } from '../self-check/form.ts';
import { returnSelfCheck } from '../self-check/return.ts';
import { placeOf } from './cursors.ts';

const closed = { additionalProperties: false } as const;
const tags = ['self-checks'];
const config = { access: 'person' } as const;
const Path = Type.Object({ id: Id }, closed);
const one = '/api/v1/self-checks/:id';

const Fillable = Type.Object(
  {
    id: Id,
    unit: Code,
    unitName: nullable(Name),
    month: Type.String(),
    dueAt: Instant,
    overdue: Type.Boolean(),
    draftedBy: nullable(Username),
    missing: nullable(Type.Integer({ minimum: 0, description: '未答题数 / questions without an answer' })),
  },
  closed,
);

/** Filling in the form of a self-check, and giving back what was signed off. */
export function selfCheckFormRoutes(
  app: App,
  { database, addWorkingDays }: { database: Database; addWorkingDays: AddWorkingDays },
): void {
  app.get('/api/v1/self-check-drafts', {
    config,
    schema: {
      tags,
      summary: '待本人填写的自查表 / open forms that one may fill in, the oldest month first',
      querystring: Type.Object(pageQuery, closed),
      response: { 200: Page(Fillable) },
    },
    handler: async (request) => {
      const { limit = 50, cursor } = request.query;
      const after = placeOf(cursor);
      const reading = { action: 'access.refused', targetType: 'self-check' } as const;
      const rows = await act(database, request, reading, (transaction) =>
        listFillable(transaction, personOf(request), { limit, ...(after ? { after } : {}) }),
      );
      const { data, nextCursor } = pageOf(rows, limit, ({ month, unit }) => [month, unit]);
      return {
        nextCursor,
        data: data.map(({ id, unit, unitName, month, dueAt, overdue, draftedBy, form, draft }) => ({
          ...{ id, unit, unitName, month, overdue, draftedBy },
          dueAt: dueAt.toISOString(),
          missing: form && missingOf(form, draft).length,
        })),
      };
    },
  });

  app.get(`${one}/draft`, {
    config,
    schema: {
      tags,
      summary: '自查表、草稿及系统数据 / the form with its draft and the figures by the system',
      params: Path,
      response: { 200: SelfCheckFormDocument },
    },
    handler: (request) => {
      const id = request.params.id.toLowerCase();
      const reading = { action: 'access.refused', targetType: 'self-check', target: id } as const;
      return act(database, request, reading, (transaction) => readForm(transaction, personOf(request), id));
    },
  });

  app.put(`${one}/draft`, {
    config,
    schema: {
      tags,
      summary: '保存自查草稿 / save a draft over the one that was looked at',
      params: Path,
      body: SelfCheckDraftInput,
      response: { 200: SelfCheckFormDocument },
    },
    handler: (request) => {
      const id = request.params.id.toLowerCase();
      const attempt = { action: 'self-check.drafted', targetType: 'self-check', target: id } as const;
      const saved = { id, ...request.body, trace: traceOf(request) };
      return act(database, request, attempt, (transaction) => saveForm(transaction, personOf(request), saved));
    },
  });

  app.post(`${one}/return`, {
    config,
    schema: {
      tags,
      summary: '退回更正 / give a signed self-check back to be corrected',
      params: Path,
      body: SelfCheckReturnInput,
      response: { 200: SelfCheckFormDocument },
    },
    handler: (request) => {
      const id = request.params.id.toLowerCase();
      const attempt = { action: 'self-check.returned', targetType: 'self-check', target: id } as const;
      const caller = personOf(request);
      const returned = { id, ...request.body, trace: traceOf(request), addWorkingDays };
      return act(database, request, attempt, async (transaction) => {
        await returnSelfCheck(transaction, caller, returned);
        return readForm(transaction, caller, id);
      });
    },
  });
}
