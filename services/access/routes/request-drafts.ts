import { DraftInput, Id, idempotencyHeaders, Page, pageQuery, Request, RequestDraft } from '@zhiheng/contracts';
import { type App, pageOf, personOf, traceOf } from '@zhiheng/http';
import { Type } from 'typebox';
import type { Desk } from '../desk.ts';
import { defaultLimit, idOfCursor } from '../list-page.ts';
import { shownRequest } from '../request-document.ts';
import type { RequestDrafts } from '../request-drafts.ts';
import type { DraftRow } from '../store/draft-store.ts';

const closed = { additionalProperties: false } as const;
const config = { access: 'person' } as const;
const tags = ['requests'];
const Params = Type.Object({ id: Id }, closed);

const documentOf = ({ id, content, createdAt, updatedAt }: DraftRow) => ({
  ...{ id, content },
  createdAt: createdAt.toISOString(),
  updatedAt: updatedAt.toISOString(),
});

/** One's own requests that are not submitted yet. */
export function requestDraftRoutes(app: App, { desk, drafts }: { desk: Desk; drafts: RequestDrafts }): void {
  app.get('/api/v1/requests/drafts', {
    config,
    schema: {
      tags,
      summary: '本人的申请草稿 / one’s own drafts, newest first',
      querystring: Type.Object(pageQuery, closed),
      response: { 200: Page(RequestDraft) },
    },
    handler: async (request) => {
      const { limit = defaultLimit, cursor } = request.query;
      const before = idOfCursor(cursor);
      const page = { ...(before === undefined ? {} : { before }), limit: limit + 1 };
      const { data, nextCursor } = pageOf(await drafts.list(personOf(request), page), limit, ({ id }) => [id]);
      return { data: data.map(documentOf), nextCursor };
    },
  });

  app.post('/api/v1/requests/drafts', {
    config,
    schema: {
      tags,
      summary: '存为草稿 / keep what is typed, unjudged',
      headers: idempotencyHeaders,
      body: DraftInput,
      response: { 201: RequestDraft },
    },
    handler: async (request, reply) => {
      const key = request.headers['idempotency-key'];
      const document = documentOf(await drafts.create(personOf(request), request.body, traceOf(request), key));
      return reply.status(201).header('location', `/api/v1/requests/drafts/${document.id}`).send(document);
    },
  });

  app.get('/api/v1/requests/drafts/:id', {
    config,
    schema: { tags, summary: '一份草稿 / one draft', params: Params, response: { 200: RequestDraft } },
    handler: async (request) => documentOf(await drafts.read(personOf(request), request.params.id)),
  });

  app.put('/api/v1/requests/drafts/:id', {
    config,
    schema: {
      tags,
      summary: '修改草稿 / save it anew, as a whole',
      params: Params,
      body: DraftInput,
      response: { 200: RequestDraft },
    },
    handler: async (request) =>
      documentOf(await drafts.save(personOf(request), request.params.id, request.body, traceOf(request))),
  });

  app.delete('/api/v1/requests/drafts/:id', {
    config,
    schema: { tags, summary: '删除草稿 / delete a draft', params: Params, response: { 204: Type.Null() } },
    handler: async (request, reply) => {
      await drafts.delete(personOf(request), request.params.id, traceOf(request));
      return reply.status(204).send(null);
    },
  });

  app.post('/api/v1/requests/drafts/:id/submission', {
    config,
    schema: {
      tags,
      summary: '提交草稿 / submit it; judged as any request',
      params: Params,
      response: { 201: Request },
    },
    handler: async (request, reply) => {
      const caller = personOf(request);
      const stored = await drafts.submit(caller, request.params.id, traceOf(request));
      const document = await shownRequest(desk, caller, stored);
      return reply.status(201).header('location', `/api/v1/requests/${document.id}`).send(document);
    },
  });
}
