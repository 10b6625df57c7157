import { Instant } from '@zhiheng/contracts';
import { type App, clientOf, traceOf } from '@zhiheng/http';
import { Type } from 'typebox';
import type { Resources } from '../resources.ts';
import type { ResourceRow } from '../store/resource-store.ts';

const access = { scope: 'cases:write' } as const;
const name = (description: string) => Type.String({ minLength: 1, maxLength: 200, description });
const ResourceName = Type.Object({ type: name('类型 / type'), id: name('标识 / id') });
const Properties = Type.Record(Type.String(), Type.Unknown(), { description: '属性 / properties' });
const ResourceInput = Type.Object(
  { properties: Properties },
  { additionalProperties: false, examples: [{ properties: { owner: 'enterprise-pension-op1', status: 'draft' } }] },
);
const Resource = Type.Object(
  { type: Type.String(), id: Type.String(), properties: Properties, client: Type.String(), updatedAt: Instant },
  { $id: 'Resource' },
);

/** Resources that other services register, so that decisions know them and searches find them. */
export function resourceRoutes(app: App, { resources }: { resources: Resources }): void {
  app.put('/api/v1/resources/:type/:id', {
    config: { access },
    schema: {
      tags: ['resources'],
      summary: '登记资源 / register or replace a resource',
      params: ResourceName,
      body: ResourceInput,
      response: { 200: Resource, 201: Resource },
    },
    handler: async (request, reply) => {
      const { type, id } = request.params;
      const { row, before } = await resources.put(clientOf(request), { type, id, ...request.body }, traceOf(request));
      return reply.status(before ? 200 : 201).send(document(row));
    },
  });

  app.get('/api/v1/resources/:type/:id', {
    config: { access },
    schema: {
      tags: ['resources'],
      summary: '一个已登记的资源 / a registered resource',
      params: ResourceName,
      response: { 200: Resource },
    },
    handler: async (request) => {
      const { type, id } = request.params;
      return document(await resources.read(clientOf(request).centre, type, id));
    },
  });

  app.delete('/api/v1/resources/:type/:id', {
    config: { access },
    schema: {
      tags: ['resources'],
      summary: '注销资源 / remove a registration',
      params: ResourceName,
      response: { 204: Type.Null() },
    },
    handler: async (request, reply) => {
      const { type, id } = request.params;
      await resources.remove(clientOf(request), type, id, traceOf(request));
      return reply.status(204).send(null);
    },
  });
}

const document = (row: ResourceRow) => ({ ...row, updatedAt: row.updatedAt.toISOString() });
