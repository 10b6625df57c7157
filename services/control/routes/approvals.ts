import {
  ApprovalKindCode,
  ApprovalStateCode,
  ControlApproval,
  ControlDecisionInput,
  Id,
  Page,
  pageQuery,
} from '@zhiheng/contracts';
import type { Database } from '@zhiheng/database';
import { type App, pageOf, personOf, traceOf } from '@zhiheng/http';
import { Type } from 'typebox';
import { act } from '../act.ts';
import { decideApproval, withdrawApproval } from '../approvals/decide.ts';
import { approvalDocument, listApprovals, readApproval } from '../approvals/read.ts';
import { idOfCursor } from './cursors.ts';

const closed = { additionalProperties: false } as const;
const tags = ['control-approvals'];
const config = { access: 'person' } as const;
const one = '/api/v1/control-approvals/:id';
const Path = Type.Object({ id: Id }, closed);

/** What of internal control is put to the leadership of the centre. */
export function approvalRoutes(app: App, { database }: { database: Database }): void {
  app.get('/api/v1/control-approvals', {
    config,
    schema: {
      tags,
      summary: '内控审批事项 / what is put to the leadership, newest first; one’s own for whoever does not oversee',
      querystring: Type.Object(
        {
          kind: Type.Optional(ApprovalKindCode),
          state: Type.Optional(ApprovalStateCode),
          about: Type.Optional(Type.String({ minLength: 1, maxLength: 64 })),
          mine: Type.Optional(Type.Boolean({ description: '只看本人提出的 / only what one asked for oneself' })),
          ...pageQuery,
        },
        closed,
      ),
      response: { 200: Page(ControlApproval) },
    },
    handler: async (request) => {
      const { limit = 50, cursor, ...filter } = request.query;
      const before = idOfCursor(cursor);
      const page = { ...filter, ...(before === undefined ? {} : { before }), limit };
      const rows = await act(database, request, { action: 'access.refused', targetType: 'approval' }, (transaction) =>
        listApprovals(transaction, personOf(request), page),
      );
      const { data, nextCursor } = pageOf(rows, limit, ({ id }) => [id]);
      return { data: data.map(approvalDocument), nextCursor };
    },
  });

  app.get(one, {
    config,
    schema: { tags, summary: '一项内控审批 / one of them', params: Path, response: { 200: ControlApproval } },
    handler: async (request) => {
      const id = request.params.id.toLowerCase();
      const attempt = { action: 'access.refused', targetType: 'approval', target: id } as const;
      return approvalDocument(
        await act(database, request, attempt, (transaction) => readApproval(transaction, personOf(request), id)),
      );
    },
  });

  app.post(`${one}/decisions`, {
    config,
    schema: {
      tags,
      summary: '审批 / approve or reject, once; what is approved is carried out with it',
      params: Path,
      body: ControlDecisionInput,
      response: { 200: ControlApproval },
    },
    handler: async (request) => {
      const id = request.params.id.toLowerCase();
      const attempt = { action: 'approval.decided', targetType: 'approval', target: id } as const;
      const decision = { id, ...request.body, trace: traceOf(request) };
      return approvalDocument(
        await act(database, request, attempt, (transaction) =>
          decideApproval(transaction, personOf(request), decision),
        ),
      );
    },
  });

  app.post(`${one}/withdrawal`, {
    config,
    schema: { tags, summary: '撤回 / withdraw what one asked for', params: Path, response: { 200: ControlApproval } },
    handler: async (request) => {
      const id = request.params.id.toLowerCase();
      const attempt = { action: 'approval.withdrawn', targetType: 'approval', target: id } as const;
      return approvalDocument(
        await act(database, request, attempt, (transaction) =>
          withdrawApproval(transaction, personOf(request), { id, trace: traceOf(request) }),
        ),
      );
    },
  });
}
