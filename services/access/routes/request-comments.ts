import { CommentInput, Id, idempotencyHeaders, Page, pageQuery, RequestComment } from '@zhiheng/contracts';
import { type App, pageOf, personOf, traceOf } from '@zhiheng/http';
import { Type } from 'typebox';
import type { Desk } from '../desk.ts';
import { defaultLimit, idOfCursor } from '../list-page.ts';
import { commentOn, readComments } from '../request-comments.ts';

const closed = { additionalProperties: false } as const;
const config = { access: 'person' } as const;
const tags = ['requests'];
const Params = Type.Object({ id: Id }, closed);

/** What is said of a request while it is on its way, beside the decisions on it. */
export function requestCommentRoutes(app: App, desk: Desk): void {
  app.get('/api/v1/requests/:id/comments', {
    config,
    schema: {
      tags,
      summary: '申请的留言，由先到后 / what was said of a request, in its order',
      params: Params,
      querystring: Type.Object(pageQuery, closed),
      response: { 200: Page(RequestComment) },
    },
    handler: async (request) => {
      const { limit = defaultLimit, cursor } = request.query;
      const after = idOfCursor(cursor);
      const page = { ...(after === undefined ? {} : { after }), limit: limit + 1 };
      const rows = await readComments(desk, personOf(request), request.params.id, page);
      return pageOf(rows, limit, ({ id }) => [id]);
    },
  });

  app.post('/api/v1/requests/:id/comments', {
    config,
    schema: {
      tags,
      summary: '留言 / say something of a pending request',
      headers: idempotencyHeaders,
      params: Params,
      body: CommentInput,
      response: { 201: RequestComment },
    },
    handler: async (request, reply) => {
      const { params, body, headers } = request;
      const key = headers['idempotency-key'];
      const said = await commentOn(desk, personOf(request), params.id, body, traceOf(request), key);
      return reply.status(201).send(said);
    },
  });
}
