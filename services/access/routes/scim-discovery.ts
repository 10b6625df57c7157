import { said } from '@zhiheng/contracts';
import { type App, Problem } from '@zhiheng/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import { providerConfig, resourceTypes, type ScimDocument, schemaDocuments } from '../scim/discovery.ts';
import { access, closed, response, scimJson, tags } from './scim-schemas.ts';

/** What this server does and knows (RFC 7644, 4). */
export function scimDiscoveryRoutes(app: App, base: string): void {
  const documents = [
    { name: 'ResourceTypes', zh: '资源类型', en: 'kinds of resources', list: resourceTypes(base) },
    { name: 'Schemas', zh: '模式', en: 'schemas', list: schemaDocuments(base) },
  ];
  const config = providerConfig(base);
  const send = (reply: FastifyReply, document: ScimDocument) =>
    reply.type(scimJson).serializer(JSON.stringify).send(document);

  app.get('/ServiceProviderConfig', {
    config: { access },
    schema: { tags, summary: '协议支持 / what of the protocol is supported', response: response(200) },
    handler: (request, reply) => {
      refuseFilter(request);
      return send(reply, config);
    },
  });
  for (const { name, zh, en, list } of documents) {
    app.get(`/${name}`, {
      config: { access },
      schema: { tags, summary: `${zh} / ${en}: all of them`, response: response(200) },
      handler: (request, reply) => {
        refuseFilter(request);
        const all = { totalResults: list.length, startIndex: 1, itemsPerPage: list.length, Resources: list };
        return send(reply, { schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'], ...all });
      },
    });
    app.get(`/${name}/:id`, {
      config: { access },
      schema: {
        tags,
        summary: `${zh} / ${en}: one of them`,
        params: Type.Object({ id: Type.String({ maxLength: 200 }) }, closed),
        response: response(200),
      },
      handler: (request, reply) => {
        const { id } = request.params;
        const one = list.find((document) => String(document.id).toLowerCase() === id.toLowerCase());
        if (!one) throw new Problem('not-found');
        return send(reply, one);
      },
    });
  }
}

function refuseFilter({ query }: FastifyRequest): void {
  if ((query as Record<string, unknown>).filter !== undefined)
    throw new Problem('not-permitted', said('scim-no-filter'));
}
