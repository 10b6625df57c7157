import { Instant, Page, pageQuery } from '@zhiheng/contracts';
import { type App, personOf, traceOf } from '@zhiheng/http';
import { Type } from 'typebox';
import type { DecisionLogSettings } from '../decision-log-settings.ts';
import { pageInMemory } from '../list-page.ts';

const config = { access: 'person' } as const;
const tags = ['decisions'];
const Params = Type.Object({
  type: Type.String({ minLength: 1, maxLength: 200, description: '资源类型 / resource type' }),
});
const Logged = Type.Object(
  {
    type: Type.String(),
    since: Instant,
    by: Type.Union([Type.String(), Type.Null()], { description: '设定人的用户名 / username of who set it' }),
  },
  { $id: 'LoggedType' },
);

/** Of which types of resources what is permitted is logged, too: none at first. Denials are logged of all. */
export function decisionLogRoutes(app: App, { settings }: { settings: DecisionLogSettings }): void {
  app.get('/api/v1/decision-log/types', {
    config,
    schema: {
      tags,
      summary: '记录准许判定的资源类型 / resource types whose permitted decisions are logged',
      querystring: Type.Object(pageQuery, { additionalProperties: false }),
      response: { 200: Page(Logged) },
    },
    handler: async (request) => {
      const rows = await settings.list(personOf(request));
      const { data, nextCursor } = pageInMemory(rows, ({ type }) => type, request.query);
      return { data: data.map(({ type, since, by }) => ({ type, since: since.toISOString(), by })), nextCursor };
    },
  });

  app.put('/api/v1/decision-log/types/:type', {
    config,
    schema: {
      tags,
      summary: '开始记录准许判定 / log permitted decisions on such resources',
      params: Params,
      response: { 204: Type.Null() },
    },
    handler: async (request, reply) => {
      await settings.set(personOf(request), request.params.type, true, traceOf(request));
      return reply.status(204).send(null);
    },
  });

  app.delete('/api/v1/decision-log/types/:type', {
    config,
    schema: {
      tags,
      summary: '停止记录准许判定 / log denials only again',
      params: Params,
      response: { 204: Type.Null() },
    },
    handler: async (request, reply) => {
      await settings.set(personOf(request), request.params.type, false, traceOf(request));
      return reply.status(204).send(null);
    },
  });
}
