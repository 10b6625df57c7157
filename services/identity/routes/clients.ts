import {
  ClientChange,
  ClientInput,
  ClientWithSecret,
  IdOrCode,
  MachineClient,
  Page,
  pageQuery,
  RotationInput,
} from '@zhiheng/contracts';
import { type App, decodeCursor, pageOf, personOf, traceOf } from '@zhiheng/http';
import { Type } from 'typebox';
import { type ClientDesk, clientDocument } from '../client-care.ts';

const tags = ['clients'];
const config = { access: 'person' } as const;
const closed = { additionalProperties: false } as const;
const Params = Type.Object({ id: IdOrCode }, closed);

/** The machine clients of a centre, by who administers its security. */
export function clientRoutes(app: App, clients: ClientDesk): void {
  app.get('/oidc/clients', {
    config,
    schema: {
      tags,
      summary: '客户端 / machine clients, with who answers for each',
      querystring: Type.Object(pageQuery, closed),
      response: { 200: Page(MachineClient) },
    },
    handler: async (request) => {
      const { limit = 50, cursor } = request.query;
      const after = decodeCursor(cursor, 1)?.map(String)[0];
      const rows = await clients.list(personOf(request), { after, limit: limit + 1 }, traceOf(request));
      const { data, nextCursor } = pageOf(rows, limit, ({ id }) => [id]);
      return { data: data.map(clientDocument), nextCursor };
    },
  });

  app.post('/oidc/clients', {
    config: { ...config, stepUp: true },
    schema: {
      tags,
      summary: '登记客户端 / registers a machine client; its secret is shown this once',
      body: ClientInput,
      response: { 201: ClientWithSecret },
    },
    handler: async (request, reply) => {
      const { client, secret } = await clients.register(personOf(request), request.body, traceOf(request));
      return reply
        .status(201)
        .header('cache-control', 'no-store')
        .send({ client: clientDocument(client), secret });
    },
  });

  app.patch('/oidc/clients/:id', {
    config,
    schema: {
      tags,
      summary: '变更责任人或用途 / names another owner, or what it is for',
      params: Params,
      body: ClientChange,
      response: { 200: MachineClient },
    },
    handler: async (request) =>
      clientDocument(await clients.change(personOf(request), request.params.id, request.body, traceOf(request))),
  });

  app.post('/oidc/clients/:id/rotation', {
    config: { ...config, stepUp: true },
    schema: {
      tags,
      summary: '更换密钥 / another secret, shown this once; the one before stays good for a while',
      params: Params,
      body: RotationInput,
      response: { 200: ClientWithSecret },
    },
    handler: async (request, reply) => {
      const { overlapHours } = request.body;
      const found = await clients.rotate(personOf(request), request.params.id, overlapHours, traceOf(request));
      const answer = { client: clientDocument(found.client), secret: found.secret };
      return reply.header('cache-control', 'no-store').send(answer);
    },
  });

  app.delete('/oidc/clients/:id', {
    config,
    schema: { tags, summary: '停用客户端 / ends it for good', params: Params, response: { 200: MachineClient } },
    handler: async (request) =>
      clientDocument(await clients.end(personOf(request), request.params.id, traceOf(request))),
  });
}
