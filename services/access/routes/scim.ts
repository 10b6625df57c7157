import { problems } from '@zhiheng/contracts';
import { type App, callerOf, Problem, prefersEnglish, readJsonBodies, toProblem, traceOf } from '@zhiheng/http';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { Type } from 'typebox';
import type { Desk } from '../desk.ts';
import { changeUser, deleteUser, findUsers, readUser } from '../provisioning.ts';
import { createUser } from '../provisioning-arrival.ts';
import { type Asserted, assertAll } from '../scim/asserted.ts';
import { scimError, statusOf } from '../scim/fault.ts';
import { patched } from '../scim/patch.ts';
import { listQueryOf, projection } from '../scim/query.ts';
import { isNamed, type UserFacts, userDocument, versionOf } from '../scim/user.ts';
import { scimBulkRoute } from './scim-bulk.ts';
import { scimDiscoveryRoutes } from './scim-discovery.ts';
import { access, closed, request, response, scimJson, tags } from './scim-schemas.ts';

export interface ScimOptions {
  desk: Desk;
  origin: string;
}

export const scimPrefix = '/scim/v2';

/** SCIM 2.0 (RFC 7643, 7644) for the HR system. Everything is answered in the protocol’s own media type. */
export async function scimRoutes(app: App, { desk, origin }: ScimOptions): Promise<void> {
  const base = `${origin}${scimPrefix}`;
  readJsonBodies(app, scimJson);
  app.setErrorHandler(sendFault);
  userRoutes(app, desk, `${base}/Users`);
  searchRoutes(app, desk, `${base}/Users`);
  scimBulkRoute(app, desk, `${base}/Users`);
  scimDiscoveryRoutes(app, base);
  const method = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'];
  const refusal = (url: string, code: 'not-implemented' | 'not-found') =>
    app.route({ method, url, config: { access }, schema: { hide: true }, handler: () => refuse(code) });
  // No account of a person is managed by itself here (RFC 7644, 3.11), and there are no resources but users.
  refusal('/Me', 'not-implemented');
  refusal('/', 'not-found');
  refusal('/*', 'not-found');
}

function refuse(code: 'not-implemented' | 'not-found'): never {
  throw new Problem(code);
}

function sendFault(error: FastifyError, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = toProblem(error);
  if (problem.status >= 500 && problem.code !== 'not-implemented') request.log.error({ err: error }, 'request failed');
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  if (problem.status === 503) reply.header('retry-after', '1');
  const english = prefersEnglish(request.headers['accept-language']);
  return answer(reply, statusOf(problem), scimError(problem, problems[problem.code], english));
}

const answer = (reply: FastifyReply, status: number, document: object): FastifyReply =>
  reply.status(status).type(scimJson).serializer(JSON.stringify).send(document);

const UserParams = Type.Object({ id: Type.String({ minLength: 1, maxLength: 200 }) }, closed);

function userRoutes(app: App, desk: Desk, location: string): void {
  const meant = (request: FastifyRequest<{ Params: { id: string } }>) => ({
    user: request.params.id,
    ifMatch: request.headers['if-match'],
  });
  const answerUser = (reply: FastifyReply, status: number, facts: UserFacts) => {
    const document = projection(reply.request.query)(userDocument(facts, location));
    reply.header('etag', versionOf(facts));
    if (status === 201) reply.header('location', `${location}/${facts.id}`);
    return answer(reply, status, document);
  };
  const change = async (request: FastifyRequest<{ Params: { id: string } }>, reply: FastifyReply, asserted: Asserted) =>
    answerUser(reply, 200, await changeUser(desk, callerOf(request), meant(request), asserted, traceOf(request)));

  app.post('/Users', {
    config: { access },
    schema: { tags, summary: '新增用户 / a new user arrives', body: request.user, response: response(201) },
    handler: async (request, reply) =>
      answerUser(reply, 201, await createUser(desk, callerOf(request), assertedBy(request.body), traceOf(request))),
  });

  app.get('/Users/:id', {
    config: { access },
    schema: { tags, summary: '一个用户 / one user', params: UserParams, response: response(200) },
    handler: async (request, reply) => {
      const facts = await readUser(desk, callerOf(request), request.params.id);
      const known = request.headers['if-none-match'];
      if (known === undefined || !isNamed(versionOf(facts), known)) return answerUser(reply, 200, facts);
      return reply.status(304).header('etag', versionOf(facts)).send();
    },
  });

  app.put('/Users/:id', {
    config: { access },
    schema: {
      tags,
      summary: '替换用户 / a user as they are to be; what is left out stays',
      params: UserParams,
      body: request.user,
      response: response(200),
    },
    handler: (request, reply) => change(request, reply, assertedBy(request.body)),
  });

  app.patch('/Users/:id', {
    config: { access },
    schema: {
      tags,
      summary: '修改用户 / changes of a user: all of them or none',
      params: UserParams,
      body: request.patch,
      response: response(200),
    },
    handler: (request, reply) => change(request, reply, patched(request.body)),
  });

  app.delete('/Users/:id', {
    config: { access },
    schema: {
      tags,
      summary: '删除用户 / a user leaves; nothing is erased',
      params: UserParams,
      response: response(204),
    },
    handler: async (request, reply) => {
      await deleteUser(desk, callerOf(request), meant(request), traceOf(request));
      return reply.status(204).send();
    },
  });
}

function assertedBy(body: unknown): Asserted {
  const asserted: Asserted = {};
  assertAll(asserted, body);
  return asserted;
}

function searchRoutes(app: App, desk: Desk, location: string): void {
  const list = async (request: FastifyRequest, reply: FastifyReply, asked: unknown) => {
    const { startIndex, count, ...query } = listQueryOf(asked);
    const pick = projection(asked);
    const { users, total } = await findUsers(desk, callerOf(request), {
      ...query,
      offset: startIndex - 1,
      limit: count,
    });
    return answer(reply, 200, {
      schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
      totalResults: total,
      startIndex,
      itemsPerPage: users.length,
      Resources: users.map((facts) => pick(userDocument(facts, location))),
    });
  };
  app.get('/Users', {
    config: { access },
    schema: {
      tags,
      summary: '查找用户 / users by filter, sorted and paged',
      querystring: request.query,
      response: response(200),
    },
    handler: (request, reply) => list(request, reply, request.query),
  });
  for (const url of ['/Users/.search', '/.search'])
    app.post(url, {
      config: { access },
      schema: {
        tags,
        summary: '查找用户 / users by filter, asked in a body',
        body: request.search,
        response: response(200),
      },
      handler: (request, reply) => list(request, reply, request.body),
    });
}
