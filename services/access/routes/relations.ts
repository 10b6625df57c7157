import { DeclaredRelation, Id, idempotencyHeaders, Page, pageQuery, Relation, RelationInput } from '@zhiheng/contracts';
import { type App, pageOf, personOf, traceOf } from '@zhiheng/http';
import { Type } from 'typebox';
import { defaultLimit, idOfCursor } from '../list-page.ts';
import type { Relations } from '../relations.ts';

const closed = { additionalProperties: false } as const;
const config = { access: 'person' } as const;
const tags = ['recusal'];
const Declared = Type.Object({ ...Page(Relation).properties, count: Type.Integer({ minimum: 0 }) });

/** The signed-in person's own declarations of whom they may not act for. */
export function relationRoutes(app: App, { relations }: { relations: Relations }): void {
  app.post('/api/v1/me/relations', {
    config,
    schema: {
      tags,
      summary: '申报回避关系 / declare a relation',
      headers: idempotencyHeaders,
      body: RelationInput,
      response: { 201: DeclaredRelation },
    },
    handler: async (request, reply) => {
      const key = request.headers['idempotency-key'];
      const row = await relations.declare(personOf(request), request.body, traceOf(request), key);
      return reply.status(201).send({ ...row, declaredAt: row.declaredAt.toISOString() });
    },
  });

  app.get('/api/v1/me/relations', {
    config,
    schema: {
      tags,
      summary: '本人已申报的回避关系，不含对方身份 / one’s own declared relations, never to whom',
      querystring: Type.Object(pageQuery, closed),
      response: { 200: Declared },
    },
    handler: async (request) => {
      const { limit = defaultLimit, cursor } = request.query;
      const before = idOfCursor(cursor);
      const { rows, count } = await relations.list(personOf(request), {
        ...(before === undefined ? {} : { before }),
        limit: limit + 1,
      });
      const { data, nextCursor } = pageOf(rows, limit, ({ id }) => [id]);
      const documents = data.map((row) => ({ ...row, declaredAt: row.declaredAt.toISOString() }));
      return { data: documents, nextCursor, count };
    },
  });

  app.delete('/api/v1/me/relations/:id', {
    config,
    schema: {
      tags,
      summary: '撤回回避关系 / withdraw a relation',
      params: Type.Object({ id: Id }, closed),
      response: { 204: Type.Null() },
    },
    handler: async (request, reply) => {
      await relations.withdraw(personOf(request), request.params.id.toLowerCase(), traceOf(request));
      return reply.status(204).send(null);
    },
  });
}
